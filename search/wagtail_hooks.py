"""Search in the admin."""

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet
from wagtail.documents import get_document_model
from wagtail.models import Page
from wagtail.permissions import policy_registry

from . import report, viewsets
from .files import admin as files


@hooks.register("register_admin_viewset")
def register_synonyms() -> ViewSet:
    """Synonyms under Settings."""
    return viewsets.SynonymViewSet("synonym")


@hooks.register("register_admin_urls")
def register_urls() -> list[URLPattern]:
    """The reports, and the trial of a synonym."""
    return [
        path("search-questions/", report.questions, name="search_questions"),
        path("search-questions/<str:what>/", report.begin, name="search_begin"),
        path("search-trial/", viewsets.trial, name="search_trial"),
        path("search-files/", files.report, name="search_files"),
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


class FilesMenuItem(MenuItem):
    """For who may change files."""

    def is_shown(self, request: object) -> bool:
        return policy_registry.get_by_type(get_document_model()).user_has_any_permission(
            request.user, ["add", "change"]
        )


@hooks.register("register_reports_menu_item")
def register_files() -> MenuItem:
    """What search made of the files, under Reports."""
    return FilesMenuItem(
        _("Files in search"), reverse("search_files"), name="search-files", icon_name="doc-full", order=51
    )


@hooks.register("after_create_page")
@hooks.register("after_edit_page")
def warn_of_open_files(request: HttpRequest, page: Page) -> None:
    """A file in an open collection on a page that is not for everybody."""
    files.warn(request, page.specific)
