"""Search in the admin."""

from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet

from . import viewsets


@hooks.register("register_admin_viewset")
def register_synonyms() -> ViewSet:
    """Synonyms under Settings."""
    return viewsets.SynonymViewSet("synonym")


@hooks.register("register_admin_urls")
def register_urls() -> list[URLPattern]:
    """The report, and the trial of a synonym."""
    return [
        path("search-questions/", viewsets.questions, name="search_questions"),
        path("search-trial/", viewsets.trial, name="search_trial"),
    ]


class QuestionsMenuItem(MenuItem):
    """For who may see the report."""

    def is_shown(self, request: object) -> bool:
        return request.user.has_perm("search.view_askedquestion")


@hooks.register("register_reports_menu_item")
def register_report() -> MenuItem:
    """The report under Reports."""
    return QuestionsMenuItem(
        _("What was sought"), reverse("search_questions"), name="search-questions", icon_name="search", order=50
    )
