"""Somebody's own page: what they filled in, where they stand, and what they can do. No account needed, only the link."""

import json
import uuid
from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account.models import EmailAddress
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from content import dates
from directory.names import names

from .. import services
from ..absence import say_absent, say_present
from ..dossier import as_data
from ..enums import Level, State
from ..exceptions import SignupError, TooMany
from ..forms import ChangeForm
from ..journal import is_on_list, steps
from ..limits import allowed
from ..links import LinkReplaced, feed_path, personal_url, seal_of, signup_by_link, subscription
from ..models import CalendarKey, Offering, Signup
from ..models.calendar import new_token
from ..programme import chosen_by, hours, name_of, parts_of
from ..public import panel
from ..retention import MONTH
from ..seats import place_in_queue
from ..subjects import moments_of, page_of
from . import given

View = Callable[..., HttpResponse]


def by_link(view: View) -> View:
    """Find the sign-up that the link belongs to. A wrong link says nothing; a replaced one says so."""

    @wraps(view)
    def wrapped(request: HttpRequest, key: uuid.UUID, seal: str) -> HttpResponse:
        try:
            signup = signup_by_link(key, seal)
        except LinkReplaced:
            return TemplateResponse(request, "signups/link_replaced.html", status=410)
        if signup is None or signup.erased_at:
            raise Http404
        response = view(request, signup)
        response["Referrer-Policy"] = "same-origin"  # the address is the key: no other site may see it
        response["X-Robots-Tag"] = "noindex"
        return response

    return never_cache(wrapped)


@by_link
def page(request: HttpRequest, signup: Signup) -> HttpResponse:
    """Where somebody stands, and their buttons."""
    if request.method == "POST":
        return _act(request, signup)
    return TemplateResponse(request, "signups/mine.html", _context(request, signup))


@by_link
def change(request: HttpRequest, signup: Signup) -> HttpResponse:
    """Change what was filled in, and who sees it."""
    filled = ChangeForm(request.POST or None, offering=signup.offering, request=request, signup=signup)
    if request.method == "POST" and filled.is_valid():
        try:
            _keep(signup, filled)
        except SignupError as error:
            filled.add_error(None, str(error.message))
        else:
            messages.success(request, gettext("Saved."))
            return HttpResponseRedirect(_home(request))
    filled.describe()
    context = {
        "signup": signup,
        "offering": signup.offering,
        "form": filled,
        "home": _home(request),
        "organisations": names(),
    }
    return TemplateResponse(request, "signups/change.html", context, status=422 if filled.errors else 200)


@by_link
def data(request: HttpRequest, signup: Signup) -> HttpResponse:
    """Everything held about this sign-up, as a file."""
    body = json.dumps(as_data(signup), ensure_ascii=False, indent=2)
    headers = {"Content-Disposition": 'attachment; filename="kring.json"'}
    return HttpResponse(body, content_type="application/json; charset=utf-8", headers=headers)


@csrf_exempt
@by_link
def unsubscribe(request: HttpRequest, signup: Signup) -> HttpResponse:
    """No more mails from the organiser. Mail programs send this by themselves (RFC 8058), so it needs no other proof."""
    if request.method == "POST":
        Signup.objects.filter(pk=signup.pk).update(wants_mailings=False)
        signup.wants_mailings = False
    return TemplateResponse(request, "signups/unsubscribe.html", {"signup": signup, "offering": signup.offering})


@login_required
@never_cache
def overview(request: HttpRequest) -> HttpResponse:
    """Everything done under a member's own verified addresses, and the secret address of their calendar."""
    if request.method == "POST":
        CalendarKey.objects.update_or_create(user=request.user, defaults={"token": new_token()})
        return HttpResponseRedirect(f"{request.path}#calendar")
    addresses = EmailAddress.objects.filter(user=request.user, verified=True).values_list("email", flat=True)
    wanted = [address.lower() for address in addresses]
    found = Signup.objects.filter(email__in=wanted).select_related("offering").order_by("-created_at")
    listed = [(signup, _path(request, personal_url(signup))) for signup in found if not signup.erased_at]
    context = {
        "now": [each for each in listed if each[0].is_active],
        "earlier": [each for each in listed if not each[0].is_active],
        "calendars": _calendars(request),
    }
    return TemplateResponse(request, "signups/overview.html", context)


def _programme(signup: Signup) -> list[tuple[Signup, str, str]]:
    """The parts that somebody chose, with their hours and names."""
    return [
        (each, hours(each.offering), name_of(each.offering, signup.offering, signup.language))
        for each in chosen_by(signup)
    ]


def _calendars(request: HttpRequest) -> list[dict[str, str]]:
    """The addresses of a member's calendars, if they made them."""
    key = CalendarKey.objects.filter(user=request.user).first()
    labels = {"mine": gettext("What I signed up for"), "all": gettext("Everything I may see on the site")}
    return [
        subscription(reverse("calendar-member", args=[key.token, what])) | {"label": label}
        for what, label in labels.items()
        if key
    ]


