"""Stems."""

from threading import local

import snowballstemmer

from .dutch import IRREGULAR
from .lexicon import dutch_lexicon

_ALGORITHMS = {"en": "english"}
_kept = local()


def stem(word: str, language: str) -> str:
    """The stem of a folded word; the word itself in a language that we have no stemmer for."""
    if word.isdecimal():
        return word
    if language == "nl":
        base = IRREGULAR.get(word, word)
        return dutch_lexicon().key(base) or base
    name = _ALGORITHMS.get(language)
    if name is None:
        return word
    # A stemmer keeps its state between two letters: one for each thread.
    stemmers = _kept.__dict__.setdefault("stemmers", {})
    if name not in stemmers:
        stemmers[name] = snowballstemmer.stemmer(name)
    return stemmers[name].stemWord(word) or word
