"""What one audience may see of a handbook."""

from dataclasses import replace
from typing import Any

from macros.kinds import KINDS
from macros.model.handbook import Handbook
from macros.model.record import Audience, Record

LEVELS: tuple[Audience, ...] = ("public", "staff", "managers", "owner")


def for_audience(book: Handbook, audience: Audience) -> Handbook:
    """The handbook with only those records that this audience may see."""
    tables: dict[str, Any] = {}
    for kind in KINDS:
        table = getattr(book, kind.table)
        if isinstance(table, dict):
            tables[kind.table] = {i: r for i, r in table.items() if may_see(r, audience)}
    return replace(book, **tables)


def may_see(record: Record, audience: Audience) -> bool:
    """Whether a record is for this audience; what patients get, everybody may see."""
    needed = getattr(record, "audience", "staff")
    return LEVELS.index("public" if needed == "patient" else needed) <= LEVELS.index(audience)
