"""Search."""

from django.http import HttpResponse


def search(request):
    return HttpResponse("")


def topic(request, slug):
    return HttpResponse("")


def sitemap_index(request):
    return HttpResponse("")


def sitemap_part(request, language, page):
    return HttpResponse("")
