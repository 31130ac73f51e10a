"""Where we learn from each other: circles, their runs and sessions, and working groups."""

import uuid
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    PageChooserPanel,
    TabbedInterface,
)
from wagtail.fields import RichTextField
from wagtail.models import Orderable, TranslatableMixin
from wagtail.search import index

from content.blocks import SHORT_TEXT, BodyBlock, plain_text
from content.fields import BodyField
from content.models import AudiencesMixin, BasePage, TopicsMixin
from directory.models import OrganisationLink, PlacePage
from signups.editing import OfferingPanel, SignupPageForm
from signups.subjects import Moment, SignupMixin, follow

from .blocks import LEARN_BLOCKS
from .querysets import RunPageManager


class CircleIndexPage(BasePage):
    """All circles."""

    page_description = _("All circles: to learn, and to work on something together.")
    template = "circles/circle_index_page.html"
    parent_page_types = ["home.HomePage"]
    subpage_types = ["circles.CirclePage"]
    max_count_per_parent = 1
    tone = "circle"
    kind = "circles"

    content_panels = [*BasePage.content_panels, FieldPanel("summary")]

    class Meta:
        verbose_name = _("list of circles")
        verbose_name_plural = _("lists of circles")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from .listing import index_context

        return super().get_context(request, *args, **kwargs) | index_context(self, request)


class CirclePage(TopicsMixin, AudiencesMixin, BasePage):
    """A subject that people learn about, or work on, together. When and where is in its runs."""

    class CircleKind(models.TextChoices):
        LEARNING = "learning", _("Learning circle")
        WORKING_GROUP = "working-group", _("Working group")
        SOUNDING_BOARD = "sounding-board", _("Sounding board")

    class Level(models.TextChoices):
        BEGINNER = "beginner", _("For beginners")
        SOME = "some-experience", _("Some experience needed")
        ADVANCED = "advanced", _("Advanced")

    page_description = _("A learning circle, working group or sounding board. Dates come in a run below it.")
    template = "circles/circle_page.html"
    parent_page_types = ["circles.CircleIndexPage"]
    subpage_types = ["circles.RunPage"]
    tone = "circle"
    kind = "circle"
    linked = {"organisation": "organisation_links"}

    circle_kind = models.CharField(
        _("kind"), max_length=20, choices=CircleKind.choices, default=CircleKind.LEARNING, db_index=True
    )
    level = models.CharField(_("level"), max_length=20, choices=Level.choices, blank=True)
    for_whom = RichTextField(_("for whom"), features=SHORT_TEXT, blank=True)
    learn = BodyField(LEARN_BLOCKS, verbose_name=_("what you learn"), blank=True)
    body = BodyField(BodyBlock(), verbose_name=_("text"), blank=True)

    content_panels = [
        *BasePage.content_panels,
        FieldRowPanel([FieldPanel("circle_kind"), FieldPanel("level")]),
        FieldPanel("summary"),
        FieldPanel("for_whom"),
        FieldPanel("learn"),
        FieldPanel("body"),
        FieldPanel("listing_image"),
        InlinePanel(
            "organisation_links", label=_("organisation"), heading=_("Run by"), help_text=_("The first one leads.")
        ),
        MultiFieldPanel([FieldPanel("topics"), FieldPanel("audiences")], heading=_("About what and for whom")),
    ]
    search_fields = [*BasePage.search_fields, index.SearchField("body"), index.FilterField("circle_kind")]

    class Meta:
        verbose_name = _("circle")
        verbose_name_plural = _("circles")

    @property
    def type_label(self) -> str:
        return self.get_circle_kind_display()

    @property
    def plain_body(self) -> str:
        return " ".join(map(plain_text, (self.learn, self.body)))

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from .listing import circle_context

        return super().get_context(request, *args, **kwargs) | circle_context(self, request)


class CircleOrganisation(OrganisationLink):
    """An organisation runs a circle."""

    page = ParentalKey(CirclePage, on_delete=models.CASCADE, related_name="organisation_links")


