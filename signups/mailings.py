"""Mail from the organiser to everybody or some."""

import hashlib
from typing import TYPE_CHECKING
from uuid import uuid4

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from notifications.models import Message
from notifications.services import queue_many

from . import links, mails
from .enums import Action, Came, State
from .exceptions import SignupError
from .journal import note
from .models import Attendance, Occasion, Offering, Signup

if TYPE_CHECKING:
    from members.models import User


class To(models.TextChoices):
    """Whom a mail goes to."""

    PARTICIPANTS = "participants", _("Everybody with a seat")
    WAITING = "waiting", _("Everybody on the waiting list")
    ABSENT = "absent", _("Who was not there last time")
    ALL = "all", _("Everybody with a seat or on the list")
    MYSELF = "myself", _("Only myself, to see how it looks")


def recipients(offering: Offering, to: str) -> list[Signup]:
    """Who would get a mail: those who want mails from the organiser and have an address."""
    rows = offering.signups.filter(wants_mailings=True).exclude(email="")
    match to:
        case To.PARTICIPANTS:
            rows = rows.participants()
        case To.WAITING:
            rows = rows.filter(state__in=[State.WAITING, State.OFFERED])
        case To.ALL:
            rows = rows.filter(state__in=[State.GIVEN, State.WAITING, State.OFFERED])
        case To.ABSENT:
            last = Occasion.objects.filter(attendance__signup__offering=offering).order_by("starts_at").last()
            gone = Attendance.objects.filter(occasion=last).exclude(came=Came.PRESENT).values("signup_id")
            rows = rows.participants().filter(pk__in=gone)
        case _:
            return []
    return list(rows.order_by("order"))


def send(*, offering: Offering, to: str, subject: str, text: str, actor: "User") -> int:
    """Mail them. The same words to the same people again are the same cause: nobody gets them twice."""
    subject, text = " ".join(subject.split())[:200], text.strip()
    if not subject or not text:
        raise SignupError(_("Write a subject and a message."))
    cause = hashlib.sha256(f"{subject}\n{text}".encode()).hexdigest()[:16]
    if to == To.MYSELF:
        return _to_myself(offering, subject, text, actor, cause)
    people = recipients(offering, to)
    with transaction.atomic():
        queue_many([_message(offering, signup, subject, text, cause) for signup in people])
        detail = {"to": to, "count": len(people), "subject": subject}
        note(offering, Action.MAILED, actor=actor, detail=detail)
    return len(people)


def sent(offering: Offering) -> list[dict[str, object]]:
    """The mails that went to many, with how far each is."""
    rows = Message.objects.filter(group=offering.group, kind="signup_mailing").order_by("-pk")
    found: dict[str, dict[str, object]] = {}
    for row in rows:
        subject = row.context.get("mail_subject", "") or row.subject
        each = found.setdefault(row.key.rpartition(":")[2], {"subject": subject, "at": row.created_at, "rows": []})
        each["rows"].append(row)
    return list(found.values())


def _message(offering: Offering, signup: Signup, subject: str, text: str, cause: str) -> Message:
    with override(signup.language):
        context = mails.about(offering, signup.language, joins=signup.state == State.GIVEN) | {
            "name": signup.name,
            "url": links.personal_url(signup),
            "mail_subject": subject,
            "mail_text": text,
        }
    return Message(
        key=f"mailing:{signup.key}:{cause}",
        kind="signup_mailing",
        to=signup.email,
        language=signup.language,
        context=context,
        group=offering.group,
        person=signup.person,
        reply_to=offering.reply_to,
        unsubscribe_url=links.unsubscribe_url(signup),
    )


def _to_myself(offering: Offering, subject: str, text: str, actor: "User", cause: str) -> int:
    context = mails.about(offering, actor.language) | {
        "name": actor.first_name,
        "url": mails.desk_url(offering, actor.language),
        "mail_subject": subject,
        "mail_text": text,
    }
    trial = Message(
        key=f"mailing-trial:{offering.key}:{cause}:{uuid4().hex[:8]}",
        kind="signup_mailing",
        to=actor.email,
        language=actor.language,
        context=context,
        group=offering.group,
    )
    with transaction.atomic():
        queue_many([trial])
    return 1
