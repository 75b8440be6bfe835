"""What changed between two canonical texts, word by word."""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from html import unescape
from typing import Literal, NamedTuple

from macros.markdown import to_plain

Kind = Literal["same", "added", "removed"]

_MARKER = re.compile(r"( *)(?:[-*]|\d+\.) ")
_ID = re.compile(r" \{#[a-z0-9-]+\}$")
_TOKEN = re.compile(r"\s+|[\w'\u2019-]+|[^\w\s]")
# Two lines with less in common than this are two lines, and not one that was changed.
_ALIKE = 0.35
# A section under a new name, with so much in common, is the section it was.
_SAME_SECTION = 0.6
_SHORT = 4
_KINDS: dict[str, Kind] = {"equal": "same", "delete": "removed", "insert": "added"}


class Piece(NamedTuple):
    """Some words of a line, and whether they are in both texts."""

    kind: Kind
    text: str


class Line(NamedTuple):
    """A paragraph or an item of a list, with its changes."""

    item: bool
    pieces: tuple[Piece, ...]

    @property
    def kind(self) -> Kind | Literal["changed"]:
        """Whether the whole line is the same, added or removed, or changed within."""
        kinds = {piece.kind for piece in self.pieces}
        return self.pieces[0].kind if len(kinds) == 1 else "changed"


class Passage(NamedTuple):
    """A section with changes: its heading, and all of its lines.

    `moved` is the heading that it stands behind now, if it stood elsewhere.
    """

    heading: tuple[Piece, ...]
    lines: tuple[Line, ...]
    moved: str | None = None

    @property
    def changed(self) -> bool:
        """Whether a word of it changed, and not only its place."""
        return _changed(self.heading) or any(line.kind != "same" for line in self.lines)


def redline(before: str, after: str) -> list[Passage]:
    """The sections of two canonical texts that differ, in the order of the newer text."""
    old, new = _sections(before), _sections(after)
    old = _renamed(old, new)
    behind = _moved(list(old), list(new))
    keys = [*new, *(key for key in old if key not in new)]
    found = [
        _passage(old.get(key), new.get(key), new[behind[key]][0] if key in behind else None)
        for key in keys
        if key in behind or old.get(key) != new.get(key)
    ]
    return [p for p in found if p.lines or _changed(p.heading) or p.moved is not None]


Sections = dict[str, tuple[str, list[str]]]


def _renamed(old: Sections, new: Sections) -> Sections:
    """The older sections, those under a new name by that name: their lines are much the same."""
    left = [key for key in new if key not in old]
    names = {}
    for key in old:
        if key not in new and left:
            best = max(left, key=lambda other: _alike(old[key], new[other]))
            if _alike(old[key], new[best]) >= _SAME_SECTION:
                names[key] = best
                left.remove(best)
    return {names.get(key, key): section for key, section in old.items()}


def _alike(one: tuple[str, list[str]], other: tuple[str, list[str]]) -> float:
    return _likeness(" ".join(one[1]), " ".join(other[1]))


def _moved(old: list[str], new: list[str]) -> dict[str, str]:
    """The sections that stand elsewhere among those in both texts: what each is behind now."""
    before, after = [k for k in old if k in new], [k for k in new if k in old]
    blocks = SequenceMatcher(None, before, after, autojunk=False).get_matching_blocks()
    kept = {after[n] for block in blocks for n in range(block.b, block.b + block.size)}
    return {key: new[new.index(key) - 1] for key in after if key not in kept}


def _changed(pieces: tuple[Piece, ...]) -> bool:
    return any(piece.kind != "same" for piece in pieces)


def _sections(text: str) -> Sections:
    """Heading and lines of each section, by the id of the section or else its heading."""
    found: Sections = {}
    lines: list[str] = []
    for line in text.split("\n"):
        if line.startswith("#"):
            heading = line.lstrip("#").strip()
            named = _ID.search(heading)
            lines = []
            key = "" if line.startswith("# ") else named[0] if named else heading
            found[key] = (_ID.sub("", heading), lines)
        elif line.strip():
            lines.append(line)
    return found


def _passage(
    old: tuple[str, list[str]] | None, new: tuple[str, list[str]] | None, moved: str | None
) -> Passage:
    before, old_lines = old or ("", [])
    after, new_lines = new or ("", [])
    return Passage(changed_words(before, after), tuple(_lines(old_lines, new_lines)), moved)


def _lines(old: list[str], new: list[str]) -> Iterator[Line]:
    for what, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if what == "replace":
            yield from _replaced(old[i1:i2], new[j1:j2])
            continue
        kind = _KINDS[what]
        for line in old[i1:i2] or new[j1:j2]:
            yield _whole(line, kind)


def _replaced(old: list[str], new: list[str]) -> Iterator[Line]:
    """Lines in place of others: those that are much alike are one line with changes in it."""
    left = list(new)
    for line in old:
        best = max(left, key=lambda other: _likeness(line, other), default="")
        if best and _likeness(line, best) >= _ALIKE:
            place = left.index(best)
            for added in left[:place]:
                yield _whole(added, "added")
            del left[: place + 1]
            yield Line(_is_item(best), changed_words(_plain(line), _plain(best)))
        else:
            yield _whole(line, "removed")
    for line in left:
        yield _whole(line, "added")


def _likeness(one: str, other: str) -> float:
    return SequenceMatcher(None, one.split(), other.split(), autojunk=False).ratio()


def _whole(line: str, kind: Kind) -> Line:
    return Line(_is_item(line), (Piece(kind, _plain(line)),))


def _is_item(line: str) -> bool:
    return _MARKER.match(line) is not None


def _plain(line: str) -> str:
    return unescape(to_plain(_MARKER.sub("", line, count=1)))


def changed_words(before: str, after: str) -> tuple[Piece, ...]:
    """Two texts of one line as one, with the words that changed."""
    old, new = _TOKEN.findall(before), _TOKEN.findall(after)
    found: list[Piece] = []
    for what, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if what == "equal":
            found.append(Piece("same", "".join(old[i1:i2])))
            continue
        if i2 > i1:
            found.append(Piece("removed", "".join(old[i1:i2])))
        if j2 > j1:
            found.append(Piece("added", "".join(new[j1:j2])))
    return tuple(_joined(found))


def _joined(pieces: list[Piece]) -> Iterator[Piece]:
    """Changes with nothing but a space or a short word between them are read as one."""
    removed = added = ""
    for number, piece in enumerate([*pieces, Piece("same", "")], start=1):
        between = number < len(pieces) and len(piece.text.strip()) <= _SHORT
        if piece.kind == "removed":
            removed += piece.text
        elif piece.kind == "added":
            added += piece.text
        elif between and (removed or added):
            removed, added = removed + piece.text, added + piece.text
        else:
            kept = piece.text
            while removed and added and removed[-1] == added[-1] and removed[-1].isspace():
                kept, removed, added = removed[-1] + kept, removed[:-1], added[:-1]
            yield from (Piece("removed", removed),) if removed else ()
            yield from (Piece("added", added),) if added else ()
            removed = added = ""
            if kept:
                yield Piece("same", kept)
