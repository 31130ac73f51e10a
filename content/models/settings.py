"""What makes a Kring this network's own: name, logo, colour, menu and footer."""

from django.conf import settings
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, HelpPanel, InlinePanel, MultiFieldPanel, ObjectList, TabbedInterface
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.models import Orderable

from ..colour import validate_accent


@register_setting(icon="cogs")
class SiteSettings(BaseSiteSetting, ClusterableModel):
    """Name, look and frame of one site."""

    name = models.CharField(
        _("name of the network"),
        max_length=60,
        default="Kring",
        help_text=_("Shown at the top of every page and in mails."),
    )
    logo = models.ForeignKey(
        settings.WAGTAILIMAGES_IMAGE_MODEL,
        verbose_name=_("logo"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Optional. Without a logo the circle of chairs is shown."),
    )
    accent = models.CharField(
        _("accent colour"),
        max_length=7,
        default="#00628a",
        validators=[validate_accent],
        help_text=_("One colour; all others follow from it. White text must be readable on it, and Kring checks that."),
    )
    email = models.EmailField(_("e-mail address"), blank=True, help_text=_("Of a role, not a person: hello@…"))
    phone = models.CharField(_("telephone"), max_length=30, blank=True)

    edit_handler = TabbedInterface(
        [
            ObjectList(
                [FieldPanel("name"), FieldPanel("logo"), FieldPanel("accent")],
                heading=_("Name and look"),
            ),
            ObjectList(
                [
                    HelpPanel(
                        content=_(
                            "Choose pages in Dutch: each reader gets the page in their own language when it exists."
                        )
                    ),
                    InlinePanel("menu_items", label=_("menu item"), heading=_("Main menu"), max_num=7),
                ],
                heading=_("Menu"),
            ),
            ObjectList(
                [
                    MultiFieldPanel([FieldPanel("email"), FieldPanel("phone")], heading=_("Contact")),
                    InlinePanel("texts", label=_("texts in one language"), heading=_("Texts")),
                    InlinePanel("footer_links", label=_("link"), heading=_("Links in the footer"), max_num=10),
                    InlinePanel("social_links", label=_("account"), heading=_("Social media"), max_num=8),
                ],
                heading=_("Contact and footer"),
            ),
        ]
    )

    class Meta:
        verbose_name = _("network")

    def text(self) -> "SiteText | None":
        """The texts in the reader's language, or else in the first one."""
        rows = {row.language: row for row in self.texts.all()}
        return rows.get(get_language()) or rows.get(settings.LANGUAGE_CODE)


class PageLink(Orderable):
    """A link to a page of this site."""

    page = models.ForeignKey("wagtailcore.Page", verbose_name=_("page"), on_delete=models.CASCADE, related_name="+")

    panels = [FieldPanel("page")]

    class Meta(Orderable.Meta):
        abstract = True


class MenuItem(PageLink):
    """An entry in the main menu."""

    owner = ParentalKey(SiteSettings, on_delete=models.CASCADE, related_name="menu_items")


class FooterLink(PageLink):
    """An entry in the footer."""

    owner = ParentalKey(SiteSettings, on_delete=models.CASCADE, related_name="footer_links")


class SocialLink(Orderable):
    """An account elsewhere: a plain link, nothing is loaded from there."""

    owner = ParentalKey(SiteSettings, on_delete=models.CASCADE, related_name="social_links")
    label = models.CharField(_("name"), max_length=40)
    url = models.URLField(_("address"))

    panels = [FieldPanel("label"), FieldPanel("url")]


class SiteText(Orderable):
    """The texts of the frame in one language."""

    owner = ParentalKey(SiteSettings, on_delete=models.CASCADE, related_name="texts")
    language = models.CharField(
        _("language"), max_length=10, choices=settings.LANGUAGES, default=settings.LANGUAGE_CODE
    )
    claim = models.CharField(
        _("sentence in the footer"),
        max_length=80,
        blank=True,
        help_text=_("Large, beside the logo: “There is always a free chair.”"),
    )
    contact = models.TextField(
        _("how to reach you"), max_length=300, blank=True, help_text=_("Who answers, and when. One or two sentences.")
    )

    panels = [FieldPanel("language"), FieldPanel("claim"), FieldPanel("contact")]

    class Meta(Orderable.Meta):
        constraints = [models.UniqueConstraint(fields=["owner", "language"], name="one_text_per_language")]
