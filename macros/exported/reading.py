"""The reading lists of all roles as one table."""

from collections.abc import Iterator

from macros.exports import as_csv, export
from macros.pages import ordered, title
from macros.parts import Desk
from macros.views.reading import Reading, minutes, reading_list, working_papers
from macros.views.standing import in_force

_COLUMNS = (
    *("role", "role title", "kind", "code", "id", "title", "duty", "reason", "sign by day"),
    *("version", "minutes"),
)


@export("reading.csv", page="reading/index.md")
def table(desk: Desk) -> str:
    roles = (role for role in desk.book.roles.values() if role.status == "active")
    return as_csv(_COLUMNS, (row for role in ordered(roles) for row in _rows(desk, role.id)))


def _rows(desk: Desk, role_id: str) -> Iterator[tuple[object, ...]]:
    role = desk.book.roles[role_id]
    for item in reading_list(desk.book, role):
        yield (role.id, role.title, "policy", *_policy(desk, item))
    papers = working_papers(desk.book, role.id)
    parts = (
        ("procedure", ordered(papers.procedures), "performed by your role"),
        ("checklist", ordered(papers.checklists), "ticked by your role"),
        ("emergency", papers.emergencies, "your role is called"),
    )
    for kind, records, reason in parts:
        for record in records:
            name = (role.id, role.title, kind, "", record.id, title(record))
            yield (*name, "required", reason, "", "", "")


def _policy(desk: Desk, item: Reading) -> tuple[object, ...]:
    policy, revision = item.policy, in_force(desk.book, item.policy, desk.today)
    sign_by = policy.sign_by if item.signs else None
    version = revision.version if revision else ""
    said = (policy.code, policy.id, policy.title, item.duty, item.reason)
    return (*said, sign_by, version, minutes([policy]))
