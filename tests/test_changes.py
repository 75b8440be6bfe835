"""Whatever differs between two handbooks is reported: no field of no kind is forgotten."""

from collections.abc import Iterator
from datetime import date
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

import pytest
from pydantic import BaseModel

from macros.changes.numbers import in_texts
from macros.changes.report import Side, report
from macros.decode import Origin
from macros.kinds import KINDS, Kind
from macros.load import Loaded
from macros.model.handbook import Handbook
from macros.model.walk import hidden
from macros.tree import Keys, Source
from macros.views.redline import redline
from tests.lay import TODAY

Steps = tuple[str, ...]


def value(annotation: Any, other: Steps | None, **fixed: str) -> Any:  # noqa: ANN401
    """A value of a field; another one where `other` leads to it."""
    kind, inner = get_origin(annotation), get_args(annotation)
    if kind is Annotated:
        return value(inner[0], other)
    if kind in (Union, UnionType):
        return value(next(a for a in inner if a is not NoneType), other)
    if kind is tuple:
        return (value(inner[0], other),)
    if kind is not Literal and issubclass(annotation, BaseModel):
        return annotation.model_construct(**fields(annotation, other), **fixed)
    return inner[other == ()] if kind is Literal else single(annotation, changed=other == ())


def single(annotation: Any, *, changed: bool) -> object:  # noqa: ANN401
    if annotation is date:
        return date(2026, 5, 4 if changed else 3)
    if issubclass(annotation, int):
        return annotation(changed) if annotation is bool else 4 + changed
    found: object = annotation("Another sentence." if changed else "Some words.")
    return found


def fields(model: type[BaseModel], other: Steps | None) -> dict[str, Any]:
    return {
        name: value(info.annotation, other[1:] if other and other[0] == name else None)
        for name, info in model.model_fields.items()
        if not hidden(info)
    }


def leaves(annotation: Any) -> Iterator[Steps]:  # noqa: ANN401
    """The steps to each single value."""
    kind, inner = get_origin(annotation), get_args(annotation)
    if kind is Literal or (not inner and not issubclass(annotation, BaseModel)):
        yield ()
    elif inner:
        yield from leaves(next(a for a in inner if a is not NoneType))
    else:
        for name, info in annotation.model_fields.items():
            if not hidden(info):
                yield from ((name, *rest) for rest in leaves(info.annotation))


def side(kind: Kind, other: Steps | None) -> Side:
    record = value(kind.record, other, id="thing")
    record.came_from(Origin(Source("data/thing.yaml", "thing.yaml"), Keys(1, 1)))
    table: Any = record if kind.name in ("practice", "purpose") else {"thing": record}
    known = {kind.name: frozenset({"thing"})}
    return Side(Loaded(Handbook(**{kind.table: table}, known=known), []), [])


EVERY = [(kind, steps) for kind in KINDS for steps in leaves(kind.record)]


@pytest.mark.parametrize(
    ("kind", "steps"), EVERY, ids=[f"{k.name}-{'-'.join(s)}" for k, s in EVERY]
)
def test_a_field_that_differs_is_reported(kind: Kind, steps: Steps) -> None:
    assert fields(kind.record, None) != fields(kind.record, steps)
    found = report(side(kind, None), side(kind, steps), TODAY)
    assert not found.empty
    assert not found.form


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_what_is_the_same_is_not_reported(kind: Kind) -> None:
    assert report(side(kind, None), side(kind, None), TODAY).empty


def test_nothing_private_about_people_is_told() -> None:
    kind = next(kind for kind in KINDS if kind.name == "person")
    for steps in leaves(kind.record):
        found = report(side(kind, None), side(kind, steps), TODAY)
        for difference in found.others[0].differences:
            assert (difference.before, difference.after) == ("", "")


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        (
            "within 30 calendar days",
            "within 15 calendar days",
            ["30 calendar days → 15 calendar days"],
        ),
        ("keep it for six years.", "keep it for ten years.", ["six years → ten years"]),
        ("within the hour", "the same day", ["within the hour → same day"]),
        ("costs $6.50", "costs $7", ["$6.50 → $7"]),
        ("at 36 °F or 2 °C", "at 46 °F or 8 °C", ["36 °F → 46 °F", "2 °C → 8 °C"]),
        ("in 2 days", "soon", ["2 days is gone"]),
        ("soon", "in 2 days", ["2 days is new"]),
        ("in one of 30 rooms", "in two of 30 rooms", []),
    ],
)
def test_numbers_that_changed(before: str, after: str, words: list[str]) -> None:
    assert [number.words for number in in_texts(before, after)] == words


def text(*sections: str) -> str:
    bodies = {"a": "First thing we do.", "b": "Second thing we do.", "c": "Third thing we do."}
    parts = [f"## Part {s} {{#{s}}}\n\n{bodies[s]}\n" for s in sections]
    return "\n".join(["# Title\n", "What it is about.\n", *parts])


def test_a_section_that_moved_is_not_gone_and_new() -> None:
    [passage] = redline(text("a", "b", "c"), text("b", "c", "a"))
    assert (passage.moved, passage.changed) == ("Part c", False)
    assert [line.kind for line in passage.lines] == ["same"]


def test_a_section_under_a_new_name_is_the_section_it_was() -> None:
    [passage] = redline(text("a", "b"), text("a", "b").replace("Part b {#b}", "Piece {#piece}"))
    assert passage.moved is None
    assert [piece.kind for piece in passage.heading] == ["removed", "added"]
    assert [line.kind for line in passage.lines] == ["same"]


def test_a_section_that_moved_and_changed_is_marked_word_by_word() -> None:
    [passage] = redline(text("a", "b", "c"), text("c", "a", "b").replace("Third", "Last"))
    assert passage.moved == "Title"
    kinds = [(piece.kind, piece.text) for piece in passage.lines[0].pieces]
    assert kinds == [("removed", "Third"), ("added", "Last"), ("same", " thing we do.")]
