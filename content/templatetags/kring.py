"""Tags and filters of the design: icons, rings, dates and links. The drawings are in ``content.rings`` and ``content.marks``."""

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time
from typing import Any

from django import template
from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.template.context import Context
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from wagtail.models import Page

from .. import dates, marks, rings
from ..context_processors import Frame
from ..dates import lengths
from ..links import page_full_url, page_url
from ..meta import about
from ..pictures import rendition_of, sources_of

register = template.Library()

MARKS_SHOWN = 3
WORDS_A_MINUTE = 200
LOGO_SPEC = "max-480x96|format-webp"
LEGEND = {
    "organisation": lambda: marks.mark("De Werf", 1),
    "together": lambda: f'<span class="marks">{marks.mark("De Sluis", 2)}{marks.mark("De Pomp", 3)}</span>',
    "turn": lambda: rings.turns(6, 2, 3),
    "free": lambda: '<span class="face free" aria-hidden="true"></span>',
}


@register.simple_tag
def icon(name: str, css: str = "") -> SafeString:
    """An icon of the sprite."""
    return format_html(
        '<svg class="{}" width="24" height="24" aria-hidden="true" focusable="false"><use href="{}#{}"/></svg>',
        f"icon {css}".strip(),
        staticfiles_storage.url("icons.svg"),
        name,
    )


@register.simple_tag
def brand_mark() -> SafeString:
    """The circle of chairs with one chair free."""
    return mark_safe(rings.brand_mark())


@register.simple_tag
def mark(card: Any) -> SafeString:
    """The logo of an organisation, or the disc that stands for it."""
    logo = _of(card, "logo_url", "")
    if logo:
        return format_html('<img class="mark" src="{}" alt="" width="192" height="192" loading="lazy">', logo)
    return mark_safe(marks.mark(*_organisation(card)))


@register.simple_tag(name="marks")
def overlapping_marks(cards: Iterable[Any]) -> SafeString:
    """The marks of organisations who did something together, at most three, overlapping."""
    drawn = [(mark(card),) for card in list(cards)[:MARKS_SHOWN]]
    return format_html('<span class="marks">{}</span>', format_html_join("", "{}", drawn)) if drawn else SafeString("")


@register.simple_tag
def face(name: str, sector: int = 0, photo: str = "") -> SafeString:
    """A person: their photograph, or the first letter of their name; grey and empty for somebody who is not shown."""
    if photo:
        return format_html('<img class="face" src="{}" alt="" width="96" height="96" loading="lazy">', photo)
    ink = f"face {marks.sector_class(sector)}" if sector else "face"
    return format_html('<span class="{}" aria-hidden="true">{}</span>', ink, name.strip()[:1].upper())


@register.simple_tag
def seats(chairs: Sequence[int | None]) -> SafeString:
    """Seats as a circle of chairs."""
    return mark_safe(rings.seats(list(chairs)))


@register.simple_tag
def turns(total: int, done: int = 0, now: int = 0) -> SafeString:
    """A run of sessions as one turn."""
    return mark_safe(rings.turns(int(total or 0), int(done or 0), int(now or 0)))


@register.simple_tag
def parts_ring(index: int, minutes: Sequence[float]) -> SafeString:
    """One part of a programme in the turn of the whole."""
    return mark_safe(rings.parts_ring(int(index), [float(each) for each in minutes]))


@register.simple_tag
def dots(count: int) -> SafeString:
    """A small count as dots."""
    return mark_safe(rings.dots(int(count)))


@register.simple_tag
def level(number: int) -> SafeString:
    """Circles of visibility."""
    return mark_safe(rings.level(int(number)))


@register.simple_tag
def freshness(page: Any) -> SafeString:
    """How long until somebody looks at the page again."""
    return mark_safe(rings.freshness(page.review_share))


@register.simple_tag
def ties(centre: Any, partners: Iterable[tuple[Any, float]]) -> SafeString:
    """Who an organisation works with: (card, how often), largest first."""
    others = [(_organisation(card), float(weight)) for card, weight in partners]
    return format_html('<div class="ties">{}</div>', mark_safe(rings.ties(_organisation(centre), others)))


