"""What a check of the records says: of the file itself, of the handbook, and of git."""

from collections.abc import Iterable
from typing import NamedTuple

from macros.model.handbook import Handbook
from macros.model.signature import Signature
from macros.problems import counted
from macros.views import standing

from .chain import FILE, Fault
from .store import Checked


class Facts(NamedTuple):
    """Lines that contradict the handbook, and lines of which it knows nothing any more."""

    wrong: tuple[Fault, ...]
    unknown: tuple[Fault, ...]


class Report(NamedTuple):
    """What a check says: what to know, and what is wrong."""

    notes: tuple[str, ...]
    problems: tuple[str, ...]


def report(book: Handbook, checked: Checked, folder: str) -> Report:
    """Everything that can be said of the file in a folder of this name."""
    seen, name = facts(book, checked.ledger.signatures.items()), f"{folder}/{FILE}"
    problems = [*checked.problems, *(f"{name}:{line}: {said}" for line, said in seen.wrong)]
    notes = [f"{name}:{line}: {said}" for line, said in seen.unknown]
    notes += [f"{name}: git saw it altered: {said}" for said in checked.kept.altered]
    notes.append(_witnessed(checked))
    if not problems:
        many = counted(len(checked.signatures), "signature")
        fits = "each line carries the hash of the line before, and every seal fits"
        notes.append(f"{name} holds {many}; {fits}.")
    return Report(tuple(notes), tuple(problems))


def _witnessed(checked: Checked) -> str:
    if checked.kept.reason:
        return (
            f"git cannot say more: {checked.kept.reason}. So nobody sees whether the last lines"
            " were changed or taken out."
        )
    more = checked.ledger.content.count(b"\n") - checked.kept.content.count(b"\n")
    new = f"; {counted(more, 'more line')} not committed yet" if more > 0 else ""
    lines = counted(max(checked.kept.content.count(b"\n") - 1, 0), "line")
    return f"git keeps {lines}, and every state of the file begins with the one before{new}."


def facts(book: Handbook, signatures: Iterable[tuple[int, Signature]]) -> Facts:
    """What the handbook says to each line."""
    wrong, unknown = [], []
    seals = {p.id: _seals(book, p.id) for p in book.policies.values()}
    for line, one in signatures:
        if one.policy not in seals and book.knows("policy", one.policy):
            unknown.append(Fault(line, f"the file of {one.policy!r} cannot be read"))
        elif one.policy not in seals:
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
