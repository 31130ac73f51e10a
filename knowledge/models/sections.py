"""The knowledge base and its sections."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from content.models import BasePage


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
        from ..listing import index_context

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
        from ..listing import section_context

        return super().get_context(request, *args, **kwargs) | section_context(self, request)
