"""The report for other programs."""

import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from typing import Any

from macros.changes.change import Report


def as_json(report: Report) -> str:
    """Write everything that the report knows."""
    return json.dumps(_value(report), indent=2, ensure_ascii=False)


def _value(value: Any) -> Any:  # noqa: ANN401 - a value of any kind
    if is_dataclass(value) and not isinstance(value, type):
        return {f.name: _value(getattr(value, f.name)) for f in fields(value)}
    if hasattr(value, "_asdict"):
        return _value(value._asdict())
    if isinstance(value, Mapping):
        return {key: _value(inner) for key, inner in value.items()}
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, list | tuple):
        return [_value(inner) for inner in value]
    return value.isoformat() if isinstance(value, date) else value
