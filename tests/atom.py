"""Reading a feed as a feed reader does, and asking of it what RFC 4287 asks."""

from datetime import datetime
from typing import Any
from xml.etree import ElementTree

from django.test import Client

ATOM = "{http://www.w3.org/2005/Atom}"


def read(client: Client, url: str) -> dict[str, Any]:
    """The feed at ``url``, which has to be valid Atom 1.0."""
    response = client.get(url)
    assert response.status_code == 200
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    root = ElementTree.fromstring(response.content)  # noqa: S314 -- our own
    assert root.tag == f"{ATOM}feed"
    links = {link.get("rel"): link.get("href") for link in root.findall(f"{ATOM}link")}
    assert links["self"].endswith(url)
    assert root.findtext(f"{ATOM}author/{ATOM}name")
    found = [_entry(each) for each in root.findall(f"{ATOM}entry")]
    assert len({entry["id"] for entry in found}) == len(found)
    return {
        **_common(root),
        "language": root.get("{http://www.w3.org/XML/1998/namespace}lang"),
        "alternate": links["alternate"],
        "entries": found,
    }


def entries(client: Client, url: str) -> list[dict[str, Any]]:
    return read(client, url)["entries"]


def _entry(element: ElementTree.Element) -> dict[str, Any]:
    [link] = [each.get("href") for each in element.findall(f"{ATOM}link") if each.get("rel") == "alternate"]
    assert link.startswith("http")
    return {
        **_common(element),
        "link": link,
        "published": datetime.fromisoformat(element.findtext(f"{ATOM}published") or ""),
        "summary": element.findtext(f"{ATOM}summary"),
        "categories": [each.get("term") for each in element.findall(f"{ATOM}category")],
    }


def _common(element: ElementTree.Element) -> dict[str, Any]:
    """What feed and entry both must have, once."""
    for name in ("id", "title", "updated"):
        assert len(element.findall(f"{ATOM}{name}")) == 1, name
    assert (element.findtext(f"{ATOM}id") or "").startswith("urn:uuid:")
    return {
        "id": element.findtext(f"{ATOM}id"),
        "title": element.findtext(f"{ATOM}title"),
        "updated": datetime.fromisoformat(element.findtext(f"{ATOM}updated") or ""),
    }
