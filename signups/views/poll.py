"""The availability poll: answer it, change the answer, and make it the sessions."""

import uuid
from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

from content import dates
from content.visibility import may_see

from .. import polls
from ..desk_frame import desk_path, show
from ..enums import Action, Level
from ..exceptions import SignupError
from ..forms import StampMixin
from ..journal import note
from ..limits import allowed, network_of
from ..links import interest_seal
from ..models import Offering, Poll, PollReply
from ..subjects import page_of
from . import given
from .desk import organised

VALUES = [(polls.YES, _("Yes")), (polls.MAYBE, _("If need be")), (polls.NO, _("No"))]
ROWS = 8


class ReplyForm(StampMixin, forms.Form):
    """When somebody can."""

    name = forms.CharField(label=_("Your name"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    email = forms.EmailField(
        label=_("Your e-mail address"),
        help_text=_("Only the organisers see it. You get a link to change your answer."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    shows_name = forms.TypedChoiceField(
        label=_("Who sees your name?"),
        choices=[(Level.ORGANISERS.value, Level.ORGANISERS.label), (Level.PARTICIPANTS.value, _("Who answers too"))],
        coerce=int,
        initial=Level.ORGANISERS.value,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, poll: Poll, reply: PollReply | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.options = list(poll.options.all())
        for option in self.options:
            self.fields[f"option-{option.pk}"] = forms.ChoiceField(
                label=_label(poll, option.starts_at, option.ends_at), choices=VALUES, widget=forms.RadioSelect
            )
        if reply is None:
            self.add_traps()
        else:
            del self.fields["email"]
            self.initial |= {"name": reply.name, "shows_name": reply.shows_name}
            self.initial |= {f"option-{pk}": value for pk, value in reply.answers.items()}

    def answers(self) -> dict[int, str]:
        """What was chosen, by option."""
        return {option.pk: self.cleaned_data[f"option-{option.pk}"] for option in self.options}


@never_cache
def poll(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Answer."""
    found = get_object_or_404(Poll.objects.select_related("offering"), key=key)
    page = page_of(found.offering, get_language())
    if page is None or not may_see(request.user, page.path):
        raise Http404
    form = ReplyForm(request.POST or None, poll=found)
    if request.method == "POST" and found.is_open and form.is_valid():
        if not allowed("poll", network_of(request), times=30, seconds=3600):
            form.add_error(None, gettext("That is a lot at once. Try again later."))
        else:
            data = form.cleaned_data
            polls.answer(
                poll=found,
                name=data["name"],
                email=data["email"],
                answers=form.answers(),
                language=get_language(),
                shows_name=data["shows_name"],
            )
            return HttpResponseRedirect(f"{request.path}?sent=1")
    return _show(request, found, form, sent="sent" in request.GET)


@never_cache
def reply(request: HttpRequest, key: uuid.UUID, seal: str) -> HttpResponse:
    """Change an answer."""
    found = PollReply.objects.select_related("poll__offering").filter(key=key).first()
    if found is None or not constant_time_compare(seal, interest_seal(found)):
        raise Http404
    form = ReplyForm(request.POST or None, poll=found.poll, reply=found)
    if request.method == "POST" and form.is_valid():
        try:
            data = form.cleaned_data
            polls.change_answer(reply=found, name=data["name"], answers=form.answers(), shows_name=data["shows_name"])
            messages.success(request, gettext("Saved."))
            return HttpResponseRedirect(request.path)
        except SignupError as error:
            form.add_error(None, str(error.message))
    return _show(request, found.poll, form)


@organised
def manage(request: HttpRequest, offering: Offering) -> HttpResponse:
    """Propose dates, see the answers, and choose."""
    found = Poll.objects.filter(offering=offering).first()
    if request.method == "POST":
        acts = {"propose": _propose, "choose": _choose, "close": _close}
        act = acts.get(request.POST.get("do", ""))
        if act is None or (found is None and act is not _propose):
            raise Http404
        try:
            return act(request, offering)
        except SignupError as error:
            messages.error(request, str(error.message))
            return HttpResponseRedirect(request.path)
    if found:
        note(offering, Action.VIEWED, actor=request.user, detail={"what": "poll"})
    spans = [(each.starts_at, each.ends_at) for each in found.options.all()] if found else []
    rows = [_row(number, spans[number] if number < len(spans) else None) for number in range(max(ROWS, len(spans) + 2))]
    counted = (
        [(each, _label(found, each.option.starts_at, each.option.ends_at)) for each in polls.counts(found, 1)]
        if found
        else []
    )
    context = {"offering": offering, "poll": found, "rows": rows, "counts": counted}
    return show(request, "signups/desk_poll.html", context)


def _propose(request: HttpRequest, offering: Offering) -> HttpResponse:
    data, spans = request.POST, []
    for number in range(polls.LONGEST_POLL):
        span = _span(data.get(f"day-{number}", ""), data.get(f"from-{number}", ""), data.get(f"until-{number}", ""))
        if span:
            spans.append(span)
    weeks = given.number(data.get("weeks", "")) or 6
    polls.propose(
        offering=offering,
        spans=spans,
        note_text=given.text(data, "note"),
        weekly=data.get("weekly") == "on",
        weeks=min(max(weeks, 1), 30),
        closes_at=_until(data.get("closes_on", "")),
    )
    messages.success(request, gettext("The dates are proposed. Share the address of the poll."))
    return HttpResponseRedirect(request.path)


def _choose(request: HttpRequest, offering: Offering) -> HttpResponse:
    page = page_of(offering, settings.LANGUAGE_CODE)
    if page is None:
        raise Http404
    options = given.numbers(request.POST.getlist("option"))
    count = polls.choose(poll=offering.poll, options=options, actor=request.user, page=page.specific)
    messages.success(
        request, gettext("The dates are on the page. %(count)s people got a mail to confirm.") % {"count": count}
    )
    return HttpResponseRedirect(desk_path(request, "desk", offering.key))


def _close(request: HttpRequest, offering: Offering) -> HttpResponse:
    count = polls.close(poll=offering.poll, actor=request.user)
    messages.success(request, gettext("The poll is closed. %(count)s people got a mail.") % {"count": count})
    return HttpResponseRedirect(request.path)


def _until(day: str) -> datetime | None:
    """The end of a day, if one was filled in."""
    try:
        return timezone.make_aware(datetime.combine(date.fromisoformat(day), time.max))
    except ValueError:
        return None


def _span(day: str, start: str, end: str) -> tuple[datetime, datetime] | None:
    try:
        begins = timezone.make_aware(datetime.fromisoformat(f"{day}T{start}"))
        ends = timezone.make_aware(datetime.fromisoformat(f"{day}T{end}"))
    except ValueError:
        return None
    return (begins, ends if ends > begins else ends + timedelta(days=1))


def _row(number: int, span: tuple[datetime, datetime] | None) -> dict[str, Any]:
    if span is None:
        return {"number": number}
    start, end = (timezone.localtime(moment) for moment in span)
    return {"number": number, "day": start.date().isoformat(), "from": f"{start:%H:%M}", "until": f"{end:%H:%M}"}


def _label(poll: Poll, start: datetime, end: datetime) -> str:
    if poll.is_weekly:
        first = timezone.localtime(start)
        day = dates.formatted(first, "l")
        return gettext("Every %(day)s, %(time)s") % {"day": day, "time": dates.clock_range(start, end)}
    return dates.when(start, end)


def _show(request: HttpRequest, found: Poll, form: ReplyForm, *, sent: bool = False) -> HttpResponse:
    counted = {each.option.pk: each for each in polls.counts(found)}
    context = {
        "poll": found,
        "offering": found.offering,
        "subject": page_of(found.offering, get_language()),
        "form": form,
        "rows": [(form[f"option-{option.pk}"], counted.get(option.pk)) for option in form.options],
        "sent": sent,
        "poll_dates": any(option.is_chosen for option in form.options),
    }
    return TemplateResponse(request, "signups/poll.html", context, status=422 if form.errors else 200)
