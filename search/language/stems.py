"""Stems."""

from threading import local

import snowballstemmer

_ALGORITHMS = {"nl": "dutch_porter", "en": "english"}
_kept = local()


def stem(word: str, language: str) -> str:
    """The stem of a folded word; the word itself in a language that we have no stemmer for."""
    name = _ALGORITHMS.get(language)
    if name is None or word.isdecimal():
        return word
    # A stemmer keeps its state between two letters: one for each thread.
    stemmers = _kept.__dict__.setdefault("stemmers", {})
    if name not in stemmers:
        stemmers[name] = snowballstemmer.stemmer(name)
    return stemmers[name].stemWord(word) or word
