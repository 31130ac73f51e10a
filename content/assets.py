"""Stylesheets without a build step: components are joined into bundles when static files are looked for or collected."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage

FOUNDATION = ("layers", "fonts", "reset", "tokens", "fallback", "base", "layout", "utilities")

_LIST = ("fold", "facets", "chosen", "results", "hit", "tabs", "kinds", "ask-all")
_PIECE = ("piece", "credits", "toc", "fold", "brief", "people", "chairs", "related", "after", "members-only")
_BODY = (
    "prose",
    "figure",
    "quote",
    "count",
    "steps",
    "files",
    "table",
    "accordion",
    "contact-card",
    "call",
    "programme",
    "embed",
)
_HEAD = ("run", "organisation", "seats")

#: Bundle -> its component files, in order. ``core`` is on every page; of the others a page takes one.
BUNDLES: dict[str, tuple[str, ...]] = {
    "core": (
        "icon",
        "skip-link",
        "button",
        "more",
        "section-head",
        "kind",
        "words",
        "sector",
        "mark",
        "face",
        "brand-mark",
        "turns",
        "brand",
        "site-head",
        "site-foot",
        "legend",
        "notices",
        "crumbs",
        "search-box",
        "rows",
        "leaf",
        "orgs",
        "pages",
        "print",
    ),
    "board": (
        "ways",
        "network",
        "hero",
        "week",
        "seats",
        "circle-list",
        "note",
        "share",
        "split",
        "news",
        "figure",
        "ask-all",
    ),
    "search": ("search-top", "suggestions", *_LIST, "best-bet", "seats", "files", "calendar-links"),
    "article": (*_PIECE, *_BODY, "practice", "goes-with"),
    "section": (
        "run",
        "organisation",
        "chapters",
        "helped",
        "newest",
        "keepers",
        "people",
        "by-topic",
        "seats",
        *_LIST,
    ),
    "run": (
        *_HEAD,
        "signup",
        "credits",
        "sessions",
        "state-line",
        "people",
        "brief",
        "circle-list",
        "circles",
        "place",
        "facts",
        "split",
        "related",
        "calendar-links",
        *_BODY,
    ),
    "directory": (*_HEAD, *_LIST, "map", "letters", "who", "spots"),
    "organisation": (
        *_HEAD,
        "credits",
        "hours",
        "facts",
        "roles",
        "ties",
        "soon",
        "place",
        "people",
        "split",
        "related",
        *_BODY,
    ),
    "agenda": (*_HEAD, *_LIST, "week", "months", "month", "past", "sheet", "files", "calendar-links"),
    "meeting": (
        *_HEAD,
        "signup",
        "credits",
        "tear",
        "sessions",
        "parts",
        "state-line",
        "brief",
        "place",
        "facts",
        "meeting-text",
        "calendar-links",
        *_BODY,
    ),
    "signup": (
        *_HEAD,
        "credits",
        "form",
        "errors",
        "level",
        "signup",
        "own",
        "answers",
        "chairs",
        "sessions",
        "files",
        "calendar-links",
    ),
    "desk": ("run", "seats", "form", "errors", "level", "files", "sessions", "own", "desk"),
    "organiser": (
        *("icon", "button", "more", "sector", "face", "turns", "rows", "leaf", "skip-link"),
        *("run", "seats", "form", "errors", "level", "files", "sessions", "own", "desk", "print", "admin-desk"),
    ),
    "people": ("run", "newest", "fold", "by-topic", "people", "person", "form", "errors"),
    "news": ("run", "news", "kinds", "newest", "by-topic", *_PIECE, *_BODY, "goes-with"),
    "account": ("account", "form", "errors", "door", "files", "table", "accordion", "answers", "people"),
    "mine": ("split", "run", "door", "mine", "answers", "errors", "form", "seats", "circle-list"),
    "error": ("lost", "seats"),
    "style": ("style", "level", "dots"),
}

_STRING = re.compile(r"""("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')""")
_NAME = re.compile(r"^css/bundle-([a-z]+)\.css$")


def bundle(name: str) -> str:
    """The stylesheet of a bundle."""
    return "".join(minified(source.read_text()) for source in sources(name))


def sources(name: str) -> list[Path]:
    """The files a bundle is made of."""
    folder = Path(settings.STATICFILES_DIRS[0]) / "css"
    foundation = [folder / f"{part}.css" for part in FOUNDATION] if name == "core" else []
    parts = dict.fromkeys(BUNDLES[name])  # a group may bring what another brought already
    return foundation + [folder / "components" / f"{part}.css" for part in parts]


def minified(css: str) -> str:
    """CSS without comments and needless white space; strings stay as they are."""
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    pieces = _STRING.split(css)
    return "".join(piece if number % 2 else _tight(piece) for number, piece in enumerate(pieces)).strip()


def _tight(css: str) -> str:
    css = re.sub(r"\s+", " ", css)
    css = re.sub(r" ?([{};,]) ?", r"\1", css)
    return css.replace(";}", "}")


class BundleFinder(BaseFinder):
    """Finds the bundles among the static files, made anew whenever a source has changed."""

    def find(self, path: str, find_all: bool = False, **kwargs: object) -> str | list[str]:
        """The file of a bundle."""
        match = _NAME.match(path)
        if not match or match[1] not in BUNDLES:
            return []
        found = str(_written(match[1]))
        return [found] if find_all else found

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, FileSystemStorage]]:
        """All bundles, for ``collectstatic``."""
        storage = FileSystemStorage(location=_folder())
        for name in BUNDLES:
            yield _written(name).relative_to(_folder()).as_posix(), storage


def _folder() -> Path:
    return settings.VAR_DIR / "bundles"


def _written(name: str) -> Path:
    target = _folder() / "css" / f"bundle-{name}.css"
    newest = max(source.stat().st_mtime for source in (*sources(name), Path(__file__)))
    if not target.exists() or target.stat().st_mtime < newest:
        target.parent.mkdir(parents=True, exist_ok=True)
        fresh = target.with_suffix(f".{id(target)}.new")
        fresh.write_text(bundle(name))
        fresh.replace(target)  # at once: another process may be reading
    return target
