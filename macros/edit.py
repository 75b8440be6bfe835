"""Changes YAML files in place, keeping comments and layout; the only writer of data/."""

from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel

from . import whole
from .form import key_order
from .model.walk import shapes
from .tree import Items, Keys


def write(path: Path, text: str) -> None:
    """Write a file whole or not at all, in UTF-8 with plain line ends."""
    whole.write(path, text.encode())


@dataclass(frozen=True, slots=True)
class Piece:
    """The lines of one key: comments above it, the key, and everything below it."""

    key: str
    start: int
    end: int


def in_key_order(text: str, tree: Keys, model: type[BaseModel], key: str = "") -> str:
    """The text with the keys of every record in the order of its model.

    `tree` is what the text was read as; `key` names the list of records in a file of several.
    Lines only change places: comments stay with the key they stand above.
    """
    lines = text.splitlines(keepends=True)
    if lines and not lines[-1].endswith("\n"):
        lines[-1] += "\n"
    if not key:
        _sort(lines, tree, model, len(lines))
    elif isinstance(rows := tree.get(key), Items):
        found = {piece.key: piece for piece in pieces(lines, tree, len(lines))}
        _sort_each(lines, rows, model, found[key].end)
    return "".join(lines)


def _sort(lines: list[str], tree: Keys, model: type[BaseModel], end: int) -> None:
    known = {key: form.part for key, form in shapes(model).values()}
    there = pieces(lines, tree, end)
    for piece in there:
        part, value = known.get(piece.key), tree.get(piece.key)
        if part and isinstance(value, Keys):
            _sort(lines, value, part, piece.end)
        elif part and isinstance(value, Items):
            _sort_each(lines, value, part, piece.end)
    order = key_order(model)
    wanted = sorted(there, key=lambda p: order.index(p.key) if p.key in order else len(order))
    if wanted != there:
        _permute(lines, tree, there, wanted)


def _sort_each(lines: list[str], rows: Items, part: type[BaseModel], end: int) -> None:
    starts = [line - 1 for line, _ in rows.places]
    for row, after in zip(rows, [*starts[1:], end], strict=True):
        if isinstance(row, Keys):
            _sort(lines, row, part, after)


def pieces(lines: list[str], tree: Keys, end: int) -> list[Piece]:
    """The lines of each key of a group that ends before line `end`, counted from 0."""
    keys = sorted(tree.places, key=lambda key: tree.places[key][0])
    column = tree.places[keys[0]][1] - 1
    # What follows the last key and is indented less, or is blank, belongs to what comes next.
    while end > 0 and is_loose(lines[end - 1], column):
        end -= 1
    starts = []
    for index, key in enumerate(keys):
        start = tree.places[key][0] - 1
        # Comments above the first key belong to the file or the list item, not to the key.
        # Further right it is a line of the text above, or a comment inside it.
        while index and start > 0 and _is_comment(lines[start - 1], column):
            start -= 1
        starts.append(start)
    ends = [*starts[1:], max(end, starts[-1] + 1)]
    return [Piece(*found) for found in zip(keys, starts, ends, strict=True)]


def _is_comment(line: str, column: int) -> bool:
    bare = line.lstrip()
    return bare.startswith("#") and len(line) - len(bare) <= column


def is_loose(line: str, column: int) -> bool:
    """Whether a line says nothing, or is a comment for something further left."""
    bare = line.strip()
    return not bare or (bare.startswith("#") and len(line) - len(line.lstrip()) < column)


def _permute(lines: list[str], tree: Keys, old: list[Piece], new: list[Piece]) -> None:
    column = tree.places[old[0].key][1] - 1
    first = tree.places[old[0].key][0] - 1
    # The first key of a list item stands behind the hyphen; whichever comes first takes it over.
    prefix, lines[first] = lines[first][:column], " " * column + lines[first][column:]
    moved = [line for piece in new for line in lines[piece.start : piece.end]]
    head = next(
        i for i, line in enumerate(moved) if line[column : column + 1] not in ("#", "", "\n")
    )
    moved[head] = prefix + moved[head][column:]
    # A comment cannot come before the hyphen of its own item without leaving it.
    if "-" in prefix and head:
        moved[: head + 1] = [moved[head], *moved[:head]]
    lines[old[0].start : old[-1].end] = moved


def top_level(text: str, tree: Keys) -> dict[str, str]:
    """The text of each key of a file, comments above it included."""
    lines = text.splitlines(keepends=True)
    there = pieces(lines, tree, len(lines))
    return {piece.key: "".join(lines[piece.start : piece.end]) for piece in there}
