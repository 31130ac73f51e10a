"""A member's own page."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse


@login_required
def mine(request: HttpRequest) -> HttpResponse:
    """What is mine: my organisations, my circles, what I wrote."""
    return TemplateResponse(request, "home/mine.html", {})
