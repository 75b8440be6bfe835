"""Strict YAML: plain values, and the place of each.

Every scalar is read as text: what `no`, `1.10` or `9:30` means is for the model to say,
so nothing is lost on the way and no two programs can disagree about it.
Meaning that hides in syntax (anchors, tags, merge keys, several documents) is refused.
"""

import re
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml

from .problems import Place, Problem
from .tree import ABSENT, NOT_TEXT, Items, Keys, Value
from .yaml_words import in_plain_words

LARGEST = 2_000_000
DEEPEST = 40

# Characters nobody can see: controls, overrides of the writing direction, halves of pairs.
_CONTROL = re.compile(
    "[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f-\\x84\\x86-\\x9f"
    "\\u202a-\\u202e\\u2066-\\u2069\\ud800-\\udfff\\ufffe\\uffff]"
)
_CONFLICT = re.compile(r"^(<{7}|>{7}|\|{7}|={7})( |$)", re.MULTILINE)
_TAB = re.compile(r"^[ ]*\t", re.MULTILINE)

# The types of PyYAML leave open what every event of its parser has: marks, anchor, tag, value.
_Event = Any
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass
class Source:
    """One file: its value, if it could be read, and what was met on the way.

    `shown` is its path in messages, `inside` its path below data/.
    `flow` and `empty` are the places of lists in brackets and of empty values: matters of form.
    """

    shown: str
    inside: str = ""
    text: str = ""
    tree: Value | None = None
    problems: list[Problem] = field(default_factory=list)
    flow: list[tuple[int, int]] = field(default_factory=list)
    empty: list[tuple[int, int]] = field(default_factory=list)

    @cached_property
    def lower(self) -> str:
        """The text in lower case, for a first look."""
        return self.text.lower()

    def at(self, line: int, column: int) -> Place:
        """Name a place in this file."""
        return Place(self.shown, line, column)

    def find(self, text: str, line: int, column: int) -> tuple[int, int]:
        """The first place of `text` from a place on, or that place if it is not to be found."""
        lines = self.text.splitlines(keepends=True)
        start = sum(map(len, lines[: line - 1])) + column - 1
        found = self.text.find(text, start)
        return (line, column) if found < 0 else _spot(self.text, found)

    def say(self, rule: str, message: str, line: int = 1, column: int = 1, fix: str = "") -> None:
        """Note a problem in this file."""
        self.problems.append(Problem(self.at(line, column), rule, message, fix))

    def control(self, character: str, line: int, column: int) -> None:
        """Note an invisible character."""
        name = f"U+{ord(character):04X}"
        self.say("FIL005", f"there is an invisible control character ({name})", line, column)


def read(path: Path, shown: str, inside: str = "") -> Source:
    """Read a YAML file; whatever is wrong with it becomes a problem, never an exception."""
    source = Source(shown, inside)
    try:
        raw = _bytes(path, source)
        if raw is not None and _decode(raw, source):
            _parse(source)
    except OSError as error:
        source.say("FIL001", f"the file cannot be read: {error.strerror or 'unknown reason'}")
    return source


def read_text(text: str) -> Source:
    """Read YAML that is in no file."""
    source = Source("", text=text)
    if _refused(text, source):
        _parse(source)
    return source


def _bytes(path: Path, source: Source) -> bytes | None:
    if path.is_symlink():
        source.say("FIL002", "this is a link to another file, not a file")
    elif not path.is_file():
        source.say("FIL002", "this is a folder with the name of a file")
    elif (size := path.stat().st_size) > LARGEST:
        source.say("FIL003", f"the file has {size:,} bytes; the most that is read is {LARGEST:,}")
    else:
        return path.read_bytes()
    return None


def _decode(raw: bytes, source: Source) -> bool:
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        source.say("FIL004", "the file is stored as UTF-16, not as UTF-8")
        return False
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = raw[: error.start].decode("utf-8")
        line, column = _spot(before, len(before))
        byte = raw[error.start]
        source.say("FIL004", f"the byte 0x{byte:02x} is not UTF-8 text", line, column)
        return False
    source.text = text
    return _refused(text, source)


def _refused(text: str, source: Source) -> bool:
    if found := _CONTROL.search(text):
        source.control(found[0], *_spot(text, found.start()))
    elif found := _CONFLICT.search(text):
        line, column = _spot(text, found.start())
        source.say("FIL006", f"two versions of the file collide here ({found[1]!r})", line, column)
    elif found := _TAB.search(text):
        line, column = _spot(text, found.end() - 1)
        source.say("FIL007", "the line is indented with a tab", line, column)
    elif not text.strip():
        source.say("FIL014", "the file is empty")
    else:
        return True
    return False


def _spot(text: str, index: int) -> tuple[int, int]:
    start = text.rfind("\n", 0, index) + 1
    return text.count("\n", 0, start) + 1, index - start + 1


