"""The front door and plain pages."""

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.search import index

from content.blocks import BodyBlock, plain_text
from content.fields import BodyField
from content.models import BasePage

from .blocks import WayBlock


class HomePage(BasePage):
    """The front door: search first, then what is happening, what is new, and a way in for everybody."""

    page_description = _("The front door of the site.")
    template = "home/home_page.html"
    parent_page_types = ["wagtailcore.Page"]
    subpage_types = [
        "knowledge.KnowledgeIndexPage",
        "circles.CircleIndexPage",
        "events.EventIndexPage",
        "directory.DirectoryIndexPage",
        "news.NewsIndexPage",
        "home.StandardPage",
    ]
    tone = "org"
    kind = "home"

    hero = models.CharField(
        _("large sentence"), max_length=90, help_text=_("What this network promises, in one sentence.")
    )
    search_label = models.CharField(_("question above the search box"), max_length=80, blank=True)
    often = BodyField(
        [("words", blocks.CharBlock(label=_("Search words"), max_length=40))],
        verbose_name=_("often sought"),
        blank=True,
        help_text=_("A few words that people look for, shown below the search box."),
    )
    ways = BodyField(
        [("way", WayBlock())], verbose_name=_("ways in"), blank=True, help_text=_("One for each kind of visitor.")
    )
    share_title = models.CharField(_("title of the invitation"), max_length=80, blank=True)
    share_text = models.CharField(_("text of the invitation"), max_length=250, blank=True)
    share_page = models.ForeignKey(
        "wagtailcore.Page",
        verbose_name=_("page of the invitation"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Where somebody who wants to share something can go."),
    )
    share_label = models.CharField(_("words on the button"), max_length=40, blank=True)
    join_page = models.ForeignKey(
        "wagtailcore.Page",
        verbose_name=_("page for new organisations"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("The free place in the ring leads here."),
    )

    content_panels = [
        *BasePage.content_panels,
        FieldPanel("hero"),
        FieldPanel("summary"),
        MultiFieldPanel([FieldPanel("search_label"), FieldPanel("often")], heading=_("Search")),
        FieldPanel("ways"),
        MultiFieldPanel(
            [FieldPanel("share_title"), FieldPanel("share_text"), FieldPanel("share_label"), FieldPanel("share_page")],
            heading=_("Invitation to share"),
        ),
        FieldPanel("join_page"),
    ]
    search_fields = [*BasePage.search_fields, index.SearchField("hero")]

    class Meta:
        verbose_name = _("home page")
        verbose_name_plural = _("home pages")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from .listing import home_context

        return super().get_context(request, *args, **kwargs) | home_context(self, request)


class StandardPage(BasePage):
    """A page that is none of the others: about us, privacy, how to join."""

    page_description = _("A plain page: about us, privacy, how to join.")
    template = "home/standard_page.html"
    parent_page_types = ["home.HomePage", "home.StandardPage"]
    subpage_types = ["home.StandardPage"]
    tone = "news"
    kind = "page"

    body = BodyField(BodyBlock(), verbose_name=_("text"), blank=True)

    content_panels = [*BasePage.content_panels, FieldPanel("summary"), FieldPanel("listing_image"), FieldPanel("body")]
    search_fields = [*BasePage.search_fields, index.SearchField("body")]

    class Meta:
        verbose_name = _("page")
        verbose_name_plural = _("pages")

    @property
    def plain_body(self) -> str:
        return plain_text(self.body)
