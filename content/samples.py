"""What the block picker shows: blocks filled with things that are there, or with a few likely words."""

from typing import Any

from django.apps import apps
from django.utils.translation import gettext as _
from wagtail.models import Page


def image() -> dict[str, Any]:
    """The first image of the library, if there is one."""
    found = apps.get_model("content", "CustomImage").objects.order_by("-width", "pk").first()
    return {
        "image": found,
        "alt_text": found.default_alt_text if found else "",
        "decorative": False,
        "caption": _("What you see here, and why it matters."),
    }


def files() -> dict[str, Any]:
    """The first documents of the library."""
    found = apps.get_model("content", "CustomDocument").objects.order_by("pk")[:2]
    return {"title": _("To use yourself"), "files": list(found)}


def pages() -> dict[str, Any]:
    """A few pages that everybody may see."""
    found = Page.objects.live().public().filter(depth__gte=4).order_by("-first_published_at")[:2]
    return {"title": _("Read on"), "pages": list(found)}


def table() -> dict[str, Any]:
    """A small table."""
    return {
        "caption": _("What it cost us in a year"),
        "row_headings": True,
        "table": {
            "columns": [{"type": "text", "heading": _("What")}, {"type": "number", "heading": _("Euro")}],
            "rows": [{"values": [_("Coffee"), 140]}, {"values": [_("Room"), 600]}],
        },
    }
