def listing_context(page, request):
    return {}


def organisation_context(page, request):
    return {}


def place_context(page, request):
    return {}
