"""Old addresses keep working: one redirect for a page that moved also serves all pages below it.

Wagtail writes a redirect for each page below, in one query that SQLite refuses above a thousand of them, and slowly
elsewhere. Here the page's own old address is kept, and the rest of an address is looked up by its beginning.
"""

from django.db.models.signals import ModelSignal
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page
from wagtail.signals import page_slug_changed, post_page_move

from .links import page_url, site_roots


def follow(path: str) -> str | None:
    """Where somebody who asks for the lost address ``path`` should go, or None."""
    parts = [part for part in path.split("/") if part][:30]
    beginnings = {Redirect.normalise_path("/" + "/".join(parts[:count])): count for count in range(1, len(parts) + 1)}
    found = Redirect.objects.filter(old_path__in=beginnings, redirect_page__live=True).select_related("redirect_page")
    best = max(found, key=lambda each: len(each.old_path), default=None)
    if best is None:
        return None
    rest = "".join(f"{part}/" for part in parts[beginnings[best.old_path] :])
    target = page_url(best.redirect_page) + rest
    return target if target.rstrip("/") != path.rstrip("/") else None


def keep(page: Page, url_path: str) -> None:
    """Remember that ``page`` used to be at the tree address ``url_path``."""
    old = _address(page, url_path)
    new = page_url(page)
    if not (page.live and old and new) or old == new:
        return
    Redirect.objects.filter(old_path=Redirect.normalise_path(new), automatically_created=True).delete()
    Redirect.objects.update_or_create(
        old_path=Redirect.normalise_path(old),
        site=None,
        defaults={"redirect_page": page, "automatically_created": True},
    )


def _address(page: Page, url_path: str) -> str | None:
    for root in page._get_site_root_paths(site_roots()):
        if url_path.startswith(root.root_path):
            return f"/{root.language_code}/{url_path[len(root.root_path) :]}"
    return None


def _renamed(sender: type, instance: Page, instance_before: Page, **kwargs: object) -> None:
    keep(instance, instance_before.url_path)


def _moved(sender: type, instance: Page, url_path_before: str, url_path_after: str, **kwargs: object) -> None:
    if url_path_before != url_path_after:
        keep(instance, url_path_before)


def connect() -> None:
    """Listen. Called once, when the app registry is ready."""
    signals: list[tuple[ModelSignal, object]] = [(page_slug_changed, _renamed), (post_page_move, _moved)]
    for signal, receiver in signals:
        signal.connect(receiver, dispatch_uid=f"content.redirects.{receiver.__name__}")
