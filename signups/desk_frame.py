"""The organiser's screen stands in two frames with the same views: on the site, for facilitators without admin rights, and in the
Wagtail admin, so that who works there stays there."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext

SITE, ADMIN = "signups", "signups_admin"


def is_in_admin(request: HttpRequest) -> bool:
    """Whether the screen stands in the admin."""
    return bool(request.resolver_match) and request.resolver_match.namespace == ADMIN


def desk_path(request: HttpRequest, name: str, *args: object) -> str:
    """The address of an organiser's screen, in the frame in which somebody is working."""
    return reverse(f"{ADMIN if is_in_admin(request) else SITE}:{name}", args=args)


def show(request: HttpRequest, template: str, context: Mapping[str, Any], status: int = 200) -> HttpResponse:
    """A screen in its frame."""
    frame = _in_admin(request, context) if is_in_admin(request) else {"desk_base": "base.html"}
    return TemplateResponse(request, template, {**context, **frame}, status=status)


def _in_admin(request: HttpRequest, context: Mapping[str, Any]) -> dict[str, Any]:
    items = [
        {"url": reverse("wagtailadmin_home"), "label": gettext("Home")},
        {"url": reverse(f"{ADMIN}:desks"), "label": gettext("Sign-ups")},
    ]
    if offering := context.get("offering"):
        items.append({"url": reverse(f"{ADMIN}:desk", args=[offering.key]), "label": offering.title_in()})
    return {"desk_base": "signups/admin/frame.html", "breadcrumbs_items": items}
