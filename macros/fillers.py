"""Words of a question that say nothing about its subject, left out of search."""

import re
from functools import cache, lru_cache

_FILLERS = """
    a able about across after all almost also am among an and any anybody anyone are aren as
    at be because been but by can cannot cant could couldn dear did didn didnt do does doesn
    doesnt doing don done dont either else ever every everybody everyone for from get gets
    getting go goes going got had has hasn have haven having he her here hers him his how
    however i if im in into is isn isnt it its ive just least let lets like likely ll may me
    mean means might most must my need needs neither no nobody nor not of off often on only
    or other our ours out own please rather re said same say says shall she should shouldn
    since so some somebody someone something stand stands than that the their them then
    there these they thing things this those tis to too twas up us ve want wants was wasn we
    were weren what whats when where which while who whom whose why will with won wont would
    wouldn yet you your yours
"""


# What parts words: spaces and marks, and a stroke unless a single letter follows, as in A/R.
_SPACE = r"[\s,;:!?.()\[\]\"'\u201c\u201d\u2019&\u00b7\u2013\u2014_-]"
_STROKE = r"\/(?![A-Za-z](?![\w-]))"
_SPACES = re.compile(rf"{_SPACE}+")
_LONG = [word for word in _FILLERS.split() if len(word) > 1]
_LEFT_OUT = frozenset([*_LONG, *(word.capitalize() for word in _LONG)])


@cache
def separator() -> str:
    """What parts words for the theme's search, in the index and in what people type.

    Fillers and single letters part words as spaces do. The theme takes the beginning of a word
    for the word: `I` would find insurance and `a` everything, in each question asked as a sentence.
    """
    fillers = "|".join(f"[{w[0].upper()}{w[0]}]{w[1:]}" for w in _LONG)
    # A/R is a word too: one letter before a stroke, or after it, does not stand alone.
    parts = (_SPACE, _STROKE, rf"\b(?:{fillers})\b", r"\b[A-Za-z]\b(?!\/)")
    return f"(?:{'|'.join(parts)})+"


@lru_cache(maxsize=200_000)
def words(text: str) -> tuple[str, ...]:
    """The words of a text that search compares, in lower case: what `separator` leaves of it."""
    found: list[str] = []
    for piece in text.split():
        # Only few pieces need every filler tried at every letter.
        plain = piece.isascii() and "/" not in piece and "_" not in piece
        parts = _SPACES.split(piece) if plain else re.split(separator(), piece)
        found += (part.casefold() for part in parts if _compared(part))
    return tuple(found)


def _compared(word: str) -> bool:
    single = len(word) == 1 and word.isascii() and word.isalpha()
    return bool(word) and not single and word not in _LEFT_OUT
