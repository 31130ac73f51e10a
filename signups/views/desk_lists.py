"""What the organiser's screen shows of one offering: people, attendance, the waiting list, what happened."""

from typing import Any

from django.db.models import Count, IntegerField, OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import get_language

from ..editing import summary
from ..enums import ENDED, Action, Came, Reason, State
from ..models import Attendance, Occasion, Offering, Signup
from ..programme import parts_of
from ..seats import free_seats
from ..subjects import SignupMixin, moments_of, page_of

HISTORY_SHOWN = 8


def numbers(offering: Offering) -> dict[str, Any]:
    """How full it is."""
    rows = offering.signups
    return {
        "given": rows.participants().seats(),
        "kept": rows.filter(state__in=[State.HELD, State.OFFERED]).seats(),
        "waiting": rows.filter(state=State.WAITING).count(),
        "requested": rows.filter(state=State.REQUESTED).count(),
        "free": free_seats(offering),
    }


def with_numbers(rows: QuerySet[Offering]) -> QuerySet[Offering]:
    """Offerings with how full they are, in one question however many they are."""
    counted = Signup.objects.filter(offering=OuterRef("pk")).order_by().values("offering")
    return rows.annotate(
        given=_counted(counted.filter(state=State.GIVEN).annotate(number=Sum("party"))),
        kept=_counted(counted.filter(state__in=[State.HELD, State.OFFERED]).annotate(number=Sum("party"))),
        waiting=_counted(counted.filter(state=State.WAITING).annotate(number=Count("pk"))),
        requested=_counted(counted.filter(state=State.REQUESTED).annotate(number=Count("pk"))),
    )


def _counted(rows: QuerySet[Signup]) -> Coalesce:
    return Coalesce(Subquery(rows.values("number"), output_field=IntegerField()), 0)


def desk_context(request: HttpRequest, offering: Offering) -> dict[str, Any]:
    """Everything on the screen of one offering."""
    moments = [each for each in moments_of(offering) if not each.is_cancelled]
    chosen = _chosen(request, moments)
    people = list(offering.signups.participants().order_by("name"))
    came = {(row.signup_id, row.occasion_id): row for row in Attendance.objects.filter(signup__offering=offering)}
    found = _found(request, offering)
    page = page_of(offering, get_language())
    return {
        "offering": offering,
        "subject": page,
        "people": found,
        "q": request.GET.get("q", ""),
        "state": request.GET.get("state", ""),
        "states": State.choices,
        "moments": moments,
        "chosen": chosen,
        "roll": [(each, came.get((each.pk, chosen.pk))) for each in people] if chosen else [],
        "table": [(each, [_cell(came.get((each.pk, moment.pk)), moment) for moment in moments]) for each in people],
        "counts": [_present(came, people, moment) for moment in moments],
        "absent": [row for row in came.values() if chosen and row.occasion_id == chosen.pk and row.came == Came.ABSENT],
        "queue": list(offering.signups.queue()),
        "requests": list(offering.signups.filter(state=State.REQUESTED)),
        "log": offering.log.exclude(action=Action.VIEWED).select_related("signup", "actor")[:HISTORY_SHOWN],
        "reasons": Reason.choices,
        "poll": getattr(offering, "poll", None),
        "parts": [(each, summary(each)) for each in parts_of(offering)],
        "can_poll": isinstance(page.specific, SignupMixin) if page else False,
        **numbers(offering),
    }


def _found(request: HttpRequest, offering: Offering) -> list[Signup]:
    """Who is asked for: by words, by state, and who left only if that is asked for too."""
    wanted, state = request.GET.get("q", "").strip().casefold(), request.GET.get("state", "")
    rows = offering.signups.order_by("order", "pk")
    if state in State.values:
        rows = rows.filter(state=state)
    elif not request.GET.get("all"):
        rows = rows.exclude(state__in=ENDED)
    return [each for each in rows if not wanted or wanted in _words(each)]


def _chosen(request: HttpRequest, moments: list[Occasion]) -> Occasion | None:
    """The session to note attendance for: the one asked for, today's, or else the last that began."""
    asked = next((each for each in moments if str(each.key) == request.GET.get("moment", "")), None)
    today = timezone.localdate()
    now = [each for each in moments if timezone.localdate(each.starts_at) == today]
    begun = [each for each in moments if each.starts_at <= timezone.now()]
    return asked or (now and now[0]) or (begun and begun[-1]) or (moments[0] if moments else None)


def _cell(row: Attendance | None, moment: Occasion) -> str:
    if row is None:
        return "soon" if moment.starts_at > timezone.now() else "unknown"
    return row.came


def _present(came: dict, people: list[Signup], moment: Occasion) -> int:
    rows = (came.get((each.pk, moment.pk)) for each in people)
    return sum(1 for row in rows if row and row.came == Came.PRESENT)


def _words(signup: Signup) -> str:
    return f"{signup.name} {signup.email} {signup.organisation_name}".casefold()
