"""What of a record leads to nothing once other records are gone, and whether the rest stands."""

from collections.abc import Mapping

from annotated_types import MinLen
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from macros.kinds import KINDS
from macros.model.handbook import Handbook
from macros.model.record import Path, Record
from macros.model.walk import Shape, shapes

from .kept import Ids


def standing(book: Handbook, ids: Ids) -> Ids:
    """The ids of what says something without what is gone, and without what falls with it."""
    left = {name: set(found) for name, found in ids.items()}
    size = -1
    while size != (size := sum(map(len, left.values()))):
        for kind in KINDS:
            records = getattr(book, kind.table)
            for record_id in ids.get(kind.name, ()) if isinstance(records, Mapping) else ():
                if record_id in records and lost(records[record_id], left) is None:
                    left[kind.name].discard(record_id)
    return left


def lost(record: Record, ids: Ids) -> set[Path] | None:
    """The paths of a record that name what is not among `ids`, each as far up as it must go.

    None where the record says nothing without them.
    """
    return _lost(record, (), ids)


def _lost(model: BaseModel, before: Path, ids: Ids) -> set[Path] | None:
    paths: set[Path] = set()
    for name, (key, form) in shapes(type(model)).items():
        value, path = getattr(model, name), (*before, key)
        if value is None or not (form.ref or form.part):
            continue
        below = _many(value, form, path, ids) if form.many else _one(value, form, path, ids)
        field = type(model).model_fields[name]
        if below is None or (form.many and _too_few(value, below, path, field)):
            if field.is_required():
                return None
            below = {path}
        paths |= below
    return paths


def _many(items: tuple[object, ...], form: Shape, path: Path, ids: Ids) -> set[Path]:
    paths: set[Path] = set()
    for index, item in enumerate(items):
        below = _one(item, form, (*path, index), ids)
        paths |= {(*path, index)} if below is None else below
    return paths


def _one(value: object, form: Shape, path: Path, ids: Ids) -> set[Path] | None:
    if isinstance(value, BaseModel):
        return _lost(value, path, ids)
    ref = form.ref
    stays = ref is None or value in ref.words or value in ids.get(ref.kind, ())
    return set() if stays else None


def _too_few(items: tuple[object, ...], gone: set[Path], path: Path, field: FieldInfo) -> bool:
    least = next((m.min_length for m in field.metadata if isinstance(m, MinLen)), 1)
    left = sum((*path, index) not in gone for index in range(len(items)))
    return bool(items) and left < least
