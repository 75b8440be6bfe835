"""What one audience may see of a handbook."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from macros.kinds import KINDS, kind_of
from macros.model.cut import Gone, renewed, without
from macros.model.handbook import Handbook
from macros.model.practice import Practice
from macros.model.record import Audience, Phrase, Record

LEVELS: tuple[Audience, ...] = ("public", "staff", "managers", "owner")

# What the public learns of the practice. A new field is for staff until it is named here.
_OUTWARD = {
    "id",
    "name",
    "sample",
    "tagline",
    "state",
    "locations",
    "working_days",
    "defaults",
    "formats",
}
# What of a public record concerns only those who work here.
INWARD: Mapping[str, Mapping[str, Any]] = {
    "policy": {
        "approvers": None,
        "sole_approver": None,
        "applies_to": (),
        "acknowledge": False,
        "sign_by": None,
        "review": None,
        "reviews": (),
        "exceptions": (),
        "attachments": (),
    },
    "form": {"kept": Phrase(""), "keep_years": None, "keep_reason": None},
}


def for_audience(book: Handbook, audience: Audience) -> Handbook:
    """The handbook as this audience may know it: nothing in it names what is hidden.

    Records above the audience are gone, and so are references to them in other records.
    """
    shown: dict[str, dict[str, Record]] = {}
    gone: dict[str, frozenset[str]] = {}
    for kind in KINDS:
        table = getattr(book, kind.table)
        if isinstance(table, dict):
            shown[kind.table] = {i: r for i, r in table.items() if may_see(r, audience)}
            if hidden := table.keys() - shown[kind.table].keys():
                gone[kind.name] = frozenset(hidden)
    tables = {
        name: {i: _for(record, audience, gone) for i, record in table.items()}
        for name, table in shown.items()
    }
    known = {name: ids - gone.get(name, frozenset()) for name, ids in book.known.items()}
    made: dict[str, Any] = {**tables, "known": known, "torn": ()}
    if audience == "public":
        made |= {"purpose": None, "practice": _outward(book.practice)}
    return replace(book, **made)


def may_see(record: Record, audience: Audience) -> bool:
    """Whether a record is for this audience; what patients get, everybody may see."""
    needed = getattr(record, "audience", "staff")
    return LEVELS.index("public" if needed == "patient" else needed) <= LEVELS.index(audience)


def _for(record: Record, audience: Audience, gone: Gone) -> Record:
    if audience == "public" and (inward := INWARD.get(kind_of(record).name)):
        record = renewed(record, inward)
    return without(record, gone) if gone else record


def _outward(practice: Practice | None) -> Practice | None:
    inward = {
        name: field.get_default(call_default_factory=True)
        for name, field in Practice.model_fields.items()
        if name not in _OUTWARD
    }
    return practice and renewed(practice, inward)
