"""How kinds of things are gathered under the tabs of the search page."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from knowledge.models import ArticleKind


@dataclass(frozen=True)
class Tab:
    """A tab of the search page. ``key`` is its name in addresses."""

    key: str
    label: str | Promise
    tone: str
    kinds: frozenset[str]


TABS = (
    Tab("kennis", _("Knowledge"), "knowledge", frozenset({*ArticleKind.values, "section"})),
    Tab("documenten", _("Files"), "knowledge", frozenset({"document"})),
    Tab("leerkringen", _("Circles"), "circle", frozenset({"circle", "run", "circles"})),
    Tab("bijeenkomsten", _("Meetings"), "meeting", frozenset({"event", "agenda"})),
    Tab("organisaties", _("Who is who"), "org", frozenset({"organisation", "place", "person", "directory"})),
    Tab("nieuws", _("News"), "news", frozenset({"news", "newsroom"})),
    Tab("paginas", pgettext_lazy("kind of result", "Pages"), "news", frozenset({"page"})),
)
BY_KEY = {tab.key: tab for tab in TABS}

#: The kinds that readers can choose among, with their names; the others are one kind a tab.
KIND_LABELS: Mapping[str, str | Promise] = {
    **dict(ArticleKind.choices),
    "organisation": _("Organisation"),
    "place": _("Place"),
    "person": _("Person"),
    "circle": _("Circle"),
    "run": _("Run"),
}


def tab_of(kind: str) -> Tab | None:
    """The tab that holds a kind."""
    return _OF_KIND.get(kind)


_OF_KIND = {kind: tab for tab in TABS for kind in tab.kinds}