def _act(request: HttpRequest, signup: Signup) -> HttpResponse:
    acts: dict[str, Callable[[], Any]] = {
        "confirm": lambda: services.confirm(signup=signup),
        "accept": lambda: services.accept_offer(signup=signup),
        "decline": lambda: services.decline_offer(signup=signup),
        "cancel": lambda: services.cancel_signup(signup=signup, reason=given.text(request.POST, "reason")),
        "absent": lambda: say_absent(signup=signup, occasion_key=request.POST.get("moment", "")),
        "present": lambda: say_present(signup=signup, occasion_key=request.POST.get("moment", "")),
        "hide": lambda: services.change_consent(signup=signup, shows=dict.fromkeys(signup.shows, Level.ORGANISERS)),
        "link": lambda: _new_link(signup),
    }
    act = acts.get(request.POST.get("do", ""))
    if act is None:
        raise Http404
    try:
        act()
    except SignupError as error:
        messages.error(request, str(error.message))
    else:
        messages.success(request, _said(request.POST["do"]))
    return HttpResponseRedirect(_home(request))


def _new_link(signup: Signup) -> None:
    if not allowed("new-link", str(signup.key), times=3, seconds=86_400):
        raise TooMany
    services.replace_link(signup=signup)


def _said(act: str) -> str:
    return {
        "confirm": gettext("Confirmed."),
        "accept": gettext("The seat is yours."),
        "decline": gettext("The seat goes to the next person. Thank you for saying so."),
        "cancel": gettext("You cancelled."),
        "absent": gettext("Noted. They know you are not there."),
        "present": gettext("Good, see you there."),
        "hide": gettext("From now on only the organisers see you."),
        "link": gettext("The old link no longer works. A new one is in your mail."),
    }[act]


def _keep(signup: Signup, filled: ChangeForm) -> None:
    person = filled.person()
    services.change_answers(signup=signup, person=person, given=filled.given())
    services.change_consent(signup=signup, shows=filled.shows())
    if signup.is_active and signup.offering.max_party > 1:
        services.change_party(signup=signup, guests=person.guests)
    if filled.programme():
        services.choose_parts(signup=signup, parts=filled.chosen())


def _context(request: HttpRequest, signup: Signup) -> dict[str, Any]:
    offering = signup.offering
    moments = moments_of(offering)
    absent = set(signup.attendance.filter(came="absent").values_list("occasion_id", flat=True))
    coming = [each for each in moments if not each.is_past and not each.is_cancelled]
    on_list = is_on_list(signup)
    own_feed = subscription(feed_path(signup))
    return {
        "signup": signup,
        "offering": offering,
        "subject": page_of(offering, signup.language),
        "panel": panel(offering, request.user, level=Level.PARTICIPANTS),
        "moments": [(each, each.pk in absent) for each in moments],
        "first": coming[0] if coming else None,
        "place": place_in_queue(signup) if on_list else 0,
        "ahead": range(1, place_in_queue(signup)) if on_list else (),
        "steps": steps(signup),
        "programme": _programme(signup) if signup.is_active else [],
        "can_choose": bool(parts_of(offering)),
        "answers": list(signup.answers.select_related("question")),
        "fields": _fields(signup),
        "seen_by_participants": signup.seen_by(Level.PARTICIPANTS),
        "seen_by_everybody": signup.seen_by(Level.EVERYBODY),
        "feed": own_feed["address"],
        "until": f"{dates.day(signup.deadline)}, {dates.clock(signup.deadline)}" if signup.deadline else "",
        "State": {state.name: state.value for state in State},
        "webcal": own_feed["webcal"],
        "seal": seal_of(signup),
        "home": _home(request),
        **_kept_until(offering),
    }


def _kept_until(offering: Offering) -> dict[str, Any]:
    """Until when what is kept."""
    if offering.ends_at is None:
        return {"kept_until": None, "sensitive_until": None, "shown_until": None}
    end = timezone.localtime(offering.ends_at)
    months = {"kept": offering.kept_months, "sensitive": offering.sensitive_months, "shown": offering.shown_months}
    return {f"{name}_until": (end + MONTH * count).date() for name, count in months.items()}


def _fields(signup: Signup) -> list[tuple[str, str, int]]:
    """What was filled in, as (label, text, who sees it)."""
    rows = (
        ("name", gettext("Name"), signup.name),
        ("organisation", gettext("Organisation"), signup.organisation_name),
        ("email", gettext("E-mail address"), signup.email),
        ("phone", gettext("Telephone"), signup.phone),
        ("introduction", gettext("Introduction"), signup.introduction),
    )
    return [(label, text, signup.level_of(name)) for name, label, text in rows]


def _home(request: HttpRequest) -> str:
    """The personal page, from any address below it."""
    parts = request.path.strip("/").split("/")
    return "/" + "/".join(parts[:4]) + "/"


def _path(request: HttpRequest, address: str) -> str:
    """The path of an address on this site."""
    return "/" + address.split("/", 3)[3]
