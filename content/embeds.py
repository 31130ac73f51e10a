"""Which other sites may be shown inside a page. The browser enforces the same list: it is the policy it gets."""

from urllib.parse import urlsplit

from django.conf import settings


def may_be_framed(url: str) -> bool:
    """Whether the content security policy lets a page show ``url`` in a frame."""
    address = urlsplit(url)
    allowed = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"].get("frame-src", [])
    return address.scheme == "https" and any(_covers(each, host_of(url)) for each in allowed)


def host_of(url: str) -> str:
    """The name of the site behind an address."""
    return urlsplit(url).hostname or ""


def _covers(source: str, host: str) -> bool:
    name = source.removeprefix("https://").rstrip("/")
    return host.endswith(name[1:]) if name.startswith("*.") else host == name
