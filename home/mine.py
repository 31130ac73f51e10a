"""What a member finds on their own page."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db.models import Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from wagtail.models import Locale

from circles.models import RunPage, Session
from content import agenda
from directory.cards import OrganisationCard, cards_by_key
from directory.models import Membership, OrganisationPage
from knowledge.models import ArticlePage
from members.models import User

SOON = timedelta(days=60)
ENTRIES, PIECES, CIRCLES = 4, 5, 6
DUE_SOON = timedelta(days=30)


@dataclass(frozen=True)
class MyOrganisation:
    """An organisation I belong to."""

    card: OrganisationCard
    page: OrganisationPage
    function: str
    edit_url: str

    @property
    def is_due(self) -> bool:
        """Whether somebody should look at the page soon."""
        return not self.page.review_by or self.page.review_by < timezone.localdate() + DUE_SOON


@dataclass(frozen=True)
class MyRun:
    """A run of a circle that I am in, with how far it is."""

    run: RunPage
    sessions: int
    done: int
    upcoming: Session | None


def my_kring(request: HttpRequest) -> dict[str, Any]:
    """Template context: organisations, circles, what is next, what I wrote."""
    user = request.user
    now = timezone.now()
    locale = Locale.objects.get_for_language(get_language())
    articles = ArticlePage.objects.visible_to(user).filter(author=user).order_by("-date")
    organisations = _organisations(user)
    return {
        "organisations": organisations,
        "due": [each for each in organisations if each.edit_url and each.is_due],
        "entries": agenda.entries(now, now + SOON, user, locale.pk)[:ENTRIES],
        "runs": _runs(user),
        "pieces": list(articles.filter(locale__language_code=settings.LANGUAGE_CODE).defer("body")[:PIECES]),
        "has_admin": user.has_perm("wagtailadmin.access_admin"),
    }


def _organisations(user: User) -> list[MyOrganisation]:
    rows = list(Membership.objects.filter(user=user).select_related("organisation"))
    known = cards_by_key([row.organisation_id for row in rows], user)
    return [_organisation(row, known[row.organisation_id]) for row in rows if row.organisation_id in known]


def _organisation(row: Membership, card: OrganisationCard) -> MyOrganisation:
    edit_url = reverse("wagtailadmin_pages:edit", args=[row.organisation_id]) if row.is_editor else ""
    return MyOrganisation(card, row.organisation, row.function, edit_url)


def _runs(user: User) -> list[MyRun]:
    """Runs that I lead, and those of circles that I take part in: not over, or over for less than two months."""
    since = timezone.now() - SOON
    led = Q(facilitators__user=user)
    found = RunPage.objects.visible_to(user).filter(
        locale__language_code=settings.LANGUAGE_CODE, ends_at__gte=since, is_cancelled=False
    )
    circles = [each.circle.path for each in user.circles.select_related("circle")]
    for path in circles:
        led |= Q(path__startswith=path)
    runs = found.filter(led).distinct().order_by("starts_at").prefetch_related("sessions")
    return [_run(run) for run in runs[:CIRCLES]]


def _run(run: RunPage) -> MyRun:
    sessions = sorted(run.sessions.all(), key=lambda session: session.starts_at)
    coming = [session for session in sessions if not session.is_past]
    return MyRun(run, len(sessions), len(sessions) - len(coming), coming[0] if coming else None)