def _parse(source: Source) -> None:
    loader = _Loader(source.text)
    try:
        _Builder(source).build(loader)
    except yaml.MarkedYAMLError as error:
        line, column, message, fix = in_plain_words(error, source.text)
        source.tree = None
        source.say("FIL008", message, line, column, fix)
    except yaml.YAMLError:
        source.tree = None
        source.say("FIL008", "this is not YAML")
    except _GiveUpError:
        source.tree = None
    finally:
        loader.dispose()


class _GiveUpError(Exception):
    """The rest of the file would only repeat what was said."""


class _Builder:
    """Builds values from parse events, in one pass, without recursion."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.open: list[Keys | Items] = []
        self.keys: list[tuple[str, int, int] | None] = []

    def build(self, loader: Any) -> None:  # noqa: ANN401 - the C loader or the plain one
        documents = 0
        while True:
            event = loader.get_event()
            kind = type(event)
            if kind is yaml.ScalarEvent:
                self._scalar(event)
            elif kind is yaml.MappingStartEvent or kind is yaml.SequenceStartEvent:
                self._start(event, kind is yaml.MappingStartEvent)
            elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
                self._end()
            elif kind is yaml.AliasEvent:
                self._refuse(event, f"'*{event.anchor}' points at another part of the file")
            elif kind is yaml.DocumentStartEvent:
                documents += 1
                self._document(event, documents)
            elif kind is yaml.StreamEndEvent:
                break
        if self.source.tree is None and not self.source.problems:
            self.source.say("FIL014", "the file is empty")

    def _document(self, event: _Event, documents: int) -> None:
        if documents > 1:
            mark = event.start_mark
            self.source.say(
                "FIL013", "a second document starts here", mark.line + 1, mark.column + 1
            )
            raise _GiveUpError

    def _refuse(self, event: _Event, message: str) -> None:
        mark = event.start_mark
        self.source.say("FIL010", message, mark.line + 1, mark.column + 1)

    def _marks(self, event: _Event) -> None:
        if event.anchor is not None:
            self._refuse(event, f"'&{event.anchor}' names a part of the file")
        if event.tag is not None:
            self._refuse(event, f"the tag {event.tag!r} stands before the value")

    def _scalar(self, event: _Event) -> None:
        if event.anchor is not None or event.tag is not None:
            self._marks(event)
        mark = event.start_mark
        line, column = mark.line + 1, mark.column + 1
        text: str = event.value
        parent = self.open[-1] if self.open else None
        if isinstance(parent, Keys) and self.keys[-1] is None:
            self._key(parent, text, line, column)
            return
        plain = event.style is None or event.style == ""
        absent = text in ABSENT if plain else not text.strip()
        if event.style == '"' and (found := _CONTROL.search(text)):
            self.source.control(found[0], line, column)
        self._put(None if absent else text, line, column)
        if plain and not absent and NOT_TEXT.fullmatch(text):
            self._loose(parent)

    def _loose(self, parent: Keys | Items | None) -> None:
        if isinstance(parent, Keys):
            parent.loose.add(next(reversed(parent)))
        elif isinstance(parent, Items):
            parent.loose.add(len(parent) - 1)

    def _key(self, parent: Keys, text: str, line: int, column: int) -> None:
        if text == "<<":
            self.source.say("FIL010", "'<<' merges another part of the file", line, column)
        if text in parent.places:
            first = parent.places[text][0]
            message = f"key `{text}` stands here a second time; the first is in line {first}"
            self.source.say("FIL011", message, line, column)
        self.keys[-1] = (text, line, column)

    def _start(self, event: _Event, mapping: bool) -> None:  # noqa: FBT001 - one caller
        if event.anchor is not None or event.tag is not None:
            self._marks(event)
        mark = event.start_mark
        line, column = mark.line + 1, mark.column + 1
        if len(self.open) >= DEEPEST:
            self.source.say(
                "FIL009", f"more than {DEEPEST} levels lie in one another", line, column
            )
            raise _GiveUpError
        if self.open and isinstance(self.open[-1], Keys) and self.keys[-1] is None:
            message = "a key starts with a bracket; a key is a plain word"
            fix = "Put text that starts with a bracket or brace in double quotes."
            self.source.say("FIL008", message, line, column, fix)
            raise _GiveUpError
        value = Keys(line, column) if mapping else Items(line, column)
        if event.flow_style:
            self.source.flow.append((line, column))
        self.open.append(value)
        self.keys.append(None)

    def _end(self) -> None:
        value = self.open.pop()
        self.keys.pop()
        empty = not value and not value.places
        self._put(None if empty else value, value.line, value.column)

    def _put(self, value: Value | None, line: int, column: int) -> None:
        if not self.open:
            self.source.tree = value
            return
        parent = self.open[-1]
        if value is None:
            self.source.empty.append((line, column))
        if isinstance(parent, Items):
            if value is not None:
                parent.append(value)
                parent.places.append((line, column))
            return
        key = self.keys[-1]
        assert key is not None  # noqa: S101 - a mapping's value always follows its key
        name, key_line, key_column = key
        self.keys[-1] = None
        if name not in parent.places:
            parent.places[name] = (key_line, key_column, line, column)
            if value is not None:
                parent[name] = value
