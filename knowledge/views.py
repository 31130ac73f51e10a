"""The report of what somebody should look at again."""

from django.db.models import F, QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.views.reports import PageReportView
from wagtail.models import Page

from .adminfilters import ToCheckFilterSet
from .models import ArticlePage


class ToCheckView(PageReportView):
    """Live articles whose day to be checked has passed, the longest ago first; with a filter also those that come."""

    page_title = _("To be checked")
    header_icon = "warning"
    model = ArticlePage
    filterset_class = ToCheckFilterSet
    index_url_name = "knowledge_reports:to-check"
    index_results_url_name = "knowledge_reports:to-check-results"
    results_template_name = "knowledge/admin/to_check_results.html"
    any_permission_required = ["add", "change", "publish"]
    list_export = ["title", "type_label", "author", "checked_on", "review_by", "full_url"]
    export_headings = {
        "type_label": _("Kind"),
        "author": _("Written by"),
        "checked_on": _("Checked on"),
        "review_by": _("Check again by"),
        "full_url": _("Address"),
    }

    def get_queryset(self) -> QuerySet:
        """What the user may edit."""
        allowed = self.permission_policy.instances_user_has_permission_for(self.request.user, "change")
        self.queryset = (
            ArticlePage.objects.filter(live=True, pk__in=allowed.values("pk"), review_by__isnull=False)
            .defer("body", "brief", "attachments")
            .select_related("author", "locale", "content_type")
            .prefetch_workflow_states()
            .annotate_approved_schedule()
            .order_by(F("review_by").asc(), "title")
        )
        return super().get_queryset()

    def decorate_paginated_queryset(self, object_list: QuerySet) -> QuerySet:
        """Each with the section it is in."""
        Page.objects.annotate_parent_page(object_list)
        for page in object_list:
            page.section = page._parent_page  # a template may not ask for a name with an underscore
        return object_list
