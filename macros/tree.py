"""What a YAML file holds: values of text, each with its place."""

import json
import re

from .model.record import Path as Steps

# What YAML 1.2's core schema reads as something other than text.
NOT_TEXT = re.compile(
    r"[-+]?(0|[1-9]\d*|0\d+|0o[0-7]+|0x[0-9a-fA-F]+|(\.\d+|\d+(\.\d*)?)([eE][-+]?\d+)?|\.inf)"
    r"|\.nan|true|false|True|False|TRUE|FALSE",
)
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


def quoted(text: str) -> str:
    """A one-line text as YAML: bare where every program reads it as text, else in quotes."""
    bare = _PLAIN.fullmatch(text) and text not in ABSENT and not NOT_TEXT.fullmatch(text)
    return text if bare else json.dumps(text, ensure_ascii=False)
