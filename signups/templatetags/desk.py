"""Links between the organiser's screens."""

from django import template
from django.template.context import Context

from ..desk_frame import desk_path

register = template.Library()


@register.simple_tag(takes_context=True)
def desk_url(context: Context, name: str, *args: object) -> str:
    """The address of an organiser's screen, in the frame in which somebody is working."""
    return desk_path(context["request"], name, *args)
