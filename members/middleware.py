"""Who is asking, and whether a password was enough."""

from collections.abc import Callable

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import Resolver404, resolve, reverse
from django.utils.translation import gettext as _

from .roles import needs_second_factor

View = Callable[[HttpRequest], HttpResponse]
FREE_VIEWS = ("mfa_", "account_", "healthz", "readyz", "javascript-catalog", "accent", "media")


class VisitorMiddleware:
    """Without a session cookie there is nobody to look up: the session stays untouched, and the page cacheable."""

    def __init__(self, get_response: View) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if settings.SESSION_COOKIE_NAME not in request.COOKIES:
            request.user = AnonymousUser()
        return self.get_response(request)


class SecondFactorMiddleware:
    """Administrators and coordinators prove themselves twice, whichever way they came in.

    allauth asks for the second factor at sign-in once somebody has one; this closes what remains: people who never set
    one up, and sessions that began some other way.
    """

    def __init__(self, get_response: View) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if settings.SECOND_FACTOR_REQUIRED and self._is_missing(request):
            if is_mfa_enabled(request.user):
                return HttpResponseRedirect(f"{reverse('mfa_reauthenticate')}?next={request.path}")
            messages.warning(request, _("Your role needs a second step at sign-in. Set it up here first."))
            return HttpResponseRedirect(reverse("mfa_index"))
        return self.get_response(request)

    def _is_missing(self, request: HttpRequest) -> bool:
        user = request.user
        if not user.is_authenticated or self._is_free(request) or not needs_second_factor(user):
            return False
        methods = request.session.get("account_authentication_methods", [])
        return not any(each.get("method") == "mfa" for each in methods)

    def _is_free(self, request: HttpRequest) -> bool:
        if request.path.startswith((settings.STATIC_URL, "/jsi18n")):
            return True
        try:
            name = resolve(request.path_info).url_name or ""
        except Resolver404:
            return False
        return name.startswith(FREE_VIEWS)
