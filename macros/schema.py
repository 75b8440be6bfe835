"""JSON Schemas of the data files, for editors: completion, hover text, and red underlines."""

import json
from typing import Any

from .kinds import FILES, FOLDERS, Kind

# The words of draft-07, which the YAML support of editors understands.
_DRAFT = "http://json-schema.org/draft-07/schema#"
_BOUNDS = {"ge": "minimum", "le": "maximum"}


def schemas() -> dict[str, str]:
    """The text of each schema by its name: that of the kind, or of the file of several."""
    found = {kind.name: _record(kind) for kind in FOLDERS.values()}
    for file, kinds in FILES.items():
        whole = _record(kinds[0]) if not kinds[0].key else _lists(kinds)
        found[file.removesuffix(".yaml")] = whole
    return {name: _text(schema) for name, schema in sorted(found.items())}


def _text(schema: dict[str, Any]) -> str:
    return json.dumps({"$schema": _DRAFT, **schema}, indent=2, ensure_ascii=False) + "\n"


def _record(kind: Kind) -> dict[str, Any]:
    made: dict[str, Any] = _cleaned(kind.record.model_json_schema())
    return made


def _lists(kinds: tuple[Kind, ...]) -> dict[str, Any]:
    """A file that holds lists of records, each under a key of its own."""
    properties, definitions = {}, {}
    for kind in kinds:
        record = kind.record.model_json_schema()
        record["properties"]["id"].pop("hidden", None)
        record.setdefault("required", []).insert(0, "id")
        definitions.update(record.pop("$defs", {}))
        definitions[kind.record.__name__] = record
        items = {"$ref": f"#/$defs/{kind.record.__name__}"}
        properties[kind.key] = {"type": "array", "items": items}
    whole = {
        "type": "object",
        "properties": properties,
        "additionalProperties": False,
        "$defs": definitions,
    }
    made: dict[str, Any] = _cleaned(whole)
    return made


def _cleaned(node: Any) -> Any:  # noqa: ANN401 - JSON is anything
    """Say what pydantic says in draft-07's words, without what only our loader fills in."""
    if isinstance(node, list):
        return [_cleaned(item) for item in node]
    if not isinstance(node, dict):
        return node
    properties = node.get("properties")
    if isinstance(properties, dict):
        node = {**node, **_visible(properties, list(node.get("required", ())))}
    # The title of a field only repeats its name; a default says nothing to somebody typing.
    left = {k: v for k, v in node.items() if k != "default" and not _is_label(k, v)}
    if "anyOf" in left and (one := _not_null(left["anyOf"])) is not None:
        left = {**one, **{k: v for k, v in left.items() if k != "anyOf"}}
    return {
        _BOUNDS.get(k, "definitions" if k == "$defs" else k): _moved(k, v) for k, v in left.items()
    }


def _is_label(key: str, value: object) -> bool:
    return key == "title" and isinstance(value, str)


def _moved(key: str, value: Any) -> Any:  # noqa: ANN401 - JSON is anything
    if key == "$ref":
        return value.replace("#/$defs/", "#/definitions/")
    return _cleaned(value)


def _visible(properties: dict[str, Any], required: list[str]) -> dict[str, Any]:
    shown = {}
    for key, form in properties.items():
        if isinstance(form, dict) and form.get("hidden"):
            continue
        plain = dict(form)
        if plain.pop("required", None) is True:
            required.append(key)
        shown[key] = plain
    return {"properties": shown, **({"required": required} if required else {})}


def _not_null(options: list[dict[str, Any]]) -> dict[str, Any] | None:
    left = [option for option in options if option.get("type") != "null"]
    return left[0] if len(left) == 1 and len(options) > 1 else None
