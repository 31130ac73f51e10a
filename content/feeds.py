"""Atom feeds of pages. A feed goes to everybody who asks, so it holds only what everybody may see."""

from datetime import datetime, time
from uuid import uuid5

from django.contrib.auth.models import AnonymousUser
from django.contrib.syndication.views import Feed
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.utils.translation import get_language

from .context_processors import site_settings
from .links import page_full_url
from .models import BasePage
from .routing import site_of
from .taxonomy import words
from .visibility import VisibleQuerySet

MOST = 30
MORNING = time(9)


class PageFeed(Feed):
    """The newest pages of one kind in the language of the address. A room says which, and what the feed is called."""

    feed_type = Atom1Feed

    def heading(self, network: str) -> str:
        """The title of the feed of a network with this name."""
        raise NotImplementedError

    def pages(self) -> VisibleQuerySet:
        """All pages that could be in it."""
        raise NotImplementedError

    def fronts(self) -> VisibleQuerySet:
        """The pages on which people read the same."""
        raise NotImplementedError

    def get_object(self, request: HttpRequest) -> HttpRequest:
        """The request: what a feed is of follows from its address."""
        request.feed_front = self.fronts().filter(locale__language_code=get_language()).first()
        return request

    def title(self, request: HttpRequest) -> str:
        """The title of the feed."""
        return self.heading(self.author_name(request))

    def author_name(self, request: HttpRequest) -> str:
        """The network: Atom wants an author."""
        return site_settings(site_of(request)).name

    def link(self, request: HttpRequest) -> str:
        """Where people read the same."""
        return page_full_url(request.feed_front) if request.feed_front else f"/{get_language()}/"

    def feed_guid(self, request: HttpRequest) -> str:
        """The same for ever, whatever the address becomes."""
        front = request.feed_front
        return uuid5(front.translation_key, f"feed {get_language()}").urn if front else request.build_absolute_uri()

    def items(self, request: HttpRequest) -> list[BasePage]:
        """The newest below that page, with the names of their topics."""
        if request.feed_front is None:
            return []
        rows = self.pages().visible_to(AnonymousUser()).inside(request.feed_front.path)
        return _with_topics(list(rows.order_by("-date", "-pk")[:MOST]))

    def item_title(self, page: BasePage) -> str:
        """The title."""
        return page.listing_title

    def item_description(self, page: BasePage) -> str:
        """The summary. A reader takes it for HTML."""
        return escape(page.listing_summary)

    def item_link(self, page: BasePage) -> str:
        """The address."""
        return page_full_url(page)

    def item_guid(self, page: BasePage) -> str:
        """The same wherever the page moves; a translation is another entry."""
        return uuid5(page.translation_key, page.language).urn

    def item_pubdate(self, page: BasePage) -> datetime:
        """The morning of its day."""
        return timezone.make_aware(datetime.combine(page.listing_date, MORNING))

    def item_updateddate(self, page: BasePage) -> datetime:
        """When it was last published, and not before its day."""
        return max(page.last_published_at or self.item_pubdate(page), self.item_pubdate(page))

    def item_categories(self, page: BasePage) -> list[str]:
        """The topics."""
        return page.topic_names

    def __call__(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        response = super().__call__(request, *args, **kwargs)
        del response["Last-Modified"]  # an entry that is taken back would go unnoticed; the page cache gives an ETag
        return response


def _with_topics(pages: list[BasePage]) -> list[BasePage]:
    """One query for the topics of all of them."""
    if not pages:
        return pages
    field = pages[0]._meta.get_field("topics")
    own, other = f"{field.m2m_field_name()}_id", f"{field.m2m_reverse_field_name()}_id"
    rows = field.remote_field.through._base_manager.filter(**{f"{own}__in": [page.pk for page in pages]})
    names = {pk: word.name for pk, word in words("topic").items()}
    found: dict[int, list[str]] = {}
    for page, topic in rows.values_list(own, other):
        found.setdefault(page, []).append(names.get(topic, ""))
    for page in pages:
        page.topic_names = sorted(filter(None, found.get(page.pk, [])))
    return pages
