"""Circles in the admin."""

from wagtail import hooks

from .viewsets import CirclesViewSetGroup


@hooks.register("register_admin_viewset")
def register_viewsets() -> CirclesViewSetGroup:
    """Circles, runs, participants."""
    return CirclesViewSetGroup()
