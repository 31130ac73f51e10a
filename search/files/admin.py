"""What editors are told of files: whether their text was read, and files that are more open than the page they are on."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.auth import require_admin_access
from wagtail.documents import get_document_model
from wagtail.documents.forms import BaseDocumentForm
from wagtail.models import Page
from wagtail.permissions import policy_registry

from content.models import BasePage
from content.visibility import both
from search.models import FileText, PageFile

from .shown import files_of

State = FileText.State
SILENT = (State.NO_TEXT, State.FAILED, State.PARTLY)
SAID = {
    State.NO_TEXT: _(
        "Search finds this file by its title only: there is no text in it. A scan? Save it with text (OCR)."
    ),
    State.FAILED: _("Search finds this file by its title only: it could not be read."),
    State.PARTLY: _("The file is so large that search knows only its first part."),
    State.NO_READER: _("Search finds this file by its title only: we don’t read files of this kind."),
}
PER_PAGE = 50


class DocumentForm(BaseDocumentForm):
    """Says beside the file what search made of it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kept = FileText.objects.filter(file_id=self.instance.pk).first() if self.instance.pk else None
        if kept and "file" in self.fields:
            self.fields["file"].help_text = said_of(kept)


def said_of(kept: FileText) -> str:
    """What an editor should know of the text of a file."""
    if kept.state == State.READ:
        return gettext("Search finds this file by its text: %(words)s words.") % {"words": len(kept.text.split())}
    return str(SAID[kept.state])


def too_open(page: Page) -> list[Any]:
    """Files on a closed page, as it is in memory, that people who may not see the page can open by their address."""
    if not isinstance(page, BasePage) or not page.audience:
        return []
    found = get_document_model().objects.filter(pk__in=files_of(page)).select_related("collection").order_by("title")
    return [each for each in found if both(page.audience, each.audience) != each.audience]


def warn(request: HttpRequest, page: Page) -> None:
    """Tell the editor who just saved a page."""
    found = too_open(page)
    if found:
        names = ", ".join(f"“{each.title}”" for each in found)
        text = gettext(
            "Not everybody may see this page, but whoever has the address can open %(files)s. Move it to a closed "
            "collection, or choose another file."
        )
        messages.warning(request, format_html("{}", text % {"files": names}))


@require_admin_access
def report(request: HttpRequest) -> HttpResponse:
    """Files that search can't read, and files that are more open than their page; those that this editor may change."""
    documents = policy_registry.get_by_type(get_document_model()).instances_user_has_any_permission_for(
        request.user, ["add", "change"]
    )
    silent = (
        FileText.objects.filter(state__in=SILENT, file__in=documents).select_related("file").order_by("file__title")
    )
    page = Paginator(silent, PER_PAGE).get_page(request.GET.get("p"))
    context = {
        "page_obj": page,
        "rows": [
            {"file": each.file, "said": said_of(each), "url": reverse("wagtaildocs:edit", args=[each.file_id])}
            for each in page.object_list
        ],
        "open": _open_files(documents),
        "page_title": gettext("Files in search"),
    }
    return TemplateResponse(request, "search/admin/files.html", context)


def _open_files(documents: QuerySet) -> list[dict[str, Any]]:
    rows = PageFile.objects.filter(file__in=documents).exclude(page__search_document__audience="")
    rows = rows.select_related("page__search_document", "file__collection").order_by("page__title", "file__title")
    return [
        {"page": row.page, "file": row.file, "url": reverse("wagtaildocs:edit", args=[row.file_id])}
        for row in rows
        if both(row.page.search_document.audience, row.file.audience) != row.file.audience
    ]
