"""How editors narrow the lists of knowledge in the admin."""

from datetime import timedelta

import django_filters
from django.db.models import QuerySet
from django.forms import CheckboxSelectMultiple, RadioSelect
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet

from content.models import Topic
from content.models.taxonomy import in_first_language

from .models import ArticleKind, ArticlePage, SectionPage

SOON = timedelta(days=60)
REVIEW = [
    ("overdue", _("Should have been checked")),
    ("soon", _("To be checked within 60 days")),
    ("fresh", _("Checked, and later than that")),
    ("never", _("Without a day to check it")),
]


class SectionFilter(django_filters.ModelChoiceFilter):
    """Everything in a section and in the sections below it."""

    def filter(self, qs: QuerySet, value: SectionPage | None) -> QuerySet:
        """By the place in the tree."""
        return qs.filter(path__range=value._get_children_path_interval(value.path)) if value else qs


class ReviewFilter(django_filters.ChoiceFilter):
    """By the day on which somebody should look at it again."""

    def filter(self, qs: QuerySet, value: str) -> QuerySet:
        """Compared with today."""
        today = timezone.localdate()
        wanted = {
            "overdue": {"review_by__lt": today},
            "soon": {"review_by__range": (today, today + SOON)},
            "fresh": {"review_by__gt": today + SOON},
            "never": {"review_by": None},
        }
        return qs.filter(**wanted[value]) if value in wanted else qs


class PracticeFilterSet(WagtailFilterSet):
    """What best practices can be narrowed by."""

    section = SectionFilter(label=_("Section"), queryset=lambda request: SectionPage.objects.order_by("path"))
    review = ReviewFilter(label=_("Freshness"), choices=REVIEW, empty_label=_("All"), widget=RadioSelect)
    date = django_filters.DateFromToRangeFilter(label=_("Date"), widget=DateRangePickerWidget)
    topics = django_filters.ModelMultipleChoiceFilter(
        label=_("Topics"),
        queryset=lambda request: Topic.objects.filter(in_first_language()),
        widget=CheckboxSelectMultiple,
    )

    class Meta:
        model = ArticlePage
        fields = ["live", "locale"]


class ArticleFilterSet(PracticeFilterSet):
    """The same, and the kind."""

    article_kind = django_filters.MultipleChoiceFilter(
        label=_("Kind"), choices=ArticleKind.choices, widget=CheckboxSelectMultiple
    )

    class Meta(PracticeFilterSet.Meta):
        fields = ["live", "locale"]


class DueFilter(django_filters.ChoiceFilter):
    """What is overdue, unless somebody asks for more."""

    def filter(self, qs: QuerySet, value: str) -> QuerySet:
        """Compared with today."""
        today = timezone.localdate()
        return qs.filter(review_by__lt=today + SOON if value == "soon" else today)


class ToCheckFilterSet(WagtailFilterSet):
    """What the report can be narrowed by."""

    due = DueFilter(
        label=_("When"),
        choices=[("soon", _("Also what is due within 60 days"))],
        empty_label=_("Only what is overdue"),
        widget=RadioSelect,
    )
    section = SectionFilter(label=_("Section"), queryset=lambda request: SectionPage.objects.order_by("path"))

    class Meta:
        model = ArticlePage
        fields = ["locale"]
