"""Synonyms in the admin, and a trial of them."""

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.auth import permission_required
from wagtail.admin.panels import FieldPanel, HelpPanel, ObjectList
from wagtail.admin.viewsets.model import ModelViewSet

from .finding import Question, answer
from .models import Synonym

SHOWN = 3


class SynonymViewSet(ModelViewSet):
    """Words that mean the same."""

    model = Synonym
    icon = "resubmit"
    menu_label = _("Synonyms")
    menu_name = "synonyms"
    add_to_settings_menu = True
    list_display = ["words", "language", "is_one_way"]
    list_filter = ["language", "is_one_way"]
    search_fields = ["words"]
    copy_view_enabled = False
    inspect_view_enabled = False
    edit_handler = ObjectList(
        [
            HelpPanel(template="search/admin/synonym_help.html"),
            FieldPanel("words"),
            FieldPanel("is_one_way"),
            FieldPanel("language"),
        ]
    )


@permission_required("search.view_synonym")
def trial(request: HttpRequest) -> HttpResponse:
    """What each of some words finds now, and would find together: shown beside the form before a synonym is kept."""
    entries = Synonym(words=request.GET.get("words", "")).entries()
    language = request.GET.get("language", "nl")
    found = [(entry, answer(Question(entry, language, request.user, literally=True))) for entry in entries[:6]]
    together = {row.pk for _entry, each in found for row in each.rows}
    rows = [
        {"entry": entry, "now": len(each.rows), "hits": each.hits(0, SHOWN), "then": len(together)}
        for entry, each in found
    ]
    return TemplateResponse(request, "search/admin/trial.html", {"rows": rows})
