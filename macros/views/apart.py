"""Posts kept away from the departments they watch, and from having the same person behind them."""

from collections.abc import Iterator
from datetime import date

from macros.model.handbook import Handbook
from macros.model.people import Designation, Person, Role

from .cover import acting, at_work, away, holders


def watched(book: Handbook, post: Designation, today: date) -> Iterator[tuple[Role, str]]:
    """Roles in departments the post is kept from that its holder has or supervises, and how."""
    holding = {person.id for person in acting(book, post.role, today)}
    for role in book.roles.values():
        if role.department not in post.kept_from or role.status != "active":
            continue
        if holding & {h.person.id for h in holders(book, role.id, today)}:
            yield role, f"works in it as {role.id!r}"
        elif holding & {p.id for p in supervisors(book, role, today)}:
            yield role, f"supervises {role.id!r}"


def supervisors(book: Handbook, role: Role, today: date) -> list[Person]:
    """The people whom a role reports to on a day, absences counted."""
    above = role.reports_to or ""
    there = [h for h in holders(book, above, today) if not away(h.person, today)]
    if not there and role.reports_to_in_absence:
        above = role.reports_to_in_absence
    return at_work(book, above, today)


def backed(book: Handbook, post: Designation, today: date) -> bool:
    """Whether somebody else than its holder stands behind a post on a day."""
    behind = {person.id for person in acting(book, post.backup or "", today)}
    return bool(behind - {person.id for person in acting(book, post.role, today)})
