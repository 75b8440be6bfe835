"""The records held against the handbook: whom and what they name, and in which words."""

from collections.abc import Iterable
from typing import NamedTuple

from macros.model.handbook import Handbook
from macros.model.signature import Signature
from macros.views import standing

from .chain import Fault


class Facts(NamedTuple):
    """Lines that contradict the handbook, and lines of which it knows nothing any more."""

    wrong: tuple[Fault, ...]
    unknown: tuple[Fault, ...]


def facts(book: Handbook, signatures: Iterable[tuple[int, Signature]]) -> Facts:
    """What the handbook says to each line."""
    wrong, unknown = [], []
    seals = {p.id: _seals(book, p.id) for p in book.policies.values()}
    for line, one in signatures:
        if one.policy not in seals:
            unknown.append(Fault(line, f"{one.policy!r} is no policy of the handbook any more"))
        elif said := _difference(one, seals[one.policy]):
            wrong.append(Fault(line, said))
        unknown += [
            Fault(line, f"{person!r} is no person of the handbook any more")
            for person in dict.fromkeys((one.person, one.recorded_by))
            if not book.knows("person", person)
        ]
    return Facts(tuple(wrong), tuple(unknown))


def _seals(book: Handbook, policy_id: str) -> dict[str, str | None]:
    return {r.version: r.seal for r in standing.approved(book, book.policies[policy_id])}


def _difference(one: Signature, seals: dict[str, str | None]) -> str:
    if one.version not in seals:
        return f"version {one.version} of {one.policy!r} is not among the approved ones"
    if seals[one.version] != one.seal:
        return f"version {one.version} of {one.policy!r} has the seal {seals[one.version]} now"
    return ""
