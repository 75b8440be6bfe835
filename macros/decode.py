"""From plain values to records, and what a record's shape gets wrong, in our own words."""

import difflib
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from pydantic import BaseModel, ValidationError, create_model

from .model.record import ID, At, Path, Record
from .model.walk import shapes
from .problems import Place
from .tree import Items, Keys, Source, key_spot, spot

ID_WORDS = "an id of lower-case words joined by hyphens"
_PATTERNS = {
    ID: ID_WORDS,
    r"^([01]?\d|2[0-3]):[0-5]\d$": 'a time of day like "7:50" or "17:00"',
    r"^\d{1,3}\.\d{1,3}$": 'a version like "2.1"',
    r"^[0-9+()x., -]{3,40}$": 'a phone number like "(555) 010-0100"',
    r"^[A-Za-z0-9][A-Za-z0-9_.-]*(/[A-Za-z0-9][A-Za-z0-9_.-]*)?$": (
        "the name of an account, without the sign before it, like mdelgado"
    ),
    r"^https://[^\s<>\"']+$": "an address that starts with https://",
    r"^[A-Z]{2,4}$": "two to four capital letters",
    r"^[A-Z]{2,4}-\d{2,3}$": "a code like PRV-05",
    r"^s\d+:[0-9a-f]{16}$": "a seal like s1:0123456789abcdef, as `approve` prints it",
}
# Longer values are not repeated in a message.
_QUOTED = 60
_SHAPES: dict[type, str] = {Keys: "a group of keys", Items: "a list", str: "text"}
_WANTED = {
    "model_type": "a group of keys",
    "tuple_type": "a list",
    "string_type": "text",
    "int_type": "a whole number",
    "bool_type": "true or false",
    "date_type": "a date",
    "literal_error": "text",
}


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a record was read: its file, its part of the file, and the keys left out as faulty."""

    source: Source
    tree: Keys
    dropped: frozenset[str] = frozenset()

    def place(self, at: At) -> Place:
        """The place of the value that a spot names, or of its parent; of a part of it, if asked."""
        line, column = spot(self.tree, at.path)
        if at.text:
            line, column = self.source.find(at.text, line, column)
        return self.source.at(line, column)


def origin(record: Record) -> Origin:
    """Where a record was read; every record that comes out of `decode` has one."""
    # Asked for by name, pydantic would look for a field first; every finding comes through here.
    found = (record.__pydantic_private__ or {}).get("_origin")
    if not isinstance(found, Origin):
        raise TypeError(record)
    return found


def did_you_mean(word: str, words: Iterable[str]) -> str:
    """Suggest the word that was probably meant, as the end of a message."""
    close = difflib.get_close_matches(word, list(words), n=1, cutoff=0.6)
    return f"; did you mean {close[0]!r}?" if close else ""


def decode(
    record: type[Record], tree: Keys, source: Source, extra: dict[str, str]
) -> tuple[Record, bool]:
    """Make a record of a mapping, and say whether it is whole enough for every question.

    What does not fit is reported and left out.
    Where something needed is missing, the record still answers questions about its other values.
    """
    given: dict[str, Any] = {**tree, **extra}
    made, faults = _tried(record, given)
    dropped = frozenset(str(f["loc"][0]) for f in faults)
    usable = True
    if made is None:
        for fault in faults:
            _report(record, fault, tree, source)
        kept = {key: value for key, value in given.items() if key not in dropped}
        made, more = _tried(record, kept)
        usable = not more
        made = made or _loose(record).model_validate(kept)
    made.came_from(Origin(source, tree, dropped))
    return made, usable


def _tried(record: type[Record], given: dict[str, Any]) -> tuple[Record | None, list[Any]]:
    try:
        return record.model_validate(given), []
    except ValidationError as error:
        return None, list(error.errors(include_url=False))


@cache
def _loose(record: type[Record]) -> type[Record]:
    fields: dict[str, Any] = {
        name: (info.annotation, info.merge_field_infos(info, default=None))
        for name, info in record.model_fields.items()
        if info.is_required()
    }
    return create_model(f"Torn{record.__name__}", __base__=record, **fields)


def _report(record: type[Record], fault: dict[str, Any], tree: Keys, source: Source) -> None:
    path: Path = fault["loc"]
    kind: str = fault["type"]
    if kind == "extra_forbidden":
        words = [key for key, _ in shapes(model_at(record, path[:-1])).values()]
        message = f"there is no key `{path[-1]}`{did_you_mean(str(path[-1]), words)}"
        source.say("FIL021", message, *key_spot(tree, path))
    elif kind == "missing":
        source.say("FIL022", f"key `{path[-1]}` is missing", *spot(tree, path))
    else:
        rule, message = _words(kind, _name(path), fault)
        source.say(rule, message, *spot(tree, path))


def model_at(model: type[BaseModel], path: Path) -> type[BaseModel]:
    """The class of the part that `path` leads into."""
    for step in path:
        if isinstance(step, str):
            found = next((s for key, s in shapes(model).values() if key == step), None)
            if found and found.part:
                model = found.part
    return model


def _name(path: Path) -> str:
    keys = [step for step in path if isinstance(step, str)]
    inside = "an item of " if path and isinstance(path[-1], int) else ""
    return f"{inside}`{keys[-1]}`" if keys else "the file"


def _words(kind: str, name: str, fault: dict[str, Any]) -> tuple[str, str]:
    given, limits = fault["input"], fault.get("ctx", {})
    shown = (
        f"{name} {given!r}" if isinstance(given, str | int) and len(str(given)) <= _QUOTED else name
    )
    if isinstance(given, Keys | Items) or kind in ("model_type", "tuple_type"):
        wanted = _WANTED.get(kind, "something else")
        return "FIL012", f"{name} is {_SHAPES.get(type(given), 'something else')}, not {wanted}"
    if kind == "literal_error":
        return "FIL023", f"{shown} is not {limits['expected']}{_meant(given, limits['expected'])}"
    if kind == "string_pattern_mismatch":
        return "FIL027", f"{shown} is not {_PATTERNS[limits['pattern']]}"
    simple = _SIMPLE.get(kind)
    if simple:
        rule, text = simple
        return rule, f"{shown} {text(limits)}"
    return "FIL012", f"{shown} cannot be used here"


def _meant(given: object, expected: str) -> str:
    return did_you_mean(str(given), re.findall(r"'([^']+)'", expected))


_SIMPLE: dict[str, tuple[str, Callable[[dict[str, Any]], str]]] = {
    "day": ("FIL024", lambda _: "is not a date like 2026-11-21"),
    "whole": ("FIL025", lambda _: "is not a whole number"),
    "flag": ("FIL023", lambda _: "is not true or false"),
    "greater_than_equal": ("FIL026", lambda c: f"is less than {c['ge']}"),
    "less_than_equal": ("FIL026", lambda c: f"is more than {c['le']}"),
    "string_too_short": ("FIL026", lambda _: "is empty"),
    "string_too_long": ("FIL026", lambda c: f"is longer than {c['max_length']} characters"),
    "too_short": ("FIL026", lambda c: f"has fewer than {c['min_length']} items"),
    "too_long": ("FIL026", lambda c: f"has more than {c['max_length']} items"),
}
