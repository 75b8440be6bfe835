"""handbook.json: the whole handbook as one audience sees it, with the schema that it follows."""

import json
from datetime import date
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, create_model

from macros.exports import export
from macros.kinds import KINDS
from macros.links import only_known
from macros.model.handbook import Handbook
from macros.model.policy import Approval
from macros.model.record import Audience, Phrase, Prose
from macros.model.walk import shapes
from macros.pages import find
from macros.parts import Desk
from macros.views.audience import INWARD, NOBODY

# Goes up when something in the file changes its meaning or leaves it; new keys do not count.
FORMAT: Literal[1] = 1
_DRAFT = "https://json-schema.org/draft/2020-12/schema"
# What our own programs read in a field's declaration, and what says nothing about a value.
_OURS = ("hidden", "title")
# What an audience may not know is missing, so a list can always be empty.
_DEMANDS = ("minItems", "required")


@export("handbook.json", page="index.md")
def handbook(desk: Desk) -> str:
    """The records of every kind by id, without what is absent."""
    tables = {kind.table: _table(desk.book, getattr(desk.book, kind.table)) for kind in KINDS}
    whole = {
        "format": FORMAT,
        "day": desk.today.isoformat(),
        "audience": desk.site.audience,
        **{name: table for name, table in tables.items() if table is not None},
    }
    return json.dumps(whole, indent=1, ensure_ascii=False) + "\n"


@export("handbook.schema.json", page="index.md")
def schema(desk: Desk) -> str:
    """What may stand in handbook.json, in the words of JSON Schema."""
    del desk
    return json.dumps(handbook_schema(), indent=1, ensure_ascii=False) + "\n"


def handbook_schema() -> dict[str, Any]:
    """The schema of handbook.json, the same for every audience."""
    made: dict[str, Any] = _cleaned(_model().model_json_schema())
    for part in _parts():
        form = made["$defs"][part.__name__]
        form["required"] = [key for key in form["properties"] if key in _sure(part)]
    single = {kind.table for kind in KINDS if not (kind.folder or kind.key)}
    made["required"] = [key for key in made["properties"] if key not in single]
    return {"$schema": _DRAFT, **made}


def _parts() -> set[type[BaseModel]]:
    """Every kind of record and every part of one."""
    found: set[type[BaseModel]] = set()
    waiting: list[type[BaseModel]] = [kind.record for kind in KINDS]
    while waiting:
        part = waiting.pop()
        if part not in found:
            found.add(part)
            waiting += [form.part for _, form in shapes(part).values() if form.part]
    return found


def _sure(part: type[BaseModel]) -> set[str]:
    """The keys that every audience finds in every such part: `id`, lists, and what must be said."""
    kind = next((kind.name for kind in KINDS if kind.record is part), "")
    inward = NOBODY if part is Approval else INWARD.get(kind, {})
    taken = {name for name, left in inward.items() if left in (None, "")}
    sure = {
        key
        for name, (key, form) in shapes(part).items()
        # A single reference is left out where the reader may not know what it leads to.
        if form.many or not (form.ref or name in taken or part.model_fields[name].default is None)
    }
    return {*sure, "id"} if kind else sure


def _table(book: Handbook, table: Any) -> Any:  # noqa: ANN401 - one record, several, or none
    if isinstance(table, BaseModel):
        return _plain(book, table)
    return None if table is None else {key: _plain(book, record) for key, record in table.items()}


def _plain(book: Handbook, value: object) -> Any:  # noqa: ANN401 - JSON is anything
    """A value in the words of JSON, under the keys of YAML; what is absent is left out."""
    if isinstance(value, BaseModel):
        fields = type(value).model_fields.items()
        held = {info.alias or name: getattr(value, name) for name, info in fields}
        return {k: _plain(book, v) for k, v in held.items() if v is not None and v != ""}
    if isinstance(value, tuple):
        return [_plain(book, item) for item in value]
    if isinstance(value, Prose | Phrase):
        # A link says the id of what it leads to, also to those who may not know of it.
        return only_known(value, lambda kind, known: find(book, kind, known) is not None)
    return value.isoformat() if isinstance(value, date) else value


def _model() -> type[BaseModel]:
    """The whole file as a model: every kind's records by id, or the one record there is."""
    fields: dict[str, Any] = {
        "format": (Literal[1], Field(description="Version of this format.")),
        "day": (date, Field(description="The day whose handbook this is.")),
        "audience": (Audience, Field(description="Who may read this file.")),
    }
    for kind in KINDS:
        single = not (kind.folder or kind.key)
        says = f"The {kind.name}." if single else f"Every {kind.name}, by its id."
        held = kind.record if single else dict[str, kind.record]  # type: ignore[name-defined] # a class
        fields[kind.table] = (held, Field(description=says))
    described = "A handbook as one audience sees it, on one day."
    return create_model(
        "Handbook", __doc__=described, __config__=ConfigDict(extra="forbid"), **fields
    )


def _cleaned(node: Any, *, names: bool = False) -> Any:  # noqa: ANN401 - JSON is anything
    """The schema without what only our programs read, without null, and without demands.

    Under `properties` and `$defs` the keys are names of the data and stay, whatever they are.
    """
    if isinstance(node, list):
        return [_cleaned(item) for item in node]
    if not isinstance(node, dict):
        return node
    if names:
        return {key: _cleaned(form) for key, form in node.items()}
    left = {k: v for k, v in node.items() if k not in (*_OURS, *_DEMANDS, "default")}
    some = [form for form in left.get("anyOf", ()) if form.get("type") != "null"]
    if len(some) == 1:
        left = {**some[0], **{k: v for k, v in left.items() if k != "anyOf"}}
        left = {k: v for k, v in left.items() if k not in (*_OURS, *_DEMANDS)}
    return {k: _cleaned(v, names=k in ("properties", "$defs")) for k, v in left.items()}
