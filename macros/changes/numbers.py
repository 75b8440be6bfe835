"""Deadlines and other numbers that changed: what a hurried reader must not miss."""

import re
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from typing import NamedTuple

from macros.views.redline import Line, Passage

_WORDS = (
    *("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven"),
    *("twelve", "fourteen", "fifteen", "twenty", "thirty", "forty-five", "forty", "sixty"),
    *("ninety", "half"),
)
_UNITS = r"(?:minute|hour|day|week|month|quarter|year|percent|degree|dollar|time|copy|people)"
_NUMBER = re.compile(
    rf"\$?\b(?:\d[\d,.:]*\d|\d)\b(?:\s?(?:%|°\s?[FC]))?(?:(?:[ -][A-Za-z-]+){{0,2}}?"
    rf"[ -]{_UNITS}s?\b)?"
    rf"|\b(?:{'|'.join(_WORDS)})\b(?:[ -][A-Za-z-]+){{0,2}}?[ -]{_UNITS}s?\b"
    rf"|\bwithin (?:the|an?) {_UNITS}\b|\b(?:same|next) (?:working |business )?day\b",
    re.IGNORECASE,
)


class Number(NamedTuple):
    """A number as it was and as it is; empty where there is none."""

    before: str
    after: str
    where: str = ""

    @property
    def words(self) -> str:
        """30 days → 15 days."""
        if self.before and self.after:
            return f"{self.before} → {self.after}"
        return f"{self.before} is gone" if self.before else f"{self.after} is new"


def numbers(passages: Iterable[Passage]) -> list[Number]:
    """The numbers that differ in the changed lines of a redline."""
    found = []
    for passage in passages:
        where = "".join(piece.text for piece in passage.heading if piece.kind != "removed")
        for line in passage.lines:
            if line.kind != "same":
                found += [number._replace(where=where) for number in _in_line(line)]
    return list(dict.fromkeys(found))


def _in_line(line: Line) -> Iterator[Number]:
    before = _numbers("".join(p.text for p in line.pieces if p.kind != "added"))
    after = _numbers("".join(p.text for p in line.pieces if p.kind != "removed"))
    yield from between(before, after)


def between(before: list[str], after: list[str]) -> Iterator[Number]:
    """Numbers in the order of two texts, those that took each other's place together."""
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for what, i1, i2, j1, j2 in matcher.get_opcodes():
        if what != "equal":
            old, new = before[i1:i2], after[j1:j2]
            for n in range(max(len(old), len(new))):
                yield Number(old[n] if n < len(old) else "", new[n] if n < len(new) else "")


def _numbers(text: str) -> list[str]:
    return [found[0].strip() for found in _NUMBER.finditer(text)]


def in_texts(before: str, after: str) -> list[Number]:
    """The numbers that differ between two texts of one line."""
    return list(between(_numbers(before), _numbers(after)))
