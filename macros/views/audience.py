"""What one audience may see of a handbook."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Literal, TypeVar

from macros.kinds import KINDS, kind_of
from macros.model.cut import Gone, renewed, without
from macros.model.edition import Edition, EditionChange, EditionPolicy
from macros.model.handbook import Handbook
from macros.model.past import Past
from macros.model.policy import Policy, Revision
from macros.model.practice import Practice
from macros.model.record import Audience, Phrase, Record

R = TypeVar("R", bound=Record)

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
    "training": {"evidence": Phrase(""), "keep_years": None, "keep_reason": None},
    "form": {"kept": Phrase(""), "keep_years": None, "keep_reason": None},
}


def for_audience(book: Handbook, audience: Audience) -> Handbook:
    """The handbook as this audience may know it: nothing in it names what is hidden.

    Records above the audience are gone, and so are references to them in other records.
    """
    gone = _hidden(book, audience)
    tables = {
        kind.table: {i: _for(r, audience, gone) for i, r in table.items() if may_see(r, audience)}
        for kind in KINDS
        if isinstance(table := getattr(book, kind.table), dict)
    }
    known = {name: ids - gone.get(name, frozenset()) for name, ids in book.known.items()}
    approved = {i: copies for i, copies in book.approved.items() if i in tables["policies"]}
    made: dict[str, Any] = {**tables, "known": known, "approved": approved, "torn": ()}
    if audience == "public":
        made |= {"purpose": None, "practice": _outward(book.practice)}
    return replace(book, **made)


def cut_for(book: Handbook, audience: Audience, record: R) -> R:
    """A record that is not in the handbook, such as a former version, as this audience sees it."""
    return _for(record, audience, _hidden(book, audience))


def past_for(book: Handbook, audience: Audience, past: Past) -> Past:
    """What git can say to an audience, by the whole handbook: no file that it may not know of.

    Of a policy that is gone counts what its file said last; one that cannot be read is the owner's.
    """
    last = {gone.id: gone.policy for gone in past.gone if not gone.version}

    def known(policy_id: str) -> bool:
        policy = book.policies.get(policy_id) or last.get(policy_id)
        return may_see(policy, audience) if policy else audience == LEVELS[-1]

    copies = {key: seen for key, seen in past.copies.items() if known(key[0])}
    return replace(past, copies=copies, gone=tuple(gone for gone in past.gone if known(gone.id)))


def edition_for(book: Handbook, audience: Audience, edition: Edition) -> Edition:
    """The record of an edition as an audience may know it, by the whole handbook.

    What was for it then and is for others today is hidden as well.
    The public reads what holds, and not how it came about.
    """
    hidden = _hidden(book, audience)

    def known(kind: str, row: EditionChange | EditionPolicy) -> bool:
        return _reaches(row.audience, audience) and row.id not in hidden.get(kind, ())

    told = {
        "policies": tuple(p for p in edition.policies if known("policy", p)),
        "changes": tuple(c for c in edition.changes if known(c.kind, c)),
        "held_back": tuple(i for i in edition.held_back if _known(book, i, audience)),
    }
    inward = {"changes": (), "despite": (), "held_back": ()} if audience == "public" else {}
    return edition.model_copy(update={**told, **inward})


def _known(book: Handbook, policy_id: str, audience: Audience) -> bool:
    """Whether an audience may know that there is a policy; one that is gone is the owner's."""
    policy = book.policies.get(policy_id)
    return may_see(policy, audience) if policy else audience == LEVELS[-1]


def _hidden(book: Handbook, audience: Audience) -> dict[str, frozenset[str]]:
    """The ids of what an audience may not see, by kind."""
    found = {}
    for kind in KINDS:
        table = getattr(book, kind.table)
        rows = table.values() if isinstance(table, dict) else ()
        if ids := frozenset(r.id for r in rows if not may_see(r, audience)):
            found[kind.name] = ids
    return found


def may_see(record: Record, audience: Audience) -> bool:
    """Whether a record is for this audience; what patients get, everybody may see."""
    needed: Audience | Literal["patient"] = getattr(record, "audience", "staff")
    return _reaches("public" if needed == "patient" else needed, audience)


def _reaches(needed: Audience, audience: Audience) -> bool:
    return LEVELS.index(needed) <= LEVELS.index(audience)


def _for(record: R, audience: Audience, gone: Gone) -> R:
    if audience == "public" and (inward := INWARD.get(kind_of(record).name)):
        record = renewed(record, inward)
    if audience == "public" and isinstance(record, Policy):
        record = renewed(record, {"revisions": tuple(map(_outer, record.revisions))})
    return without(record, gone) if gone else record


# What the public is not told of an approval.
NOBODY = {"person": "", "role": "", "recorded_by": "", "evidence": Phrase("")}


def _outer(revision: Revision) -> Revision:
    """A version that says that it was approved and when, and not by whom."""
    given = tuple(one.model_copy(update=NOBODY) for one in revision.approved)
    return revision.model_copy(update={"approved": given})


def _outward(practice: Practice | None) -> Practice | None:
    inward = {
        name: field.get_default(call_default_factory=True)
        for name, field in Practice.model_fields.items()
        if name not in _OUTWARD
    }
    return practice and renewed(practice, inward)
