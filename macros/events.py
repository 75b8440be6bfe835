"""Values built from the events of the YAML parser, and what is refused among them."""

import re
from typing import Any

import yaml

from .tree import ABSENT, MAYBE_NOT_TEXT, NOT_TEXT, Items, Keys, Source, Value

DEEPEST = 40
# Characters nobody can see: controls, overrides of the writing direction, halves of pairs.
CONTROL = re.compile(
    "[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f-\\x84\\x86-\\x9f"
    "\\u202a-\\u202e\\u2066-\\u2069\\ud800-\\udfff\\ufffe\\uffff]"
)
# The types of PyYAML leave open what every event of its parser has: marks, anchor, tag, value.
_Event = Any


class GiveUpError(Exception):
    """The rest of the file would only repeat what was said."""


class Builder:
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
            raise GiveUpError

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
        if self.keys and self.keys[-1] is None and type(parent) is Keys:
            self._key(parent, text, line, column)
            return
        style = event.style
        plain = not style
        absent = text in ABSENT if plain else not text.strip()
        if style == '"' and (found := CONTROL.search(text)):
            self.source.control(found[0], line, column)
        self._put(None if absent else text, line, column)
        # Most text begins with a letter that no number begins with: then it is not looked at.
        if plain and text[:1] in MAYBE_NOT_TEXT and not absent and NOT_TEXT.fullmatch(text):
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
            raise GiveUpError
        if self.open and isinstance(self.open[-1], Keys) and self.keys[-1] is None:
            message = "a key starts with a bracket; a key is a plain word"
            fix = "Put text that starts with a bracket or brace in double quotes."
            self.source.say("FIL008", message, line, column, fix)
            raise GiveUpError
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
