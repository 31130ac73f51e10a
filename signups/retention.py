"""What may no longer be kept goes: at the end of its time, or when somebody asks. Counts and attendance stay."""

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from content import cache
from notifications import services as outbox

from .enums import ENDED, Action, State
from .journal import note
from .models import Answer, Consent, Interest, LogEntry, Offering, PollReply, Signup
from .services import cancel_signup

if TYPE_CHECKING:
    from members.models import User

MONTH = timedelta(days=30.5)
INTEREST_MONTHS = 24
UNCONFIRMED_DAYS = 7


@dataclass
class Report:
    """What was, or would be, erased."""

    sensitive_answers: int = 0
    signups: int = 0
    interests: int = 0
    replies: int = 0

    @property
    def total(self) -> int:
        """Everything together."""
        return self.sensitive_answers + self.signups + self.interests + self.replies


def forget_old(*, dry_run: bool = False) -> Report:
    """Erase what is past its time: sensitive answers first, then names and all other answers."""
    report = Report()
    now = timezone.now()
    for offering in Offering.objects.filter(ends_at__lt=now):
        age = now - offering.ends_at
        if age > MONTH * offering.sensitive_months:
            report.sensitive_answers += _forget_sensitive(offering, dry_run=dry_run)
        if age > MONTH * offering.kept_months:
            report.signups += _forget_all(list(offering.signups.filter(erased_at=None)), dry_run=dry_run)
    limit = now - timedelta(days=UNCONFIRMED_DAYS)
    never = Signup.objects.filter(state=State.EXPIRED, confirmed_at=None, erased_at=None, ended_at__lt=limit)
    report.signups += _forget_all(list(never), dry_run=dry_run)
    report.interests += _forget_interests(now, dry_run=dry_run)
    report.replies += _forget_replies(now, dry_run=dry_run)
    return report


def forget_due() -> int:
    """The same, as a job."""
    return forget_old().total


@transaction.atomic
def erase_person(*, email: str, actor: "User | None" = None) -> int:
    """Erase everything held about an address. Seats that come free go to the next. Says how many sign-ups it was."""
    address = email.strip().lower()
    found = list(Signup.objects.filter(email=address).order_by("offering_id", "pk"))
    for signup in found:
        if signup.is_active and not signup.offering.has_started:
            cancel_signup(signup=signup, tells=False)
        _erase(Signup.objects.get(pk=signup.pk), actor)
    for interest in Interest.objects.filter(email=address):
        outbox.erase(person=interest.person)
        interest.delete()
    for reply in PollReply.objects.filter(email=address):
        outbox.erase(person=f"reply:{reply.pk}")
        reply.delete()
    outbox.erase(person=f"address:{address}")
    cache.forget()
    return len(found)


def _forget_sensitive(offering: Offering, *, dry_run: bool) -> int:
    rows = Answer.objects.filter(signup__offering=offering, question__is_sensitive=True).exclude(text="", value=None)
    return rows.count() if dry_run else rows.update(value=None, text="")


def _forget_all(signups: list[Signup], *, dry_run: bool) -> int:
    for signup in [] if dry_run else signups:
        with transaction.atomic():  # another worker may have come first
            found = Signup.objects.select_for_update().filter(pk=signup.pk, erased_at=None).first()
            if found:
                _erase(found, None)
    return len(signups)


def _erase(signup: Signup, actor: "User | None") -> None:
    """Make a sign-up nobody's: only that somebody was there, with how many, is left."""
    signup.answers.update(value=None, text="", asked="")
    Consent.objects.filter(signup=signup).delete()
    LogEntry.objects.filter(signup=signup).exclude(note="").update(note="")
    outbox.erase(person=signup.person)
    signup.name = signup.email = signup.phone = signup.organisation_name = signup.introduction = signup.reason = ""
    signup.network = ""
    signup.organisation = signup.user = None
    signup.guests, signup.shows = [], {}
    signup.link_version += 1
    signup.deadline = None
    signup.erased_at = timezone.now()
    signup.save()
    by = "" if actor else (LogEntry.By.PERSON if signup.state in ENDED else LogEntry.By.SYSTEM)
    note(signup.offering, Action.ERASED, signup, actor=actor, by=by)


def _forget_interests(now: object, *, dry_run: bool) -> int:
    never = Interest.objects.filter(confirmed_at=None, created_at__lt=now - timedelta(days=UNCONFIRMED_DAYS))
    old = Interest.objects.filter(created_at__lt=now - MONTH * INTEREST_MONTHS)
    rows = list((never | old).distinct())
    for row in [] if dry_run else rows:
        outbox.erase(person=row.person)
        row.delete()
    return len(rows)


def _forget_replies(now: object, *, dry_run: bool) -> int:
    rows = list(PollReply.objects.filter(poll__closed_at__lt=now - MONTH))
    for row in [] if dry_run else rows:
        outbox.erase(person=f"reply:{row.pk}")
        row.delete()
    return len(rows)
