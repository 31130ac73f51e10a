"""Who is who: organisations, the people in them, and places."""

from typing import Any

from django.conf import settings
from django.core.validators import MaxValueValidator, RegexValidator
from django.db import models
from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.models import Orderable
from wagtail.search import index

from content.blocks import BodyBlock, plain_text
from content.fields import BodyField
from content.models import AreasMixin, AudiencesMixin, BasePage, ReviewedMixin, SectorsMixin, TopicsMixin

from .blocks import ActivityBlock, FactBlock, HoursBlock, HoursExceptionBlock, LinkBlock, RoleBlock
from .filing import initial_of
from .hours import DayException, OpeningHours, Span, Weekly


class AddressMixin(models.Model):
    """Where it is."""

    street = models.CharField(_("street and number"), max_length=120, blank=True)
    postcode = models.CharField(_("postcode"), max_length=10, blank=True)
    city = models.CharField(_("town"), max_length=60, blank=True)

    address_panel = MultiFieldPanel(
        [FieldPanel("street"), FieldRowPanel([FieldPanel("postcode"), FieldPanel("city")])], heading=_("Address")
    )

    class Meta:
        abstract = True

    @property
    def address(self) -> str:
        """The address on one line."""
        return ", ".join(part for part in (self.street, f"{self.postcode} {self.city}".strip()) if part)


class HoursMixin(models.Model):
    """When it is open."""

    hours = BodyField([("hours", HoursBlock())], verbose_name=_("weekly hours"), blank=True)
    exceptions = BodyField([("exception", HoursExceptionBlock())], verbose_name=_("other hours"), blank=True)
    closed_on_holidays = models.BooleanField(_("closed on public holidays"), default=True)
    hours_note = models.CharField(_("note"), max_length=250, blank=True)

    hours_panel = MultiFieldPanel(
        [FieldPanel("hours"), FieldPanel("exceptions"), FieldPanel("closed_on_holidays"), FieldPanel("hours_note")],
        heading=_("Opening hours"),
    )

    class Meta:
        abstract = True

    @cached_property
    def opening_hours(self) -> OpeningHours:
        """The hours as something that can be asked."""
        weekly = (block.value for block in self.hours)
        special = (block.value for block in self.exceptions)
        return OpeningHours(
            tuple(Weekly(frozenset(map(int, row["days"])), span) for row in weekly if (span := _span(row))),
            tuple(_exception(row) for row in special if row["day"]),
            self.closed_on_holidays,
        )


def _exception(row: dict[str, Any]) -> DayException:
    return DayException(row["day"], None if row["closed"] else _span(row), row["note"], row["yearly"])


def _span(row: dict[str, Any]) -> Span | None:
    """The hours of a row, None while a draft does not name both."""
    return Span(row["opens"], row["closes"]) if row["opens"] and row["closes"] else None


class DirectoryIndexPage(BasePage):
    """The list of organisations and places."""

    page_description = _("The list of organisations and places, with filters.")
    template = "directory/directory_index_page.html"
    parent_page_types = ["home.HomePage"]
    subpage_types = ["directory.OrganisationPage", "directory.PlacePage"]
    max_count_per_parent = 1
    tone = "org"
    kind = "directory"

    content_panels = [*BasePage.content_panels, FieldPanel("summary")]

    class Meta:
        verbose_name = _("directory")
        verbose_name_plural = _("directories")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from .listing import listing_context

        return super().get_context(request, *args, **kwargs) | listing_context(self, request)


