def circle_context(page, request):
    return {}


def index_context(page, request):
    return {}


def run_context(page, request):
    return {}
