"""Meetings in the admin."""

from wagtail import hooks

from .viewsets import EventListingViewSet


@hooks.register("register_admin_viewset")
def register_viewsets() -> EventListingViewSet:
    """The listing of meetings."""
    return EventListingViewSet("meetings")
