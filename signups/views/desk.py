"""The organiser's screen: for facilitators of one offering as well as for coordinators."""

import uuid
from collections.abc import Callable
from functools import wraps
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, Q
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from .. import exports, mailings, organising, services
from ..absence import note_attendance
from ..desk_frame import desk_path, show
from ..dossier import as_data
from ..enums import Action, Reason
from ..exceptions import SignupError
from ..journal import note
from ..models import Occasion, Offering, Signup
from ..permissions import can_organise, can_organise_all
from ..services import Person
from ..subjects import moments_of, organised_by
from . import given
from .desk_lists import desk_context, with_numbers

View = Callable[..., HttpResponse]
MOST = 200


def organised(view: View) -> View:
    """Only for who may organise this offering. Others are not told whether it exists."""

    @wraps(view)
    def wrapped(request: HttpRequest, key: uuid.UUID, **kwargs: Any) -> HttpResponse:
        offering = get_object_or_404(Offering, key=key)
        if not can_organise(request.user, offering):
            raise PermissionDenied
        return view(request, offering, **kwargs)

    return login_required(never_cache(wrapped))


class AddForm(forms.Form):
    """Somebody who signed up some other way."""

    name = forms.CharField(label=_("Name"), max_length=120)
    email = forms.EmailField(label=_("E-mail address"), required=False, help_text=_("For the personal link."))
    phone = forms.CharField(label=_("Telephone"), max_length=40, required=False)
    organisation = forms.CharField(label=_("Organisation"), max_length=160, required=False)


class MailForm(forms.Form):
    """A mail to many."""

    to = forms.ChoiceField(label=_("To whom?"), choices=mailings.To.choices, widget=forms.RadioSelect)
    subject = forms.CharField(label=_("Subject"), max_length=200)
    text = forms.CharField(
        label=_("Message"),
        max_length=6000,
        widget=forms.Textarea(attrs={"rows": 7}),
        help_text=_("The name above it, when and where, and a link to their own page are added."),
    )


@login_required
@never_cache
def overview(request: HttpRequest) -> HttpResponse:
    """Everything that somebody organises."""
    rows = Offering.objects.filter(Q(is_active=True) | Exists(Signup.objects.filter(offering=OuterRef("pk"))))
    if not can_organise_all(request.user):
        rows = rows.filter(subject_key__in=organised_by(request.user.pk))
    now = timezone.now()
    found = list(with_numbers(rows).order_by("-starts_at")[:MOST])
    context = {
        "coming": [each for each in found if not each.ends_at or each.ends_at >= now][::-1],
        "past": [each for each in found if each.ends_at and each.ends_at < now],
    }
    return show(request, "signups/desks.html", context)


@organised
def desk(request: HttpRequest, offering: Offering) -> HttpResponse:
    """One offering: numbers, attendance, waiting list, mail, history."""
    if request.method == "POST":
        return _act(request, offering)
    note(offering, Action.VIEWED, actor=request.user, detail={"what": "list"})
    return show(request, "signups/desk.html", desk_context(request, offering))


@require_POST
@organised
def attendance(request: HttpRequest, offering: Offering) -> HttpResponse:
    """Keep who was there."""
    occasion = _occasion(offering, request.POST.get("moment", ""))
    present = given.numbers(request.POST.getlist("there"))
    count = note_attendance(offering=offering, occasion=occasion, present=present, actor=request.user)
    said = ngettext("Saved: one person was there.", "Saved: %(count)s people were there.", count)
    messages.success(request, said % {"count": count})
    return HttpResponseRedirect(f"{desk_path(request, 'desk', offering.key)}?moment={occasion.key}")


@organised
def add(request: HttpRequest, offering: Offering) -> HttpResponse:
    """Add somebody by hand."""
    form = AddForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        person = Person(
            name=data["name"], email=data["email"], phone=data["phone"], organisation_name=data["organisation"]
        )
        try:
            organising.add_by_hand(offering=offering, person=person, actor=request.user)
            messages.success(request, gettext("Added. If you filled in an address, they get a mail."))
            return HttpResponseRedirect(desk_path(request, "desk", offering.key))
        except SignupError as error:
            form.add_error(None, str(error.message))
    context = {"offering": offering, "form": form}
    return show(request, "signups/desk_add.html", context, status=422 if form.errors else 200)


