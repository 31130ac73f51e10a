"""What is new."""

import datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel
from wagtail.search import index

from content.blocks import BodyBlock, plain_text
from content.fields import BodyField
from content.models import BasePage, TopicsMixin
from directory.models import OrganisationLink

from .querysets import NewsPageManager


class NewsIndexPage(BasePage):
    """All news, with its archive."""

    page_description = _("All news, by year and topic, with a feed.")
    template = "news/news_index_page.html"
    parent_page_types = ["home.HomePage"]
    subpage_types = ["news.NewsPage"]
    max_count_per_parent = 1
    tone = "news"
    kind = "newsroom"

    content_panels = [*BasePage.content_panels, FieldPanel("summary")]

    class Meta:
        verbose_name = _("list of news")
        verbose_name_plural = _("lists of news")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from .listing import index_context

        return super().get_context(request, *args, **kwargs) | index_context(self, request)


class NewsPage(TopicsMixin, BasePage):
    """A piece of news."""

    page_description = _("A piece of news.")
    template = "news/news_page.html"
    parent_page_types = ["news.NewsIndexPage"]
    subpage_types: list[str] = []
    tone = "news"
    kind = "news"
    linked = {"organisation": "organisation_links"}
    fetched_with = ("listing_image", "author")

    date = models.DateField(_("date"), default=timezone.localdate, db_index=True)
    body = BodyField(BodyBlock(), verbose_name=_("text"), blank=True)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("written by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="news",
    )

    objects = NewsPageManager()

    content_panels = [
        *BasePage.content_panels,
        FieldPanel("summary"),
        FieldPanel("listing_image", help_text=_("Optional. The newest news shows it in the list too.")),
        FieldPanel("body"),
        FieldRowPanel([FieldPanel("date"), FieldPanel("author")], heading=_("Who and when")),
        FieldPanel("topics", help_text=_("By which readers find it again in the archive.")),
        InlinePanel(
            "organisation_links",
            label=_("organisation"),
            heading=_("About"),
            help_text=_("The news also stands on their page."),
        ),
    ]
    search_fields = [*BasePage.search_fields, index.SearchField("body"), index.FilterField("date")]

    class Meta:
        verbose_name = _("news")
        verbose_name_plural = _("news")

    @property
    def listing_date(self) -> datetime.date:
        return self.date

    @property
    def plain_body(self) -> str:
        return plain_text(self.body)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from .listing import news_context

        return super().get_context(request, *args, **kwargs) | news_context(self, request)


class NewsOrganisation(OrganisationLink):
    """News about an organisation."""

    page = ParentalKey(NewsPage, on_delete=models.CASCADE, related_name="organisation_links")
