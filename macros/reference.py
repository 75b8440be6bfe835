"""The data reference: every key of every kind, read from the models."""

from dataclasses import dataclass
from typing import Any, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from .kinds import Kind
from .model.walk import hidden, shape

_PLAIN = {
    "prose": "paragraphs in Markdown",
    "phrase": "a sentence or a few, in Markdown",
    "text": "text",
}
_WORDS = {"date": "a date like 2026-11-21", "int": "a whole number", "bool": "true or false"}


@dataclass(frozen=True, slots=True)
class Row:
    """One key: what it means, and what it holds; `group` names the part it leads into."""

    key: str
    says: str
    value: str
    group: str
    needed: bool


@dataclass(frozen=True, slots=True)
class Group:
    """The keys of a record or of a part of one."""

    name: str
    says: str
    rows: tuple[Row, ...]

    @property
    def anchor(self) -> str:
        """The name as it stands in an address."""
        return self.name.lower()


def groups(kind: Kind) -> list[Group]:
    """The record of a kind and every part in it, each once, in reading order."""
    found: dict[type[BaseModel], Group] = {}
    waiting: list[type[BaseModel]] = [kind.record]
    while waiting:
        model = waiting.pop(0)
        if model in found:
            continue
        rows = _rows(model, listed=bool(kind.key) and model is kind.record)
        found[model] = Group(model.__name__, (model.__doc__ or "").strip(), rows)
        waiting += [p for i in model.model_fields.values() if (p := shape(i).part) is not None]
    return list(found.values())


def _rows(model: type[BaseModel], *, listed: bool) -> tuple[Row, ...]:
    return tuple(
        _row(info.alias or name, info)
        for name, info in model.model_fields.items()
        if not hidden(info) or (listed and name == "id")
    )


def _row(key: str, info: FieldInfo) -> Row:
    form = shape(info)
    extra = info.json_schema_extra
    needed = info.is_required() or (isinstance(extra, dict) and bool(extra.get("required")))
    group = form.part.__name__.lower() if form.part else ""
    value = f"a list: {_value(info)}" if form.many else _value(info)
    return Row(key, info.description or "", value, group, needed)


def _value(info: FieldInfo) -> str:
    form = shape(info)
    if form.part:
        return form.part.__name__
    if form.ref:
        others = f", or {', '.join(form.ref.words)}" if form.ref.words else ""
        return f"id of a {form.ref.kind}{others}"
    if choices := _choices(info.annotation):
        return f"one of {', '.join(choices)}"
    names = _names(info.annotation)
    return next((_WORDS[n] for n in names if n in _WORDS), _PLAIN.get(form.kind, "text"))


def _choices(annotation: Any) -> list[str]:  # noqa: ANN401 - any annotation
    args = get_args(annotation)
    if args and all(isinstance(a, str) for a in args):
        return [str(a) for a in args]
    return [word for a in args for word in _choices(a)]


def _names(annotation: Any) -> list[str]:  # noqa: ANN401 - any annotation
    own = [annotation.__name__] if isinstance(annotation, type) else []
    origin = get_origin(annotation)
    inner = [name for a in get_args(annotation) for name in _names(a)] if origin else []
    return own + inner