class OrganisationPage(  # noqa: DJ008 -- Page has it
    AddressMixin, HoursMixin, ReviewedMixin, SectorsMixin, TopicsMixin, AreasMixin, AudiencesMixin, BasePage
):
    """An organisation of the network: what it is, when it is open, whom to reach."""

    page_description = _("An organisation of the network, kept up by itself.")
    template = "directory/organisation_page.html"
    parent_page_types = ["directory.DirectoryIndexPage"]
    subpage_types: list[str] = []
    tone = "org"
    kind = "organisation"
    same_in_all_languages = ("street", "postcode", "city", "phone", "kvk_number")

    logo = models.ForeignKey(
        settings.WAGTAILIMAGES_IMAGE_MODEL,
        verbose_name=_("logo"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Square works best. Without one, Kring draws a mark from the name."),
    )
    body = BodyField(BodyBlock(), verbose_name=_("description"), blank=True)
    for_whom = models.CharField(_("for whom, in words"), max_length=200, blank=True)
    staff = models.CharField(
        _("who work here"), max_length=120, blank=True, help_text=_("“54 volunteers and 3 paid staff”.")
    )
    activities = BodyField([("activity", ActivityBlock())], verbose_name=_("what you can do here"), blank=True)
    accessibility = BodyField([("fact", FactBlock())], verbose_name=_("can you get in"), blank=True)
    contacts = BodyField([("contact", RoleBlock())], verbose_name=_("whom to reach"), blank=True)
    email = models.EmailField(_("e-mail address"), blank=True, help_text=_("Of the organisation, not of a person."))
    phone = models.CharField(_("telephone"), max_length=30, blank=True)
    website = models.URLField(_("website"), blank=True)
    social = BodyField([("account", LinkBlock())], verbose_name=_("social media"), blank=True)
    kvk_number = models.CharField(
        _("KvK number"),
        max_length=8,
        blank=True,
        validators=[RegexValidator(r"^\d{8}$", _("A KvK number has eight digits."))],
        help_text=_("The number in the trade register, eight digits."),
    )
    member_since = models.PositiveSmallIntegerField(_("in the network since"), null=True, blank=True)
    initial = models.CharField(max_length=1, editable=False, default="", db_index=True)

    content_panels = [
        *BasePage.content_panels,
        FieldPanel("summary"),
        FieldPanel("logo"),
        FieldPanel("listing_image"),
        FieldPanel("body"),
        FieldPanel("activities"),
        MultiFieldPanel(
            [
                FieldPanel("sectors"),
                FieldPanel("topics"),
                FieldPanel("areas"),
                FieldPanel("audiences"),
                FieldPanel("for_whom"),
                FieldPanel("staff"),
            ],
            heading=_("Who and what"),
        ),
        HoursMixin.hours_panel,
        AddressMixin.address_panel,
        FieldPanel("accessibility"),
        MultiFieldPanel(
            [
                FieldPanel("contacts"),
                FieldRowPanel([FieldPanel("email"), FieldPanel("phone")]),
                FieldPanel("website"),
                FieldPanel("social"),
            ],
            heading=_("Contact"),
        ),
        InlinePanel(
            "partners",
            label=_("organisation"),
            heading=_("Works with"),
            help_text=_("Shown when both name each other."),
        ),
        MultiFieldPanel([FieldPanel("kvk_number"), FieldPanel("member_since")], heading=_("Registration")),
        *ReviewedMixin.review_panels,
    ]
    search_fields = [*BasePage.search_fields, index.SearchField("body"), index.FilterField("initial")]

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")

    @property
    def plain_body(self) -> str:
        streams = (self.body, self.activities, self.accessibility, self.contacts)
        return " ".join([self.for_whom, self.staff, *map(plain_text, streams), self.address])

    def copy_for_translation(self, *args: Any, **kwargs: Any) -> "OrganisationPage":
        """A translation, which the editors of the organisation may edit too."""
        from .services import share_with_editors

        copy = super().copy_for_translation(*args, **kwargs)
        share_with_editors(copy)
        return copy

    copy_for_translation.alters_data = True

    def full_clean(self, *args: Any, **kwargs: Any) -> None:
        self.initial = initial_of(self.title)
        super().full_clean(*args, **kwargs)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from .listing import organisation_context

        return super().get_context(request, *args, **kwargs) | organisation_context(self, request)


class Partner(Orderable):
    """An organisation that this one says it works with."""

    page = ParentalKey(OrganisationPage, on_delete=models.CASCADE, related_name="partners")
    organisation = models.ForeignKey(
        OrganisationPage, verbose_name=_("organisation"), on_delete=models.CASCADE, related_name="named_by"
    )
    text = models.CharField(_("what you do together"), max_length=160, blank=True)
    times = models.PositiveSmallIntegerField(
        _("times a year"),
        default=1,
        validators=[MaxValueValidator(366)],
        help_text=_("About how often. The more, the further your circles overlap in the drawing."),
    )

    panels = [FieldPanel("organisation"), FieldPanel("text"), FieldPanel("times")]

    class Meta(Orderable.Meta):
        constraints = [models.UniqueConstraint(fields=["page", "organisation"], name="partner_named_once")]


class PlacePage(AddressMixin, HoursMixin, AreasMixin, BasePage):  # noqa: DJ008 -- Page has it
    """Somewhere to go: a drop-in point, or a venue to use."""

    class PlaceKind(models.TextChoices):
        DROP_IN = "drop-in", _("Drop-in point")
        VENUE = "venue", _("Venue")

    page_description = _("A drop-in point, or a venue with its size, price and accessibility.")
    template = "directory/place_page.html"
    parent_page_types = ["directory.DirectoryIndexPage"]
    subpage_types: list[str] = []
    tone = "org"
    kind = "place"
    same_in_all_languages = ("street", "postcode", "city")
    fetched_with = ("listing_image", "organisation")

    place_kind = models.CharField(_("kind"), max_length=10, choices=PlaceKind.choices, default=PlaceKind.VENUE)
    organisation = models.ForeignKey(
        OrganisationPage,
        verbose_name=_("organisation"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="places",
        help_text=_("Whose place it is."),
    )
    capacity = models.PositiveSmallIntegerField(_("room for"), null=True, blank=True, help_text=_("Number of people."))
    price = models.CharField(_("price"), max_length=160, blank=True)
    facilities = BodyField([("fact", FactBlock())], verbose_name=_("what is there"), blank=True)
    accessibility = BodyField([("fact", FactBlock())], verbose_name=_("can you get in"), blank=True)
    body = BodyField(BodyBlock(), verbose_name=_("description"), blank=True)

    content_panels = [
        *BasePage.content_panels,
        FieldPanel("place_kind"),
        FieldPanel("summary"),
        FieldPanel("listing_image"),
        FieldPanel("organisation"),
        FieldPanel("areas"),
        AddressMixin.address_panel,
        FieldRowPanel([FieldPanel("capacity"), FieldPanel("price")], heading=_("Size and price")),
        FieldPanel("facilities"),
        FieldPanel("accessibility"),
        HoursMixin.hours_panel,
        FieldPanel("body"),
    ]
    search_fields = [*BasePage.search_fields, index.SearchField("body")]

    class Meta:
        verbose_name = _("place")
        verbose_name_plural = _("places")

    @property
    def type_label(self) -> str:
        return self.get_place_kind_display()

    @property
    def plain_body(self) -> str:
        return " ".join([*map(plain_text, (self.body, self.facilities, self.accessibility)), self.price, self.address])

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from .listing import place_context

        return super().get_context(request, *args, **kwargs) | place_context(self, request)


class Membership(models.Model):
    """Somebody belongs to an organisation, and may be the one who keeps its page true."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("person"), on_delete=models.CASCADE, related_name="memberships"
    )
    organisation = models.ForeignKey(
        OrganisationPage, verbose_name=_("organisation"), on_delete=models.CASCADE, related_name="memberships"
    )
    function = models.CharField(_("function"), max_length=80, blank=True)
    is_editor = models.BooleanField(_("keeps the page up to date"), default=False)

    class Meta:
        verbose_name = _("person of an organisation")
        verbose_name_plural = _("people of organisations")
        ordering = ["organisation__title", "user__first_name"]
        constraints = [models.UniqueConstraint(fields=["user", "organisation"], name="one_membership_each")]

    def __str__(self) -> str:
        return f"{self.user}, {self.organisation.title}"


class OrganisationLink(Orderable):
    """A page comes from, or is organised by, an organisation. Feature apps make it concrete with a ``page``."""

    organisation = models.ForeignKey(
        OrganisationPage, verbose_name=_("organisation"), on_delete=models.CASCADE, related_name="%(class)ss"
    )

    panels = [FieldPanel("organisation")]

    class Meta(Orderable.Meta):
        abstract = True
