"""Search in the admin: synonyms, and what was asked and not found."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from wagtail.admin.auth import permission_required
from wagtail.admin.panels import FieldPanel, HelpPanel, ObjectList
from wagtail.admin.viewsets.model import ModelViewSet

from . import asked
from .finding import Question, answer
from .models import Synonym

PER_PAGE = 50
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


@permission_required("search.view_askedquestion")
def questions(request: HttpRequest) -> HttpResponse:
    """What was asked: what found nothing first, or what is asked most."""
    rows = asked.summary()
    only_missed = request.GET.get("show") != "all"
    rows = rows.filter(most=0).order_by("-asked", "text") if only_missed else rows.order_by("-asked", "text")
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("p"))
    for row in page.object_list:
        row["synonym_url"] = f"{reverse('synonym:add')}?{urlencode({'words': row['text'] + ', '})}"
        row["promotion_url"] = f"{reverse('wagtailsearchpromotions:add')}?{urlencode({'query': row['text']})}"
    context = {
        "page_obj": page,
        "only_missed": only_missed,
        "page_title": _t("What was sought"),
        "header_icon": "search",
    }
    return TemplateResponse(request, "search/admin/questions.html", context)
