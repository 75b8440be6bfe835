"""The single values in a record, found from the declarations of its fields."""

from dataclasses import dataclass
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, NamedTuple, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from .record import Opaque, Path, Phrase, Prose, Record, Ref

LeafKind = Literal["ref", "prose", "phrase", "text", "other"]


class Leaf(NamedTuple):
    """A single value: where it stands, what it is, and what it says."""

    path: Path
    kind: LeafKind
    value: object
    ref: Ref | None


@dataclass(frozen=True, slots=True)
class Shape:
    """What a field holds: many or one, of a part or of a single value."""

    many: bool
    kind: LeafKind
    part: type[BaseModel] | None
    ref: Ref | None


@cache
def shapes(model: type[BaseModel]) -> dict[str, tuple[str, Shape]]:
    """Map each field's name to its key in YAML and its shape."""
    return {
        name: (info.alias or name, shape(info))
        for name, info in model.model_fields.items()
        if not hidden(info)
    }


def hidden(info: FieldInfo) -> bool:
    """Whether a field is filled in by the loader and never stands in a file."""
    extra = info.json_schema_extra
    return isinstance(extra, dict) and bool(extra.get("hidden"))


def shape(info: FieldInfo) -> Shape:
    """Say what a field holds."""
    return _shape(info.annotation, tuple(info.metadata), many=False)


def _shape(annotation: Any, metadata: tuple[Any, ...], *, many: bool) -> Shape:  # noqa: ANN401
    origin, args = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _shape(args[0], (*metadata, *args[1:]), many=many)
    if origin in (Union, UnionType):
        inner = [a for a in args if a is not NoneType]
        return _shape(inner[0], metadata, many=many)
    if origin is tuple:
        return _shape(args[0], (), many=True)
    ref = next((m for m in metadata if isinstance(m, Ref)), None)
    part = (
        annotation if isinstance(annotation, type) and issubclass(annotation, BaseModel) else None
    )
    opaque = any(isinstance(m, Opaque) for m in metadata)
    return Shape(many, "other" if opaque else _kind(annotation, ref), part, ref)


def _kind(annotation: object, ref: Ref | None) -> LeafKind:
    if ref:
        return "ref"
    kinds: dict[object, LeafKind] = {Prose: "prose", Phrase: "phrase", str: "text"}
    return kinds.get(annotation, "other")


def leaves(record: Record) -> tuple[Leaf, ...]:
    """Every single value of a record that says something, with the path that leads to it."""
    # A dozen rules ask, and a record never changes: it keeps the answer.
    # Asked for by name, pydantic would take longer to find it than to make it.
    own: dict[str, Any] = record.__pydantic_private__ or {}
    if own["_leaves"] is None:
        found: list[Leaf] = []
        _gather(record, (), found)
        if (category := getattr(record, "category", None)) is not None:
            found.append(Leaf(("category",), "ref", category, Ref("category")))
        own["_leaves"] = tuple(found)
    kept: tuple[Leaf, ...] = own["_leaves"]
    return kept


class Wording(NamedTuple):
    """The values of a record that are text, and all of them as one text for a first look."""

    record: Record
    leaves: tuple[Leaf, ...]
    text: str
    lower: str


def wording(record: Record) -> Wording:
    """What a record says in words."""
    said = tuple(leaf for leaf in leaves(record) if leaf.kind in ("prose", "phrase", "text"))
    text = "\n".join([str(leaf.value) for leaf in said])
    return Wording(record, said, text, text.lower())


def _gather(model: BaseModel, before: Path, found: list[Leaf]) -> None:
    values = model.__dict__
    for name, (key, form) in shapes(type(model)).items():
        value = values[name]
        if value is None:
            continue
        if not form.many:
            _add(value, form, (*before, key), found)
            continue
        for index, item in enumerate(value):
            _add(item, form, (*before, key, index), found)


def _add(value: Any, form: Shape, path: Path, found: list[Leaf]) -> None:  # noqa: ANN401
    if form.part:
        _gather(value, path, found)
    else:
        found.append(Leaf(path, form.kind, value, form.ref))
