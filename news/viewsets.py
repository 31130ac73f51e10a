"""News in the admin menu."""

import django_filters
from django.forms import CheckboxSelectMultiple
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.ui.tables import Column
from wagtail.admin.viewsets.pages import PageListingViewSet

from content.dates import plain_day
from content.models import Topic
from content.models.taxonomy import in_first_language
from content.page_columns import page_columns

from .models import NewsPage


class NewsFilterSet(WagtailFilterSet):
    """What news can be narrowed by."""

    date = django_filters.DateFromToRangeFilter(label=_("Date"), widget=DateRangePickerWidget)
    topics = django_filters.ModelMultipleChoiceFilter(
        label=_("Topics"),
        queryset=lambda request: Topic.objects.filter(in_first_language()),
        widget=CheckboxSelectMultiple,
    )

    class Meta:
        model = NewsPage
        fields = ["live", "locale"]


class NewsListingViewSet(PageListingViewSet):
    """All news, the newest first."""

    model = NewsPage
    icon = "title"
    menu_label = _("News")
    menu_order = 240
    add_to_admin_menu = True
    list_display = page_columns(
        Column("date", label=_("Date"), accessor=lambda page: plain_day(page.date), sort_key="date")
    )
    filterset_class = NewsFilterSet
    ordering = "-date"
