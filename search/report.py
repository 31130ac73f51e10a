"""What was sought, for coordinators: what found nothing, what nobody opened, what is asked more and more, and what to do."""

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.auth import permission_required
from wagtail.models import Page

from circles.models import CircleIndexPage, CirclePage
from knowledge.models import ArticleKind, ArticlePage, SectionPage

from . import asked

PER_PAGE = 50
SHOWN = {
    "missed": (_("Asked and not found"), asked.missed),
    "unopened": (_("Found and not opened"), asked.unopened),
    "growing": (_("Asked more and more"), asked.growing),
    "all": (_("Everything that was asked"), lambda: asked.summary().order_by("-asked", "text")),
}


@permission_required("search.view_askedquestion")
def questions(request: HttpRequest) -> HttpResponse:
    """What was asked, in one of the ways to look at it."""
    show = request.GET.get("show", "")
    show = show if show in SHOWN else "missed"
    page = Paginator(SHOWN[show][1](), PER_PAGE).get_page(request.GET.get("p"))
    context = {
        "page_obj": page,
        "rows": [row | _actions(row) for row in page.object_list],
        "show": show,
        "ways": [(key, label) for key, (label, _rows) in SHOWN.items()],
        "page_title": gettext("What was sought"),
        "header_icon": "search",
    }
    return TemplateResponse(request, "search/admin/questions.html", context)


def _actions(row: dict[str, Any]) -> dict[str, str]:
    begin = urlencode({"text": row["text"], "language": row["language"]})
    return {
        "synonym_url": f"{reverse('synonym:add')}?{urlencode({'words': row['text'] + ', ', 'language': row['language']})}",
        "promotion_url": f"{reverse('wagtailsearchpromotions:add')}?{urlencode({'query': row['text']})}",
        "article_url": f"{reverse('search_begin', args=['article'])}?{begin}",
        "circle_url": f"{reverse('search_begin', args=['circle'])}?{begin}",
    }


class BeginForm(forms.Form):
    """What the draft is called, and where it stands."""

    title = forms.CharField(label=_("Title"), max_length=200)
    parent = forms.ModelChoiceField(label=_("Where"), queryset=Page.objects.none(), empty_label=None)


@permission_required("search.view_askedquestion")
def begin(request: HttpRequest, what: str) -> HttpResponse:
    """Ask for an article that answers a question, or start a circle about it: a draft with the question as its title."""
    if what not in ("article", "circle"):
        raise Http404
    parents = SectionPage if what == "article" else CircleIndexPage
    language = request.GET.get("language", "nl")
    text = request.GET.get("text", "").strip()[:100]
    form = BeginForm(request.POST or None, initial={"title": text[:1].upper() + text[1:]})
    form.fields["parent"].queryset = parents.objects.filter(locale__language_code=language, live=True).order_by("path")
    if request.method == "POST" and form.is_valid():
        page = _draft(request, what, form.cleaned_data["parent"], form.cleaned_data["title"])
        return HttpResponseRedirect(reverse("wagtailadmin_pages:edit", args=[page.pk]))
    titles = {"article": gettext("Ask for an article"), "circle": gettext("Start a circle about this")}
    context = {"form": form, "page_title": titles[what], "question": text}
    return TemplateResponse(request, "search/admin/begin.html", context)


def _draft(request: HttpRequest, what: str, parent: Page, title: str) -> Page:
    if not parent.permissions_for_user(request.user).can_add_subpage():
        raise PermissionDenied
    page = ArticlePage(title=title, article_kind=ArticleKind.QUESTION) if what == "article" else CirclePage(title=title)
    page.live, page.locale_id, page.owner = False, parent.locale_id, request.user
    parent.add_child(instance=page)
    page.save_revision(user=request.user, log_action=True)
    return page
