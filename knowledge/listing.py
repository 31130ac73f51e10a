def article_context(page, request):
    return {}


def index_context(page, request):
    return {}


def section_context(page, request):
    return {}
