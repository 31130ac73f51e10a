"""The personal link: it needs no password, so it can't be guessed, and it can be replaced."""

import uuid

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import override

from .exceptions import SignupError
from .models import Interest, Offering, PollReply, Signup

FEED_SALT = "signups.feed"
ADDRESS_SALT = "signups.address"
ADDRESS_HOURS = 24


class LinkReplaced(SignupError):
    """A link that was right once: a newer one took its place."""


def seal_of(signup: Signup, salt: str = "signups.link") -> str:
    """The part of the link that proves it came from us."""
    return salted_hmac(salt, f"{signup.key}.{signup.link_version}", algorithm="sha256").hexdigest()[:40]


def signup_by_link(key: uuid.UUID, seal: str, salt: str = "signups.link") -> Signup | None:
    """The sign-up of a personal link; None for a wrong one. Raises ``LinkReplaced`` for one that was replaced."""
    signup = Signup.objects.select_related("offering").filter(key=key).first()
    if signup is None:
        return None
    if constant_time_compare(seal, seal_of(signup, salt)):
        return signup
    for version in range(max(1, signup.link_version - 20), signup.link_version):
        old = Signup(key=signup.key, link_version=version)
        if constant_time_compare(seal, seal_of(old, salt)):
            raise LinkReplaced
    return None


def personal_url(signup: Signup) -> str:
    """The whole address of somebody's own page, in their language."""
    return absolute("signups:mine", signup.language, signup.key, seal_of(signup))


def feed_path(signup: Signup) -> str:
    """The address of the calendar of somebody's own."""
    return reverse("signups-feed", args=[signup.key, seal_of(signup, FEED_SALT)])


def unsubscribe_url(signup: Signup) -> str:
    """Where one click ends the organiser's mails."""
    return absolute("signups:unsubscribe", signup.language, signup.key, seal_of(signup))


def offering_url(offering: Offering, language: str) -> str:
    """The form."""
    return absolute("signups:form", language, offering.key)


def interest_seal(interest: Interest | PollReply) -> str:
    """Proves a link in a mail to somebody on an interest list, or who answered a poll."""
    return salted_hmac(f"signups.{interest._meta.model_name}", str(interest.key), algorithm="sha256").hexdigest()[:40]


def interest_url(interest: Interest, name: str = "signups:interest") -> str:
    """The page of one interest."""
    return absolute(name, interest.language, interest.key, interest_seal(interest))


def reply_url(reply: PollReply) -> str:
    """The page on which somebody changes what they answered to a poll."""
    return absolute("signups:poll-reply", reply.language, reply.key, interest_seal(reply))


def address_url(email: str, language: str) -> str:
    """The page with everything held about an address; works for a day."""
    return absolute("signups:everything", language, signing.dumps(email, salt=ADDRESS_SALT))


def address_of(token: str) -> str | None:
    """The address that a link was mailed to; None if the link is wrong or too old."""
    try:
        return signing.loads(token, salt=ADDRESS_SALT, max_age=ADDRESS_HOURS * 3600)
    except signing.BadSignature:
        return None


def absolute(name: str, language: str, *args: object) -> str:
    """A whole address, in a language."""
    with override(language):
        return settings.BASE_URL.rstrip("/") + reverse(name, args=args)


def subscription(path: str) -> dict[str, str]:
    """The addresses of a feed: to download, to open as a subscription, and to copy."""
    address = settings.BASE_URL.rstrip("/") + path
    return {"path": path, "address": address, "webcal": "webcal://" + address.split("://", 1)[1]}