@register.simple_tag
def around(cards: Iterable[Any]) -> SafeString:
    """The organisations who had a part in something, in a circle."""
    return mark_safe(rings.around([_organisation(card) for card in cards]))


@register.simple_tag
def dotmap(counts: Iterable[tuple[int, int]], per_row: int = 9) -> SafeString:
    """A dot an organisation: (place of the sector, how many)."""
    return mark_safe(rings.dotmap(counts, per_row))


@register.simple_tag
def hours_bar(spans: Iterable[Any], now: Any = None) -> SafeString:
    """The opening hours of a day on a line. Spans are pairs of times or have ``opens`` and ``closes``."""
    pairs = [(each.opens, each.closes) if hasattr(each, "opens") else tuple(each) for each in spans]
    hours = [(_hours(start), _hours(end)) for start, end in pairs]
    return mark_safe(rings.hours_bar(hours, None if now is None or now == "" else _hours(now)))


@register.inclusion_tag("components/network-ring.html")
def network_ring(sectors: Iterable[Any], total: int, overlap: int = 0, join_url: str = "") -> dict[str, Any]:
    """The sectors as discs in a ring with one place left. Each has ``name``, ``order``, ``count`` and ``url``."""
    discs = [
        {
            "name": _of(each, "name", ""),
            "css": marks.sector_class(_of(each, "order", 0)),
            "count": _of(each, "count", 0),
            "url": _of(each, "url", ""),
        }
        for each in list(sectors)[:12]
    ]
    places = len(discs) + bool(join_url)
    return {"sectors": discs, "places": places, "total": total, "overlap": overlap, "join_url": join_url}


@register.simple_tag
def when(start: date, end: date | None = None) -> str:
    """When something is, as a whole phrase."""
    return dates.when(start, end)


@register.filter
def iso(value: datetime) -> str:
    """A moment as machines read it in ``<time datetime>``: a fraction of a second is not allowed there."""
    return dates.local(value).isoformat(timespec="minutes")


@register.simple_tag
def leaf(value: date) -> SafeString:
    """A date as a leaf of a tear-off calendar."""
    value = dates.local(value)
    return format_html(
        '<time class="leaf" datetime="{}"><span>{}</span><b class="num">{}</b><span>{}</span></time>',
        value.isoformat(timespec="minutes") if isinstance(value, datetime) else value.isoformat(),
        dates.short_weekday(value),
        value.day,
        dates.short_month(value),
    )


@register.simple_tag(takes_context=True)
def language_switch(context: Context) -> list[dict[str, str]]:
    """Each other language with the address that keeps what is shown."""
    return context["frame"].switch(context.get("page")) if "frame" in context else []


@register.simple_tag(takes_context=True)
def alternates(context: Context) -> list[Any]:
    """The languages the page exists in, for everybody."""
    page = context.get("page")
    return context["frame"].alternates(page) if isinstance(page, Page) and "frame" in context else []


@register.simple_tag(takes_context=True)
def other_page(context: Context, number: int) -> str:
    """The query string of another page of the same list."""
    query = context["request"].GET.copy()
    query.pop("page", None)
    if number > 1:
        query["page"] = str(number)
    return f"?{query.urlencode()}" if query else "?"


@register.simple_tag(takes_context=True)
def page_meta(context: Context) -> dict[str, Any]:
    """What search engines and social media are told of the page."""
    return about(context)


@register.simple_tag(takes_context=True)
def logo(context: Context) -> dict[str, Any] | None:
    """The network's logo at the size of the header, if it has one."""
    image = context["frame"].settings.logo if "frame" in context else None
    return rendition_of(image, LOGO_SPEC) if image else None


@register.inclusion_tag("components/photo.html")
def photo(image: Any, alt: str = "", css: str = "", sizes: str = "100vw", loading: str = "lazy") -> dict[str, Any]:
    """An image as WebP and JPEG in the sizes that screens need; ``loading="eager"`` for one at the top of the page."""
    found = sources_of(image) if image else None
    return {"sources": found, "alt": alt, "css": css, "sizes": sizes, "loading": loading}


@register.simple_tag(takes_context=True)
def words_of_path(context: Context) -> str:
    """The words in the last part of an address that leads nowhere: something to search for."""
    parts = [part for part in context["request"].path.split("/") if part and len(part) > 2]
    words = re.split(r"[^\w]+", parts[-1]) if parts else []
    return " ".join(word for word in words if len(word) > 2 and not word.isdigit())[:80]


