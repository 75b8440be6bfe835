"""The org chart: one root, no loops, nobody adrift, no empty chair that work depends on."""

from collections import defaultdict
from datetime import date

from macros.model.handbook import Handbook
from macros.model.people import Designation, Role
from macros.model.policy import Policy
from macros.model.record import At, Record
from macros.model.work import Emergency
from macros.views.cover import staffed, vacant

from .rule import Findings, rule


def _loop(roles: dict[str, Role], start: str) -> list[str]:
    """The loop of reporting lines that `start` is part of, or nothing."""
    chain = [start]
    while (above := roles[chain[-1]].reports_to) in roles:
        assert above is not None  # noqa: S101 - it is a key of roles
        if above == start:
            return chain
        if above in chain:
            return []
        chain.append(above)
    return []


@rule(
    "ORG001",
    fix="Let every role but one report to another role.",
    needs=("role",),
)
def one_root(book: Handbook) -> Findings:
    """The org chart has one root.

    Exactly one role reports to nobody: the one that answers for the whole practice.

    Bad:

    ```yaml title="data/roles/scribe.yaml"
    title: Scribe
    owner: owner-physician
    department: practice
    description: You write the note while the physician talks with the patient.
    exposure:
      bloodborne: none
    ```

    Good:

    ```yaml title="data/roles/scribe.yaml"
    title: Scribe
    owner: owner-physician
    department: practice
    reports_to: owner-physician
    description: You write the note while the physician talks with the patient.
    exposure:
      bloodborne: none
    ```
    """
    living = _living(book)
    roots = [role for role in living.values() if role.reports_to is None]
    children = {role.reports_to for role in living.values()}
    # The root is the one that others report to; a role without either is the one to mend.
    roots.sort(key=lambda role: (role.id not in children, role.id))
    for role in roots[1:]:
        yield role.at("reports_to"), f"role {role.id!r} reports to nobody, like {roots[0].id!r}"


@rule("ORG002", fix="Point `reports_to` of one of these roles outside the loop.")
def no_reporting_loop(book: Handbook) -> Findings:
    """No reporting line is a loop.

    Following it upward, a question would come back to whoever asked it.

    Bad:

    ```yaml title="data/roles/owner-physician.yaml"
    reports_to: office-manager
    ```

    Good:

    ```yaml title="data/roles/office-manager.yaml"
    reports_to: owner-physician
    ```
    """
    roles = dict(book.roles)
    reported: set[str] = set()
    for role in roles.values():
        loop = _loop(roles, role.id)
        # A loop of three roles would be found three times, once from each role.
        # Reporting it only from the first id keeps it one problem.
        if loop and role.id not in reported:
            reported.update(loop)
            first = min(loop)
            start = loop.index(first)
            chain = [*loop[start:], *loop[:start], first]
            message = f"reporting line is a loop: {' -> '.join(chain)}"
            yield roles[first].at("reports_to"), message


@rule("ORG003", fix="Let it report to an active role.")
def reports_to_an_active_role(book: Handbook) -> Findings:
    """Every active role reports to a role that exists today.

    Below a retired or planned role nobody is reached from the top of the chart.

    Bad:

    ```yaml title="data/roles/office-manager.yaml"
    reports_to: director
    ```

    ```yaml title="data/roles/director.yaml"
    title: Director
    status: retired
    owner: owner-physician
    department: practice
    description: You led the office.
    exposure:
      bloodborne: none
    ```

    Good:

    ```yaml title="data/roles/office-manager.yaml"
    reports_to: owner-physician
    ```
    """
    for role in book.roles.values():
        above = book.roles.get(role.reports_to or "")
        if role.status == "active" and above and above.status != "active":
            message = f"`reports_to` {above.id!r} is a {above.status} role"
            yield role.at("reports_to"), message


