"""Knowledge in the admin menu."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.admin.viewsets.base import ViewSetGroup
from wagtail.admin.viewsets.pages import PageListingViewSet

from content.dates import plain_day
from content.page_columns import page_columns

from .adminfilters import ArticleFilterSet, PracticeFilterSet
from .models import ArticlePage, BestPracticePage, SectionPage

KIND = Column("kind", label=_("Kind"), accessor="type_label", sort_key="article_kind")
# As dates: "3 weeks ago" is of no use for a day that is still to come.
DATE = Column("date", label=_("Date"), accessor=lambda page: plain_day(page.date), sort_key="date")
REVIEW_BY = Column(
    "review_by",
    label=_("Check again by"),
    accessor=lambda page: plain_day(page.review_by) if page.review_by else "",
    sort_key="review_by",
)


class ArticleListingViewSet(PageListingViewSet):
    """All articles, best practices too, the newest first."""

    model = ArticlePage
    icon = "doc-full"
    menu_label = _("All articles")
    list_display = page_columns(KIND, DATE, REVIEW_BY, parent=True)
    filterset_class = ArticleFilterSet
    ordering = "-date"


class BestPracticeListingViewSet(PageListingViewSet):
    """All best practices."""

    model = BestPracticePage
    icon = "pick"
    menu_label = _("Best practices")
    list_display = page_columns(DATE, REVIEW_BY, parent=True)
    filterset_class = PracticeFilterSet
    ordering = "-date"


class SectionListingViewSet(PageListingViewSet):
    """All sections."""

    model = SectionPage
    icon = "folder-open-inverse"
    menu_label = _("Sections")
    list_display = page_columns(parent=True)
    list_filter = ["live", "locale"]
    ordering = "title"


class KnowledgeViewSetGroup(ViewSetGroup):
    """The knowledge base."""

    items = (
        ArticleListingViewSet("articles"),
        BestPracticeListingViewSet("best-practices"),
        SectionListingViewSet("sections"),
    )
    menu_label = _("Knowledge")
    menu_icon = "doc-full"
    menu_order = 200
