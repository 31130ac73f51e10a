"""Dutch and English as search sees them, for every engine alike. Pure: knows nothing of Django or of databases.

A text becomes *terms*: each word as it is written (folded), its stem marked ``~``, and the stems of the parts of a compound
marked ``+``. What is asked goes through the same mill, so an engine only has to compare.
"""

from .analysis import (
    PART,
    PREFIX,
    STEM,
    Word,
    chunks,
    fold,
    forms_of,
    index_terms,
    mended,
    stem_of,
    word_terms,
    words,
)
from .question import Group, Wording, eased, read

__all__ = [
    "PART", "PREFIX", "STEM", "Group", "Word", "Wording", "chunks", "eased", "fold", "forms_of", "index_terms", "mended",
    "read", "stem_of", "word_terms", "words",
]  # fmt: skip
