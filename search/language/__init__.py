"""Dutch and English as search sees them, for every engine alike. Pure: knows nothing of Django or of databases.

A text becomes *terms*: each word as it is written (folded), its stem marked ``~``, and the stems of the parts of a compound
marked ``+``. What is asked goes through the same mill, so an engine only has to compare.
"""

from .analysis import PART, STEM, Word, index_terms, mended, stem_of, word_terms, words
from .question import Group, Wording, read

__all__ = [
    "PART",
    "STEM",
    "Group",
    "Word",
    "Wording",
    "index_terms",
    "mended",
    "read",
    "stem_of",
    "word_terms",
    "words",
]
