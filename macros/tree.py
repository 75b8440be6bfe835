"""What a YAML file holds: values of text, each with its place."""

import json
import re
from dataclasses import dataclass, field
from functools import cached_property

from .model.record import Path as Steps
from .problems import Place, Problem

# What YAML 1.2's core schema reads as something other than text.
NOT_TEXT = re.compile(
    r"[-+]?(0|[1-9]\d*|0\d+|0o[0-7]+|0x[0-9a-fA-F]+|(\.\d+|\d+(\.\d*)?)([eE][-+]?\d+)?|\.inf)"
    r"|\.nan|true|false|True|False|TRUE|FALSE",
)
# What such text begins with.
MAYBE_NOT_TEXT = frozenset("-+.0123456789tfTF")
ABSENT = frozenset({"", "~", "null", "Null", "NULL"})


class Keys(dict[str, "Value"]):
    """A mapping that remembers where each key and each value stands.

    `places` maps a key to the line and column of the key and of its value.
    `loose` names the keys whose bare value other programs read as a number or a truth value.
    """

    __slots__ = ("column", "line", "loose", "places")

    def __init__(self, line: int, column: int) -> None:
        self.line, self.column = line, column
        self.places: dict[str, tuple[int, int, int, int]] = {}
        self.loose: set[str] = set()


class Items(list["Value"]):
    """A list that remembers where each item stands."""

    __slots__ = ("column", "line", "loose", "places")

    def __init__(self, line: int, column: int) -> None:
        self.line, self.column = line, column
        self.places: list[tuple[int, int]] = []
        self.loose: set[int] = set()


Value = str | Keys | Items


def spot(tree: Value | None, steps: Steps) -> tuple[int, int]:
    """Find the line and column of the value that `steps` lead to.

    Where the path ends early, because a key is missing, its parent's place is the answer.
    """
    line, column = (tree.line, tree.column) if isinstance(tree, Keys | Items) else (1, 1)
    for step in steps:
        if isinstance(tree, Keys) and isinstance(step, str) and step in tree.places:
            line, column = tree.places[step][2:]
            tree = tree.get(step)
        elif isinstance(tree, Items) and isinstance(step, int) and 0 <= step < len(tree):
            line, column = tree.places[step]
            tree = tree[step]
        else:
            break
    return line, column


def key_spot(tree: Value | None, steps: Steps) -> tuple[int, int]:
    """Find the line and column of the key itself that `steps` lead to."""
    for step in steps[:-1]:
        if isinstance(tree, Keys) and isinstance(step, str):
            tree = tree.get(step)
        elif isinstance(tree, Items) and isinstance(step, int) and step < len(tree):
            tree = tree[step]
    if isinstance(tree, Keys) and steps and steps[-1] in tree.places:
        return tree.places[str(steps[-1])][:2]
    return spot(tree, ())


_PLAIN = re.compile(r"[A-Za-z][^:#\n\"'\[\]{}\\]*[^:#\s\"'\[\]{}\\]|[A-Za-z]")

# What programs that know only the older YAML take for true or false.
_ONCE_TRUTH = frozenset({"yes", "no", "on", "off", "y", "n"})


def quoted(text: str) -> str:
    """A one-line text as YAML: bare where every program reads it as text, else in quotes."""
    other = text in ABSENT or NOT_TEXT.fullmatch(text) or text.casefold() in _ONCE_TRUTH
    return text if _PLAIN.fullmatch(text) and not other else json.dumps(text, ensure_ascii=False)


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
        return (line, column) if found < 0 else offset_spot(self.text, found)

    def say(self, rule: str, message: str, line: int = 1, column: int = 1, fix: str = "") -> None:
        """Note a problem in this file."""
        self.problems.append(Problem(self.at(line, column), rule, message, fix))

    def control(self, character: str, line: int, column: int) -> None:
        """Note an invisible character."""
        name = f"U+{ord(character):04X}"
        self.say("FIL005", f"there is an invisible control character ({name})", line, column)


def offset_spot(text: str, index: int) -> tuple[int, int]:
    """The line and column of a character of a text."""
    start = text.rfind("\n", 0, index) + 1
    return text.count("\n", 0, start) + 1, index - start + 1
