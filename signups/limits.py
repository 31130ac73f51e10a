"""How much one address or network may do, so that a flood fills no seats and no mailboxes."""

import ipaddress

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from .models import Offering, Signup

HOLDS_PER_ADDRESS = 5
HOLDS_PER_NETWORK = 10


def allowed(what: str, who: str, *, times: int, seconds: int) -> bool:
    """Whether ``who`` may do ``what`` once more in this stretch of time."""
    key = "kring:limit:" + salted_hmac("limits", f"{what}:{who}", algorithm="sha256").hexdigest()[:40]
    cache.add(key, 0, seconds)
    try:
        return cache.incr(key) <= times
    except ValueError:  # it ran out between the two
        return True


def network_of(request: HttpRequest) -> str:
    """A keyed hash of the visitor's network (IPv4 /24, IPv6 /48). It says who is alike, not who somebody is."""
    try:
        address = ipaddress.ip_address(_address(request))
    except ValueError:
        return ""
    size = 24 if address.version == 4 else 48
    network = ipaddress.ip_network(f"{address}/{size}", strict=False)
    return salted_hmac("signups.network", str(network), algorithm="sha256").hexdigest()[:40]


def holds_allowed(offering: Offering, email: str, network: str) -> bool:
    """Whether one more seat may be kept for somebody who has not proved the address yet."""
    open_holds = Signup.objects.active().filter(confirmed_at__isnull=True)
    if open_holds.filter(email=email.strip().lower()).count() >= HOLDS_PER_ADDRESS:
        return False
    return not network or open_holds.filter(offering=offering, network=network).count() < holds_per_network(offering)


def holds_per_network(offering: Offering) -> int:
    """A group that signs up together in one room gets through; one visitor can't fill a circle."""
    if offering.capacity is None:
        return HOLDS_PER_NETWORK
    return min(HOLDS_PER_NETWORK, max(3, offering.capacity // 2))


def _address(request: HttpRequest) -> str:
    proxies = settings.ALLAUTH_TRUSTED_PROXY_COUNT
    if proxies:
        passed = [each.strip() for each in request.headers.get("X-Forwarded-For", "").split(",")]
        return passed[-proxies] if len(passed) >= proxies else ""
    return request.META.get("REMOTE_ADDR", "")