@register.simple_tag
def lost_seats() -> SafeString:
    """A circle in which one chair is free."""
    return mark_safe(rings.seats([1, 2, 3, 4, 0, 5, 6, None, 1, 3, 2, 5]))


@register.simple_tag(takes_context=True)
def accent_url(context: Context) -> str:
    """The stylesheet with the network's colour, also where there is no frame."""
    return Frame(context["request"]).accent_url


@register.simple_tag
def time_range(start: datetime | time, end: datetime | time | None = None) -> str:
    """“19.30 tot 21.30 uur”."""
    return dates.clock_range(start, end) if end else dates.clock(start)


@register.simple_tag
def programme_minutes(parts: Iterable[Any]) -> list[int]:
    """How long each part lasts: until its end, or else until the next one begins."""
    return lengths([(part["starts"], part["ends"]) for part in parts])


@register.inclusion_tag("components/messages.html", takes_context=True)
def notices(context: Context) -> dict[str, Any]:
    """What the site has to say to somebody who just did something. Visitors without a cookie have no messages to look for."""
    cookies = context["request"].COOKIES if "request" in context else {}
    known = settings.SESSION_COOKIE_NAME in cookies or "messages" in cookies
    return {"notices": context.get("messages", []) if known else []}


@register.simple_tag
def legend_mark(name: str) -> SafeString:
    """One of the drawings of the legend."""
    return mark_safe(LEGEND[name]())


@register.simple_block_tag
def stylesheets(content: str) -> SafeString:
    """Links to the bundles named in the block."""
    links = ((staticfiles_storage.url(f"css/bundle-{name}.css"),) for name in content.split())
    return format_html_join("\n", '<link rel="stylesheet" href="{}">', links)


@register.filter
def tel(phone: str) -> str:
    """The address of a telephone number."""
    return "tel:" + re.sub(r"[^0-9+]", "", phone)


@register.filter
def longest_word(text: str) -> int:
    """How many letters its longest word has: a very long one gets smaller letters."""
    return max((len(word) for word in re.split(r"[\s-]+", str(text))), default=0)


@register.filter
def short_address(url: str) -> str:
    """A web address as people say it: without https:// and www."""
    return re.sub(r"^https?://(www\.)?", "", url).rstrip("/")


@register.filter
def url(page: Page | None) -> str:
    """The address of any page, without a query; of other things, what they say themselves."""
    return page_url(page) if isinstance(page, Page) else getattr(page, "url", "")


@register.filter
def full_url(page: Page | None) -> str:
    """The address of any page with its host."""
    return page_full_url(page) if page else ""


@register.filter
def day(value: date | None) -> str:
    """“dinsdag 24 november”."""
    return dates.day(value) if value else ""


@register.filter
def plain_day(value: date | None) -> str:
    """“24 november 2026”."""
    return dates.plain_day(value) if value else ""


@register.filter
def short_day(value: date | None) -> str:
    """“di 24 nov”."""
    return dates.short_day(value) if value else ""


@register.filter
def clock(value: datetime | time | None) -> str:
    """“19.30 uur” or “7.30 pm”."""
    return dates.clock(value) if value else ""


@register.filter
def reading_minutes(value: Any) -> int:
    """How many minutes it takes to read a text or a number of words; at least one."""
    words = value if isinstance(value, int) else len(str(value).split())
    return max(1, math.ceil(words / WORDS_A_MINUTE))


@register.filter
def sector_class(order: int | None) -> str:
    """The class that gives the ink of a sector."""
    return marks.sector_class(order or 0)


def _organisation(card: Any) -> tuple[str, int, int]:
    return _of(card, "mark_name", "") or _of(card, "title", ""), _of(card, "sector", 0) or 0, _of(card, "shift", 0)


def _of(thing: Any, name: str, default: Any) -> Any:
    return thing.get(name, default) if isinstance(thing, Mapping) else getattr(thing, name, default)


def _hours(value: Any) -> float:
    if isinstance(value, datetime):
        value = dates.local(value)
    return value.hour + value.minute / 60 if isinstance(value, datetime | time) else float(value)