@rule(
    "ORG004",
    fix="Assign somebody in data/people/, or give the role a `backup` that somebody holds.",
    needs=("role", "person"),
)
def vacant_role_with_duties_is_covered(book: Handbook, today: date) -> Findings:
    """A vacant role that owns or does anything is covered.

    A role may be empty for a while; its work may not.

    Bad:

    ```yaml title="data/checklists/evening.yaml"
    title: Evening
    owner: office-manager
    summary: Every note is finished.
    frequency: daily
    start: 2026-01-05
    items:
      - id: notes
        text: Finish the notes of the day.
        role: scribe
    ```

    ```yaml title="data/roles/scribe.yaml"
    title: Scribe
    owner: owner-physician
    department: practice
    reports_to: owner-physician
    description: You write the note while the physician talks with the patient.
    exposure:
      bloodborne: none
    ```

    Good:

    ```yaml title="data/checklists/evening.yaml"
    title: Evening
    owner: office-manager
    summary: Every note is finished.
    frequency: daily
    start: 2026-01-05
    items:
      - id: notes
        text: Finish the notes of the day.
        role: scribe
    ```

    ```yaml title="data/roles/scribe.yaml"
    title: Scribe
    owner: owner-physician
    department: practice
    reports_to: owner-physician
    backup: office-manager
    description: You write the note while the physician talks with the patient.
    exposure:
      bloodborne: none
    ```
    """
    uses = _uses(book)
    for role in _living(book).values():
        if not vacant(book, role.id, today) or staffed(book, role.id, today):
            continue
        others = [use for use in uses[role.id] if not _has_its_own_rule(use)]
        if others:
            names = ", ".join(dict.fromkeys(repr(use.record.id) for use in others[:3]))
            message = f"role {role.id!r} is vacant and not covered, but {names} depends on it"
            yield role.at("backup"), message


@rule("ORG005", fix="Name an active role that belongs to the department.")
def department_is_led_from_within(book: Handbook) -> Findings:
    """The head of a department is an active role.

    Bad:

    ```yaml title="data/roles/scribe.yaml"
    title: Scribe
    status: planned
    owner: owner-physician
    department: practice
    reports_to: owner-physician
    description: You write the note while the physician talks with the patient.
    exposure:
      bloodborne: none
    ```

    ```yaml title="data/departments.yaml"
    departments:
      - id: practice
        title: The practice
        product: People who are cared for, and an office that runs.
        head: scribe
    ```

    Good:

    ```yaml title="data/departments.yaml"
    departments:
      - id: practice
        title: The practice
        product: People who are cared for, and an office that runs.
        head: owner-physician
    ```
    """
    for department in book.departments.values():
        head = book.roles.get(department.head)
        if head and head.status != "active":
            yield department.at("head"), f"`head` {head.id!r} is a {head.status} role"


@rule("ORG006", fix="Use an active role, or make the role active.")
def work_lies_with_active_roles(book: Handbook) -> Findings:
    """What is done today is done by roles that exist today.

    A retired role answers no questions.

    Bad:

    ```yaml title="data/roles/scribe.yaml"
    title: Scribe
    status: retired
    owner: owner-physician
    department: practice
    reports_to: owner-physician
    description: You wrote the note while the physician talked with the patient.
    exposure:
      bloodborne: none
    ```

    ```yaml title="data/policies/privacy/notice.yaml"
    owner: scribe
    ```

    Good:

    ```yaml title="data/policies/privacy/notice.yaml"
    owner: office-manager
    ```
    """
    for role_id, uses in _uses(book).items():
        role = book.roles.get(role_id)
        if role is None or role.status == "active":
            continue
        for use in uses:
            if not isinstance(use.record, Role):
                yield use, f"role {role_id!r} is {role.status}"


def _has_its_own_rule(use: At) -> bool:
    """Whether ROL003, POL003, DES001 or EMG001 asks about this use of a vacant role."""
    if isinstance(use.record, Role | Designation | Emergency):
        return True
    return isinstance(use.record, Policy) and use.path == ("owner",)


def _living(book: Handbook) -> dict[str, Role]:
    return {role.id: role for role in book.roles.values() if role.status == "active"}


def _uses(book: Handbook) -> dict[str, list[At]]:
    """Where each role is named by something that is in force, assignments and heads aside."""
    found: dict[str, list[At]] = defaultdict(list)
    for record, leaf in book.references:
        if leaf.ref and leaf.ref.kind == "role" and leaf.path[0] != "reviews":
            aside = record.id in book.people or record.id in book.departments
            if not aside and not _is_over(record):
                found[str(leaf.value)].append(record.at(*leaf.path))
    return found


def _is_over(record: Record) -> bool:
    return getattr(record, "status", "active") in ("retired", "planned")
