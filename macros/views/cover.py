"""Who holds a role on a day, and who covers it."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from macros.model.handbook import Handbook
from macros.model.people import Assignment, Person

# A student or a volunteer works in a role without filling the post.
_LEARNING = ("student", "volunteer")


class Holder(NamedTuple):
    """A person in a role."""

    person: Person
    assignment: Assignment

    @property
    def fills(self) -> bool:
        """Whether the person fills the post, and does not only learn or help in it."""
        return self.assignment.kind not in _LEARNING


def in_role(book: Handbook, role: str, today: date) -> list[Holder]:
    """Everybody who works in a role on a day, learners among them, by name."""
    found = [
        Holder(person, assignment)
        for person, assignment in book.assigned.get(role, ())
        if current(assignment, today)
    ]
    return sorted(found, key=lambda h: (not h.fills, h.person.name))


def holders(book: Handbook, role: str, today: date) -> list[Holder]:
    """The people who fill a role on a day."""
    return [holder for holder in in_role(book, role, today) if holder.fills]


def current(assignment: Assignment, today: date) -> bool:
    """Whether an assignment holds on a day; first and last day count."""
    return assignment.from_day <= today and (assignment.to is None or today <= assignment.to)


def vacant(book: Handbook, role: str, today: date) -> bool:
    """Whether nobody fills a role on a day."""
    return not holders(book, role, today)


def cover(book: Handbook, role: str, today: date) -> str | None:
    """The first role along the chain of backups that somebody fills, if there is one."""
    return next((b for b in backups(book, role) if holders(book, b, today)), None)


def backups(book: Handbook, role: str) -> Iterator[str]:
    """The backup of a role, the backup of that, and so on, each once."""
    seen = {role}
    found = book.roles.get(role)
    while found and found.backup and found.backup not in seen:
        seen.add(found.backup)
        yield found.backup
        found = book.roles.get(found.backup)


def acting(book: Handbook, role: str, today: date) -> list[Person]:
    """The people who do a role's work on a day: its holders, or else those of its cover."""
    filled = role if holders(book, role, today) else cover(book, role, today)
    return [holder.person for holder in holders(book, filled, today)] if filled else []


def staffed(book: Handbook, role: str, today: date) -> bool:
    """Whether somebody fills a role or covers it."""
    return bool(acting(book, role, today))


def away(person: Person, today: date) -> bool:
    """Whether a person is away on a day."""
    return any(absence.from_day <= today <= absence.to for absence in person.away)


def at_work(book: Handbook, role: str, today: date) -> list[Person]:
    """The people who do a role's work on a day, absences counted."""
    for role_id in (role, *backups(book, role)):
        there = [h.person for h in holders(book, role_id, today) if not away(h.person, today)]
        if there:
            return there
    return []
