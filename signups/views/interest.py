"""The interest list: join, confirm, leave."""

import uuid

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.crypto import constant_time_compare
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from wagtail.models import Page

from content.visibility import may_see

from ..forms import EmailForm
from ..interests import confirm_interest, leave_interest, show_interest
from ..limits import allowed, network_of
from ..links import interest_seal
from ..models import Interest


@never_cache
def join(request: HttpRequest, subject: uuid.UUID) -> HttpResponse:
    """Leave an address."""
    page = _page(request, subject)
    form = EmailForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        email = form.cleaned_data["email"]
        if allowed("interest", network_of(request), times=20, seconds=3600) and allowed(
            "interest", email.lower(), times=5, seconds=86_400
        ):
            show_interest(page=page, email=email, language=get_language())
        return HttpResponseRedirect(f"{request.path}?sent=1")
    context = {"subject": page, "form": form, "sent": "sent" in request.GET}
    return TemplateResponse(request, "signups/interest_join.html", context, status=422 if form.errors else 200)


@never_cache
def page(request: HttpRequest, key: uuid.UUID, seal: str) -> HttpResponse:
    """Confirm an address."""
    interest = _interest(key, seal)
    if request.method == "POST":
        confirm_interest(interest=interest)
    return TemplateResponse(request, "signups/interest.html", {"interest": interest})


@csrf_exempt
@never_cache
def leave(request: HttpRequest, key: uuid.UUID, seal: str) -> HttpResponse:
    """Leave the list. Mail programs send this by themselves (RFC 8058)."""
    interest = _interest(key, seal)
    if request.method == "POST":
        leave_interest(interest=interest)
        return TemplateResponse(request, "signups/interest.html", {"interest": None})
    return TemplateResponse(request, "signups/interest.html", {"interest": interest, "leaving": True})


def _page(request: HttpRequest, subject: uuid.UUID) -> Page:
    pages = Page.objects.filter(translation_key=subject, live=True)
    found = pages.filter(locale__language_code=get_language()).first() or pages.first()
    if found is None or not may_see(request.user, found.path):
        raise Http404
    return found.specific


def _interest(key: uuid.UUID, seal: str) -> Interest:
    found = Interest.objects.filter(key=key).first()
    if found is None or not constant_time_compare(seal, interest_seal(found)):
        raise Http404
    return found
