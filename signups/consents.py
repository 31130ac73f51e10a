"""What people let others see, and the proof of it."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from .enums import Level
from .models import Consent, Signup

#: Change it together with the words below: the ledger then tells which ones somebody read.
TEXT_VERSION = "2026-11"
FIELDS: dict[str, str | Promise] = {
    "name": _("your name"),
    "organisation": _("your organisation"),
    "introduction": _("your introduction"),
    "email": _("your e-mail address"),
    "phone": _("your telephone number"),
}
SENTENCES: dict[int, str | Promise] = {
    Level.ORGANISERS: _("Only the organisers see %(field)s."),
    Level.PARTICIPANTS: _("The other participants may see %(field)s."),
    Level.EVERYBODY: _("Everybody on this site may see %(field)s."),
}


def record(signup: Signup, levels: Mapping[str, int], *, way: str) -> list[str]:
    """Write down what somebody chose now, where that differs from before. Says which fields changed."""
    chosen = {field: int(level) for field, level in levels.items() if field in FIELDS}
    changed = [field for field, level in chosen.items() if signup.level_of(field) != level]
    if changed:
        Consent.objects.bulk_create([_row(signup, field, chosen[field], way) for field in changed])
        signup.shows = signup.shows | {field: chosen[field] for field in changed}
        signup.save(update_fields=["shows"])
    return changed


def _row(signup: Signup, field: str, level: int, way: str) -> Consent:
    with override(signup.language):
        text = SENTENCES[level] % {"field": FIELDS[field]}
    return Consent(signup=signup, field=field, level=level, text=text, text_version=TEXT_VERSION, way=way)
