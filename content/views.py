"""Pages, files, and the small addresses every site should have."""

import mimetypes
import re
from pathlib import Path

from django.conf import settings
from django.core.cache import cache
from django.core.files.storage import default_storage
from django.db import connection
from django.http import (
    FileResponse,
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponsePermanentRedirect,
    HttpResponseRedirect,
    JsonResponse,
)
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.http import http_date
from django.utils.translation import get_language, override
from django.views.decorators.cache import cache_control
from wagtail import hooks
from wagtail.models import Page

from .cache import remember
from .colour import HEX
from .languages import language_of
from .links import page_url
from .models import CustomImage, CustomRendition
from .redirects import follow
from .routing import route
from .visibility import EVERYBODY, audience_of_collection, may_enter, restrictions_on_collections

YEAR = 31_536_000


def serve(request: HttpRequest, path: str) -> HttpResponseBase:
    """The page at ``path`` in the active language. Same chain of hooks as Wagtail's own view."""
    try:
        found = route(request, path, get_language())
    except Http404:
        return _elsewhere(request, path)
    chain = _serve
    for hook in reversed(hooks.get_hooks("on_serve_page")):
        chain = hook(chain)
    for hook in hooks.get_hooks("before_serve_page"):
        answer = hook(found.page, request, found.args, found.kwargs)
        if isinstance(answer, HttpResponse):
            return answer
    response = chain(found.page, request, found.args, found.kwargs)
    if found.page.audience != EVERYBODY:
        response.setdefault("Cache-Control", "private, no-cache")
    return response


def media(request: HttpRequest, path: str) -> HttpResponseBase:
    """A rendition of an image, if the viewer may see the image.

    Documents never come this way: Wagtail's document view checks them. Nor do original images.
    """
    if not path.startswith("images/") or ".." in path:
        raise Http404
    audience = _audience_of_rendition(path)
    if audience is None or not may_enter(request.user, audience):
        raise Http404
    response = _send(request, path)
    if audience == EVERYBODY:
        response["Cache-Control"] = f"public, max-age={YEAR}, immutable"
    else:
        response["Cache-Control"] = "private, no-cache"
    return response


@cache_control(public=True, max_age=YEAR, immutable=True)
def accent(request: HttpRequest, colour: str) -> HttpResponse:
    """The network's colour as a stylesheet; its name is its content, so it may be kept for ever."""
    if not HEX.match(f"#{colour}"):
        raise Http404
    return HttpResponse(f":root{{--accent:#{colour.lower()}}}", content_type="text/css")


def healthz(request: HttpRequest) -> HttpResponse:
    """Alive: the process answers."""
    return HttpResponse("ok", content_type="text/plain", headers={"Cache-Control": "no-store"})


def readyz(request: HttpRequest) -> JsonResponse:
    """Ready: database and cache answer. 503 with what is wrong if not."""
    checks = {"database": _answers(_ask_database), "cache": _answers(_ask_cache)}
    ready = all(checks.values())
    return JsonResponse({"ready": ready, **checks}, status=200 if ready else 503, headers={"Cache-Control": "no-store"})


def robots(request: HttpRequest) -> HttpResponse:
    """robots.txt: everything but the private parts, and where the sitemap is."""
    lines = [
        "User-agent: *",
        "Disallow: /admin/",
        "Disallow: /documents/",
        f"Sitemap: {request.build_absolute_uri('/sitemap.xml')}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


def security(request: HttpRequest) -> HttpResponse:
    """security.txt (RFC 9116); 404 until somebody is named."""
    if not settings.SECURITY_CONTACT:
        raise Http404
    contact = settings.SECURITY_CONTACT
    expires = timezone.now().replace(month=12, day=31, hour=23, minute=0, second=0, microsecond=0)
    lines = [
        f"Contact: {contact if ':' in contact else 'mailto:' + contact}",
        f"Expires: {expires.isoformat().replace('+00:00', 'Z')}",
        "Preferred-Languages: nl, en",
        f"Canonical: {request.build_absolute_uri('/.well-known/security.txt')}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


def change_password(request: HttpRequest) -> HttpResponse:
    """Where password managers look for the form."""
    return HttpResponseRedirect(reverse("account_change_password"))


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The 404 page, in the language of the address."""
    return _error(request, "404.html", 404)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The 403 page."""
    return _error(request, "403.html", 403)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The 400 page."""
    return _error(request, "400.html", 400)


def _serve(page: Page, request: HttpRequest, args: list, kwargs: dict) -> HttpResponseBase:
    return page.serve(request, *args, **kwargs)


def _elsewhere(request: HttpRequest, path: str) -> HttpResponse:
    """Offers the page in the language it does exist in, or gives up."""
    for code, _name in settings.LANGUAGES:
        if code == get_language():
            continue
        try:
            found = route(request, path, code)
        except Http404:
            continue
        translated = _in_active_language(found.page)
        if translated is not None:
            return HttpResponseRedirect(page_url(translated))
        if not may_enter(request.user, found.page.audience):
            continue
        response = TemplateResponse(request, "content/other_language.html", {"found": found.page, "language": code})
        response["X-Robots-Tag"] = "noindex"
        return response
    if target := follow(request.path):
        return HttpResponsePermanentRedirect(target)
    raise Http404


def _in_active_language(page: Page) -> Page | None:
    """The live translation of a page that was just routed to; ``route`` brought them along."""
    return next((each for each in page.translated_pages if language_of(each.locale_id) == get_language()), None)


def _audience_of_rendition(path: str) -> str | None:
    """The audience key of the image that a rendition file belongs to; None for a file of nobody."""
    if not restrictions_on_collections():
        return EVERYBODY
    return remember(("hidden renditions",), _hidden_renditions).get(path, EVERYBODY)


def _hidden_renditions() -> dict[str, str]:
    closed = tuple(each.path for each in restrictions_on_collections())
    images = [
        (pk, audience_of_collection(place))
        for pk, place in CustomImage.objects.values_list("pk", "collection__path")
        if place.startswith(closed)
    ]
    keys = dict(images)
    rows = CustomRendition.objects.filter(image_id__in=keys).values_list("file", "image_id")
    return {file: keys[pk] for file, pk in rows}


def _send(request: HttpRequest, path: str) -> HttpResponseBase:
    if path.endswith("/") or not default_storage.exists(path):
        raise Http404
    kind = mimetypes.guess_type(path)[0] or "application/octet-stream"
    if settings.SENDFILE_HEADER:
        return HttpResponse(headers={settings.SENDFILE_HEADER: f"/protected/{path}", "Content-Type": kind})
    response = FileResponse(default_storage.open(path), content_type=kind)
    response["Last-Modified"] = http_date(default_storage.get_modified_time(path).timestamp())
    return response


def _error(request: HttpRequest, template: str, status: int) -> HttpResponse:
    match = re.match(r"^/([a-z]{2})/", request.path_info)
    codes = {code for code, _name in settings.LANGUAGES}
    code = match[1] if match and match[1] in codes else get_language() or settings.LANGUAGE_CODE
    with override(code):
        return TemplateResponse(request, template, status=status).render()


def _answers(ask: object) -> bool:
    try:
        ask()
    except Exception:  # noqa: BLE001 -- whatever goes wrong, the answer is "not ready"
        return False
    return True


def _ask_database() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


def _ask_cache() -> None:
    cache.set("kring:ready", Path(__file__).name, 10)
    if cache.get("kring:ready") is None:
        raise RuntimeError("the cache forgets")
