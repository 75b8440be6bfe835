"""A record without the references that its reader may not follow."""

from collections.abc import Container, Mapping
from typing import Any, TypeVar

from pydantic import BaseModel

from .record import Record
from .walk import Shape, leaves, shapes

Gone = Mapping[str, Container[str]]
R = TypeVar("R", bound=Record)


def without(record: R, gone: Gone) -> R:
    """The record as if nothing of what is `gone` (ids by kind) had ever been named in it.

    An item of a list goes; a single reference becomes None, or empty where one is needed.
    """
    if not any(leaf.ref and leaf.value in gone.get(leaf.ref.kind, ()) for leaf in leaves(record)):
        return record
    return renewed(record, _changes(record, gone))


def renewed(record: R, changes: Mapping[str, Any]) -> R:
    """A copy of a record with other values; nothing is checked again."""
    copy = record.model_copy(update=changes)
    copy._leaves = None  # noqa: SLF001 - the copy must not remember what the record held
    return copy


def _changes(model: BaseModel, gone: Gone) -> dict[str, Any]:
    changes: dict[str, Any] = {}
    for name, (_, form) in shapes(type(model)).items():
        value = getattr(model, name)
        if form.many:
            kept = (item for item in value if not _is_gone(item, form, gone))
            changes[name] = tuple(_part(item, gone) for item in kept)
        elif _is_gone(value, form, gone):
            changes[name] = None if type(model).model_fields[name].default is None else ""
        else:
            changes[name] = _part(value, gone)
    return changes


def _is_gone(value: object, form: Shape, gone: Gone) -> bool:
    return form.ref is not None and value in gone.get(form.ref.kind, ())


def _part(value: Any, gone: Gone) -> Any:  # noqa: ANN401 - a value of any field
    return value.model_copy(update=_changes(value, gone)) if isinstance(value, BaseModel) else value
