"""Somebody's own calendar: what they signed up for, with where they stand in each, as a file in a mail and as a feed."""

from collections.abc import Iterable

from django.db.models import Count, Max
from django.utils.text import slugify
from django.utils.translation import override

from content.links import page_full_url
from notifications.files import File

from .calendars import Row, written
from .enums import Action
from .models import LogEntry, Occasion, Signup
from .subjects import pages_of

#: What changes where somebody stands. Lines of the history are only ever added, so their number is a counter of changes.
MOVES = (
    Action.CONFIRMED,
    Action.QUEUED,
    Action.SEATED,
    Action.OFFERED,
    Action.ACCEPTED,
    Action.DECLINED,
    Action.LAPSED,
    Action.CANCELLED,
    Action.REMOVED,
    Action.ADDED,
)


def confirmed_of(addresses: Iterable[str]) -> list[Signup]:
    """The newest confirmed sign-up of somebody with these addresses for each thing they signed up for."""
    found = Signup.objects.filter(email__in=list(addresses)).exclude(confirmed_at=None).exclude(email="")
    newest = {each.offering_id: each for each in found.select_related("offering").order_by("pk")}
    return list(newest.values())


def rows_of(signups: Iterable[Signup], language: str) -> list[Row]:
    """The moments of these sign-ups, soonest first."""
    signups = list(signups)
    subjects = {each.offering.subject_key for each in signups}
    moves = _moves(signups)
    addresses = {key: page_full_url(page) for key, page in pages_of(subjects, language).items()}
    moments: dict[tuple, list[Occasion]] = {}
    for moment in Occasion.objects.filter(subject_key__in=subjects):
        moments.setdefault((moment.subject_key, moment.part), []).append(moment)
    rows = [
        Row(
            moment,
            signup.offering,
            signup,
            *moves.get(signup.offering_id, (0, None)),
            addresses.get(moment.subject_key, ""),
        )
        for signup in signups
        for moment in moments.get((signup.offering.subject_key, signup.offering.part), [])
    ]
    return sorted(rows, key=lambda row: (row.moment.starts_at, row.moment.pk))


def file_for(pk: str) -> File | None:
    """The file that goes with a mail about a sign-up: its moments, and those of the parts of the programme they chose."""
    signup = Signup.objects.select_related("offering").filter(pk=pk).exclude(email="").first()
    if signup is None:
        return None
    offering = signup.offering
    own = [each for each in confirmed_of([signup.email]) if each.offering.subject_key == offering.subject_key]
    mine = [each for each in own if not offering.part or each.offering_id == offering.pk]
    with override(signup.language):
        rows = rows_of(mine, signup.language)
        title = offering.title_in(signup.language)
        text = written(rows, title)
    return File(f"{slugify(title)[:60] or 'kring'}.ics", text, "calendar", {"method": "PUBLISH"}) if rows else None


def _moves(signups: list[Signup]) -> dict[int, tuple]:
    """How often, and when last, somebody's place changed in each offering, earlier sign-ups of the same address included."""
    lines = LogEntry.objects.filter(
        signup__email__in={each.email for each in signups},
        offering_id__in={each.offering_id for each in signups},
        action__in=MOVES,
    )
    counted = lines.order_by().values("offering_id").annotate(count=Count("pk"), last=Max("at"))
    return {each["offering_id"]: (each["count"], each["last"]) for each in counted}
