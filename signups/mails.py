"""Which mails go out, and what is in them. Put in the outbox within the transaction of what they tell of."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from content import dates
from notifications import services as outbox

from . import links
from .models import Interest, Occasion, Offering, PollReply, Signup, in_language


def tell(signup: Signup, kind: str, *, cause: str = "", attachments: list | None = None, **extra: Any) -> None:
    """Mail somebody about their sign-up. ``cause`` tells apart what can happen more than once."""
    if not signup.email:
        return
    offering = signup.offering
    with override(signup.language):
        context = about(offering, signup.language) | {
            "name": signup.name,
            "url": links.personal_url(signup),
            "party": signup.party,
            "until": said(signup.deadline),
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
        attachments=attachments or [],
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


def tell_poll(reply: PollReply, *, cause: str, **extra: Any) -> None:
    """Mail somebody who answered an availability poll the way back to their answer."""
    offering = reply.poll.offering
    with override(reply.language):
        context = about(offering, reply.language) | {"name": reply.name, "url": links.reply_url(reply), **extra}
    outbox.queue(
        key=f"poll:{reply.key}:{cause}",
        kind="poll_reply",
        to=reply.email,
        language=reply.language,
        context=context,
        group=offering.group,
        person=f"reply:{reply.pk}",
        reply_to=offering.reply_to,
    )


def about(offering: Offering, language: str) -> dict[str, Any]:
    """What every mail about an offering can say."""
    return {
        "title": offering.title_in(language),
        "opening": in_language(offering.opening, language) if offering.opening else "",
        "closing": in_language(offering.closing, language) if offering.closing else "",
        "facts": facts(offering, language),
    }


def facts(offering: Offering, language: str) -> list[list[str]]:
    """When and where, as rows of (what, text)."""
    moments = list(Occasion.objects.filter(subject_key=offering.subject_key, part=offering.part, is_cancelled=False))
    rows = []
    if moments:
        rows.append([_("When"), "\n".join(dates.when(each.starts_at, each.ends_at) for each in moments[:12])])
        places = dict.fromkeys(filter(None, (each.place_in(language) for each in moments)))
        if places:
            rows.append([_("Where"), "\n".join(places)])
        online = dict.fromkeys(filter(None, (each.online_link for each in moments)))
        if online:
            rows.append([_("Online"), "\n".join(online)])
    return rows


def said(moment: datetime | None) -> str:
    """A moment in words, in the active language."""
    return f"{dates.day(timezone.localtime(moment))}, {dates.clock(moment)}" if moment else ""


def again(signup: Signup, mapping: Mapping[str, Any] | None = None) -> None:
    """The same mail once more, because somebody asked for it. At most one an hour."""
    tell(signup, "again", cause=f"{timezone.now():%Y%m%d%H}", **dict(mapping or {}))


def desk_url(offering: Offering, language: str) -> str:
    """The organiser's screen."""
    return links.absolute("signups:desk", language, offering.key)
