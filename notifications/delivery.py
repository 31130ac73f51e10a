"""How a mail is written and handed to the mail server."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from email.utils import parseaddr

import css_inline
from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils.translation import override
from wagtail.models import Site

from content.context_processors import site_settings

from .files import made
from .models import MailSettings, MailText, Message

#: Written by hand for each kind: what reads well to people also does to their mail programs.
_inliner = css_inline.CSSInliner(keep_style_tags=True, keep_at_rules=True, load_remote_stylesheets=False)


#: What a kind of mail shows as it is when it is sent, from the message.
Extra = Callable[[Message], dict[str, object]]
_extras: dict[str, Extra] = {}


def register_extra(kind: str, extra: Extra) -> None:
    """Let mails of a kind show something that is looked up when they are sent, such as who has a seat by then."""
    _extras[kind] = extra


@dataclass(frozen=True)
class Written:
    """A mail as it is read."""

    subject: str
    text: str
    html: str


def written(message: Message) -> Written:
    """What a mail says, in the language of whom it is to."""
    with override(message.language):
        context = _frame(message) | message.context | _live(message)
        folder = f"emails/{message.kind}"
        subject = " ".join(render_to_string(f"{folder}/subject.txt", context).split())
        text = render_to_string(f"{folder}/body.txt", context).strip() + "\n"
        html = _inliner.inline(render_to_string(f"{folder}/body.html", context | {"subject": subject}))
    return Written(subject[:250], text, html)


def hand_over(message: Message) -> str:
    """Give a mail to the mail server. Returns its subject."""
    letter = written(message)
    mail = EmailMultiAlternatives(
        letter.subject,
        letter.text,
        to=[message.to],
        reply_to=[address] if (address := message.reply_to or _site_address()) else None,
        headers=_headers(message),
    )
    mail.attach_alternative(letter.html, "text/html")
    with override(message.language):
        for file in made(message.attachments):
            mail.attach(file.as_part())
    mail.send()
    return letter.subject


def _headers(message: Message) -> dict[str, str]:
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].partition("@")[2] or "localhost"
    name = hashlib.sha256(message.key.encode()).hexdigest()[:40]
    headers = {
        "Message-ID": f"<{name}@{domain}>",  # the same at every try, so that a mail sent twice is seen as one
        "Auto-Submitted": "auto-generated",
        "Content-Language": message.language,
    }
    if message.unsubscribe_url:
        headers["List-Unsubscribe"] = f"<{message.unsubscribe_url}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
        headers["Precedence"] = "bulk"
    return headers


def _frame(message: Message) -> dict[str, object]:
    site = Site.objects.filter(is_default_site=True).select_related("root_page").first()
    network = site_settings(site)
    return {
        "network": network,
        "texts": _texts(site),
        "base_url": settings.BASE_URL,
        "language": message.language,
        "unsubscribe_url": message.unsubscribe_url,
    }


def _live(message: Message) -> dict[str, object]:
    extra = _extras.get(message.kind)
    return extra(message) if extra and message.to else {}


def _texts(site: Site | None) -> MailText | None:
    found = MailSettings.objects.filter(site=site).first()
    return found.text() if found else None


def _site_address() -> str:
    site = Site.objects.filter(is_default_site=True).first()
    found = MailSettings.objects.filter(site=site).first()
    return (found and found.reply_to) or site_settings(site).email
