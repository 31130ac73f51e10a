"""What we know: sections, articles and best practices."""

import datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail import blocks
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, PageChooserPanel
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.fields import RichTextField
from wagtail.models import Orderable
from wagtail.search import index

from content.blocks import SHORT_TEXT, BodyBlock, QuoteBlock, StepBlock, headings_of, plain_text
from content.fields import BodyField
from content.models import AudiencesMixin, BasePage, ReviewedMixin, TopicsMixin
from directory.models import OrganisationLink

from .blocks import BriefBlock, FigureBlock, PersonBlock
from .querysets import ArticlePageManager

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


class KnowledgeIndexPage(BasePage):
    """The way into all knowledge."""

    page_description = _("The knowledge base: sections, and what is new.")
    template = "knowledge/knowledge_index_page.html"
    parent_page_types = ["home.HomePage"]
    subpage_types = ["knowledge.SectionPage"]
    max_count_per_parent = 1
    tone = "knowledge"
    kind = "section"

    content_panels = [*BasePage.content_panels, FieldPanel("summary")]

    class Meta:
        verbose_name = _("knowledge base")
        verbose_name_plural = _("knowledge bases")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from .listing import index_context

        return super().get_context(request, *args, **kwargs) | index_context(self, request)


class SectionPage(BasePage):
    """A part of the knowledge base; may hold smaller sections."""

    page_description = _("A shelf of the knowledge base. Set its privacy to make everything on it members-only.")
    template = "knowledge/section_page.html"
    parent_page_types = ["knowledge.KnowledgeIndexPage", "knowledge.SectionPage"]
    subpage_types = ["knowledge.SectionPage", "knowledge.ArticlePage", "knowledge.BestPracticePage"]
    tone = "knowledge"
    kind = "section"

    content_panels = [*BasePage.content_panels, FieldPanel("summary"), FieldPanel("listing_image")]

    class Meta:
        verbose_name = _("section")
        verbose_name_plural = _("sections")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from .listing import section_context

        return super().get_context(request, *args, **kwargs) | section_context(self, request)


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
        from .listing import article_context

        return super().get_context(request, *args, **kwargs) | article_context(self, request)


class BestPracticePage(ArticlePage):
    """What worked for somebody, told so that others can do it too."""

    page_description = _("What worked for you: the situation, what you did, what it brought, and tips.")
    template = "knowledge/best_practice_page.html"
    parent_page_types = ["knowledge.SectionPage"]
    subpage_types: list[str] = []

    situation = RichTextField(
        _("the situation"), features=[*SHORT_TEXT, "ul"], blank=True, help_text=_("What was the matter?")
    )
    what_we_did = BodyField([("step", StepBlock())], verbose_name=_("what we did"), blank=True)
    result = RichTextField(_("what it brought"), features=[*SHORT_TEXT, "ul"], blank=True)
    figures = BodyField([("figure", FigureBlock())], verbose_name=_("in figures"), blank=True, max_num=4)
    what_made_it_work = BodyField(
        [("reason", blocks.TextBlock(label=_("Reason"), rows=2))], verbose_name=_("what made it work"), blank=True
    )
    tips = BodyField([("tip", StepBlock(label=_("Tip")))], verbose_name=_("tips"), blank=True)
    quote = BodyField([("quote", QuoteBlock())], verbose_name=_("quote"), blank=True, max_num=1)
    people = BodyField([("person", PersonBlock())], verbose_name=_("whom to ask"), blank=True)

    content_panels = [
        *BasePage.content_panels,
        FieldPanel("summary"),
        FieldPanel("situation"),
        FieldPanel("what_we_did", help_text=_("Step by step: three to six steps read best.")),
        FieldPanel("quote", help_text=_("Somebody who was there, in their own words.")),
        FieldPanel("result", help_text=_("Also what you had not expected, and what did not work.")),
        FieldPanel("figures", help_text=_("Before and after, for example. Up to 60 each is drawn as a dot.")),
        FieldPanel("what_made_it_work"),
        FieldPanel("tips", help_text=_("What you would do differently next time.")),
        FieldPanel("people", help_text=_("People who agreed to be asked.")),
        FieldPanel("body", heading=_("More")),
        *[
            panel
            for panel in ArticlePage.content_panels
            if getattr(panel, "field_name", "") not in ("title", "article_kind", "summary", "body")
        ],
    ]
    search_fields = [*ArticlePage.search_fields, index.SearchField("situation"), index.SearchField("result")]

    class Meta:
        verbose_name = _("best practice")
        verbose_name_plural = _("best practices")

    def full_clean(self, *args: Any, **kwargs: Any) -> None:
        self.article_kind = ArticleKind.BEST_PRACTICE
        super().full_clean(*args, **kwargs)

    def clean_fields(self, exclude: Any = None) -> None:
        # The kind is fixed here, and is not among the choices that an editor of other articles has.
        super().clean_fields(exclude={*(exclude or ()), "article_kind"})

    @property
    def plain_body(self) -> str:
        streams = (self.what_we_did, self.figures, self.what_made_it_work, self.tips, self.quote, self.people)
        texts = (
            blocks.RichTextBlock().get_searchable_content(blocks.RichTextBlock().to_python(each))
            for each in (self.situation, self.result)
        )
        return " ".join(
            [*(str(part) for text in texts for part in text), *map(plain_text, streams), super().plain_body]
        )

    @property
    def contents(self) -> list[tuple[str, str]]:
        parts = [
            ("part-situation", _("The situation"), self.situation),
            ("part-done", _("What we did"), self.what_we_did),
            ("part-result", _("What it brought"), self.result or self.figures),
            ("part-reasons", _("What made it work"), self.what_made_it_work),
            ("part-tips", _("Tips if you want this too"), self.tips),
        ]
        shown = [(anchor, str(name)) for anchor, name, value in parts if value]
        return [*shown, *headings_of(self.body)]


class ArticleOrganisation(OrganisationLink):
    """An article comes from an organisation."""

    page = ParentalKey(ArticlePage, on_delete=models.CASCADE, related_name="organisation_links")


class RelatedArticle(Orderable):
    """An article that an editor put beside another."""

    page = ParentalKey(ArticlePage, on_delete=models.CASCADE, related_name="related_links")
    article = models.ForeignKey(ArticlePage, verbose_name=_("article"), on_delete=models.CASCADE, related_name="+")

    panels = [PageChooserPanel("article")]
