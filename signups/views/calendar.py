"""Calendar files and feeds, to import once or to subscribe to."""

import hashlib
import uuid
from collections.abc import Iterable

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils.cache import get_conditional_response
from django.utils.http import http_date, quote_etag
from django.utils.translation import override
from django.views.decorators.http import require_safe
from wagtail.models import Locale, Page

from content.context_processors import site_settings
from content.links import page_full_url
from content.routing import site_of
from content.taxonomy import by_slug
from content.visibility import only_visible

from .. import calendars
from ..exceptions import SignupError
from ..links import FEED_SALT, signup_by_link
from ..models import Occasion, Offering, Signup
from ..subjects import keys_below, keys_with_topic

Row = tuple[Occasion, Offering | None, Signup | None]


@require_safe
def moment(request: HttpRequest, language: str, key: uuid.UUID) -> HttpResponse:
    """One session or meeting."""
    found = Occasion.objects.filter(key=key)
    return _public(request, language, found, "")


@require_safe
def subject(request: HttpRequest, language: str, key: uuid.UUID) -> HttpResponse:
    """A run, a meeting, or all runs of a circle."""
    children = Offering.objects.filter(parent_key=key).values_list("subject_key", flat=True)
    return _public(request, language, Occasion.objects.filter(subject_key__in=[key, *keys_below(key), *children]), "")


@require_safe
def site(request: HttpRequest, language: str) -> HttpResponse:
    """Everything on the site."""
    return _public(request, language, Occasion.objects.all(), site_settings(site_of(request)).name)


@require_safe
def topic(request: HttpRequest, language: str, slug: str) -> HttpResponse:
    """Everything about one topic."""
    with override(language):
        word = by_slug("topic", slug)
    if word is None:
        raise Http404
    keys = keys_with_topic(word.pk)
    return _public(request, language, Occasion.objects.filter(subject_key__in=keys), word.name)


@require_safe
def personal(request: HttpRequest, key: uuid.UUID, seal: str) -> HttpResponse:
    """Everything somebody signed up for under the same address, behind an address that only they know."""
    try:
        found = signup_by_link(key, seal, FEED_SALT)
    except SignupError:
        return HttpResponse(status=410)
    if found is None or not found.email:
        raise Http404
    own = Signup.objects.filter(email=found.email).exclude(confirmed_at=None).select_related("offering")
    rows: list[Row] = []
    newest: dict[int, Signup] = {each.offering_id: each for each in own.order_by("pk")}
    for signup in newest.values():
        offering = signup.offering
        moments = Occasion.objects.filter(subject_key=offering.subject_key, part=offering.part)
        rows += [(each, offering, signup) for each in calendars.in_feeds(moments)]
    with override(found.language):
        text = calendars.feed(rows, name=site_settings(site_of(request)).name, urls=_urls(rows, found.language))
    response = _answer(request, text, rows)
    response["Cache-Control"] = "private, max-age=300"
    response["X-Robots-Tag"] = "noindex"
    return response


def _public(request: HttpRequest, language: str, moments: Iterable[Occasion], name: str) -> HttpResponse:
    if language not in dict(settings.LANGUAGES):
        raise Http404
    found = calendars.in_feeds(moments)
    visible = _visible(request, {each.subject_key for each in found})
    found = [each for each in found if each.subject_key in visible]
    if not found and not name:
        raise Http404
    offerings = {
        (each.subject_key, each.part): each
        for each in Offering.objects.filter(subject_key__in={each.subject_key for each in found})
    }
    known = [each for each in found if not each.part or (each.subject_key, each.part) in offerings]
    rows: list[Row] = [(each, offerings.get((each.subject_key, each.part)), None) for each in known]
    with override(language):
        text = calendars.feed(rows, name=name, urls=_urls(rows, language))
    return _answer(request, text, rows)


def _answer(request: HttpRequest, text: str, rows: list[Row]) -> HttpResponse:
    etag = quote_etag(hashlib.sha256(text.encode()).hexdigest()[:32])
    last = calendars.changed_at(rows)
    response = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="kring.ics"'
    response["ETag"] = etag
    if last:
        response["Last-Modified"] = http_date(last.timestamp())
    answer = get_conditional_response(
        request, etag=etag, last_modified=int(last.timestamp()) if last else None, response=response
    )
    return answer if isinstance(answer, HttpResponseNotModified) else response


def _visible(request: HttpRequest, keys: set[uuid.UUID]) -> set[uuid.UUID]:
    pages = only_visible(Page.objects.filter(translation_key__in=keys), request.user)
    return set(pages.values_list("translation_key", flat=True))


def _urls(rows: list[Row], language: str) -> dict[str, str]:
    keys = {each.subject_key for each, _offering, _signup in rows}
    pages = Page.objects.filter(translation_key__in=keys, live=True)
    locale = Locale.objects.filter(language_code=language).values_list("pk", flat=True).first()
    ordered = sorted(pages, key=lambda page: page.locale_id == locale)
    return {str(page.translation_key): page_full_url(page) for page in ordered}
