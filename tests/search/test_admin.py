"""Wagtail's own search, as the admin uses it: the same answers, ranked in one pass."""

from django.test import override_settings
from modelsearch.backends import get_search_backend
from wagtail.models import Page

from tests.pages import make_article, paragraph

FAST = {"default": {"BACKEND": "search.admin_backend"}}
STOCK = {"default": {"BACKEND": "modelsearch.backends.database"}}


def found(backends, text, queryset=None):
    with override_settings(MODELSEARCH_BACKENDS=backends, WAGTAILSEARCH_BACKENDS=backends):
        rows = get_search_backend().search(text, queryset if queryset is not None else Page.objects.all())
        return [page.title for page in rows], [page.title for page in rows[:1]]


def test_same_pages_as_stock_title_first(site):
    make_article(site.section, "Iets anders", body=paragraph("<p>Zeilboot te water.</p>"))
    make_article(site.section, "Zeilboot")
    make_article(site.section, "Roeiboot")
    fast, first = found(FAST, "zeilboot")
    assert sorted(fast) == sorted(found(STOCK, "zeilboot")[0])
    assert first == ["Zeilboot"]


def test_queryset_of_the_caller_holds(site):
    kept = make_article(site.section, "Zeilboot A")
    make_article(site.section, "Zeilboot B")
    assert found(FAST, "zeilboot", Page.objects.filter(pk=kept.pk))[0] == ["Zeilboot A"]
