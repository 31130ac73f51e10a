"""The ways from a page to somebody's calendar."""

from typing import Any

from django import template
from django.template.context import Context
from django.urls import reverse
from django.utils.translation import get_language

from ..links import subscription

register = template.Library()


@register.inclusion_tag("signups/calendar_links.html", takes_context=True)
def calendar_links(context: Context, name: str, *args: Any, heading: str = "", level: int = 2) -> dict[str, Any]:
    """The dates of something for a calendar: once as a file, or as a subscription. ``name``: the address of the feed.

    What is for members only can't be subscribed to here, as a calendar does not sign in.
    """
    page = context.get("page")
    path = reverse(name, args=[get_language(), *args])
    return subscription(path) | {
        "heading": heading,
        "level": level,
        "is_public": getattr(page, "is_public", True),
    }


@register.simple_tag
def calendar_file(key: Any) -> str:
    """The address of the calendar file of one moment."""
    return reverse("calendar-moment", args=[get_language(), key])
