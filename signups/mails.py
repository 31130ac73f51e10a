"""Which mails go out, and what is in them. Put in the outbox within the transaction of what they tell of."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from content import dates
from notifications import services as outbox
from notifications.files import order

from . import links
from .enums import QUEUED, State
from .models import Interest, Occasion, Offering, PollReply, Signup, in_language
from .programme import chosen_by, hours, name_of

#: The calendar file of a sign-up, among the files of mails.
CALENDAR = "signup-calendar"
#: After these mails somebody's calendar is no longer right: they carry the calendar file.
WITH_CALENDAR = (
    "seat",
    "waiting",
    "added",
    "changes",
    "cancelled",
    "removed",
    "lapsed",
    "called_off",
    "again",
    "programme",
)


def tell(signup: Signup, kind: str, *, cause: str = "", **extra: Any) -> None:
    """Mail somebody about their sign-up. ``cause`` tells apart what can happen more than once."""
    if not signup.email:
        return
    offering = signup.offering
    with_calendar = signup.is_confirmed and kind in WITH_CALENDAR
    with override(signup.language):
        context = about(offering, signup.language, joins=signup.state == State.GIVEN)
        context["facts"] += _programme(signup)
        context |= {
            "name": signup.name,
            "url": links.personal_url(signup),
            "party": signup.party,
            "until": said(signup.deadline),
            "signed_up_on": dates.month_day(signup.created_at),
            "with_calendar": with_calendar,
            **extra,
        }
    outbox.queue(
        key=f"{kind}:{signup.key}:{cause or signup.order}",
        kind=f"signup_{kind}",
        to=signup.email,
        language=signup.language,
        context=context,
        group=offering.group,
        person=signup.person,
        reply_to=offering.reply_to,
        attachments=[order(CALENDAR, signup.pk)] if with_calendar else [],
    )


def tell_organiser(offering: Offering, address: str, language: str, kind: str, *, cause: str, **extra: Any) -> None:
    """Mail whoever runs it."""
    with override(language):
        context = about(offering, language) | extra
    key = f"{kind}:{offering.key}:{cause}:{address}"
    outbox.queue(
        key=key, kind=f"organiser_{kind}", to=address, language=language, context=context, group=offering.group
    )


def tell_interested(interest: Interest, kind: str, *, cause: str = "", **extra: Any) -> None:
    """Mail somebody on an interest list."""
    url = links.interest_url(interest)
    outbox.queue(
        key=f"{kind}:{interest.key}:{cause}",
        kind=f"interest_{kind}",
        to=interest.email,
        language=interest.language,
        context={"title": in_language(interest.title, interest.language), "url": url, **extra},
        group=f"interest:{interest.subject_key}",
        person=interest.person,
        unsubscribe_url=links.interest_url(interest, "signups:interest-leave") if kind != "confirm" else "",
    )


def tell_poll(reply: PollReply, kind: str = "poll_reply", *, cause: str, **extra: Any) -> None:
    """Mail somebody who answered an availability poll, with the way back to their answer."""
    offering = reply.poll.offering
    with override(reply.language):
        context = about(offering, reply.language) | {"name": reply.name, "url": links.reply_url(reply), **extra}
    outbox.queue(
        key=f"poll:{reply.key}:{cause}",
        kind=kind,
        to=reply.email,
        language=reply.language,
        context=context,
        group=offering.group,
        person=f"reply:{reply.pk}",
        reply_to=offering.reply_to,
    )


def tell_decided(reply: PollReply, spans: Sequence[tuple[datetime, datetime]]) -> None:
    """Mail somebody what came of the poll they answered; without ``spans`` no date was chosen."""
    offering = reply.poll.offering
    with override(reply.language):
        lines = [dates.when(start, end) for start, end in spans[:12]]
    url = links.offering_url(offering, reply.language) if spans else ""
    tell_poll(reply, "poll_decided", cause="decided", dates=lines, url=url)


def about(offering: Offering, language: str, *, joins: bool = False) -> dict[str, Any]:
    """What every mail about an offering can say. ``joins``: to somebody who takes part, and may have the link to join."""
    moments = list(Occasion.objects.filter(subject_key=offering.subject_key, part=offering.part, is_cancelled=False))
    coming = [each for each in moments if not each.is_past]
    return {
        "title": offering.title_in(language),
        "opening": in_language(offering.opening, language) if offering.opening else "",
        "closing": in_language(offering.closing, language) if offering.closing else "",
        "first": said(coming[0].starts_at) if coming else "",
        "facts": facts(offering, moments, language, joins=joins),
    }


def facts(offering: Offering, moments: list[Occasion], language: str, *, joins: bool) -> list[list[str]]:
    """When and where, what it costs and what to bring, as rows of (what, text)."""
    details = offering.details.get(language) or offering.details.get(settings.LANGUAGE_CODE, {})
    rows = [
        (_("When"), [dates.when(each.starts_at, each.ends_at) for each in moments[:12]]),
        (_("Where"), [each.place_in(language) for each in moments]),
        (_("Online"), [each.online_link for each in moments if joins]),
        (_("What it costs"), [details.get("price", "")]),
        (_("Bring along"), [details.get("bring", "")]),
    ]
    said_once = [(label, "\n".join(dict.fromkeys(filter(None, texts)))) for label, texts in rows]
    return [[label, text] for label, text in said_once if text]


def _programme(signup: Signup) -> list[list[str]]:
    """The parts of the programme that somebody chose, as a row of (what, text)."""
    lines = []
    for each in chosen_by(signup):
        title = name_of(each.offering, signup.offering, signup.language)
        waits = f" ({_('on the waiting list')})" if each.state in QUEUED else ""
        lines.append(f"{hours(each.offering)}: {title}{waits}")
    return [[_("You chose"), "\n".join(lines)]] if lines else []


def said(moment: datetime | None) -> str:
    """A moment in words, in the active language."""
    return f"{dates.day(timezone.localtime(moment))}, {dates.clock(moment)}" if moment else ""


def again(signup: Signup, mapping: Mapping[str, Any] | None = None) -> None:
    """The same mail once more, because somebody asked for it. At most one an hour."""
    tell(signup, "again", cause=f"{timezone.now():%Y%m%d%H}", **dict(mapping or {}))


def desk_url(offering: Offering, language: str) -> str:
    """The organiser's screen."""
    return links.absolute("signups:desk", language, offering.key)
