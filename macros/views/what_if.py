"""What breaks if a role or a person is gone: who would do what then, and what nobody would do."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import combinations
from typing import NamedTuple

from macros.model.handbook import Handbook
from macros.model.people import Designation, Person, Role, Separation
from macros.model.policy import Policy
from macros.model.record import Record

from .apart import backed, watched
from .approving import approvers_of, approving_roles, can_approve
from .bonds import BONDS, Bond, under, uses
from .cover import acting, backups, cover, current, holders

_RANK = {bond: rank for rank, bond in enumerate(dict.fromkeys(BONDS.values()))}


class Shift(NamedTuple):
    """A role whose work would pass to others: held by them, or covered through another role.

    `beyond` is the role next in line, held by somebody else; `things` counts what depends on it.
    """

    role: Role
    after: tuple[Person, ...]
    through: str | None
    beyond: str | None
    things: int


class Line(NamedTuple):
    """A record that needs a role in one way, in how many places, and the role that would do it."""

    role: str
    bond: Bond
    record: Record
    places: int
    by: str | None


class Clash(NamedTuple):
    """A person who would have two roles that are kept apart."""

    person: Person
    separation: Separation
    roles: tuple[str, str]


class Watch(NamedTuple):
    """A post whose stand-in would work in, or supervise, what the post is kept from."""

    post: Designation
    role: Role


@dataclass(frozen=True, slots=True)
class Loss:
    """What would be different without a person, or without anybody in a role."""

    shifts: tuple[Shift, ...]
    lines: tuple[Line, ...]
    unapproved: tuple[Policy, ...]
    clashes: tuple[Clash, ...]
    watches: tuple[Watch, ...]
    unbacked: tuple[Designation, ...]

    @property
    def nobody(self) -> list[Line]:
        """What nobody would do."""
        return [line for line in self.lines if line.bond.weight == "duty" and not line.by]

    @property
    def covered(self) -> list[Line]:
        """What another role would do."""
        return [line for line in self.lines if line.bond.weight == "duty" and line.by]

    @property
    def spare(self) -> list[Line]:
        """What would lose its second line: roles without a backup, shelves without a deputy."""
        idle = {shift.role.id for shift in self.shifts if not shift.after}
        bare = [line for line in self.lines if line.bond.weight == "spare" and not line.by]
        # Of posts it is said more exactly: judged over the people who would be left.
        posts = [line for line in bare if isinstance(line.record, Designation)]
        return [line for line in bare if line not in posts and line.record.id not in idle]

    @property
    def named(self) -> list[Line]:
        """What means the role without needing anybody."""
        return [line for line in self.lines if line.bond.weight == "named"]

    @property
    def worst(self) -> int:
        """How many things would have nobody."""
        return len(self.nobody) + len(self.unapproved)


def if_empty(book: Handbook, role: str, today: date) -> Loss:
    """What breaks if nobody holds a role; the people in it keep their other roles."""
    people = {
        person.id: person.model_copy(
            update={"assignments": tuple(a for a in person.assignments if a.role != role)}
        )
        for person, _ in book.assigned.get(role, ())
    }
    then = replace(book, people={**book.people, **people})
    return _loss(book, then, [role], today)


def if_gone(book: Handbook, person: str, today: date) -> Loss:
    """What breaks if a person is gone, over the roles held on the day."""
    then = replace(book, people={i: p for i, p in book.people.items() if i != person})
    return _loss(book, then, filled(book, person, today), today)


def held(person: Person, today: date) -> list[str]:
    """The roles a person has on a day, each once; learners and helpers count."""
    return list(dict.fromkeys(a.role for a in person.assignments if current(a, today)))


def filled(book: Handbook, person: str, today: date) -> list[str]:
    """The roles a person fills on a day, and does not only learn or help in."""
    roles = held(book.people[person], today)
    return [r for r in roles if person in {h.person.id for h in holders(book, r, today)}]


def only_holder(book: Handbook, person: str, today: date) -> list[str]:
    """The roles that nobody but this person fills on a day."""
    roles = filled(book, person, today)
    return [r for r in roles if {h.person.id for h in holders(book, r, today)} == {person}]


def _loss(now: Handbook, then: Handbook, asked: list[str], today: date) -> Loss:
    roles = _touched(now, then, asked, today)
    lines = {role.id: _lines(then, role.id, today) for role in roles}
    changed = set(lines)
    return Loss(
        tuple(_shift(then, role, lines[role.id], today) for role in roles),
        tuple(sorted((line for found in lines.values() for line in found), key=_seriousness)),
        tuple(_unapproved(now, then, changed, today)),
        tuple(_clashes(now, then, changed, today)),
        tuple(_watches(now, then, today)) if changed else (),
        tuple(_unbacked(now, then, today)) if changed else (),
    )


def _shift(then: Handbook, role: Role, lines: list[Line], today: date) -> Shift:
    after = acting(then, role.id, today)
    through = None if holders(then, role.id, today) else cover(then, role.id, today)
    left = {person.id for person in after}
    beyond = (
        b
        for b in backups(then, role.id)
        if b != through and {h.person.id for h in holders(then, b, today)} - left
    )
    duties = sum(line.bond.weight == "duty" for line in lines)
    return Shift(role, tuple(after), through, next(beyond, None), duties)


def _touched(now: Handbook, then: Handbook, asked: list[str], today: date) -> list[Role]:
    """The roles asked about, and vacant ones that the same people cover today."""
    others = (
        role.id
        for role in now.roles.values()
        if role.id not in asked
        and not holders(now, role.id, today)
        and acting(now, role.id, today) != acting(then, role.id, today)
    )
    found = (now.roles.get(role) for role in (*asked, *others))
    return [role for role in found if role and role.status == "active"]


def _lines(then: Handbook, role: str, today: date) -> list[Line]:
    """What needs a role that nobody fills, each record once for each way."""
    if holders(then, role, today):
        return []
    places: dict[tuple[Bond, int], int] = defaultdict(int)
    records: dict[int, Record] = {}
    for use in uses(then, role):
        records[id(use.record)] = use.record
        places[use.bond, id(use.record)] += 1
    return [
        Line(role, bond, records[key], count, _stand_in(then, role, bond, records[key], today))
        for (bond, key), count in places.items()
    ]


def _stand_in(then: Handbook, role: str, bond: Bond, record: Record, today: date) -> str | None:
    """The role that would do it: one named beside this one, or the next along its backups."""
    if bond.weight == "named":
        return None
    cannot = {role, *under(record, bond.behind)}
    could = [*under(record, bond.first), *backups(then, role), *under(record, bond.also)]
    return next((r for r in could if r not in cannot and holders(then, r, today)), None)


def _seriousness(line: Line) -> tuple[int, str, str]:
    return (_RANK.get(line.bond, -1), line.bond.words, line.record.id)


def _unapproved(now: Handbook, then: Handbook, changed: set[str], today: date) -> Iterator[Policy]:
    """The active policies that somebody besides their owner can approve now, and nobody then."""
    for policy in now.policies.values():
        near = changed.intersection((policy.owner, *approving_roles(now, policy)))
        if policy.status != "active" or not near or approvers_of(now, policy) is None:
            continue
        if can_approve(now, policy, today) and not can_approve(then, policy, today):
            yield policy


def _clashes(now: Handbook, then: Handbook, changed: set[str], today: date) -> Iterator[Clash]:
    """Duties kept apart that would come to lie with one person, covers counted."""
    for apart in now.separations.values():
        for one, two in combinations(apart.roles, 2):
            if changed.intersection((one, two)):
                already = {p.id for p in _both(now, one, two, today)}
                for person in _both(then, one, two, today):
                    if person.id not in already:
                        yield Clash(person, apart, (one, two))


def _watches(now: Handbook, then: Handbook, today: date) -> Iterator[Watch]:
    """Posts that would come to lie with somebody in, or over, what they are kept from."""
    for post in now.designations.values():
        already = {role.id for role, _ in watched(now, post, today)}
        for role, _ in watched(then, post, today):
            if role.id not in already:
                yield Watch(post, role)


def _unbacked(now: Handbook, then: Handbook, today: date) -> Iterator[Designation]:
    """Posts behind which nobody else would stand any more."""
    for post in now.designations.values():
        if backed(now, post, today) and not backed(then, post, today):
            yield post


def _both(book: Handbook, one: str, two: str, today: date) -> list[Person]:
    others = {person.id for person in acting(book, two, today)}
    return [person for person in acting(book, one, today) if person.id in others]
