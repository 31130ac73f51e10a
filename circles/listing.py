"""What the pages of circles show."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from wagtail.models import Page

from content.cache import limit_validity
from content.models import CustomDocument
from content.pagination import paginate
from content.visibility import Viewer, audience_of_collection, may_enter
from directory.cards import OrganisationCard, cards, cards_by_key
from directory.places import PlaceCard, place_of
from signups.public import panel_of

from .cards import CircleCard, circle_above, circles
from .models import CircleIndexPage, CirclePage, Material, RunPage, Session
from .permissions import is_inside

PAST_RUNS = 12
OTHER_RUNS = 20


@dataclass(frozen=True)
class ListedRun:
    """A run in a list, with its circle and how far it is."""

    run: RunPage
    circle: CircleCard
    place: PlaceCard | None
    cards: list[OrganisationCard]
    total: int
    done: int

    @property
    def now(self) -> int:
        """The number of the session that comes next in a run under way, else 0."""
        return self.done + 1 if 0 < self.done < self.total else 0


@dataclass(frozen=True)
class ListedSession:
    """A session of a run as its page shows it."""

    session: Session
    number: int
    place: PlaceCard | None
    link: str
    is_past: bool
    is_next: bool


@dataclass(frozen=True)
class Period:
    """When a run is, in a few words: how many sessions, from when to when, and the hours if they are always the same."""

    count: int
    first: datetime
    last: datetime
    weekday: date | None
    same_hours: bool


def index_context(page: CircleIndexPage, request: HttpRequest) -> dict[str, Any]:
    """Template context of the list of circles."""
    viewer = request.user
    known = circles(viewer, page.locale_id)
    current = _listed(_runs(page, viewer).filter(ends_at__gte=timezone.now()).order_by("starts_at"), viewer)
    planned = [each for each in current if not each.run.is_cancelled]
    page_obj = paginate(request, _runs(page, viewer).past(), PAST_RUNS)
    _limit(request, current)
    shown = {each.circle.pk for each in planned}
    return {
        "upcoming": [each for each in planned if not each.done and each.run.starts_at > timezone.now()],
        "in_progress": [each for each in planned if each.done or each.run.starts_at <= timezone.now()],
        "working": _with_marks((card for card in known if card.kind != "learning"), viewer),
        "resting": _with_marks((card for card in known if card.kind == "learning" and card.pk not in shown), viewer),
        "circle_count": len(known),
        "page_obj": page_obj,
        "past": _listed(page_obj.object_list, viewer),
    }


def next_runs(page: Page, viewer: Viewer, most: int) -> list[ListedRun]:
    """The next ``most`` runs in the language of ``page``, soonest first."""
    return _listed(_runs(page, viewer).upcoming().filter(is_cancelled=False)[:most], viewer)


def circle_context(page: CirclePage, request: HttpRequest) -> dict[str, Any]:
    """Template context of a circle."""
    viewer = request.user
    rows = _annotated(RunPage.objects.visible_to(viewer).child_of(page)) if page.pk else RunPage.objects.none()
    found = _listed(rows.order_by("starts_at")[: 2 * OTHER_RUNS], viewer)
    _limit(request, found)
    now = timezone.now()
    return {
        "words": {kind: page.words(kind) for kind in ("audience", "topic")},
        "cards": cards(page.linked_ids["organisation"], viewer),
        "planned": [each for each in found if not each.run.ends_at or each.run.ends_at >= now],
        "past": [each for each in reversed(found) if each.run.ends_at and each.run.ends_at < now],
    }


def run_context(page: RunPage, request: HttpRequest) -> dict[str, Any]:
    """Template context of a run."""
    viewer = request.user
    inside = is_inside(viewer, page)
    circle = circle_above(page.path) if page.path else None
    sessions = sorted(page.sessions.all(), key=lambda session: (session.starts_at, session.sort_order or 0))
    listed = _sessions(page, sessions, viewer, inside)
    place = None if page.is_online else place_of(page.place_id, viewer)
    hosts = circle.organisations if circle else ()
    owner = (place.organisation,) if place and place.organisation else ()
    known = cards_by_key([*hosts, *owner], viewer)
    limit_validity(request, next((each.session.ends_at for each in listed if not each.is_past), None))
    files, waiting = _materials(page.materials.select_related("document__collection"), viewer, inside)
    return {
        "circle": circle,
        "inside": inside,
        "place": place,
        "owner": known.get(place.organisation) if place else None,
        "sessions": listed,
        "done": sum(each.is_past for each in listed),
        "sessions_left": sum(not each.is_past for each in listed),
        "period": _period([each for each in sessions if not each.is_cancelled] or sessions),
        "facilitators": list(page.facilitators.select_related("user")),
        "files": files,
        "waiting": waiting,
        "cards": [known[pk] for pk in hosts if pk in known],
        "others": _others(page, viewer),
        "signup": panel_of(page, request),
    }


def _runs(page: Page, viewer: Viewer) -> QuerySet:
    return _annotated(RunPage.objects.visible_to(viewer).in_language_of(page))


def _annotated(runs: QuerySet) -> QuerySet:
    over = Q(sessions__ends_at__lt=timezone.now())
    return runs.annotate(total=Count("sessions"), done=Count("sessions", filter=over))


def _listed(runs: Iterable[RunPage], viewer: Viewer) -> list[ListedRun]:
    found = [(run, circle) for run in runs if (circle := circle_above(run.path))]
    known = cards_by_key({pk for _run, circle in found for pk in circle.organisations}, viewer)
    return [
        ListedRun(
            run,
            circle,
            place_of(run.place_id, viewer),
            [known[pk] for pk in circle.organisations if pk in known],
            run.total,
            run.done,
        )
        for run, circle in found
    ]


def _with_marks(found: Iterable[CircleCard], viewer: Viewer) -> list[tuple[CircleCard, list[OrganisationCard]]]:
    found = list(found)
    known = cards_by_key({pk for circle in found for pk in circle.organisations}, viewer)
    return [(circle, [known[pk] for pk in circle.organisations if pk in known]) for circle in found]


def _limit(request: HttpRequest, runs: list[ListedRun]) -> None:
    """A list of runs is true until one of them begins or ends."""
    now = timezone.now()
    for each in runs:
        for moment in (each.run.starts_at, each.run.ends_at):
            limit_validity(request, moment if moment and moment > now else None)


def _sessions(page: RunPage, sessions: list[Session], viewer: Viewer, inside: bool) -> list[ListedSession]:
    coming = next((each for each in sessions if not each.is_past and not each.is_cancelled), None)
    may_join = inside and not page.is_cancelled
    return [
        ListedSession(
            session,
            number,
            place_of(session.place_id, viewer),
            (session.online_link or _link(page, session)) if may_join and not session.is_cancelled else "",
            session.is_past,
            session is coming,
        )
        for number, session in enumerate(sessions, 1)
    ]


def _link(page: RunPage, session: Session) -> str:
    """The run's own link, for sessions online without one of their own."""
    return page.online_link if (session.is_online or page.is_online) and not session.place_id else ""


def _period(sessions: list[Session]) -> Period | None:
    if not sessions:
        return None
    times = [(timezone.localtime(each.starts_at), timezone.localtime(each.ends_at)) for each in sessions]
    first = times[0][0]
    same_day = len({start.weekday() for start, _end in times}) == 1
    same_hours = len({(start.time(), end.time()) for start, end in times}) == 1
    return Period(len(sessions), first, times[-1][1], first if same_day else None, same_hours)


def _materials(rows: Iterable[Material], viewer: Viewer, inside: bool) -> tuple[list[CustomDocument], int]:
    """The files that the viewer may open, and how many wait for who takes part. Not even their titles are told."""
    rows = list(rows)
    allowed = [row for row in rows if inside or not row.participants_only]
    audiences = {row.pk: audience_of_collection(row.document.collection.path) for row in allowed}
    return [row.document for row in allowed if may_enter(viewer, audiences[row.pk])], len(rows) - len(allowed)


def _others(page: RunPage, viewer: Viewer) -> list[RunPage]:
    """The other runs of the same circle, newest first."""
    if not page.pk:
        return []
    rows = RunPage.objects.visible_to(viewer).sibling_of(page, inclusive=False).order_by("-starts_at")
    return list(rows[:OTHER_RUNS])
