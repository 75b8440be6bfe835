"""What it takes to write signatures down, or to take them back; nothing is written here."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from macros.finding import RefusedError, named_person, named_policy
from macros.model.signature import Method, Signature, valid
from macros.views.signing import SHEET, sheet_seal, unsigned

from .clerk import Answer, Claim, Clerk, found
from .imports import Standard, lines


@dataclass(frozen=True, slots=True)
class Plan:
    """The signatures to write down, those that are there already, and what speaks against it."""

    new: tuple[Signature, ...]
    there: tuple[Signature, ...]
    problems: tuple[str, ...]


def plan(
    clerk: Clerk,
    claims: Iterable[tuple[str, Claim | tuple[str, ...]]],
    written: Iterable[Signature],
) -> Plan:
    """What it takes to write claims down; the place of each stands before its problems.

    Of a claim that could not be read, its problems stand in its stead.
    """
    kept = {one.key: one for one in valid(written)}
    new: dict[tuple[str, str, str], Signature] = {}
    there, problems = [], []
    for place, claim in claims:
        made, wrong = clerk.answer(claim) if isinstance(claim, Claim) else Answer(None, claim)
        problems += [f"{place}{problem}" for problem in wrong]
        if made and (before := kept.get(made.key) or new.get(made.key)):
            there.append(before)
        elif made:
            new[made.key] = made
    return Plan(tuple(new.values()), tuple(there), tuple(dict.fromkeys(problems)))


def taken_back(clerk: Clerk, claims: Iterable[Claim], written: Iterable[Signature]) -> Plan:
    """What it takes to take signatures back that were written down by mistake."""
    kept = sorted(valid(written), key=lambda one: (one.on, one.recorded_on), reverse=True)
    problems: list[str] = []
    new = [_withdrawal(problems, clerk, claim, kept) for claim in claims]
    return Plan(tuple(filter(None, new)), (), tuple(dict.fromkeys(problems)))


def _withdrawal(
    problems: list[str], clerk: Clerk, claim: Claim, kept: Sequence[Signature]
) -> Signature | None:
    person = found(problems, lambda: named_person(clerk.book, claim.person))
    policy = found(problems, lambda: named_policy(clerk.book, claim.policy))
    by = found(problems, lambda: clerk.recorder(claim))
    if not (person and policy and by):
        return None
    rows = (one for one in kept if (one.person, one.policy) == (person.id, policy.id))
    newest = next((one for one in rows if claim.version in ("", one.version)), None)
    if newest is None:
        problems.append(f"no signature of {claim.policy!r} by {person.id!r} is written down")
        return None
    day = clerk.today
    return newest.model_copy(
        update={"method": "withdrawn", "on": day, "recorded_by": by.id, "recorded_on": day}
    )


def all_due(clerk: Clerk, written: Iterable[Signature], claim: Claim) -> list[Claim]:
    """The claim for each policy that its person has yet to sign on its day, by code."""
    if doubts := clerk.doubts(claim):
        raise RefusedError("; ".join(doubts))
    person = named_person(clerk.book, claim.person)
    left = unsigned(clerk.book, written, claim.on, {person.id})
    return [
        claim._replace(policy=one.policy.code, version=one.revision.version)
        for one in sorted(left, key=lambda one: one.policy.code)
    ]


def split(named: str) -> tuple[str, str]:
    """A policy and its version, as PRV-08@2.0; without one, the version in force is meant."""
    policy, _, version = named.partition("@")
    return policy, version


def unfitting(seals: Iterable[str], signatures: Sequence[Signature]) -> list[str]:
    """The seals of what was signed that are not those of what would be written down."""
    known = {one.seal for one in signatures}
    lines = [(one.policy, one.version, one.seal) for one in signatures]
    sheets = {sheet_seal(person, lines) for person in {one.person for one in signatures}}
    return [
        f"the sheet has the seal {seal}, and what would be written down has"
        f" {', '.join(sorted(sheets))}: since it was printed, something else is due or in force;"
        " name what stands on it, as PRV-08@2.0"
        if seal.startswith(SHEET)
        else f"what was signed has the seal {seal}, and of what would be written down nothing has:"
        f" {', '.join(f'{one.policy} {one.version} has {one.seal}' for one in signatures)}"
        for seal in seals
        if seal not in known | sheets
    ]


class Listed(NamedTuple):
    """A list of signatures: the name of its file, and what holds where a line says nothing."""

    name: str
    content: bytes
    method: Method
    recorded_by: str


def imported(clerk: Clerk, listed: Listed, written: Sequence[Signature]) -> Plan:
    """What it takes to write a list down; RefusedError, in words, where it is none."""
    name, dates = listed.name, clerk.book.formats.dates
    try:
        rows = lines(listed.content, Standard(listed.method, listed.recorded_by, dates))
    except RefusedError as refused:
        raise RefusedError(f"{name}: {refused}") from None
    claims = ((f"{name}:{row.number}: ", row.claim or row.problems) for row in rows)
    return plan(clerk, claims, written)
