"""Parts about what breaks if a person or a role is gone."""

from collections.abc import Iterable
from itertools import groupby

from macros.kinds import kind_of
from macros.model.people import Person
from macros.pages import gone
from macros.problems import counted
from macros.views.cover import cover, holders, in_role
from macros.views.what_if import Line, Loss, held, if_empty, if_gone, only_holder

from .part import Desk, Values, part

# The words of a duty, and for each thing its kind, id, how much of it, and who would do it.
Group = tuple[str, list[tuple[str, str, str, str]]]


@part
def what_if_index(desk: Desk) -> Values:
    people = [_person_row(desk, person) for person in desk.table("person")]
    roles = [
        (role, holders(desk.book, role.id, desk.today), if_empty(desk.book, role.id, desk.today))
        for role in desk.table("role")
        if role.status == "active"
    ]
    people = [row for row in people if row["held"]]
    return {
        # Sorting keeps the order of names among those that are alike.
        "people": sorted(people, key=lambda row: (-row["loss"].worst, -len(row["only"]))),
        "roles": sorted(roles, key=lambda row: (-row[2].worst, -len(row[2].covered))),
        "gone": gone,
    }


def _person_row(desk: Desk, person: Person) -> Values:
    book, today = desk.book, desk.today
    loss = if_gone(book, person.id, today)
    only = only_holder(book, person.id, today)
    return {
        "person": person,
        "held": held(person, today),
        "only": only,
        "loss": loss,
        "passes": list(dict.fromkeys(s.through for s in loss.shifts if s.through)),
    }


@part
def what_if_page(desk: Desk, key: str) -> Values:
    kind, _, record_id = key.partition("-")
    answer = _of_person if kind == "person" else _of_role
    values = answer(desk, record_id)
    loss: Loss = values["loss"]
    usual = {shift.role.id: shift.through for shift in loss.shifts}
    return {
        "kind": kind,
        "nobody": _groups(loss.nobody, {}),
        "covered": _groups(loss.covered, usual),
        "spare": _groups(loss.spare, {}),
        "named": _groups(loss.named, {}),
        "holds": lambda role: [h.person for h in holders(desk.book, role, desk.today)],
        **values,
    }


def _of_person(desk: Desk, person_id: str) -> Values:
    person = desk.book.people[person_id]
    return {
        "record": person,
        "who": person.name,
        "loss": if_gone(desk.book, person_id, desk.today),
        "held": held(person, desk.today),
        "only": only_holder(desk.book, person_id, desk.today),
        "people": [],
    }


def _of_role(desk: Desk, role_id: str) -> Values:
    book, today = desk.book, desk.today
    return {
        "record": book.roles[role_id],
        "who": book.roles[role_id].title,
        "loss": if_empty(book, role_id, today),
        "held": [role_id],
        "only": [],
        "people": in_role(book, role_id, today),
        "covered_by": cover(book, role_id, today),
    }


def _groups(lines: Iterable[Line], usual: dict[str, str | None]) -> list[Group]:
    """Lines by what is done, in their order; who would do it only where it is not the usual one."""
    found = []
    for words, same in groupby(lines, key=lambda line: line.bond.lack or line.bond.words):
        things = [
            (
                kind_of(line.record).name,
                line.record.id,
                counted(line.places, line.bond.some) if line.bond.some else "",
                line.by if line.by and line.by != usual.get(line.role) else "",
            )
            for line in same
        ]
        found.append((words, things))
    return found
