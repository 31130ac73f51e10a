"""What changes as time passes or as an organiser edits: reminders, changed sessions, offers that ran out, decisions."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext, override

from content import dates
from members.models import User
from members.roles import BY_KEY
from notifications.models import Message

from . import mails
from .enums import Action, Came, State
from .journal import note
from .models import Attendance, Occasion, Offering, Signup
from .seats import locked
from .subjects import organisers_of

#: A burst of edits is one mail: it waits until nothing changed for so long.
QUIET = timedelta(minutes=10)
#: A reminder that could not go out in time still goes until so long after its moment.
LATE = timedelta(hours=20)


def settle_due() -> int:
    """Let holds and offers that ran out go to the next. Says for how many offerings."""
    due = Signup.objects.active().filter(deadline__lte=timezone.now())
    keys = sorted(set(due.values_list("offering_id", flat=True)))
    for pk in keys:
        with locked(pk):
            pass  # settling is the first thing that happens under the lock
    return len(keys)


def remind_due() -> int:
    """Remind people of sessions that are near: each reminder once, on the date as it is now."""
    now, count = timezone.now(), 0
    coming = Occasion.objects.filter(is_cancelled=False, starts_at__gt=now, starts_at__lt=now + timedelta(days=60))
    for occasion in coming.order_by("starts_at"):
        offering = Offering.objects.filter(
            subject_key=occasion.subject_key, part=occasion.part, cancelled_at=None
        ).first()
        for days in _due_reminders(offering, occasion, now) if offering else ():
            count += _remind(offering, occasion, days)
    return count


def tell_changes() -> int:
    """Tell people what changed in the sessions, once it has been quiet for a while. Says how many mails."""
    quiet = timezone.now() - QUIET
    waiting = Occasion.objects.filter(untold_since__isnull=False)
    subjects = sorted({str(each.subject_key) for each in waiting})
    calm = (each for each in subjects if not waiting.filter(subject_key=each, untold_since__gt=quiet).exists())
    return sum(_tell_changes(subject) for subject in calm)


def ask_decisions() -> int:
    """Ask whoever runs it to decide, when the day has come and too few people have a seat."""
    today, count = timezone.localdate(), 0
    due = Offering.objects.filter(decide_on__lte=today, decision="", cancelled_at=None, minimum__isnull=False)
    for offering in due.filter(Q(starts_at__gt=timezone.now()) | Q(starts_at=None)):
        seats = offering.signups.participants().seats()
        if seats >= offering.minimum:
            _goes_ahead_by_itself(offering)
        else:
            count += _ask(offering, seats)
    return count


def _due_reminders(offering: Offering, occasion: Occasion, now: datetime) -> list[int]:
    """The reminders of this moment that are due now. One too many is left out: when another session comes before it."""
    due = []
    for days in sorted({int(each) for each in offering.reminder_days or []}):
        at = occasion.starts_at - timedelta(days=days)
        between = Occasion.objects.filter(
            subject_key=occasion.subject_key,
            part=occasion.part,
            is_cancelled=False,
            starts_at__gte=at - timedelta(days=1),
            starts_at__lt=occasion.starts_at,
        )
        if at <= now < min(at + LATE, occasion.starts_at) and not between.exists():
            due.append(days)
    return due


def _remind(offering: Offering, occasion: Occasion, days: int) -> int:
    at = occasion.starts_at - timedelta(days=days)
    absent = Attendance.objects.filter(occasion=occasion, came=Came.ABSENT).values("signup_id")
    people = offering.signups.participants().filter(seated_at__lt=at).exclude(pk__in=absent).exclude(email="")
    cause = f"{occasion.key}:{days}:{occasion.starts_at:%Y%m%dT%H%M}"
    sent = set(
        Message.objects.filter(key__startswith="reminder:", key__endswith=cause).values_list("person", flat=True)
    )
    count = 0
    for signup in people:
        if signup.person in sent:
            continue
        signup.offering = offering
        with override(signup.language), transaction.atomic():
            start = timezone.localtime(occasion.starts_at)
            moment = f"{dates.day(start)}, {dates.clock(start)}"
            title = occasion.title_in(signup.language)
            mails.tell(
                signup,
                "reminder",
                cause=cause,
                day=dates.day(start).capitalize(),
                moment=moment.capitalize(),
                session=title,
            )
        count += 1
    return count


@transaction.atomic
def _tell_changes(subject: str) -> int:
    rows = list(Occasion.objects.select_for_update().filter(subject_key=subject, untold_since__isnull=False))
    changed: dict[str, list[Occasion]] = {}
    for row in rows:
        if row.is_untold:
            changed.setdefault(row.part, []).append(row)
    people = _people_of(subject, changed)
    cause = max((row.changed_at.isoformat() for row in rows), default="")
    for signup, moments in people:
        _tell_one(signup, moments, cause)
    for offering in Offering.objects.filter(subject_key=subject, part__in=changed, cancelled_at=None):
        note(offering, Action.CHANGED, detail={"moments": len(changed[offering.part]), "told": len(people)})
    for row in rows:
        row.told, row.untold_since = row.state_to_tell, None
        row.save(update_fields=["told", "untold_since"])
    return len(people)


def _people_of(subject: str, changed: dict[str, list[Occasion]]) -> list[tuple[Signup, list[Occasion]]]:
    """Who hears of which changes: somebody in the whole and in parts of its programme gets one mail, about the whole first."""
    states = (State.GIVEN, State.WAITING, State.OFFERED)
    found = Signup.objects.filter(offering__subject_key=subject, offering__part__in=changed, state__in=states)
    people: dict[object, tuple[Signup, list[Occasion]]] = {}
    for signup in found.filter(offering__cancelled_at=None).select_related("offering").order_by("offering__part", "pk"):
        moments = people.setdefault(signup.email or signup.pk, (signup, []))[1]
        moments += changed[signup.offering.part]
    return list(people.values())


def _tell_one(signup: Signup, changed: list[Occasion], cause: str) -> None:
    with override(signup.language):
        lines = [_change(row, signup.language) for row in changed]
        mails.tell(signup, "changes", cause=cause, changes=lines)


def _change(row: Occasion, language: str) -> dict[str, str]:
    told = row.told
    before = ""
    if told.get("starts_at"):
        before = dates.when(parse_datetime(told["starts_at"]), parse_datetime(told["ends_at"]))
    now = dates.when(row.starts_at, row.ends_at)
    if row.is_cancelled:
        return {"title": row.title_in(language), "now": gettext("Does not take place."), "before": before}
    place = row.place_in(language)
    same = before == now
    if not told:
        now = gettext("New: %(when)s") % {"when": now}
    return {
        "title": row.title_in(language),
        "now": f"{now}, {place}" if place else now,
        "before": "" if same and told.get("place") == row.place else before,
    }


def _goes_ahead_by_itself(offering: Offering) -> None:
    with locked(offering.pk) as found:
        if not found.decision:
            found.decision = Offering.Decision.GO
            found.save(update_fields=["decision"])
            note(found, Action.GO_AHEAD)


def _ask(offering: Offering, seats: int) -> int:
    people = _who_decide(offering)
    for user in people:
        with override(user.language), transaction.atomic():
            mails.tell_organiser(
                offering,
                user.email,
                user.language,
                "decide",
                cause=str(offering.decide_on),
                count=seats,
                minimum=offering.minimum,
                day=dates.day(offering.decide_on),
                url=mails.desk_url(offering, user.language),
            )
    return len(people)


def _who_decide(offering: Offering) -> list[User]:
    """Its organisers and the coordinators."""
    coordinators = User.objects.filter(groups__name=BY_KEY["coordinator"].group).values("pk")
    concerned = Q(pk__in=organisers_of(offering)) | Q(pk__in=coordinators)
    return list(User.objects.filter(concerned, is_active=True).order_by("pk"))
