"""Columns of the listings of pages in the admin menu."""

from wagtail.admin.ui.tables import BaseColumn
from wagtail.admin.views.pages.listing import IndexView

OWN = ("bulk_actions", "title")


def page_columns(*extra: str | BaseColumn, parent: bool = False) -> list[str | BaseColumn]:
    """Title, then what matters of this type of page, then its state. ``parent`` names the page above it."""
    known = {column.name: column for column in IndexView.base_columns}
    first = [known[name] for name in (*OWN, "parent") if name != "parent" or parent]
    return [*first, *extra, known["latest_revision_created_at"], known["status"]]
