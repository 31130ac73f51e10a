"""The packaged word list: exceptions to the rules of stemming, and the words that make compounds. Read when first needed."""

import gzip
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from .dutch import key_by_rule

FILE = Path(__file__).parent / "data" / "dutch.txt.gz"


@dataclass(frozen=True)
class Lexicon:
    """``exceptions``: all of them as one text, looked through by halving: a dictionary would cost each worker 20 MB."""

    exceptions: bytes
    parts: dict[str, int]

    def key(self, word: str) -> str:
        """The key of a word."""
        return self._exception(word) or key_by_rule(word)

    def knows(self, word: str) -> bool:
        """Whether the list says something of the word itself."""
        return word in self.parts or bool(self._exception(word))

    def _exception(self, word: str) -> str:
        low, high = 0, len(self.exceptions)
        wanted = word.encode()
        while low < high:
            middle = self.exceptions.rfind(b"\n", low, (low + high) // 2) + 1 or low
            end = self.exceptions.find(b"\n", middle)
            name, _, change = self.exceptions[middle:end].partition(b" ")
            if name == wanted:
                return _changed(word, change.decode())
            if name < wanted:
                low = end + 1
            else:
                high = middle
        return ""


def _changed(word: str, change: str) -> str:
    figures = len(change) - len(change.lstrip("0123456789"))
    return word[: len(word) - int(change[:figures])] + change[figures:]


@cache
def dutch_lexicon() -> Lexicon:
    """The list for Dutch."""
    exceptions, parts = gzip.decompress(FILE.read_bytes()).split(b"\n\n")
    rows = (line.split() for line in parts.decode().splitlines())
    return Lexicon(exceptions + b"\n", {word: int(grades) for word, grades in rows})
