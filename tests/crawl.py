"""Walks through a site as a visitor would: from link to link."""

import re
from collections import Counter, deque
from collections.abc import Callable, Iterable
from html.parser import HTMLParser
from urllib.parse import urldefrag, urljoin, urlsplit

#: Not pages, or not for a crawler: files, the admin, and what ends the session.
OUTSIDE = re.compile(r"^/(admin|static|media|documents|accent-)|/logout/")
#: Filters combine without end; so many views of one list are enough.
VIEWS_PER_LIST = 6


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("a", "link"):
            given = dict(attrs)
            if given.get("href") and "stylesheet" not in (given.get("rel") or ""):
                self.found.append(given["href"])


def links_of(html: str, address: str) -> list[str]:
    """The addresses on this site that ``html`` links to, without what comes after ``#``."""
    parser = _Links()
    parser.feed(html)
    here = urlsplit(address)
    found = []
    for href in parser.found:
        target = urlsplit(urldefrag(urljoin(address, href)).url)
        if target.scheme in ("", "http", "https") and target.netloc == here.netloc and not OUTSIDE.search(target.path):
            found.append(f"{target.path}?{target.query}" if target.query else target.path)
    return found


def crawl(fetch: Callable[[str], str | None], starts: Iterable[str]) -> dict[str, str | None]:
    """Visit ``starts`` and everything they lead to. ``fetch`` returns the HTML of an address, or None for what is none."""
    waiting = deque(dict.fromkeys(starts))
    seen = set(waiting)
    views: Counter[str] = Counter()
    pages: dict[str, str | None] = {}
    while waiting:
        address = waiting.popleft()
        html = pages[address] = fetch(address)
        for link in links_of(html, f"http://localhost{address}") if html else ():
            path, _mark, query = link.partition("?")
            if link in seen or (query and views[path] >= VIEWS_PER_LIST):
                continue
            views[path] += bool(query)
            seen.add(link)
            waiting.append(link)
    return pages
