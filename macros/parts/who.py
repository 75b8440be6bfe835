"""Parts about the practice and the people in it."""

from macros.chart import LINE, WIDTH, Chart, in_columns, in_one_column
from macros.model.law import Regulation
from macros.model.people import Role
from macros.model.practice import Department
from macros.views.cover import Holder, acting, away, cover, current, in_role, vacant
from macros.views.org import Post, branches, org_tree, reports
from macros.views.paths import paths_of
from macros.views.reading import reading_list
from macros.views.training import Occasion, Taken, occasions, rests_on, trainings_of

from .part import Desk, Values, part

# More columns or posts than this do not fit a screen: the chart is drawn department by department.
WIDEST = 6
MOST = 25


@part
def purpose(desk: Desk) -> Values:
    return {"purpose": desk.book.purpose}


@part
def org_chart(desk: Desk) -> Values:
    roots = org_tree(desk.book, desk.today)
    charts = [drawing for root in roots for drawing in _drawings(desk, root)]
    return {"charts": charts, "roots": roots, "box_width": WIDTH, "line_height": LINE}


def _drawings(desk: Desk, root: Post) -> list[tuple[str, str, Chart, Chart]]:
    """Name, anchor, wide and narrow drawing of each chart that a tree needs."""
    if len(root.below) <= WIDEST and len(list(root.all())) <= MOST:
        return [("Org chart", "chart", in_columns(root), in_one_column(root))]
    return [
        (desk.book.departments[d].title, f"chart-{d}", in_columns(cut), in_one_column(cut))
        for d, cut in branches(desk.book, root)
    ]


@part
def role_index(desk: Desk) -> Values:
    return {
        "groups": [
            (department, rows)
            for department in desk.book.departments.values()
            if (rows := _department_roles(desk, department))
        ]
    }


def _department_roles(
    desk: Desk, department: Department
) -> list[tuple[Role, list[Holder], str | None]]:
    roles = [r for r in desk.table("role") if r.department == department.id]
    roles.sort(key=lambda r: (r.status != "active", r.id != department.head))
    return [(role, in_role(desk.book, role.id, desk.today), _cover(desk, role)) for role in roles]


def _cover(desk: Desk, role: Role) -> str | None:
    book, today = desk.book, desk.today
    return cover(book, role.id, today) if vacant(book, role.id, today) else None


@part
def role_page(desk: Desk, role_id: str) -> Values:
    book = desk.book
    role = book.roles[role_id]
    return {
        "role": role,
        "people": in_role(book, role_id, desk.today),
        "covered": _cover(desk, role),
        "covers": [r.id for r in desk.table("role") if r.backup == role_id],
        "leads": [r.id for r in reports(book, role)],
        "posts": [p for p in book.designations.values() if role_id in (p.role, p.backup)],
        "apart": [s for s in book.separations.values() if role_id in s.roles],
        "procedures": [p for p in desk.table("procedure") if role_id in p.performed_by],
        "reading": reading_list(book, role),
        "trainings": _trainings(desk, role),
        "paths": paths_of(book, role),
    }


def _trainings(desk: Desk, role: Role) -> list[tuple[Taken, list[Occasion], list[Regulation]]]:
    """What a role is trained in, when, and what asks for it."""
    book, today = desk.book, desk.today
    return [
        (taken, occasions(book, taken.training, today), rests_on(book, taken.training, today))
        for taken in trainings_of(book, role)
    ]


@part
def people_index(desk: Desk) -> Values:
    book, today = desk.book, desk.today
    rows = []
    for person in desk.table("person"):
        roles = [a for a in person.assignments if current(a, today)]
        gone = next((a for a in person.away if a.from_day <= today <= a.to), None)
        if roles:
            rows.append((person, roles, gone))
    posts = [(p, acting(book, p.role, today)) for p in book.designations.values()]
    return {"people": rows, "posts": posts, "separations": list(book.separations.values())}


@part
def person_page(desk: Desk, person_id: str) -> Values:
    person = desk.book.people[person_id]
    today = desk.today
    gone = [a for a in person.away if a.from_day <= today <= a.to] if away(person, today) else []
    return {
        "person": person,
        "roles": [a for a in person.assignments if a.to is None or a.to >= today],
        "away": gone[0] if gone else None,
        "coming": [a for a in person.away if a.from_day > today],
    }