class RunPage(SignupMixin, BasePage):
    """One time that a circle takes place: its period, place, facilitators and sessions."""

    page_description = _("One time that a circle takes place: sessions with their dates, facilitators, materials.")
    template = "circles/run_page.html"
    parent_page_types = ["circles.CirclePage"]
    subpage_types: list[str] = []
    base_form_class = SignupPageForm
    tone = "circle"
    kind = "run"
    fetched_with = ("listing_image", "place")
    organiser_field = "facilitators__user"

    lead = models.CharField(
        _("one sentence"), max_length=200, blank=True, help_text=_("What somebody can do afterwards.")
    )
    place = models.ForeignKey(
        PlacePage, verbose_name=_("place"), null=True, blank=True, on_delete=models.SET_NULL, related_name="runs"
    )
    is_online = models.BooleanField(_("online"), default=False)
    online_link = models.URLField(_("link to join"), blank=True, help_text=_("Only participants see it."))
    price = models.CharField(_("what it costs"), max_length=160, blank=True)
    bring = models.CharField(_("what to bring"), max_length=160, blank=True)
    audience_note = models.CharField(_("good to know"), max_length=200, blank=True)
    is_cancelled = models.BooleanField(_("cancelled"), default=False)
    starts_at = models.DateTimeField(editable=False, null=True, db_index=True)
    ends_at = models.DateTimeField(editable=False, null=True, db_index=True)

    objects = RunPageManager()

    content_panels = [
        *BasePage.content_panels,
        FieldPanel("lead"),
        FieldPanel("summary"),
        FieldPanel("is_cancelled"),
        MultiFieldPanel(
            [PageChooserPanel("place"), FieldRowPanel([FieldPanel("is_online"), FieldPanel("online_link")])],
            heading=_("Place"),
        ),
        InlinePanel("sessions", label=_("session"), heading=_("Sessions")),
        InlinePanel("facilitators", label=_("facilitator"), heading=_("Facilitators")),
        InlinePanel("materials", label=_("file"), heading=_("Materials")),
        MultiFieldPanel(
            [FieldPanel("price"), FieldPanel("bring"), FieldPanel("audience_note")], heading=_("Good to know")
        ),
        FieldPanel("listing_image"),
    ]

    signup_panels = [OfferingPanel()]
    edit_handler = TabbedInterface(
        [
            ObjectList(content_panels, heading=_("Content")),
            ObjectList(signup_panels, heading=_("Sign-up")),
            ObjectList(BasePage.promote_panels, heading=_("Promote")),
            ObjectList(BasePage.settings_panels, heading=_("Settings")),
        ]
    )

    class Meta:
        verbose_name = _("run")
        verbose_name_plural = _("runs")

    @cached_property
    def circle(self) -> CirclePage:
        """The circle that this is a run of."""
        return CirclePage.objects.get(path=self.path[: -self.steplen])

    @property
    def listing_title(self) -> str:
        return f"{self.circle.title}: {self.title}"

    @property
    def listing_date(self) -> date | None:
        return timezone.localdate(self.starts_at) if self.starts_at else None

    @property
    def plain_body(self) -> str:
        sessions = " ".join(f"{session.title} {session.text}" for session in self.sessions.all())
        # Who leads it, as the page shows to everybody who may see it: so people are found by what they know.
        people = " ".join(f"{each.user.first_name} {each.text}" for each in self.facilitators.all())
        return " ".join([self.circle.title, self.lead, sessions, people, self.bring, self.audience_note])

    @property
    def is_past(self) -> bool:
        """Whether the last session is over."""
        return bool(self.ends_at and self.ends_at < timezone.now())

    def save(self, *args: Any, **kwargs: Any) -> None:
        sessions = [session for session in self.sessions.all() if session.starts_at and session.ends_at]
        self.starts_at = min((session.starts_at for session in sessions), default=None)
        self.ends_at = max((session.ends_at for session in sessions), default=None)
        super().save(*args, **kwargs)
        if self.live and not kwargs.get("update_fields"):
            follow(self)

    def signup_moments(self) -> list[Moment]:
        """Its sessions."""
        return [each.moment for each in self.sessions.select_related("place", "page__place")]

    def signup_organisers(self) -> list[int]:
        """Its facilitators."""
        return [each.user_id for each in self.facilitators.all()]

    def signup_parent_key(self) -> uuid.UUID:
        """Its circle, whose followers hear when a run opens."""
        return self.get_parent().translation_key

    def signup_add_moments(self, spans: Sequence[tuple[datetime, datetime]]) -> None:
        """Make what a poll decided its sessions, and publish them."""
        page = self.get_latest_revision_as_object()
        for number, (start, end) in enumerate(spans, page.sessions.count() + 1):
            title = gettext("Session %(number)s") % {"number": number}
            page.sessions.add(Session(title=title, starts_at=start, ends_at=end, locale_id=page.locale_id))
        page.save_revision().publish()

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from .listing import run_context

        return super().get_context(request, *args, **kwargs) | run_context(self, request)


