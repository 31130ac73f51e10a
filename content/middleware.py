"""What every response passes through: the page cache for visitors and the headers that keep the browser strict."""

import hashlib
from collections.abc import Callable
from datetime import timedelta

from csp.constants import SELF, UNSAFE_INLINE
from csp.middleware import CSPMiddleware
from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.middleware.gzip import GZipMiddleware
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import quote_etag

from .cache import GENERATION_KEY, generation, next_midnight

View = Callable[[HttpRequest], HttpResponse]
ADMIN_PREFIX = "/admin/"
LONGEST_ADDRESS = 500
KEPT_HEADERS = (
    "Content-Type",
    "Content-Language",
    "Content-Security-Policy",
    "Link",
    "ETag",
    "X-Frame-Options",
    "X-Robots-Tag",
)


class PageCacheMiddleware:
    """Answers a visitor from the cache, without any query.

    Only for people without a session, only for whole pages that set no cookie and vary on none. An entry carries the
    generation in which its request began: content that was read before a publish can't be kept as if it came after.
    """

    def __init__(self, get_response: View) -> None:
        self.get_response = GZipMiddleware(get_response)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not self._may_be_kept(request):
            return self.get_response(request)
        key = self._key(request)
        found = cache.get_many([GENERATION_KEY, key])
        kept, current = found.get(key), found.get(GENERATION_KEY)
        if kept and kept["generation"] == current:
            return self._answer(request, self._load(kept))
        before = generation()
        response = self.get_response(request)
        if request.method == "GET" and self._is_for_everybody(response):
            self._keep(request, response, key, before)
        return self._answer(request, response)

    def _may_be_kept(self, request: HttpRequest) -> bool:
        return (
            request.method in ("GET", "HEAD")
            and settings.PAGE_CACHE_SECONDS > 0
            and settings.SESSION_COOKIE_NAME not in request.COOKIES
            and "messages" not in request.COOKIES
            and not request.path.startswith(ADMIN_PREFIX)
            and len(request.get_full_path()) <= LONGEST_ADDRESS
        )

    def _key(self, request: HttpRequest) -> str:
        packed = "gzip" in request.headers.get("Accept-Encoding", "")
        address = f"{request.scheme}://{request.get_host()}{request.get_full_path()}|{packed}"
        return "kring:page:" + hashlib.sha256(address.encode()).hexdigest()

    def _is_for_everybody(self, response: HttpResponse) -> bool:
        varies = {name.strip().lower() for name in response.get("Vary", "").split(",")}
        return (
            response.status_code == 200
            and not response.streaming
            and not response.cookies
            and not varies & {"cookie", "accept-language", "*"}
            and not any(word in response.get("Cache-Control", "") for word in ("private", "no-store", "max-age=0"))
        )

    def _keep(self, request: HttpRequest, response: HttpResponse, key: str, before: str) -> None:
        if hasattr(response, "render") and not response.is_rendered:
            response.render()
        now = timezone.now()
        limits = [now + timedelta(seconds=settings.PAGE_CACHE_SECONDS), next_midnight()]
        if until := getattr(request, "valid_until", None):
            limits.append(until)
        seconds = int((min(limits) - now).total_seconds())
        if seconds > 0:
            if not response.has_header("ETag"):
                response["ETag"] = quote_etag(hashlib.sha256(response.content).hexdigest()[:32])
            names = (*KEPT_HEADERS, "Vary", "Content-Encoding")
            headers = {name: response[name] for name in names if response.has_header(name)}
            cache.set(key, {"generation": before, "body": response.content, "headers": headers}, seconds)

    def _load(self, kept: dict) -> HttpResponse:
        response = HttpResponse(kept["body"], headers=kept["headers"])
        response["X-Kring-Cache"] = "hit"
        return response

    def _answer(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        if response.status_code == 200 and response.has_header("ETag"):
            if not response.has_header("Cache-Control"):
                patch_cache_control(response, no_cache=True)
            answer = get_conditional_response(request, etag=response["ETag"], response=response)
            if isinstance(answer, HttpResponseNotModified):
                return answer
        return response


class SecurityHeadersMiddleware:
    """Adds the headers Django has no setting for."""

    def __init__(self, get_response: View) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()")
        return response


class ContentSecurityPolicyMiddleware(CSPMiddleware):
    """The strict policy for the site; under the admin what Wagtail 8 still needs, and no more.

    Inline scripts are for its date fields, inline styles for its rich-text editor (it writes a ``style`` element per field).
    """

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        if request.path.startswith(ADMIN_PREFIX):
            response._csp_replace = {
                "script-src": [SELF, UNSAFE_INLINE],
                "style-src": [SELF, UNSAFE_INLINE],
            }
        return super().process_response(request, response)
