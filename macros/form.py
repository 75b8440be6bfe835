"""Matters of form in a file: the order of keys, and text that other programs misread."""

from collections.abc import Iterator
from functools import cache

from pydantic import BaseModel

from .model.record import Record
from .model.walk import Shape, shapes
from .problems import Place, Problem
from .tree import Items, Keys, Source, Value


def form_problems(record: type[Record], tree: Keys, source: Source) -> Iterator[Problem]:
    """Warnings about one record; `python -m scripts.tidy` mends every one of them."""
    return _group(record, tree, source)


def key_order(model: type[BaseModel]) -> list[str]:
    """The keys of a record in the order in which they stand in its file."""
    return ["id", *(key for key, _ in shapes(model).values() if key != "id")]


def _group(model: type[BaseModel], tree: Keys, source: Source) -> Iterator[Problem]:
    known = _known(model)
    given = [key for key in tree.places if key in known]
    wanted = [key for key in known if key in tree.places]
    if given != wanted:
        first = next(one for one, other in zip(given, wanted, strict=True) if one != other)
        line, column = tree.places[first][:2]
        message = f"keys are out of order; correct order: {', '.join(wanted)}"
        yield _warning(source.at(line, column), "FRM001", message)
    for key, value in tree.items():
        # Most values are text that nothing misreads.
        if isinstance(value, str) and key not in tree.loose:
            continue
        form = known.get(key)
        if form is None:
            continue
        textual = form.kind in ("text", "phrase", "prose", "ref")
        if key in tree.loose and textual:
            yield _loose(key, value, source.at(*tree.places[key][2:]))
        if isinstance(value, Keys) and form.part:
            yield from _group(form.part, value, source)
        elif isinstance(value, Items):
            yield from _list(key, form.part, value, source, textual=textual)


@cache
def _known(model: type[BaseModel]) -> dict[str, Shape]:
    """The shape behind each key, in the order in which keys stand in a file."""
    return dict(shapes(model).values())


def _list(
    key: str, part: type[BaseModel] | None, rows: Items, source: Source, *, textual: bool
) -> Iterator[Problem]:
    if part is None and not rows.loose:
        return
    for index, (row, place) in enumerate(zip(rows, rows.places, strict=True)):
        if part and isinstance(row, Keys):
            yield from _group(part, row, source)
        elif textual and index in rows.loose:
            yield _loose(key, row, source.at(*place))


def _loose(key: str, value: Value, place: Place) -> Problem:
    return _warning(place, "FRM003", f"`{key}` {value} is text, and reads as something else")


def _warning(place: Place, rule: str, message: str) -> Problem:
    return Problem(place, rule, message, severity="warning")
