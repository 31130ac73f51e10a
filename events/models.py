"""Where we meet."""

import uuid
from datetime import date, datetime, time
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
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
from wagtail.search import index

from content.blocks import BodyBlock, ProgrammeItemBlock, plain_text
from content.fields import BodyField
from content.models import AudiencesMixin, BasePage, TopicsMixin
from directory.models import OrganisationLink, PlacePage
from signups.editing import OfferingPanel, SignupPageForm
from signups.subjects import Moment, SignupMixin, follow

from .querysets import EventPageManager


class EventIndexPage(BasePage):
    """The agenda."""

    page_description = _("The agenda: what is coming, what was, and month by month.")
    template = "events/event_index_page.html"
    parent_page_types = ["home.HomePage"]
    subpage_types = ["events.EventPage"]
    max_count_per_parent = 1
    tone = "meeting"
    kind = "agenda"

    content_panels = [*BasePage.content_panels, FieldPanel("summary")]

    class Meta:
        verbose_name = _("agenda")
        verbose_name_plural = _("agendas")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from .listing import index_context

        return super().get_context(request, *args, **kwargs) | index_context(self, request)


class EventPage(SignupMixin, TopicsMixin, AudiencesMixin, BasePage):
    """A meeting: when, where, with what programme, and afterwards what came of it."""

    class EventKind(models.TextChoices):
        NETWORK = "network-meeting", _("Network meeting")
        THEME_DAY = "theme-day", _("Theme day")
        WORKSHOP = "workshop", _("Workshop")
        DROP_IN = "drop-in", _("Drop-in")
        SOCIAL = "social", _("Get-together")

    page_description = _("A meeting with date, place and programme; add the report afterwards.")
    template = "events/event_page.html"
    parent_page_types = ["events.EventIndexPage"]
    subpage_types: list[str] = []
    base_form_class = SignupPageForm
    tone = "meeting"
    kind = "event"
    linked = {"organisation": "organisation_links"}
    fetched_with = ("listing_image", "place")

    event_kind = models.CharField(
        _("kind"), max_length=20, choices=EventKind.choices, default=EventKind.NETWORK, db_index=True
    )
    starts_at = models.DateTimeField(_("from"), db_index=True)
    ends_at = models.DateTimeField(_("until"), db_index=True)
    is_cancelled = models.BooleanField(_("cancelled"), default=False)
    place = models.ForeignKey(
        PlacePage, verbose_name=_("place"), null=True, blank=True, on_delete=models.SET_NULL, related_name="events"
    )
    location = models.CharField(_("or somewhere else"), max_length=160, blank=True, help_text=_("Name and street."))
    is_online = models.BooleanField(_("online"), default=False)
    online_link = models.URLField(_("link to join"), blank=True, help_text=_("Only members see it."))
    price = models.CharField(_("what it costs"), max_length=160, blank=True)
    bring = models.CharField(_("what to bring"), max_length=160, blank=True)
    audience_note = models.CharField(_("good to know"), max_length=200, blank=True)
    body = BodyField(BodyBlock(), verbose_name=_("text"), blank=True)
    programme = BodyField([("part", ProgrammeItemBlock())], verbose_name=_("programme"), blank=True)
    report = BodyField(
        BodyBlock(), verbose_name=_("report"), blank=True, help_text=_("Afterwards: what was said, agreed and learned.")
    )

    objects = EventPageManager()

    content_panels = [
        *BasePage.content_panels,
        FieldPanel("event_kind"),
        FieldPanel("summary"),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("starts_at"), FieldPanel("ends_at")]), FieldPanel("is_cancelled")],
            heading=_("When"),
        ),
        MultiFieldPanel(
            [
                PageChooserPanel("place"),
                FieldPanel("location"),
                FieldRowPanel([FieldPanel("is_online"), FieldPanel("online_link")]),
            ],
            heading=_("Where"),
        ),
        FieldPanel("body"),
        FieldPanel("programme"),
        FieldPanel("report"),
        FieldPanel("listing_image"),
        MultiFieldPanel(
            [FieldPanel("price"), FieldPanel("bring"), FieldPanel("audience_note")], heading=_("Good to know")
        ),
        InlinePanel("organisation_links", label=_("organisation"), heading=_("Organised by")),
        MultiFieldPanel([FieldPanel("topics"), FieldPanel("audiences")], heading=_("About what and for whom")),
    ]
    search_fields = [
        *BasePage.search_fields,
        index.SearchField("body"),
        index.SearchField("report"),
        index.FilterField("starts_at"),
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
        verbose_name = _("meeting")
        verbose_name_plural = _("meetings")

    @property
    def type_label(self) -> str:
        return self.get_event_kind_display()

    @property
    def listing_date(self) -> date:
        return timezone.localdate(self.starts_at)

    @property
    def plain_body(self) -> str:
        return " ".join([*map(plain_text, (self.body, self.programme, self.report)), self.location])

    @property
    def is_past(self) -> bool:
        """Whether it is over."""
        return bool(self.ends_at and self.ends_at < timezone.now())

    def save(self, *args: Any, **kwargs: Any) -> None:
        super().save(*args, **kwargs)
        if self.live and not kwargs.get("update_fields"):
            follow(self)

    def signup_moments(self) -> list[Moment]:
        """The meeting itself, and the parts of its programme."""
        place = self.place.title if self.place else self.location
        common = {"place": place, "online_link": self.online_link, "is_cancelled": self.is_cancelled}
        whole = Moment(self.translation_key, self.title, self.starts_at, self.ends_at, **common)
        return [whole, *(self._part(block, common) for block in self.programme if block.id)]

    def _part(self, block: Any, common: dict[str, Any]) -> Moment:
        """A part of the programme: same day, its own hours, known by its block."""
        starts = self._at(block.value["starts"])
        key = uuid.uuid5(self.translation_key, block.id)
        return Moment(key, block.value["title"], starts, self._until(block, starts), part=block.id, **common)

    def _until(self, block: Any, starts: datetime) -> datetime:
        """When a part ends: as it says, or else when the next begins, or the meeting ends."""
        if block.value["ends"]:
            return max(starts, self._at(block.value["ends"]))
        later = [at for each in self.programme if (at := self._at(each.value["starts"])) > starts]
        return min(later, default=max(starts, self.ends_at))

    def _at(self, hour: time) -> datetime:
        return timezone.make_aware(datetime.combine(timezone.localdate(self.starts_at), hour))

    def clean(self) -> None:
        super().clean()
        if self.starts_at and self.ends_at and self.ends_at <= self.starts_at:
            raise ValidationError({"ends_at": _("It ends before it begins.")})

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from .listing import event_context

        return super().get_context(request, *args, **kwargs) | event_context(self, request)


class EventOrganisation(OrganisationLink):
    """An organisation organises a meeting."""

    page = ParentalKey(EventPage, on_delete=models.CASCADE, related_name="organisation_links")
