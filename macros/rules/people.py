"""People and the roles they hold."""

from datetime import date, timedelta
from itertools import combinations

from macros.model.handbook import Handbook
from macros.views.cover import current, holders

from .rule import Findings, rule


@rule("PPL001", fix="Correct one of the two days.")
def days_run_forward(book: Handbook) -> Findings:
    """The last day of an assignment or an absence is not before its first.

    Bad:

    ```yaml title="data/people/sam-rivers.yaml"
    away:
      - from: 2027-02-10
        to: 2027-02-01
    ```

    Good:

    ```yaml title="data/people/sam-rivers.yaml"
    away:
      - from: 2027-02-01
        to: 2027-02-10
    ```
    """
    for person in book.people.values():
        for key in ("assignments", "away"):
            for index, span in enumerate(getattr(person, key)):
                if span.to and span.to < span.from_day:
                    message = f"`to` {span.to} is before `from` {span.from_day}"
                    yield person.at(key, index, "to"), message


@rule(
    "PPL002",
    fix="Extend the assignment, add a new one, or delete the file when the person has left.",
    severity="warning",
)
def people_hold_a_role(book: Handbook, today: date) -> Findings:
    """Everybody listed holds a role today or soon.

    Bad:

    ```yaml title="data/people/kim-lane.yaml"
    name: Kim Lane
    assignments:
      - role: office-manager
        from: 2019-01-07
        to: 2020-01-31
    ```

    Good:

    ```yaml title="data/people/kim-lane.yaml"
    name: Kim Lane
    assignments:
      - role: office-manager
        from: 2025-01-07
    ```
    """
    for person in book.people.values():
        if not any(a.to is None or a.to >= today for a in person.assignments):
            yield person.at("assignments"), f"{person.id!r} holds no role today"


@rule("PPL003", fix="End one of the two assignments, or delete it.")
def assignments_do_not_overlap(book: Handbook) -> Findings:
    """A person holds the same role once at a time.

    Bad:

    ```yaml title="data/people/sam-rivers.yaml"
    assignments:
      - role: office-manager
        from: 2021-03-01
      - role: office-manager
        kind: acting
        from: 2022-03-01
    ```

    Good:

    ```yaml title="data/people/sam-rivers.yaml"
    assignments:
      - role: office-manager
        kind: acting
        from: 2021-03-01
        to: 2022-02-28
      - role: office-manager
        from: 2022-03-01
    ```
    """
    for person in book.people.values():
        for (_, one), (second, two) in combinations(enumerate(person.assignments), 2):
            ends = [a.to or date.max for a in (one, two)]
            apart = ends[0] < two.from_day or ends[1] < one.from_day
            if one.role == two.role and one.location == two.location and not apart:
                message = f"role {two.role!r} is held twice at the same time"
                yield person.at("assignments", second), message


@rule(
    "PPL004",
    fix="Plan who follows, or extend the assignment.",
    severity="warning",
    needs=("role", "person"),
)
def ending_assignments_are_noticed(book: Handbook, today: date) -> Findings:
    """A role does not fall vacant without notice.

    The last assignment in a role that ends within thirty days is pointed out,
    so that there is time to find somebody.

    Bad:

    ```yaml title="data/people/sam-rivers.yaml"
    assignments:
      - role: office-manager
        from: 2021-03-01
        to: 2026-12-01
    ```

    Good:

    ```yaml title="data/people/sam-rivers.yaml"
    assignments:
      - role: office-manager
        from: 2021-03-01
        to: 2027-12-01
    ```
    """
    soon = today + timedelta(days=book.practice.defaults.warning_days if book.practice else 30)
    for person in book.people.values():
        for index, assignment in enumerate(person.assignments):
            ends = assignment.to is not None and assignment.to <= soon
            if ends and current(assignment, today) and not holders(book, assignment.role, soon):
                message = f"role {assignment.role!r} is vacant after {assignment.to}"
                yield person.at("assignments", index, "to"), message
