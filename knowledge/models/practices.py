"""Best practices: what worked for somebody."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField
from wagtail.search import index

from content.blocks import SHORT_TEXT, QuoteBlock, StepBlock, headings_of, plain_text
from content.fields import BodyField
from content.models import BasePage

from ..blocks import FigureBlock, PersonBlock
from .articles import ArticleKind, ArticlePage


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
