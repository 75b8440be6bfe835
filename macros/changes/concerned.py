"""Which roles a changed record concerns."""

from collections.abc import Iterable

from macros.model.growth import Onboarding, Training
from macros.model.handbook import Handbook
from macros.model.people import Role
from macros.model.policy import Policy
from macros.model.record import Record
from macros.model.work import Checklist, Procedure
from macros.views.reading import concern
from macros.views.training import why_taken

Known = tuple[Handbook, Record | None]


def concerned(before: Known, after: Known) -> tuple[str, ...]:
    """The ids of the roles that a record concerned or concerns; empty means everybody."""
    sides = [(book, record) for book, record in (before, after) if record is not None]
    found = [list(_roles(book, record)) for book, record in sides]
    # A role that comes or goes is news for all who work beside it.
    if not all(found) or (len(found) == 1 and isinstance(sides[0][1], Role)):
        return ()
    roles = list(dict.fromkeys(role for side in found for role in side))
    everybody = {role.id for role in _active(after[0])}
    return () if everybody <= set(roles) else tuple(roles)


def _roles(book: Handbook, record: Record) -> Iterable[str]:
    found: Iterable[str] = ()
    if isinstance(record, Role):
        found = (record.id,)
    elif isinstance(record, Policy):
        found = (role.id for role in _active(book) if concern(record, role))
    elif isinstance(record, Procedure):
        found = record.performed_by
    elif isinstance(record, Checklist):
        found = (item.role for item in record.items)
    elif isinstance(record, Training):
        found = (role.id for role in _active(book) if why_taken(record, role))
    elif isinstance(record, Onboarding) and not record.everyone:
        inside = (r.id for r in _active(book) if r.department in record.departments)
        found = (*record.roles, *inside)
    return found


def _active(book: Handbook) -> list[Role]:
    return [role for role in book.roles.values() if role.status == "active"]
