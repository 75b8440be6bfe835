"""What changed between two canonical texts, word by word."""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from html import unescape
from typing import Literal, NamedTuple

Kind = Literal["same", "added", "removed"]
_Key = tuple[str, str, str, int]
_Section = tuple[str, list[str]]
_Sections = dict[_Key, _Section]

# What stands before the words of a line: quotes, list marks, and how deep they are.
_PREFIX = re.compile(r"(?:> ?| )*(?:(?:[-*]|\d+\.) +)*")
_NUMBER = re.compile(r"\d+(?=\. )")
_ID = re.compile(r" \{#[a-z0-9-]+\}$")
_WORD = re.compile(r"\s+|[\w'\u2019-]+|[^\w\s]")
_TOKEN = re.compile(
    r"\[(?P<linked>(?:[^\]\\]|\\.)*)\]\((?P<to>[^)]*)\)|`(?P<code>[^`]+)`"
    r"|(?P<mark>\*+(?=\S)|(?<=\S)\*+|\\$)|\\(?P<bare>[!-/:-@\[-`{-~])|(?P<entity>&#?\w+;)"
    rf"|{_WORD.pattern}"
)
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
        return _is_new(self.heading) or any(line.kind != "same" for line in self.lines)


class _Token(NamedTuple):
    """A word, or a mark: what it is, what is read of it, and what is shown when it changes."""

    what: str
    read: str
    shown: str


def redline(before: str, after: str) -> list[Passage]:
    """The sections of two canonical texts that differ, in the order of the newer text."""
    old, new = _sections(before), _sections(after)
    old = _renamed(old, new)
    behind = _moved(list(old), list(new))
    keys = [*new, *(key for key in old if key not in new)]
    found = [
        _passage(old.get(key), new.get(key))._replace(moved=_heading(new, behind.get(key)))
        for key in keys
        if old.get(key) != new.get(key) or key in behind
    ]
    return [p for p in found if p.lines or p.moved is not None or _is_new(p.heading)]


def changed_words(before: str, after: str) -> tuple[Piece, ...]:
    """The words of two plain texts, and what changed between them."""
    return _words(_bare(before), _bare(after))


def _heading(sections: _Sections, key: _Key | None) -> str | None:
    return sections[key][0] if key else None


def _renamed(old: _Sections, new: _Sections) -> _Sections:
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


def _alike(one: _Section, other: _Section) -> float:
    return _likeness(" ".join(one[1]), " ".join(other[1]))


def _moved(old: list[_Key], new: list[_Key]) -> dict[_Key, _Key]:
    """The sections that stand elsewhere among those in both texts: what each is behind now."""
    before, after = [k for k in old if k in new], [k for k in new if k in old]
    blocks = SequenceMatcher(None, before, after, autojunk=False).get_matching_blocks()
    kept = {after[n] for block in blocks for n in range(block.b, block.b + block.size)}
    return {key: new[new.index(key) - 1] for key in after if key not in kept}


def _is_new(pieces: tuple[Piece, ...]) -> bool:
    return any(piece.kind != "same" for piece in pieces)


def _sections(text: str) -> _Sections:
    """Heading and lines of each section, by the chapter and the section's id or else heading."""
    found: _Sections = {}
    lines: list[str] = []
    chapter = ""
    for line in text.split("\n"):
        if line.startswith("#"):
            level, _, heading = line.partition(" ")
            named = _ID.search(heading)
            name = "" if level == "#" else named[0] if named else heading
            chapter = chapter if level == "###" else name
            # The same question may be asked twice.
            times = sum(key[:3] == (chapter, level, name) for key in found)
            lines = []
            shown = _ID.sub("", heading)
            # Of all headings, only a question to test yourself with may hold marks.
            shown = _plain(shown) if named and level == "###" else shown
            found[chapter, level, name, times] = (shown, lines)
        elif line.strip():
            # An item before this one moves its number, and not its words.
            lines.append(_NUMBER.sub("1", line, count=1) if _is_item(line) else line)
    return found


def _passage(old: _Section | None, new: _Section | None) -> Passage:
    before, old_lines = old or ("", [])
    after, new_lines = new or ("", [])
    return Passage(_words(_bare(before), _bare(after)), tuple(_lines(old_lines, new_lines)))


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
            yield Line(_is_item(best), _words(_tokens(line), _tokens(best)))
        else:
            yield _whole(line, "removed")
    for line in left:
        yield _whole(line, "added")


def _likeness(one: str, other: str) -> float:
    return SequenceMatcher(None, one.split(), other.split(), autojunk=False).ratio()


def _whole(line: str, kind: Kind) -> Line:
    return Line(_is_item(line), (Piece(kind, _plain(line)),))


def _is_item(line: str) -> bool:
    return _prefix(line).rstrip().endswith(("-", "*", "."))


def _prefix(line: str) -> str:
    found = _PREFIX.match(line)
    return found[0] if found else ""


def _plain(line: str) -> str:
    return "".join(token.read for token in _tokens(line))


def _tokens(line: str) -> list[_Token]:
    """The words and marks of a line; a link is one word, and where it leads is not shown."""
    prefix = _prefix(line)
    first = [_Token(prefix, "", prefix)] if prefix else []
    return [*first, *map(_token, _TOKEN.finditer(line, len(prefix)))]


def _bare(heading: str) -> list[_Token]:
    return [_Token(word, word, word) for word in _WORD.findall(heading)]


def _token(found: re.Match[str]) -> _Token:
    if found["linked"] is not None:
        read = "".join(_token(inner).read for inner in _TOKEN.finditer(found["linked"]))
        return _Token(found[0], read, read)
    if found["mark"]:
        return _Token(found[0], "", found[0].strip("\\"))
    read = found["code"] or found["bare"] or unescape(found[0])
    return _Token(found[0], read, read)


def _words(old: list[_Token], new: list[_Token]) -> tuple[Piece, ...]:
    before, after = [token.what for token in old], [token.what for token in new]
    found: list[Piece] = []
    for what, i1, i2, j1, j2 in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if what == "equal":
            found.append(Piece("same", "".join(token.read for token in old[i1:i2])))
            continue
        if i2 > i1:
            found.append(Piece("removed", "".join(token.shown for token in old[i1:i2])))
        if j2 > j1:
            found.append(Piece("added", "".join(token.shown for token in new[j1:j2])))
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
