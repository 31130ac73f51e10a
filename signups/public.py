"""What a page shows of its sign-ups: seats, who showed themselves, and the way to the form."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta

from django.db.models import Count, Sum
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page

from content.cache import limit_validity
from content.visibility import Viewer
from directory.cards import OrganisationCard, cards_by_key

from .enums import SEATED, Level, State
from .models import Offering, Signup

CHAIRS_DRAWN = 24


@dataclass(frozen=True)
class Shown:
    """Somebody as others see them: only the fields they chose to show."""

    name: str
    organisation: str
    introduction: str
    email: str
    phone: str
    sector: int
    party: int

    @property
    def is_hidden(self) -> bool:
        """Whether nothing of them is shown."""
        return not (self.name or self.organisation)


@dataclass(frozen=True)
class Panel:
    """The state of an offering, for its page."""

    offering: Offering
    taken: int
    waiting: int
    people: list[Shown] = field(default_factory=list)

    @property
    def free(self) -> int | None:
        """How many seats are free; None without a limit."""
        return None if self.offering.capacity is None else max(0, self.offering.capacity - self.taken)

    @property
    def is_full(self) -> bool:
        """Whether a newcomer comes on the waiting list."""
        return self.free == 0 or (self.free is not None and self.waiting > 0)

    @property
    def url(self) -> str:
        """The form."""
        return reverse("signups:form", args=[self.offering.key])

    @property
    def can_sign_up(self) -> bool:
        """Whether the form is open, for a seat or the waiting list."""
        return self.offering.is_open and (not self.is_full or self.offering.has_waiting_list)

    @property
    def chairs(self) -> list[int | None]:
        """The seats for the ring: sectors of who shows them, 0 for who does not, None for free. Empty when too many."""
        capacity = self.offering.capacity
        if not capacity or capacity > CHAIRS_DRAWN:
            return []
        sectors = [person.sector for person in self.people for _seat in range(person.party)]
        seated = (sectors + [0] * self.taken)[: self.taken]
        return [*seated, *[None] * max(0, capacity - self.taken)]

    @property
    def named(self) -> list[Shown]:
        """The people who show who they are."""
        return [person for person in self.people if not person.is_hidden]

    @property
    def unnamed(self) -> int:
        """How many take part without showing themselves, guests included."""
        return max(0, sum(person.party for person in self.people) - len(self.named))


def panel_of(page: Page, request: HttpRequest) -> Panel | None:
    """What ``page`` shows of its sign-ups; None if nobody can or could sign up."""
    return panels_of(page, request).get("")


def panels_of(page: Page, request: HttpRequest) -> dict[str, Panel]:
    """The same for the page (under "") and for each part of its programme that people can choose."""
    found = Offering.objects.filter(subject_key=page.translation_key) if page.pk else ()
    shown_here = {each.part: each for each in found if each.is_active or each.is_cancelled}
    whole = shown_here.pop("", None)
    panels = {"": _watched(whole, request)} if whole else {}
    return panels | part_panels(shown_here.values())


def part_panels(offerings: Iterable[Offering]) -> dict[str, Panel]:
    """How full parts of a programme are. Nobody is shown in them."""
    offerings = list(offerings)
    if not offerings:
        return {}
    rows = Signup.objects.filter(offering__in=offerings, state__in=(*SEATED, State.WAITING)).order_by()
    rows = rows.exclude(deadline__lte=timezone.now(), state__in=SEATED)
    counted = rows.values_list("offering_id", "state").annotate(seats=Sum("party"), people=Count("pk"))
    taken, waiting = Counter(), Counter()
    for pk, state, seats, people in counted:
        if state == State.WAITING:
            waiting[pk] += people
        else:
            taken[pk] += seats
    return {each.part: Panel(each, taken[each.pk], waiting[each.pk]) for each in offerings}


def _watched(offering: Offering, request: HttpRequest) -> Panel:
    """The state of an offering on a page that stays in the cache until it is no longer true."""
    now = timezone.now()
    for moment in (offering.opens_at, offering.last_moment):
        limit_validity(request, moment if moment and moment > now else None)
    return panel(offering, request.user, request)


def panel(
    offering: Offering, viewer: Viewer, request: HttpRequest | None = None, level: int = Level.EVERYBODY
) -> Panel:
    """The state of an offering as somebody at ``level`` sees it."""
    states = (*SEATED, State.WAITING)
    rows = list(offering.signups.filter(state__in=states).order_by("order", "pk"))
    soonest = min((row.deadline for row in rows if row.deadline), default=None)
    if request is not None:
        limit_validity(request, soonest)
    seated = [row for row in rows if row.state in SEATED and not _has_run_out(row)]
    waiting = sum(row.state == State.WAITING for row in rows)
    people = shown(seated, viewer, level) if may_show(offering) else []
    return Panel(offering, sum(row.party for row in seated), waiting, people)


def may_show(offering: Offering) -> bool:
    """Whether participants are still shown: until so many months after the last session."""
    if offering.ends_at is None:
        return True
    return timezone.now() < offering.ends_at + timedelta(days=30.5 * offering.shown_months)


def shown(rows: Iterable[Signup], viewer: Viewer, level: int) -> list[Shown]:
    """People as those at ``level`` see them. An unconfirmed or offered seat shows nobody."""
    rows = list(rows)
    visible = {row.pk: row.seen_by(level) if row.state == State.GIVEN else {} for row in rows}
    keys = [row.organisation_id for row in rows if row.organisation_id and "organisation" in visible[row.pk]]
    known = cards_by_key(keys, viewer)
    return [_shown(row, visible[row.pk], known.get(row.organisation_id)) for row in rows]


def _shown(row: Signup, fields: dict[str, str], card: OrganisationCard | None) -> Shown:
    texts = {name: fields.get(name, "") for name in ("name", "organisation", "introduction", "email", "phone")}
    return Shown(**texts, sector=card.sector if card else 0, party=row.party)


def _has_run_out(row: Signup) -> bool:
    return row.deadline is not None and row.deadline <= timezone.now()
