"""What the pages with news show."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Case, Exists, OuterRef, Value, When
from django.http import HttpRequest
from django.urls import reverse

from content.cache import limit_validity, next_midnight
from content.pagination import paginate
from content.visibility import EVERYBODY, Viewer
from directory.cards import cards, cards_by_key

from .archive import Selection, archive
from .models import NewsIndexPage, NewsOrganisation, NewsPage

MORE = 4
STEP = 4  # characters that a level adds to a tree path


def index_context(page: NewsIndexPage, request: HttpRequest) -> dict[str, Any]:
    """Template context of the list of news."""
    viewer, selection = request.user, Selection(request.GET)
    limit_validity(request, next_midnight())  # dates of this year go without their year
    found = archive(page, viewer)
    news = NewsPage.objects.visible_to(viewer).inside(page.path).select_related("listing_image")
    page_obj = paginate(request, selection.of(news).for_list(), count=selection.count(found))
    return {
        "selection": selection,
        "years": selection.years(found),
        "topics": selection.topics(found),
        "page_obj": page_obj,
        "news": _dressed(page_obj.object_list, viewer),
        "feed_url": reverse("news:feed"),
    }


def news_context(page: NewsPage, request: HttpRequest) -> dict[str, Any]:
    """Template context of a piece of news."""
    viewer = request.user
    return {
        "cards": cards(page.linked_ids["organisation"], viewer),
        "topics": page.words("topic"),
        "more": _more(page, viewer),
    }


def _more(page: NewsPage, viewer: Viewer) -> list[NewsPage]:
    """Other news: on the same topics first, then the newest."""
    through = NewsPage._meta.get_field("topics").remote_field.through
    shared = through._base_manager.filter(newspage_id=OuterRef("pk"), topic_id__in=page.linked_ids["topic"])
    rows = NewsPage.objects.visible_to(viewer).inside(page.path[:-STEP]).exclude(pk=page.pk)
    newest = rows.order_by("-date", "-pk").values("pk")[: MORE * 10]
    ranked = rows.filter(pk__in=newest).annotate(near=Case(When(Exists(shared), then=Value(0)), default=Value(1)))
    return list(ranked.order_by("near", "-date", "-pk").defer("body")[:MORE])


def _dressed(news: Iterable[NewsPage], viewer: Viewer) -> list[NewsPage]:
    """The same pieces, each with the cards of the ``organisations`` it is about. One query for all of them."""
    found = list(news)
    rows = NewsOrganisation.objects.filter(page_id__in=[each.pk for each in found]).order_by("sort_order")
    about: dict[int, list[int]] = {}
    for page, organisation in rows.values_list("page_id", "organisation_id"):
        about.setdefault(page, []).append(organisation)
    known = cards_by_key([pk for pks in about.values() for pk in pks], viewer)
    for each in found:
        each.organisations = [known[pk] for pk in about.get(each.pk, ()) if pk in known]
        each.is_restricted = each.audience != EVERYBODY
    return found
