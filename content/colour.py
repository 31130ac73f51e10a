"""Colour arithmetic of WCAG 2.2."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

READABLE = 4.5  # WCAG 2.2, success criterion 1.4.3
HEX = re.compile(r"^#[0-9a-f]{6}$", re.IGNORECASE)


def contrast(one: str, other: str) -> float:
    """The contrast ratio (1 to 21) of two colours written as ``#rrggbb``."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def validate_accent(value: str) -> None:
    """Refuse what is no colour, and a colour on which white text can't be read."""
    if not HEX.match(value):
        raise ValidationError(_("Write the colour as # and six digits or letters a to f, such as #00628a."))
    ratio = contrast(value, "#ffffff")
    if ratio < READABLE:
        raise ValidationError(
            _("White text on this colour has a contrast of %(ratio).1f; it needs %(needed).1f. Choose a darker one.")
            % {"ratio": ratio, "needed": READABLE}
        )


def _luminance(colour: str) -> float:
    # https://www.w3.org/TR/WCAG22/#dfn-relative-luminance
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
