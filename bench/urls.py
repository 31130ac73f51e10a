"""Kring's addresses, and two views that show what Django itself costs on this machine."""

from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import path

from config.urls import *  # noqa: F403
from config.urls import urlpatterns as of_kring
from knowledge.models import ArticlePage

PLAIN = """<!DOCTYPE html><html lang="nl"><head><meta charset="utf-8"><title>{{ page.title }}</title></head>
<body><main>
<h1>{{ page.title }}</h1><p>{{ page.summary }}</p>
{% for block in page.body %}{{ block }}{% endfor %}</main></body></html>"""


def hello(request: HttpRequest) -> HttpResponse:
    """The least that goes through gunicorn and Django's middleware."""
    return HttpResponse("hello")


def plain(request: HttpRequest, slug: str) -> HttpResponse:
    """An article as plain Django would show it: one query, the text, no frame, no breadcrumbs, nothing related."""
    page = ArticlePage.objects.filter(slug=slug, live=True).order_by("pk").first()
    return HttpResponse(engines["django"].from_string(PLAIN).render({"page": page}, request))


urlpatterns = [path("bench/hello", hello), path("bench/plain/<slug:slug>/", plain), *of_kring]
