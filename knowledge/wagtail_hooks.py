"""Knowledge in the admin."""

from django.http import HttpRequest
from django.urls import include, path, reverse
from django.urls.resolvers import URLResolver
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.permissions import policy_registry

from .models import ArticlePage
from .views import ToCheckView
from .viewsets import KnowledgeViewSetGroup


class ToCheckMenuItem(MenuItem):
    """For whoever may do something about it."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether the user may edit pages."""
        policy = policy_registry.get_by_type(ArticlePage)
        return policy.user_has_any_permission(request.user, ["add", "change", "publish"])


@hooks.register("register_admin_viewset")
def register_viewsets() -> KnowledgeViewSetGroup:
    """The listings of articles, best practices and sections."""
    return KnowledgeViewSetGroup()


@hooks.register("register_admin_urls")
def register_report_urls() -> list[URLResolver]:
    """The report's addresses."""
    patterns = [
        path("to-check/", ToCheckView.as_view(), name="to-check"),
        path("to-check/results/", ToCheckView.as_view(results_only=True), name="to-check-results"),
    ]
    return [path("reports/", include((patterns, "knowledge_reports")))]


@hooks.register("register_reports_menu_item")
def register_report_menu_item() -> ToCheckMenuItem:
    """The first of the reports."""
    return ToCheckMenuItem(
        _("To be checked"), reverse("knowledge_reports:to-check"), name="to-check", icon_name="warning", order=100
    )
