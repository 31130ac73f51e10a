"""Articles, with where they come from and what goes with them."""

import datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, PageChooserPanel
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.models import Orderable
from wagtail.search import index

from content.blocks import BodyBlock, headings_of, plain_text
from content.fields import BodyField
from content.models import AudiencesMixin, BasePage, ReviewedMixin, TopicsMixin
from directory.models import OrganisationLink

from ..blocks import BriefBlock
from ..querysets import ArticlePageManager

LONG_ENOUGH_FOR_CONTENTS = 3


class Licence(models.TextChoices):
    """Under what conditions others may use a text."""

    CC_BY = "cc-by-4.0", _("Use it freely, name the source (CC BY 4.0)")
    CC_BY_SA = "cc-by-sa-4.0", _("Use it freely, name the source, share alike (CC BY-SA 4.0)")
    CC0 = "cc0-1.0", _("No conditions (CC0)")
    COPYRIGHT = "copyright", _("Ask first (copyright)")


class ArticleKind(models.TextChoices):
    """What kind of knowledge it is."""

    HOW_TO = "how-to", _("How-to")
    BEST_PRACTICE = "best-practice", _("Best practice")
    REPORT = "report", _("Report")
    COLLECTION = "collection", _("Documents")
    QUESTION = "question", _("Question and answer")


# A best practice is a page type of its own.
KINDS_TO_CHOOSE = [choice for choice in ArticleKind.choices if choice[0] != ArticleKind.BEST_PRACTICE]


class ArticlePage(ReviewedMixin, TopicsMixin, AudiencesMixin, BasePage):
    """Something the network knows: how to do it, how it went, where to find it."""

    page_description = _("A how-to, report, collection of documents, or question with its answer.")
    template = "knowledge/article_page.html"
    parent_page_types = ["knowledge.SectionPage"]
    subpage_types: list[str] = []
    tone = "knowledge"
    linked = {"organisation": "organisation_links", "article": "related_links"}
    fetched_with = ("listing_image", "author")
    same_in_all_languages = ("reviewers",)

    article_kind = models.CharField(
        _("kind"),
        max_length=20,
        choices=KINDS_TO_CHOOSE,
        default=ArticleKind.HOW_TO,
    )
    date = models.DateField(
        _("date"), default=timezone.localdate, db_index=True, help_text=_("Lists show the newest first.")
    )
    body = BodyField(BodyBlock(), verbose_name=_("text"), blank=True)
    brief = BodyField(
        [("fact", BriefBlock())],
        verbose_name=_("in brief"),
        blank=True,
        help_text=_("What it costs, how long it takes, for whom it works: shown beside the text."),
    )
    attachments = BodyField([("file", DocumentChooserBlock())], verbose_name=_("files"), blank=True)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("written by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="articles",
        help_text=_("Their name is shown. Ask first."),
    )
    reviewers = models.CharField(
        _("read through by"), max_length=200, blank=True, help_text=_("Names, separated by commas.")
    )
    licence = models.CharField(_("licence"), max_length=20, choices=Licence.choices, default=Licence.CC_BY)

    objects = ArticlePageManager()

    content_panels = [
        *BasePage.content_panels,
        FieldPanel(
            "article_kind", help_text=_("What a reader may expect; for what worked for you, make a best practice.")
        ),
        FieldPanel("summary"),
        FieldPanel("body", help_text=_("With three headings or more, a table of contents appears by itself.")),
        FieldPanel(
            "attachments", help_text=_("Forms, sheets and letters to use. Who may not have a file does not see it.")
        ),
        FieldPanel("brief"),
        FieldPanel("listing_image"),
        MultiFieldPanel([FieldPanel("topics"), FieldPanel("audiences")], heading=_("About what and for whom")),
        InlinePanel(
            "organisation_links",
            label=_("organisation"),
            heading=_("Comes from"),
            help_text=_("Their marks stand on the article, and the article on their page."),
        ),
        InlinePanel(
            "related_links",
            label=_("article"),
            heading=_("See also"),
            max_num=6,
            help_text=_("Optional. Without it, articles on the same topics are shown."),
        ),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("author"), FieldPanel("date")]), FieldPanel("reviewers"), FieldPanel("licence")],
            heading=_("Who and when"),
        ),
        *ReviewedMixin.review_panels,
    ]
    search_fields = [
        *BasePage.search_fields,
        index.SearchField("body"),
        index.FilterField("article_kind"),
        index.FilterField("date"),
    ]

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        indexes = [models.Index(fields=["article_kind", "date"], name="articles_of_a_kind")]

    @property
    def kind(self) -> str:
        """How search files it: each kind of article is a kind of its own."""
        return self.article_kind

    @property
    def type_label(self) -> str:
        return str(ArticleKind(self.article_kind).label)

    @property
    def listing_date(self) -> datetime.date:
        return self.date

    @property
    def trusted_from(self) -> datetime.date:
        return self.checked_on or self.date

    @property
    def plain_body(self) -> str:
        return " ".join(map(plain_text, (self.body, self.brief)))

    @property
    def contents(self) -> list[tuple[str, str]]:
        """The (anchor, heading) pairs of the table of contents; empty for a short article."""
        headings = headings_of(self.body)
        return headings if len(headings) >= LONG_ENOUGH_FOR_CONTENTS else []

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from ..listing import article_context

        return super().get_context(request, *args, **kwargs) | article_context(self, request)


class ArticleOrganisation(OrganisationLink):
    """An article comes from an organisation."""

    page = ParentalKey(ArticlePage, on_delete=models.CASCADE, related_name="organisation_links")


class RelatedArticle(Orderable):
    """An article that an editor put beside another."""

    page = ParentalKey(ArticlePage, on_delete=models.CASCADE, related_name="related_links")
    article = models.ForeignKey(ArticlePage, verbose_name=_("article"), on_delete=models.CASCADE, related_name="+")

    panels = [PageChooserPanel("article")]
