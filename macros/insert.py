"""Adds keys and list items to a YAML text; every other line stays byte for byte."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from .edit import pieces
from .model.record import Path
from .source import read_text
from .tree import Items, Keys, Value


class _Text(NamedTuple):
    """A text taken apart: what stands before it, its lines, how they end, and what they say."""

    mark: str
    lines: list[str]
    newline: str
    tree: Keys


def _taken_apart(text: str) -> _Text:
    mark = "\ufeff" if text.startswith("\ufeff") else ""
    body = text.removeprefix(mark)
    newline = "\r\n" if "\r\n" in body else "\n"
    lines = body.splitlines(keepends=True)
    if lines and not lines[-1].endswith("\n"):
        lines[-1] += newline
    tree = read_text(body).tree
    if not isinstance(tree, Keys):
        raise TypeError("the text is not a group of keys")
    return _Text(mark, lines, newline, tree)


def _put_together(parts: _Text) -> str:
    return parts.mark + "".join(parts.lines)


def with_keys(
    text: str, path: Path, keys: Mapping[str, Sequence[str]], order: Sequence[str]
) -> str:
    """The text with keys added to the group that `path` leads to, each where `order` has it.

    `keys` holds the lines of each, without indentation.
    """
    parts = _taken_apart(text)
    group, end = _found(parts.lines, parts.tree, path, len(parts.lines))
    if not isinstance(group, Keys):
        raise TypeError(path)
    there = pieces(parts.lines, group, end)
    column = group.places[there[0].key][1] - 1
    added: list[tuple[int, list[str]]] = []
    for key, block in keys.items():
        later = [p for p in there[1:] if key in order and _after(p.key, key, order)]
        at = later[0].start if later else _without_blanks(parts.lines, there[-1].end)
        added.append((at, [f"{' ' * column}{line}{parts.newline}" for line in block]))
    for at, block in reversed(added):
        parts.lines[at:at] = block
    return _put_together(parts)


def _after(there: str, key: str, order: Sequence[str]) -> bool:
    return there in order and order.index(there) > order.index(key)


def with_item(text: str, path: Path, block: Sequence[str], *, last: bool = False) -> str:
    """The text with an item put first, or last, into the list that `path` leads to.

    `block` holds the lines of the item, without hyphen and indentation.
    """
    parts = _taken_apart(text)
    rows, end = _found(parts.lines, parts.tree, path, len(parts.lines))
    if not isinstance(rows, Items):
        raise TypeError(path)
    first = rows.places[0][0] - 1
    indent = parts.lines[first].partition("-")[0]
    made = [f"{indent}{'  ' if n else '- '}{line}{parts.newline}" for n, line in enumerate(block)]
    at = _without_blanks(parts.lines, end) if last else first
    parts.lines[at:at] = made
    return _put_together(parts)


def without_keys(text: str, path: Path, *keys: str) -> str:
    """The text without some keys of the group that `path` leads to, and all below them."""
    parts = _taken_apart(text)
    group, end = _found(parts.lines, parts.tree, path, len(parts.lines))
    if not isinstance(group, Keys):
        raise TypeError(path)
    for piece in reversed(pieces(parts.lines, group, end)):
        if piece.key in keys:
            del parts.lines[piece.start : _without_blanks(parts.lines, piece.end)]
    return _put_together(parts)


def with_value(text: str, key: str, old: str, new: str) -> str:
    """The text with another bare value behind a key of the file."""
    parts = _taken_apart(text)
    line, column = parts.tree.places[key][2:]
    before, after = parts.lines[line - 1][: column - 1], parts.lines[line - 1][column - 1 :]
    if not after.startswith(old):
        raise ValueError(f"`{key}` is not written as {old}")
    parts.lines[line - 1] = before + new + after.removeprefix(old)
    return _put_together(parts)


def _found(lines: list[str], value: Value, path: Path, end: int) -> tuple[Value, int]:
    """What a path leads to, and the line after its last."""
    for step in path:
        if isinstance(value, Keys) and isinstance(step, str) and step in value:
            end = next(p.end for p in pieces(lines, value, end) if p.key == step)
            value = value[step]
        elif isinstance(value, Items) and isinstance(step, int) and step < len(value):
            starts = [line - 1 for line, _ in value.places]
            end = starts[step + 1] if step + 1 < len(starts) else end
            value = value[step]
        else:
            raise TypeError(path)
    return value, end


def _without_blanks(lines: list[str], end: int) -> int:
    while end > 0 and not lines[end - 1].strip():
        end -= 1
    return end
