"""The directory in the admin."""

from wagtail import hooks

from .viewsets import DirectoryViewSetGroup


@hooks.register("register_admin_viewset")
def register_viewsets() -> DirectoryViewSetGroup:
    """Organisations, places, people."""
    return DirectoryViewSetGroup()
