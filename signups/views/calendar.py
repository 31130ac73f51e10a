"""Calendar files and feeds, to import once or to subscribe to.

A calendar that subscribes sends no cookie, so it gets what a visitor may see. What is for members only reaches a calendar by
the secret address of its owner.
"""

import hashlib
import uuid
from collections.abc import Iterable

from allauth.account.models import EmailAddress
from django.conf import settings
from django.core.cache import cache
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.http import http_date, quote_etag
from django.utils.text import slugify
from django.utils.translation import override
from django.views.decorators.http import require_safe
from wagtail.models import Page

from content.context_processors import site_settings
from content.links import page_full_url
from content.routing import site_of
from content.taxonomy import by_slug
from content.visibility import Viewer, only_visible

from .. import calendars, own_calendar
from ..calendars import Row
from ..exceptions import SignupError
from ..links import FEED_SALT, signup_by_link
from ..models import CalendarKey, Occasion, Offering
from ..subjects import keys_below, keys_with_topic, pages_of

REMEMBERED = 180 * 86_400


@require_safe
def moment(request: HttpRequest, language: str, key: uuid.UUID) -> HttpResponse:
    """One session or meeting."""
    found = Occasion.objects.filter(key=key).first()
    rows = _rows([found], request.user, _known(language)) if found else []
    if not rows:
        raise Http404
    return _public(request, language, rows, rows[0].moment.title_in(language))


@require_safe
def subject(request: HttpRequest, language: str, key: uuid.UUID) -> HttpResponse:
    """A run, a meeting, or all runs of a circle."""
    visible = only_visible(Page.objects.filter(translation_key=key), request.user)
    page = pages_of(visible.values_list("translation_key", flat=True), _known(language)).get(key)
    if page is None:
        raise Http404
    moments = Occasion.objects.filter(subject_key__in=[key, *keys_below(key)])
    return _public(request, language, _rows(moments, request.user, language), page.specific.listing_title)


@require_safe
def site(request: HttpRequest, language: str) -> HttpResponse:
    """Everything on the site."""
    rows = _rows(_recent(), request.user, _known(language))
    return _public(request, language, rows, site_settings(site_of(request)).name)


@require_safe
def topic(request: HttpRequest, language: str, slug: str) -> HttpResponse:
    """Everything about one topic."""
    with override(_known(language)):
        word = by_slug("topic", slug)
    if word is None:
        raise Http404
    moments = Occasion.objects.filter(subject_key__in=keys_with_topic(word.pk))
    return _public(request, language, _rows(moments, request.user, language), word.name)


@require_safe
def personal(request: HttpRequest, key: uuid.UUID, seal: str) -> HttpResponse:
    """Everything somebody signed up for under the same address, behind an address that only they know."""
    try:
        found = signup_by_link(key, seal, FEED_SALT)
    except SignupError:
        return HttpResponse(status=410)
    if found is None or not found.email:
        raise Http404
    return _own(request, found.language, _signed_up([found.email], found.language))


@require_safe
def member(request: HttpRequest, token: str, what: str) -> HttpResponse:
    """The calendar of a member, behind its secret address: what they signed up for, or everything that they may see."""
    found = CalendarKey.objects.select_related("user").filter(token=token, user__is_active=True).first()
    if found is None or what not in ("mine", "all"):
        raise Http404
    language, user = found.user.language, found.user
    proved = EmailAddress.objects.filter(user=user, verified=True).values_list("email", flat=True)
    rows = _signed_up([address.lower() for address in proved], language)
    if what == "all":
        own = {row.moment.pk for row in rows}
        rows += [row for row in _rows(_recent(), user, language) if row.moment.pk not in own]
    return _own(request, language, rows)


def _known(language: str) -> str:
    if language not in dict(settings.LANGUAGES):
        raise Http404
    return language


def _recent() -> QuerySet[Occasion]:
    return Occasion.objects.filter(ends_at__gt=timezone.now() - calendars.PAST_KEPT)


def _rows(moments: Iterable[Occasion], viewer: Viewer, language: str) -> list[Row]:
    """The moments as ``viewer`` may see them. Of a programme only the parts that people sign up for apart."""
    current = [each for each in moments if Row(each).is_current]
    keys = {each.subject_key for each in current}
    pages = only_visible(Page.objects.filter(translation_key__in=keys), viewer)
    urls = {
        key: page_full_url(page)
        for key, page in pages_of(pages.values_list("translation_key", flat=True), language).items()
    }
    offerings = {(each.subject_key, each.part): each for each in Offering.objects.filter(subject_key__in=keys)}
    rows = [
        Row(each, offerings.get((each.subject_key, each.part)), url=urls[each.subject_key])
        for each in current
        if each.subject_key in urls
    ]
    return [
        row for row in rows if row.is_current and (not row.moment.part or (row.offering and row.offering.is_active))
    ]


def _signed_up(addresses: list[str], language: str) -> list[Row]:
    rows = own_calendar.rows_of(own_calendar.confirmed_of(addresses), language)
    return [row for row in rows if row.is_current]


def _public(request: HttpRequest, language: str, rows: list[Row], name: str) -> HttpResponse:
    response = _answer(request, language, rows, name)
    if request.user.is_authenticated:
        response["Cache-Control"] = "private"
    return response


def _own(request: HttpRequest, language: str, rows: list[Row]) -> HttpResponse:
    response = _answer(request, language, rows, site_settings(site_of(request)).name)
    response["Cache-Control"] = "private, max-age=300"
    response["X-Robots-Tag"] = "noindex"
    return response


def _answer(request: HttpRequest, language: str, rows: list[Row], name: str) -> HttpResponse:
    with override(language):
        text = calendars.written(rows, name)
    etag = quote_etag(hashlib.sha256(text.encode()).hexdigest()[:32])
    last = _last_modified(request.path, etag)
    response = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{slugify(name) or "kring"}.ics"'
    response["ETag"], response["Last-Modified"] = etag, http_date(last)
    answer = get_conditional_response(request, etag=etag, last_modified=last, response=response)
    return answer if isinstance(answer, HttpResponseNotModified) else response


def _last_modified(path: str, etag: str) -> int:
    """Since when a feed is as it is. Moments also leave a feed as time passes or pages close, which no row remembers."""
    now, name = int(timezone.now().timestamp()), f"kring:calendar:{hashlib.sha256(path.encode()).hexdigest()[:40]}"
    known = cache.get(name)
    if known and known[0] == etag:
        return known[1]
    cache.set(name, (etag, now), REMEMBERED)
    return now
