"""What changes about roles: duties that moved, limits, lines, and what the role now reads."""

from collections.abc import Iterator, Mapping
from datetime import date
from difflib import SequenceMatcher

from macros.markdown import to_plain
from macros.model.handbook import Handbook
from macros.model.people import Responsibility, Role
from macros.views.cover import in_role
from macros.views.reading import reading_list

from .fields import Difference, differences
from .names import Names, label_of

_SAME_DUTY = 0.75
_DUTIES = "responsibilities"
# What a reader wants to know first of a role.
_FIRST = ("status", "reports_to", "backup", "authority", "must_not", "responsibilities")

# Each duty that moved: the role and the id it had, and the role and the id it has.
Moves = Mapping[tuple[str, str], tuple[str, str]]


def moved_duties(base: Handbook, head: Handbook) -> Moves:
    """The responsibilities that one role lost and another took on."""
    gone = list(_lost(base, head))
    come = list(_lost(head, base))
    found: dict[tuple[str, str], tuple[str, str]] = {}
    for role, duty in gone:
        best = max(come, key=lambda other: _likeness(duty, other[1]), default=None)
        if best and best[0] != role and _likeness(duty, best[1]) >= _SAME_DUTY:
            come.remove(best)
            found[role, duty.id] = best[0], best[1].id
    return found


def _lost(one: Handbook, other: Handbook) -> Iterator[tuple[str, Responsibility]]:
    for role in one.roles.values():
        then = other.roles.get(role.id)
        if then is role:
            continue
        kept = {duty.id for duty in then.responsibilities} if then else set()
        yield from ((role.id, duty) for duty in role.responsibilities if duty.id not in kept)


def _likeness(one: Responsibility, other: Responsibility) -> float:
    words = to_plain(one.text).split(), to_plain(other.text).split()
    return SequenceMatcher(None, *words, autojunk=False).ratio()


def role_notes(
    before: Role | None,
    after: Role,
    moves: Moves,
    books: tuple[Handbook, Handbook],
    names: Names,
) -> Iterator[str]:
    """Duties that came from or went to another role, each in a sentence."""
    base, head = books
    for (was, duty), (now, new) in moves.items():
        if was == after.id:
            text = _duty(base, was, duty)
            yield f"Moves to {names.the([now])}: “{text}”"
        if now == after.id:
            text = _duty(head, now, new)
            yield f"Comes from {names.the([was])}: “{text}”"
    if before is not None:
        yield from _reads(before, after, head)


def _duty(book: Handbook, role: str, duty: str) -> str:
    found = _said(book, role, duty)
    return to_plain(found.text) if found else duty


def _reads(before: Role, after: Role, head: Handbook) -> Iterator[str]:
    """What the role reads now, and no longer, because it is in another department."""
    if before.department == after.department:
        return
    was, now = ({r.policy.id: r for r in reading_list(head, role)} for role in (before, after))
    for words, ones, others in (("Now reads", now, was), ("No longer reads", was, now)):
        found = [label_of(r.policy) for key, r in ones.items() if key not in others]
        if found:
            yield f"{words}: {'; '.join(found)}."


def role_fields(
    before: Role, after: Role, moves: Moves, books: tuple[Handbook, Handbook], names: Names
) -> list[Difference]:
    """Everything else that differs, what a reader asks first at the top."""
    # What was also worded anew on the way is not told by the sentence that it moved.
    same = [row for row in moves.items() if _said(books[0], *row[0]) == _said(books[1], *row[1])]
    moved = {place for row in same for place in row}
    found = [
        d
        for d in differences(before, after, names)
        if d.path[0] != _DUTIES or d.what == "changed" or (after.id, d.path[-1]) not in moved
    ]
    return sorted(found, key=lambda d: _FIRST.index(d.path[0]) if d.path[0] in _FIRST else 9)


def _said(book: Handbook, role: str, duty: str) -> Responsibility | None:
    rows = book.roles[role].responsibilities if role in book.roles else ()
    found = next((row for row in rows if row.id == duty), None)
    return found.model_copy(update={"id": ""}) if found else None


def held_by(head: Handbook, role: str, today: date) -> str:
    """How many people a change of a role concerns."""
    number = len({holder.person.id for holder in in_role(head, role, today)})
    return f"{number} {'person works' if number == 1 else 'people work'} in this role."
