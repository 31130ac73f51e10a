"""Under which letter a name is filed. Articles are skipped, as a telephone book does: “De Werf” is under W."""

import unicodedata

ARTICLES = {"de", "het", "’t", "'t", "een", "the"}


def filed_as(title: str) -> str:
    """A title as it is sorted: without case, accents, and the article it begins with."""
    words = title.split()
    if len(words) > 1 and words[0].lower() in ARTICLES:
        words = words[1:]
    letters = unicodedata.normalize("NFKD", " ".join(words))
    return "".join(letter for letter in letters if not unicodedata.combining(letter)).casefold()


def initial_of(title: str) -> str:
    """The letter under which a title is filed, ``#`` for what is no letter."""
    letter = filed_as(title)[:1].upper()
    return letter if "A" <= letter <= "Z" else "#"
