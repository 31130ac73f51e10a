"""A member's own page."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.cache import never_cache

from .mine import my_kring


@never_cache
@login_required
def mine(request: HttpRequest) -> HttpResponse:
    """What is mine: my organisations, my circles, what is next, what I wrote."""
    return TemplateResponse(request, "home/mine.html", my_kring(request))
