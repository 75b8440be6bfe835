"""Takes values out of a YAML text, and puts other words in; every other line stays."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from .edit import is_loose, pieces
from .insert import LayoutError, above, values
from .model.record import Path
from .source import read_text
from .tree import Items, Keys, Source, Value, quoted


class _Part(NamedTuple):
    """A value in a group or a list: its step, its lines, and where the value itself begins."""

    step: str | int
    start: int
    end: int
    value: Value | None
    spot: tuple[int, int]


class _Cut(NamedTuple):
    start: int
    end: int
    lines: list[str]


class _Changes(NamedTuple):
    gone: Collection[Path]
    said: Mapping[Path, str]


def pruned(source: Source, gone: Collection[Path], said: Mapping[Path, str]) -> str:
    """The text of a file without what is `gone`, and with what is `said` in place of other values.

    Raises LayoutError where its lines do not allow it.
    """
    changes = _Changes(gone, said)
    lines = source.text.splitlines(keepends=True)
    for cut in reversed(list(_cuts(lines, source.tree, (), len(lines), changes))):
        lines[cut.start : cut.end] = cut.lines
        if not cut.lines and cut.start and _are_blank(lines[cut.start - 1 : cut.start + 1]):
            del lines[cut.start]
    text = "".join(lines).strip() + "\n"
    after = read_text(text)
    if after.problems or values(after.tree) != _meant(source.tree, (), changes):
        raise LayoutError(f"{source.shown} is not laid out line by line")
    return text


def _cuts(
    lines: list[str], value: Value | None, path: Path, end: int, changes: _Changes
) -> Iterator[_Cut]:
    for part in _parts(lines, value, end):
        here = (*path, part.step)
        if here in changes.gone:
            yield _Cut(part.start, part.end, [])
        elif here in changes.said:
            line = part.spot[0] - 1
            yield _Cut(line, part.end, _rewritten(lines, part.spot, changes.said[here]))
        else:
            yield from _cuts(lines, part.value, here, part.end, changes)


def _parts(lines: list[str], value: Value | None, end: int) -> Iterator[_Part]:
    if isinstance(value, Keys) and value:
        for piece in pieces(lines, value, end):
            there = value.get(piece.key)
            stop = _without_loose(lines, piece.end, 0)
            yield _Part(piece.key, piece.start, stop, there, value.places[piece.key][2:])
    elif isinstance(value, Items) and value:
        starts = [above(lines, line - 1) for line, _ in value.places]
        # A comment for what follows the list stays.
        stop = _without_loose(lines, end, value.places[0][1] - 1)
        for step, (start, after) in enumerate(zip(starts, [*starts[1:], stop], strict=True)):
            yield _Part(step, start, after, value[step], value.places[step])


def _are_blank(two: Sequence[str]) -> bool:
    return len(two) > 1 and not "".join(two).strip()


def _without_loose(lines: list[str], end: int, column: int) -> int:
    while end > 0 and is_loose(lines[end - 1], column):
        end -= 1
    return end


def _rewritten(lines: list[str], spot: tuple[int, int], text: str) -> list[str]:
    line, column = spot
    head = lines[line - 1]
    if not head[column - 1 :].startswith("|"):
        bare = head[column - 1] not in "\"'" and _reads_the_same(text.strip())
        return [f"{head[: column - 1]}{text.strip() if bare else quoted(text.strip())}\n"]
    indent = lines[line][: len(lines[line]) - len(lines[line].lstrip())]
    said = text.strip("\n").split("\n")
    return [head, *(f"{indent}{line}\n" if line else "\n" for line in said)]


def _reads_the_same(text: str) -> bool:
    """Whether a text needs no quotes."""
    tree = read_text(f"text: {text}\n").tree
    return isinstance(tree, Keys) and tree == {"text": text} and not tree.loose


def _meant(value: Value | None, path: Path, changes: _Changes) -> Any:  # noqa: ANN401 - what YAML holds
    if path in changes.said:
        return changes.said[path].strip()
    if isinstance(value, Keys):
        below = {key: (*path, key) for key in value}
        return {k: _meant(value[k], p, changes) for k, p in below.items() if p not in changes.gone}
    if isinstance(value, Items):
        rows = [((*path, index), row) for index, row in enumerate(value)]
        return [_meant(row, p, changes) for p, row in rows if p not in changes.gone]
    return values(value)
