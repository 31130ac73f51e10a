def index_context(page, request):
    return {}


def news_context(page, request):
    return {}
