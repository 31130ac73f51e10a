def event_context(page, request):
    return {}


def index_context(page, request):
    return {}
