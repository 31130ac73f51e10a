"""Signing up. The form has an address of its own, so that the page it belongs to can stay in the page cache."""

import uuid

from allauth.account.models import EmailAddress
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.views.decorators.cache import never_cache

from content.visibility import may_see
from directory.names import names

from ..exceptions import SignupError, TooMany
from ..forms import SignupForm
from ..limits import allowed, network_of
from ..links import personal_url
from ..models import Offering, Signup
from ..permissions import can_organise, may_sign_up
from ..programme import whole_of
from ..public import panel
from ..services import sign_up
from ..subjects import moments_of, page_of


@never_cache
def form(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """The form of an offering, or why nobody can sign up."""
    offering, page = _found(request, key)
    if whole := whole_of(offering):
        return HttpResponseRedirect(f"{reverse('signups:form', args=[whole.key])}?part={offering.key}")
    if request.method != "POST":
        initial = {"parts": request.GET.getlist("part")}
        return _show(request, offering, page, SignupForm(offering=offering, request=request, initial=initial))
    filled = SignupForm(request.POST, offering=offering, request=request)
    if filled.is_valid():
        try:
            signup = _sign_up(request, offering, filled)
        except SignupError as error:
            filled.add_error(None, str(error.message))
        else:
            return _done(request, offering, signup)
    return _show(request, offering, page, filled, status=422)


@never_cache
def sent(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """What to do now. The same for everybody, so it tells nobody who is on the list."""
    offering, page = _found(request, key)
    context = {"offering": offering, "subject": page, "demo_mails": settings.DEMO_ALLOWED}
    return TemplateResponse(request, "signups/sent.html", context)


def _found(request: HttpRequest, key: uuid.UUID) -> tuple[Offering, object]:
    offering = get_object_or_404(Offering, key=key)
    page = page_of(offering, get_language())
    if page is None or not may_see(request.user, page.path):
        raise Http404
    return offering, page


def _sign_up(request: HttpRequest, offering: Offering, filled: SignupForm) -> Signup:
    network = network_of(request)
    if not allowed("signup-form", network, times=30, seconds=3600):
        raise TooMany
    if not allowed("signup-mail", filled.cleaned_data["email"].lower(), times=10, seconds=86_400):
        raise TooMany
    user = request.user if request.user.is_authenticated else None
    return sign_up(
        offering=offering,
        person=filled.person(network),
        user=user,
        given=filled.given(),
        shows=filled.shows(),
        parts=filled.chosen(),
        is_verified=_is_verified(user, filled.cleaned_data["email"]),
    )


def _is_verified(user: object, email: str) -> bool:
    return bool(user) and EmailAddress.objects.filter(user=user, email__iexact=email, verified=True).exists()


def _done(request: HttpRequest, offering: Offering, signup: Signup) -> HttpResponse:
    """Only who is signed in with this very address sees their sign-up at once; others get it by mail."""
    if _is_verified(request.user if request.user.is_authenticated else None, signup.email):
        return HttpResponseRedirect(personal_url(signup).replace(request.build_absolute_uri("/")[:-1], "", 1))
    return HttpResponseRedirect(reverse("signups:sent", args=[offering.key]))


def _show(
    request: HttpRequest, offering: Offering, page: object, filled: SignupForm, status: int = 200
) -> HttpResponse:
    filled.describe()
    context = {
        "offering": offering,
        "subject": page,
        "form": filled,
        "panel": panel(offering, request.user),
        "moments": [each for each in moments_of(offering) if not each.is_cancelled],
        "is_allowed": may_sign_up(request.user, offering),
        "can_organise": can_organise(request.user, offering),
        "organisations": names(),
        "why_closed": _why_closed(offering),
    }
    return TemplateResponse(request, "signups/form.html", context, status=status)


def _why_closed(offering: Offering) -> str:
    from content.dates import clock, day

    if offering.closed_because == "early":
        moment = f"{day(offering.opens_at)}, {clock(offering.opens_at)}"
        return gettext("Signing up opens on %(moment)s.") % {"moment": moment}
    return {
        "cancelled": gettext("This was called off, so you can’t sign up."),
        "late": gettext("Signing up has closed."),
        "off": gettext("You can’t sign up for this on the site."),
        "": "",
    }[offering.closed_because]
