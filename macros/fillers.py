"""Words of a question that say nothing about its subject, left out of search."""

import re
from functools import cache

_FILLERS = """
    a able about across after all almost also am among an and any anybody anyone are aren as
    at be because been but by can cannot could couldn dear did didn do does doesn doing don
    done either else ever every everybody everyone for from get gets getting go goes going
    got had has hasn have haven having he her here hers him his how however i if in into is
    isn it its just least let lets like likely ll may me mean means might most must my need
    needs neither no nobody nor not of off often on only or other our ours own please rather
    re said same say says shall she should shouldn since so some somebody someone something
    than that the their them then there these they thing things this those tis to too twas
    up us ve want wants was wasn we were weren what when where which while who whom whose
    why will with won would wouldn yet you your yours
"""


@cache
def separator() -> str:
    """What parts words for the theme's search, in the index and in what people type.

    Fillers and single letters part words as spaces do. The theme takes the beginning of a word
    for the word: `I` would find insurance and `a` everything, in each question asked as a sentence.
    """
    fillers = "|".join(f"[{w[0].upper()}{w[0]}]{w[1:]}" for w in _FILLERS.split() if len(w) > 1)
    # A/R is a word too: one letter before a stroke, or after it, does not stand alone.
    parts = (
        r"[\s,;:!?.()\[\]\"'\u201c\u201d\u2019&\u00b7\u2013\u2014_-]",
        r"\/(?![A-Za-z](?![\w-]))",
        rf"\b(?:{fillers})\b",
        r"\b[A-Za-z]\b(?!\/)",
    )
    return f"(?:{'|'.join(parts)})+"


def words(text: str) -> list[str]:
    """The words of a text that search compares, in lower case."""
    return [word.casefold() for word in re.split(separator(), text) if word]
