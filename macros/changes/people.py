"""What changes about people: roles begun and ended, and never anything private."""

from collections.abc import Iterator
from datetime import date, timedelta

from macros.formats import listed
from macros.model.handbook import Handbook
from macros.model.people import Assignment, Person
from macros.views.cover import cover, holders

from .fields import Difference, differences
from .names import Names

_ROLES = "assignments"


def person_notes(
    before: Person | None, after: Person | None, head: Handbook, names: Names, today: date
) -> Iterator[str]:
    """Roles begun, ended and changed, each in a sentence, and what a role is left with."""
    name = after.name if after else before.name if before else ""
    old = list(before.assignments) if before else []
    new = list(after.assignments) if after else []
    for was, now in _pairs(old, new):
        held = was or now
        if held is None or was == now:
            continue
        yield _sentence(name, names.the([held.role]), was, now, names)
        if was and (now is None or (now.to is not None and now.to != was.to)):
            last = now.to if now and now.to else today
            yield _left(head, held.role, max(last + timedelta(days=1), today), names)


def _pairs(
    old: list[Assignment], new: list[Assignment]
) -> Iterator[tuple[Assignment | None, Assignment | None]]:
    """The same stretch in a role before and after: that which began on the same day, if any."""
    left = list(new)
    for was in old:
        same = [now for now in left if now.role == was.role]
        now = min(same, key=lambda n: (n != was, n.from_day != was.from_day), default=None)
        if now:
            left.remove(now)
        yield was, now
    for now in left:
        yield None, now


def _sentence(
    name: str, role: str, was: Assignment | None, now: Assignment | None, names: Names
) -> str:
    if now is None:
        return f"{name} is no longer listed in the role: {role}."
    kind = "" if now.kind == "permanent" else f" ({now.kind.replace('-', ' ')})"
    until = f" to {names.day(now.to)}" if now.to else ""
    if was is None:
        return f"{name} works as {role}{kind} from {names.day(now.from_day)}{until}."
    if was.to is None and now.to and (was.from_day, was.kind) == (now.from_day, now.kind):
        return f"{name} works as {role}{kind} until {names.day(now.to)}; no end was named before."
    before = names.day(was.to) if was.to else "no end"
    after = names.day(now.to) if now.to else "no end"
    return (
        f"{name} as {role}: {was.kind.replace('-', ' ')}, {names.day(was.from_day)} to {before}"
        f" → {now.kind.replace('-', ' ')}, {names.day(now.from_day)} to {after}."
    )


def _left(head: Handbook, role: str, day: date, names: Names) -> str:
    """Who does a role's work once somebody is gone."""
    title, since = names.the([role]), f"From {names.day(day)}"
    left = holders(head, role, day)
    if left:
        others = listed([holder.person.name for holder in left])
        return f"{since} {title}{' is' if len(left) == 1 else ':'} {others}."
    stand_in = cover(head, role, day)
    if stand_in:
        people = listed([holder.person.name for holder in holders(head, stand_in, day)])
        return f"{since} nobody is {title}; {names.the([stand_in])} ({people}) covers."
    return f"{since} nobody is {title}, and nobody covers."


def person_fields(before: Person, after: Person, names: Names) -> list[Difference]:
    """What else differs, by name only: what it says is nobody's business here."""
    found = [d for d in differences(before, after, names) if d.path[0] != _ROLES]
    bare = (Difference(d.path[:1], _top(d), "changed", "", "") for d in found)
    return list(dict.fromkeys(bare))


def _top(found: Difference) -> str:
    info = next(i for n, i in Person.model_fields.items() if (i.alias or n) == found.path[0])
    return (info.description or found.path[0]).partition(";")[0].rstrip(".")
