"""Which addresses of the demo the browser looks at."""

import re
import urllib.request

from ..crawl import crawl

#: Views that the sitemap doesn't name: filtered lists, search in its states, errors, signing in.
VIEWS = (
    "/nl/zoeken/",
    "/nl/zoeken/?q=vrijwilligers",
    "/nl/zoeken/?q=zzzzzz",
    "/nl/mensen/",
    "/nl/mensen/?topic=geld",
    "/en/people/",
    "/en/search/?q=volunteers",
    "/nl/wie-is-wie/?sector=sport&area=centrum",
    "/nl/wie-is-wie/?letter=Q",
    "/nl/bestaat-niet/",
    "/en/does-not-exist/",
    "/nl/account/login/",
    "/en/account/login/",
    "/nl/account/password/reset/",
    "/nl/account/login/code/",
)
#: What a signed-in member has besides.
MINE = (
    "/nl/",
    "/nl/mijn-kring/",
    "/nl/mensen/",
    "/nl/mensen/ik/",
    "/nl/account/email/",
    "/nl/account/password/change/",
    "/nl/account/2fa/",
)


def from_sitemap(server: str) -> list[str]:
    """The paths of all public pages."""
    parts = re.findall(r"<loc>([^<]+)</loc>", _read(f"{server}/sitemap.xml"))
    pages = [url for part in parts for url in re.findall(r"<loc>([^<]+)</loc>", _read(part))]
    return ["/" + url.split("/", 3)[3] for url in pages]


def views_of_lists(server: str, at_most: int = 3) -> list[str]:
    """For each list, some of the views that it links to: filtered, of a letter or a month, the second page."""
    found: dict[str, list[str]] = {}

    def fetch(address: str) -> str | None:
        if "?" in address:
            found.setdefault(address.partition("?")[0], []).append(address)
            return None
        return _read(f"{server}{address}")

    crawl(fetch, ["/nl/", "/nl/kennis/", "/nl/wie-is-wie/", "/nl/agenda/", "/nl/nieuws/", "/nl/leerkringen/"])
    return [address for addresses in found.values() for address in addresses[:at_most]]


def samples(addresses: list[str]) -> list[str]:
    """A few of each kind of address: those with the same beginning and depth look alike."""
    kinds: dict[tuple, list[str]] = {}
    for address in addresses:
        parts = [part for part in address.split("?")[0].split("/") if part]
        kinds.setdefault((*parts[:2], len(parts)), []).append(address)
    return [address for group in kinds.values() for address in group[:2]]


def _read(url: str) -> str:
    try:
        with urllib.request.urlopen(url, timeout=20) as answer:
            return answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.read().decode()
