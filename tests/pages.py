"""A minimal valid, published page of each type. Everything given by name overrides the default."""

import itertools
from datetime import timedelta
from typing import Any

from django.contrib.auth.models import Group
from django.utils import timezone
from wagtail.models import Locale, Page, PageViewRestriction

from circles.models import CirclePage, RunPage, Session
from directory.models import OrganisationPage, PlacePage
from events.models import EventPage
from home.models import StandardPage
from knowledge.models import ArticlePage, BestPracticePage, SectionPage
from news.models import NewsPage

_numbers = itertools.count(1)


def add(parent: Page, page: Page, *, live: bool = True) -> Any:
    """Put ``page`` below ``parent`` in the same language, and publish it unless ``live`` is false."""
    page.locale_id = parent.locale_id
    page.live = False
    parent.refresh_from_db(fields=["numchild"])
    parent.add_child(instance=page)
    revision = page.save_revision()
    if live:
        revision.publish()
        page.refresh_from_db()
    return page


def paragraph(html: str) -> list[dict[str, str]]:
    """A body of one paragraph; most bodies in tests need no more."""
    return [{"type": "text", "value": html}]


def make_standard_page(parent: Page, title: str = "", *, live: bool = True, **fields: Any) -> StandardPage:
    return add(parent, StandardPage(title=title or _title("Pagina"), **fields), live=live)


def make_section(parent: Page, title: str = "", *, live: bool = True, **fields: Any) -> SectionPage:
    return add(parent, SectionPage(title=title or _title("Plank"), **fields), live=live)


def make_article(parent: Page, title: str = "", *, live: bool = True, **fields: Any) -> ArticlePage:
    return add(parent, ArticlePage(title=title or _title("Artikel"), **fields), live=live)


def make_best_practice(parent: Page, title: str = "", *, live: bool = True, **fields: Any) -> BestPracticePage:
    given = {"situation": "<p>Niemand kwam.</p>", "result": "<p>Nu wel.</p>"} | fields
    return add(parent, BestPracticePage(title=title or _title("Aanrader"), **given), live=live)


def make_organisation(parent: Page, title: str = "", *, live: bool = True, **fields: Any) -> OrganisationPage:
    return add(parent, OrganisationPage(title=title or _title("Vereniging"), **fields), live=live)


def make_place(parent: Page, title: str = "", *, live: bool = True, **fields: Any) -> PlacePage:
    return add(parent, PlacePage(title=title or _title("Zaal"), **fields), live=live)


def make_circle(parent: Page, title: str = "", *, live: bool = True, **fields: Any) -> CirclePage:
    return add(parent, CirclePage(title=title or _title("Leerkring"), **fields), live=live)


def make_run(
    circle: CirclePage, title: str = "", *, live: bool = True, days: tuple[int, ...] = (7, 14), **fields: Any
) -> RunPage:
    """A run with a two-hour session on each of ``days`` from now."""
    run = RunPage(title=title or _title("Reeks"), **fields)
    for number, day in enumerate(days, start=1):
        start = timezone.now() + timedelta(days=day)
        times = {"starts_at": start, "ends_at": start + timedelta(hours=2)}
        run.sessions.add(Session(title=f"Bijeenkomst {number}", locale_id=circle.locale_id, **times))
    return add(circle, run, live=live)


def make_event(parent: Page, title: str = "", *, live: bool = True, in_days: int = 7, **fields: Any) -> EventPage:
    start = timezone.now() + timedelta(days=in_days)
    given = {"starts_at": start, "ends_at": start + timedelta(hours=2)} | fields
    return add(parent, EventPage(title=title or _title("Bijeenkomst"), **given), live=live)


def make_news(parent: Page, title: str = "", *, live: bool = True, **fields: Any) -> NewsPage:
    return add(parent, NewsPage(title=title or _title("Nieuws"), **fields), live=live)


def restrict(page: Page, group: Group | None = None) -> PageViewRestriction:
    """Close ``page`` and all below it: for members, or for one group."""
    kind = PageViewRestriction.GROUPS if group else PageViewRestriction.LOGIN
    restriction = PageViewRestriction.objects.create(page=page, restriction_type=kind)
    if group:
        restriction.groups.add(group)
        restriction.save()
    return restriction


def translate(page: Page, language: str = "en", *, live: bool = True, **fields: Any) -> Any:
    """The translation of ``page`` (whose parent has one), with ``fields`` in the other language."""
    copy = page.copy_for_translation(Locale.objects.get(language_code=language))
    for name, value in fields.items():
        setattr(copy, name, value)
    revision = copy.save_revision()
    if live:
        revision.publish()
        copy.refresh_from_db()
    return copy


def _title(word: str) -> str:
    return f"{word} {next(_numbers)}"
