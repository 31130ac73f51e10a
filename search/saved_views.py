"""A member's saved searches."""

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.crypto import constant_time_compare
from django.utils.translation import get_language, gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from . import saved as services
from .models import SavedSearch


@never_cache
@login_required
def overview(request: HttpRequest) -> HttpResponse:
    """All of them, each with how often and a button to end it."""
    if request.method == "POST":
        return _change(request)
    rows = [
        {"saved": each, "name": services.name_of(each), "url": services.search_path(each)}
        for each in request.user.saved_searches.select_related("user")
    ]
    context = {"rows": rows, "choices": SavedSearch.Often.choices}
    return TemplateResponse(request, "search/saved.html", context)


@require_POST
@login_required
def save(request: HttpRequest) -> HttpResponse:
    """Keep the search that somebody looks at."""
    kept = services.save(user=request.user, query=request.POST.get("query", ""), language=get_language())
    if kept:
        messages.success(request, gettext("Saved. You get a mail when something new appears."))
    else:
        messages.error(
            request, gettext("That can’t be saved: there is nothing to look for, or you have twenty already.")
        )
    return HttpResponseRedirect(reverse("search:saved"))


@csrf_exempt
@never_cache
def leave(request: HttpRequest, key: uuid.UUID, seal: str) -> HttpResponse:
    """No more of these mails. Mail programs send this by themselves (RFC 8058), so it needs no other proof."""
    found = SavedSearch.objects.filter(key=key).select_related("user").first()
    if not constant_time_compare(seal, services.seal_of(found or SavedSearch(key=key))):
        raise Http404
    if found and request.method == "POST":
        found.delete()
        found = None
    name = services.name_of(found) if found else ""
    response = TemplateResponse(request, "search/leave.html", {"saved": found, "name": name})
    response["Referrer-Policy"] = "same-origin"
    response["X-Robots-Tag"] = "noindex"
    return response


def _change(request: HttpRequest) -> HttpResponse:
    key = request.POST.get("saved", "")
    if not key.isascii() or not key.isdecimal() or len(key) > 18:
        raise Http404
    saved = get_object_or_404(request.user.saved_searches, pk=key)
    if request.POST.get("do") == "end":
        saved.delete()
        messages.success(request, gettext("You get no more mails about it."))
    elif request.POST.get("often") in SavedSearch.Often.values:
        services.change(saved=saved, often=request.POST["often"])
        messages.success(request, gettext("Saved."))
    return HttpResponseRedirect(reverse("search:saved"))
