"""Puts one id in place of another at known places of a YAML text; every other byte stays."""

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Literal, NamedTuple

from .model.record import Path
from .source import read_text
from .tree import Items, Keys, Source, Value, quoted, spot

_BREAK = re.compile("\r\n|[\n\r\x85\u2028\u2029]")
_HYPHEN = re.compile(r"[ \t]*-[ \t]+")
_REST = re.compile(r"[ \t]*(#[^\n\r\x85\u2028\u2029]*)?(\r\n|[\n\r\x85\u2028\u2029]|$)")
_COMMA = re.compile(r"\s*,\s*")


class Swap(NamedTuple):
    """One place: a value that is replaced, an item of a list that goes, or the links of a text."""

    tree: Keys
    path: Path
    what: Literal["value", "item", "links"]


class Names(NamedTuple):
    """The kind of record that is meant, its id until now, and the one that comes in its place."""

    kind: str
    old: str
    new: str

    @property
    def link(self) -> re.Pattern[str]:
        """What in a Markdown text links to the old record; the group is what stands before it."""
        before = rf"(?:\]\(\s*<?|\[[^\]]+\]:\s*<?){self.kind}:"
        return re.compile(rf"({before}){re.escape(self.old)}(?=[#\s>)]|$)", re.MULTILINE)


class _Cut(NamedTuple):
    start: int
    end: int
    text: str


class UnusualError(ValueError):
    """A place that is written in a way that is not changed here, with its line and column."""

    def __init__(self, line: int, column: int) -> None:
        super().__init__(line, column)
        self.line, self.column = line, column


def swapped(source: Source, swaps: Sequence[Swap], names: Names) -> str:
    """The text of a file with one id in place of another; raises UnusualError where it cannot be.

    What comes out is read again and compared with what was meant.
    """
    starts = [0, *(found.end() for found in _BREAK.finditer(source.text))]
    cuts = [cut for swap in swaps for cut in _cuts(source.text, starts, swap, names)]
    text = source.text
    for cut in sorted(set(cuts), reverse=True):
        text = text[: cut.start] + cut.text + text[cut.end :]
    meant = {_key(swap): swap for swap in swaps}
    if read_text(text).tree != _meant(source.tree, meant, names):
        raise UnusualError(*spot(swaps[0].tree, swaps[0].path))
    return text


def _cuts(text: str, starts: list[int], swap: Swap, names: Names) -> Iterator[_Cut]:
    line, column = spot(swap.tree, swap.path)
    place = starts[line - 1] + column - 1
    if swap.what == "links":
        yield from _link_cuts(text, place, swap, names)
        return
    token = re.compile(rf"([\"']?){re.escape(names.old)}\1(?![a-z0-9-])").match(text, place)
    if token is None:
        raise UnusualError(line, column)
    if swap.what == "value":
        mark = token[1]
        yield _Cut(place, token.end(), f"{mark}{names.new}{mark}" if mark else quoted(names.new))
    else:
        yield _without_item(text, starts[line - 1], place, token.end())


def _link_cuts(text: str, place: int, swap: Swap, names: Names) -> Iterator[_Cut]:
    # The text begins at its place and holds so many links; what follows it is not looked at.
    count = len(names.link.findall(str(_at(swap.tree, swap.path))))
    for found in islice(names.link.finditer(text, place), count):
        yield _Cut(found.end(1), found.end(), names.new)


def _without_item(text: str, line: int, start: int, end: int) -> _Cut:
    hyphen, rest = _HYPHEN.fullmatch(text, line, start), _REST.match(text, end)
    if hyphen and rest:
        # A comment behind the item outlives it, on a line of its own.
        indent = hyphen[0].partition("-")[0]
        kept = f"{indent}{rest[1]}{rest[2]}" if rest[1] else ""
        return _Cut(line, rest.end(), kept)
    if after := _COMMA.match(text, end):
        return _Cut(start, after.end(), "")
    before = re.search(r",\s*\Z", text[line:start])
    return _Cut(line + before.start() if before else start, end, "")


def _at(tree: Value | None, path: Path) -> Value | None:
    for step in path:
        if isinstance(tree, Keys) and isinstance(step, str):
            tree = tree.get(step)
        elif isinstance(tree, Items) and isinstance(step, int):
            tree = tree[step]
    return tree


def _key(swap: Swap) -> tuple[int, str | int]:
    return id(_at(swap.tree, swap.path[:-1])), swap.path[-1]


def _meant(tree: Value | None, swaps: dict[tuple[int, str | int], Swap], names: Names) -> object:
    """The value of the file as it should be afterwards."""

    def one(parent: Keys | Items, step: str | int, value: Value) -> object:
        swap = swaps.get((id(parent), step))
        if swap is None:
            return _meant(value, swaps, names)
        return (
            names.link.sub(rf"\g<1>{names.new}", str(value)) if swap.what == "links" else names.new
        )

    if isinstance(tree, Keys):
        return {key: one(tree, key, value) for key, value in tree.items()}
    if isinstance(tree, Items):
        gone = {i for i in range(len(tree)) if _is_item(swaps.get((id(tree), i)))}
        return [one(tree, i, value) for i, value in enumerate(tree) if i not in gone]
    return tree


def _is_item(swap: Swap | None) -> bool:
    return swap is not None and swap.what == "item"