class Session(TranslatableMixin, Orderable):
    """One meeting of a run. Its ``translation_key`` stays the same through edits and languages."""

    page = ParentalKey(RunPage, on_delete=models.CASCADE, related_name="sessions")
    title = models.CharField(_("title"), max_length=120)
    text = models.CharField(_("what happens"), max_length=300, blank=True)
    starts_at = models.DateTimeField(_("from"))
    ends_at = models.DateTimeField(_("until"))
    place = models.ForeignKey(
        PlacePage,
        verbose_name=_("other place"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Only if it differs from the run's."),
    )
    is_online = models.BooleanField(_("online"), default=False)
    online_link = models.URLField(_("link to join"), blank=True, help_text=_("Only participants see it."))
    is_cancelled = models.BooleanField(_("cancelled"), default=False)

    panels = [
        FieldPanel("title"),
        FieldPanel("text"),
        FieldRowPanel([FieldPanel("starts_at"), FieldPanel("ends_at")]),
        FieldRowPanel([FieldPanel("is_online"), FieldPanel("is_cancelled")]),
        FieldPanel("place"),
        FieldPanel("online_link"),
    ]

    class Meta(TranslatableMixin.Meta, Orderable.Meta):
        verbose_name = _("session")
        verbose_name_plural = _("sessions")

    def __str__(self) -> str:
        return self.title

    @property
    def moment(self) -> Moment:
        """This session as calendars and sign-ups know it."""
        run = self.page
        place = self.place or (None if self.is_online or run.is_online else run.place)
        return Moment(
            key=self.translation_key,
            title=self.title,
            starts_at=self.starts_at,
            ends_at=self.ends_at,
            place=place.title if place else "",
            online_link=self.online_link or (run.online_link if self.is_online or run.is_online else ""),
            is_cancelled=self.is_cancelled or run.is_cancelled,
        )

    @property
    def is_past(self) -> bool:
        """Whether it is over."""
        return self.ends_at < timezone.now()

    def clean(self) -> None:
        super().clean()
        starts: datetime | None = self.starts_at
        if starts and self.ends_at and self.ends_at <= starts:
            raise ValidationError({"ends_at": _("It ends before it begins.")})


class Facilitator(Orderable):
    """Somebody who leads a run."""

    page = ParentalKey(RunPage, on_delete=models.CASCADE, related_name="facilitators")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("person"), on_delete=models.CASCADE, related_name="facilitates"
    )
    text = models.CharField(
        _("who that is"), max_length=200, blank=True, help_text=_("Shown with the first name. Ask first.")
    )

    panels = [FieldPanel("user"), FieldPanel("text")]


class Material(Orderable):
    """A file that goes with a run."""

    page = ParentalKey(RunPage, on_delete=models.CASCADE, related_name="materials")
    document = models.ForeignKey(
        settings.WAGTAILDOCS_DOCUMENT_MODEL, verbose_name=_("file"), on_delete=models.CASCADE, related_name="+"
    )
    participants_only = models.BooleanField(
        _("only for participants"),
        default=False,
        help_text=_("Hides the link from others. To close the file itself, put it in a closed collection too."),
    )

    panels = [FieldPanel("document"), FieldPanel("participants_only")]


class CircleParticipant(models.Model):
    """A member takes part in a circle."""

    circle = models.ForeignKey(
        CirclePage, verbose_name=_("circle"), on_delete=models.CASCADE, related_name="participants"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("person"), on_delete=models.CASCADE, related_name="circles"
    )
    since = models.DateField(_("since"), default=timezone.localdate)

    class Meta:
        verbose_name = _("participant of a circle")
        verbose_name_plural = _("participants of circles")
        ordering = ["circle__title", "user__first_name"]
        constraints = [models.UniqueConstraint(fields=["circle", "user"], name="participant_once")]

    def __str__(self) -> str:
        return f"{self.user}, {self.circle.title}"