@organised
def mail(request: HttpRequest, offering: Offering) -> HttpResponse:
    """Look at a mail before it goes, then send it."""
    if request.method == "GET":
        note(offering, Action.VIEWED, actor=request.user, detail={"what": "mails"})
    form = MailForm(request.POST or None, initial={"to": mailings.To.PARTICIPANTS})
    people: list[Signup] = []
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        people = mailings.recipients(offering, data["to"])
        if request.POST.get("do") == "send":
            count = mailings.send(offering=offering, actor=request.user, **data)
            messages.success(request, gettext("Sent to %(count)s people.") % {"count": count})
            return HttpResponseRedirect(desk_path(request, "desk-mail", offering.key))
    context = {
        "offering": offering,
        "form": form,
        "people": people,
        "is_preview": form.is_bound and form.is_valid() and request.POST.get("do") != "edit",
        "sent": mailings.sent(offering),
    }
    return show(request, "signups/desk_mail.html", context, status=422 if form.errors else 200)


@organised
def history(request: HttpRequest, offering: Offering) -> HttpResponse:
    """Everything that happened, with who did it."""
    note(offering, Action.VIEWED, actor=request.user, detail={"what": "history"})
    rows = offering.log.select_related("signup", "actor")[:500]
    return show(request, "signups/desk_history.html", {"offering": offering, "rows": rows})


@organised
def printed(request: HttpRequest, offering: Offering) -> HttpResponse:
    """A list to tick, and badges."""
    note(offering, Action.VIEWED, actor=request.user, detail={"what": "print"})
    people = list(offering.signups.participants().order_by("name"))
    guests = [(name, signup.organisation_name) for signup in people for name in signup.guests]
    badges = [*((signup.name, signup.organisation_name) for signup in people), *guests]
    context = {"offering": offering, "people": people, "moments": moments_of(offering), "badges": badges}
    return show(request, "signups/desk_print.html", context)


@organised
def export(request: HttpRequest, offering: Offering, ending: str) -> HttpResponse:
    """The list as a file. ``?count=1``: without names, for a yearly report."""
    if ending not in ("csv", "xlsx"):
        raise Http404
    names = "count" not in request.GET
    table = exports.rows(offering, names=names)
    note(offering, Action.EXPORTED, actor=request.user, detail={"as": ending, "names": names, "rows": len(table) - 1})
    if ending == "csv":
        response = HttpResponse(exports.as_csv(table), content_type="text/csv; charset=utf-8")
    else:
        kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        response = HttpResponse(exports.as_xlsx(table, str(offering)), content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="kring.{ending}"'
    return response


@organised
def somebody(request: HttpRequest, offering: Offering, pk: int) -> HttpResponse:
    """One person: what they filled in, and what happened."""
    signup = get_object_or_404(offering.signups, pk=pk)
    if request.method == "POST":
        return _act(request, offering)
    note(offering, Action.VIEWED, signup, actor=request.user, detail={"what": "person"})
    context = {
        "offering": offering,
        "signup": signup,
        "data": as_data(signup),
        "answers": signup.answers.select_related("question"),
        "log": signup.log.select_related("actor"),
        "reasons": Reason.choices,
    }
    return show(request, "signups/desk_person.html", context)


def _act(request: HttpRequest, offering: Offering) -> HttpResponse:
    data, actor = request.POST, request.user
    acts: dict[str, Callable[[], Any]] = {
        "approve": lambda: organising.approve(signup=_signup(offering, data), actor=actor),
        "refuse": lambda: organising.refuse(signup=_signup(offering, data), actor=actor, text=given.text(data, "text")),
        "front": lambda: organising.move_to_front(
            signup=_signup(offering, data), actor=actor, reason=data.get("reason", ""), text=given.text(data, "text")
        ),
        "remove": lambda: services.cancel_signup(
            signup=_signup(offering, data), actor=actor, tells=data.get("tells") == "on"
        ),
        "offer": lambda: services.promote_next(offering=offering),
        "capacity": lambda: _capacity(request, offering),
        "go": lambda: organising.go_ahead(offering=offering, actor=actor),
        "off": lambda: organising.call_off(offering=offering, actor=actor, text=given.text(data, "text")),
    }
    act = acts.get(data.get("do", ""))
    if act is None:
        raise Http404
    try:
        act()
        messages.success(request, gettext("Done."))
    except SignupError as error:
        messages.error(request, str(error.message))
    return HttpResponseRedirect(desk_path(request, "desk", offering.key))


def _capacity(request: HttpRequest, offering: Offering) -> None:
    value = given.text(request.POST, "capacity")
    if value and not given.number(value):
        raise SignupError(gettext("Write the number of seats, or nothing for no limit."))
    over = organising.change_capacity(offering=offering, capacity=given.number(value) or None, actor=request.user)
    if over:
        text = gettext("There are %(count)s more people than seats now. Nobody loses a seat; none are given out.")
        messages.warning(request, text % {"count": over})


def _signup(offering: Offering, data: Any) -> Signup:
    return get_object_or_404(offering.signups, pk=given.number(data.get("signup", "")))


def _occasion(offering: Offering, key: str) -> Occasion:
    found = next((each for each in moments_of(offering) if str(each.key) == key), None)
    if found is None:
        raise Http404
    return found
