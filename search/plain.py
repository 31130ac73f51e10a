"""Text as it is kept: one form for each letter, and nothing a database refuses."""

import unicodedata

from .language import mended


def plain(text: str) -> str:
    """One form for each letter, broken words made whole, single spaces, no NUL and no halves of letters."""
    text = unicodedata.normalize("NFC", text.replace("\x00", " ").encode("utf-8", "ignore").decode())
    return " ".join(mended(text).split())
