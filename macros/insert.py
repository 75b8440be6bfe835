"""Adds keys and list items to a YAML text; every other line stays byte for byte."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from operator import itemgetter
from typing import Any, NamedTuple

from .edit import Piece, is_loose, pieces
from .model.record import Path
from .source import read_text
from .tree import Items, Keys, Value


class LayoutError(ValueError):
    """A text is laid out in a way in which nothing can be added line by line."""


class _Text(NamedTuple):
    """A text taken apart: what stands before it, its lines, how they end, and what they say."""

    mark: str
    lines: list[str]
    newline: str
    tree: Keys
    closed: bool


def _taken_apart(text: str) -> _Text:
    mark = "\ufeff" if text.startswith("\ufeff") else ""
    body = text.removeprefix(mark)
    newline = "\r\n" if "\r\n" in body else "\n"
    lines = body.splitlines(keepends=True)
    closed = body.endswith(("\n", "\r"))
    if lines and not closed:
        lines[-1] += newline
    tree = read_text(body).tree
    if not isinstance(tree, Keys):
        raise LayoutError("the file is not a group of keys")
    return _Text(mark, lines, newline, tree, closed)


def _put_together(parts: _Text, before: list[str]) -> str:
    """The text; where its last line had no end and is still the last, it has none again."""
    body = "".join(parts.lines)
    is_last = parts.lines[-1:] == before[-1:] or len(parts.lines) == len(before)
    return parts.mark + (body.removesuffix(parts.newline) if is_last and not parts.closed else body)


def _changed(
    text: str, path: Path, change: Callable[[_Text], None], says: Callable[[Any], None]
) -> str:
    """The text after a change of its lines, if it then says what it should and nothing else.

    `says` makes the same change in the values that the text held.
    """
    parts = _taken_apart(text)
    wanted = values(parts.tree)
    before = list(parts.lines)
    try:
        change(parts)
        says(_at(wanted, path))
    except (LookupError, TypeError):
        raise _in_the_way(path) from None
    made = _put_together(parts, before)
    after = read_text(made.removeprefix(parts.mark))
    if after.problems or values(after.tree) != wanted:
        raise _in_the_way(path)
    return made


def _in_the_way(path: Path) -> LayoutError:
    where = f" at `{path[0]}`" if path else ""
    return LayoutError(
        f"the file{where} is not laid out line by line; `python -m scripts.tidy` mends what it can"
    )


def values(value: Value | None) -> Any:  # noqa: ANN401 - what YAML holds
    """Plain values to compare; blank lines at the end of a text say nothing."""
    if isinstance(value, Keys):
        return {key: values(below) for key, below in value.items()}
    if isinstance(value, Items):
        return [values(below) for below in value]
    return value.strip() if value else value


def _at(group: Any, path: Path) -> Any:  # noqa: ANN401 - what YAML holds
    for step in path:
        group = group[step]
    return group


def _said(lines: Iterable[str]) -> Any:  # noqa: ANN401 - what YAML holds
    return values(read_text("".join(f"{line}\n" for line in lines)).tree)


def with_keys(
    text: str, path: Path, keys: Mapping[str, Sequence[str]], order: Sequence[str]
) -> str:
    """The text with keys added to the group that `path` leads to, each where `order` has it.

    `keys` holds the lines of each, without indentation.
    Raises LayoutError where its lines do not allow it.
    """

    def change(parts: _Text) -> None:
        there, column = _pieces(parts, path)
        added: list[tuple[int, list[str]]] = []
        for key, block in keys.items():
            later = [p for p in there[1:] if key in order and _after(p.key, key, order)]
            at = later[0].start if later else _without_blanks(parts.lines, there[-1].end)
            added.append((at, [f"{' ' * column}{line}{parts.newline}" for line in block]))
        added.sort(key=itemgetter(0))
        for at, block in reversed(added):
            parts.lines[at:at] = block

    def says(group: Any) -> None:  # noqa: ANN401 - what YAML holds
        for block in keys.values():
            group |= _said(block)

    return _changed(text, path, change, says)


def _pieces(parts: _Text, path: Path) -> tuple[list[Piece], int]:
    group, end = _found(parts.lines, parts.tree, path, len(parts.lines))
    if not isinstance(group, Keys):
        raise TypeError(path)
    there = pieces(parts.lines, group, end)
    return there, group.places[there[0].key][1] - 1


def _after(there: str, key: str, order: Sequence[str]) -> bool:
    return there in order and order.index(there) > order.index(key)


def with_item(text: str, path: Path, block: Sequence[str], *, last: bool = False) -> str:
    """The text with an item put first, or last, into the list that `path` leads to.

    `block` holds the lines of the item, without hyphen and indentation.
    Raises LayoutError where its lines do not allow it.
    """

    def change(parts: _Text) -> None:
        rows, end = _found(parts.lines, parts.tree, path, len(parts.lines))
        if not isinstance(rows, Items):
            raise TypeError(path)
        first = rows.places[0][0] - 1
        indent = parts.lines[first].partition("-")[0]
        marks = ("- ", *("  " for _ in block[1:]))
        made = [f"{indent}{m}{line}{parts.newline}" for m, line in zip(marks, block, strict=True)]
        at = _end_of_list(parts.lines, end, len(indent)) if last else above(parts.lines, first)
        parts.lines[at:at] = made

    def says(rows: Any) -> None:  # noqa: ANN401 - what YAML holds
        rows.insert(len(rows) if last else 0, _said(block))

    return _changed(text, path, change, says)


def above(lines: list[str], first: int) -> int:
    """The line before an item and the comments that stand above it."""
    while first > 0 and lines[first - 1].lstrip().startswith("#"):
        first -= 1
    return first


def _end_of_list(lines: list[str], end: int, column: int) -> int:
    """The line after the last item; comments that stand further left belong to what follows."""
    while end > 0 and is_loose(lines[end - 1], column):
        end -= 1
    return end


def without_keys(text: str, path: Path, *keys: str) -> str:
    """The text without some keys of the group that `path` leads to, and all below them.

    Raises LayoutError where its lines do not allow it.
    """

    def change(parts: _Text) -> None:
        there, _ = _pieces(parts, path)
        for piece in reversed(there):
            if piece.key in keys:
                del parts.lines[piece.start : _without_blanks(parts.lines, piece.end)]

    def says(group: Any) -> None:  # noqa: ANN401 - what YAML holds
        for key in keys:
            group.pop(key, None)

    return _changed(text, path, change, says)


def with_value(text: str, key: str, old: str, new: str) -> str:
    """The text with another one-word value behind a key of the file, in quotes or not.

    Raises LayoutError where the key does not have the old value in its line.
    """

    def change(parts: _Text) -> None:
        line, column = parts.tree.places[key][2:]
        before, after = parts.lines[line - 1][: column - 1], parts.lines[line - 1][column - 1 :]
        mark = after[0] if after[0] in "\"'" else ""
        if not after.startswith(f"{mark}{old}{mark}"):
            raise TypeError(key)
        parts.lines[line - 1] = f"{before}{mark}{new}{after.removeprefix(mark + old)}"

    def says(group: Any) -> None:  # noqa: ANN401 - what YAML holds
        group[key] = new

    return _changed(text, (), change, says)


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
