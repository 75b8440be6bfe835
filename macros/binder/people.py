"""The practice and the people in it as a binder shows them."""

from collections.abc import Container

from macros.model.people import Designation, Person, Role
from macros.views.cover import acting, cover, current, in_role, vacant
from macros.views.org import Post, org_tree, reports

from .document import Block, Bullets, Facts, Paragraph, Run, Runs, Section
from .pen import DASH, Pen, anchor, joined, kept, text

_BLOOD = {"all": "Part of the work", "some": "Possible at times", "none": "Not part of the work"}


def purpose_chapter(pen: Pen) -> Section | None:
    """Mission, vision and values."""
    purpose = pen.book.purpose
    if purpose is None:
        return None
    title = pen.said("Our purpose")
    values = tuple(
        Section(
            value.name,
            f"value-{value.id}",
            (Paragraph(pen.phrase(value.statement)), *pen.lines(value.behaviors)),
        )
        for value in purpose.values
    )
    below = kept(
        pen.section("Mission", "mission", *pen.prose(purpose.mission)),
        pen.section("Vision", "vision", *pen.prose(purpose.vision)),
        pen.section("Values", "values", sections=values),
    )
    return Section(title, "purpose", (), below, title)


def chart_chapter(pen: Pen) -> Section:
    """Who reports to whom, as a list."""
    title = pen.said("Org chart")
    tree = _branches(pen, tuple(org_tree(pen.book, pen.today)))
    return Section(title, "org-chart", tree, (), title)


def _branches(pen: Pen, posts: tuple[Post, ...]) -> tuple[Block, ...]:
    items = tuple(
        (
            Paragraph(
                (
                    *_bold(pen.name("role", post.role.id)),
                    *text(": "),
                    *pen.held(post.people, post.covered_by.id if post.covered_by else None),
                )
            ),
            *_branches(pen, post.below),
        )
        for post in posts
    )
    return (Bullets(items),) if items else ()


def _bold(runs: Runs) -> Runs:
    return tuple(Run(run.text, strong=True, href=run.href) for run in runs)


def roles_chapter(pen: Pen, roles: list[Role]) -> Section:
    """The job descriptions, each on pages of its own."""
    title = pen.said("Roles")
    table = pen.table(
        ("Role", "Held by", "Reports to"),
        (34, 38, 28),
        (
            (pen.name("role", r.id), _holders(pen, r), pen.name("role", r.reports_to) or text(DASH))
            for r in roles
        ),
    )
    return Section(title, "roles", table, tuple(role(pen, r) for r in roles), title)


def _holders(pen: Pen, record: Role) -> Runs:
    empty = vacant(pen.book, record.id, pen.today)
    covered = cover(pen.book, record.id, pen.today) if empty else None
    return pen.held(in_role(pen.book, record.id, pen.today), covered)


def role(pen: Pen, record: Role) -> Section:
    """One job description."""
    at = anchor("role", record.id)
    return Section(
        record.title,
        at,
        (*pen.prose(record.description), *_facts(pen, record)),
        kept(
            pen.section("What good work brings about", f"{at}-purpose", *pen.lines(record.purpose)),
            pen.section("What you do", f"{at}-responsibilities", *_duties(pen, record)),
            pen.section("What you decide alone", f"{at}-authority", *pen.lines(record.authority)),
            pen.section("What you never do", f"{at}-must-not", *pen.lines(record.must_not)),
            pen.section("Posts you hold", f"{at}-posts", *_posts(pen, record)),
            pen.section("How you know it goes well", f"{at}-competencies", *_seen(pen, record)),
            pen.section("What it takes", f"{at}-what-it-takes", *_takes(pen, record)),
            pen.section("Where it can lead", f"{at}-leads-to", *_leads_to(pen, record)),
        ),
        record.title,
    )


def _facts(pen: Pen, record: Role) -> tuple[Block, ...]:
    book = pen.book
    nobody = text(pen.said("Nobody: this role answers for the practice"))
    covers = sorted((r for r in book.roles.values() if r.backup == record.id), key=_title)
    return pen.facts(
        ("Department", pen.name("department", record.department)),
        ("Reports to", pen.name("role", record.reports_to) or nobody),
        ("Held by", _holders(pen, record)),
        ("Covered by", pen.name("role", record.backup)),
        ("Covers", pen.names("role", (r.id for r in covers))),
        ("Leads", pen.names("role", (r.id for r in reports(book, record)))),
        ("Also called", text(", ".join(record.aliases))),
        ("Contact with blood", text(_BLOOD[record.exposure.bloodborne])),
    )


def _title(record: Role) -> str:
    return record.title


def _duties(pen: Pen, record: Role) -> tuple[Block, ...]:
    items = []
    for duty in record.responsibilities:
        aside = joined(
            filter(
                None,
                (
                    text(duty.often or ""),
                    pen.names("procedure", duty.procedures),
                    pen.names("checklist", duty.checklists),
                    pen.names("policy", duty.policies),
                ),
            ),
            " · ",
        )
        note = (Paragraph(aside, "note"),) if aside else ()
        items.append((Paragraph(pen.phrase(duty.text)), *note))
    return (Bullets(tuple(items), "numbers"),) if items else ()


def _posts(pen: Pen, record: Role) -> tuple[Block, ...]:
    posts = (p for p in pen.book.designations.values() if record.id in (p.role, p.backup))
    lines = [
        (
            Run(post.title, strong=True),
            *text("" if post.role == record.id else " (as backup)"),
            *text(": "),
            *pen.phrase(post.duty),
        )
        for post in posts
    ]
    apart = (s for s in pen.book.separations.values() if record.id in s.roles)
    lines += [
        (Run("Kept apart: ", strong=True), *text(f"{s.title}. "), *pen.phrase(s.reason))
        for s in apart
    ]
    items = tuple((Paragraph(line),) for line in lines)
    return (Bullets(items),) if items else ()


def _seen(pen: Pen, record: Role) -> tuple[Block, ...]:
    rows = ((pen.phrase(c.name), pen.phrase(c.seen_by)) for c in record.competencies)
    return pen.table(("What you can do", "How it is seen"), (50, 50), rows)


def _takes(pen: Pen, record: Role) -> tuple[Block, ...]:
    brings = record.qualifications
    papers = tuple(
        (Paragraph(text(f"{c.name}, every {c.renew_months} months" if c.renew_months else c.name)),)
        for c in record.credentials
    )
    return pen.facts(
        ("You bring", pen.lines(brings.required) if brings else ()),
        ("It helps to have", pen.lines(brings.preferred) if brings else ()),
        ("Counts as much", pen.phrase(brings.or_equivalent) if brings else ()),
        ("You keep current", (Bullets(papers),) if papers else ()),
        ("Hours", pen.phrase(record.hours)),
        ("Setting", pen.phrase(record.setting)),
    )


def _leads_to(pen: Pen, record: Role) -> tuple[Block, ...]:
    lines = (
        (*pen.name("role", step.role), *text(": "), *pen.phrase(step.takes))
        for step in record.leads_to
    )
    items = tuple((Paragraph(line),) for line in lines)
    return (Bullets(items),) if items else ()


def people_chapter(pen: Pen, people: list[Person]) -> Section:
    """Who works here, the posts that the law names, and what is kept apart."""
    title = pen.said("People")
    table = pen.table(
        ("Name", "Role", "Extension", "Desk"),
        (26, 40, 14, 20),
        (_person(pen, person) for person in people if _here(pen, person)),
    )
    apart = tuple(
        (
            one.title,
            (
                Paragraph((*pen.names("role", one.roles), *text(": never the same person."))),
                Paragraph(pen.phrase(one.reason), "note"),
            ),
        )
        for one in pen.book.separations.values()
    )
    below = kept(
        pen.section("Posts the law names", "posts", *designations(pen, pen.book.designations)),
        pen.section("Duties we keep apart", "apart", *((Facts(apart),) if apart else ())),
    )
    return Section(title, "people", table, below, title)


def _here(pen: Pen, person: Person) -> bool:
    return any(current(a, pen.today) for a in person.assignments)


def _person(pen: Pen, person: Person) -> tuple[Runs, ...]:
    roles = joined(
        (
            *pen.name("role", a.role),
            *text("" if a.kind == "permanent" else f" ({a.kind})"),
        )
        for a in person.assignments
        if current(a, pen.today)
    )
    reach = person.contact
    return (
        text(person.name),
        roles,
        text((reach.extension if reach else None) or DASH),
        text((reach.desk if reach else None) or DASH),
    )


def designations(pen: Pen, ids: Container[str]) -> tuple[Block, ...]:
    """Posts that the law names, with who holds them and who covers."""
    wanted = [d for d in pen.book.designations.values() if d.id in ids]
    header = ("Post", "Held by", "Backup", "Asked for by")
    return pen.table(header, (36, 23, 21, 20), (_post(pen, post) for post in wanted))


def _post(pen: Pen, post: Designation) -> tuple[Runs, ...]:
    return (
        (Run(post.title, strong=True), *text(". "), *pen.phrase(post.duty)),
        _who(pen, post.role),
        _who(pen, post.backup) or text(DASH),
        joined(
            filter(None, (pen.law(post.regulations), text(post.citation or ""))),
            "; ",
        ),
    )


def _who(pen: Pen, role_id: str | None) -> Runs:
    name = pen.name("role", role_id)
    people = pen.people(acting(pen.book, role_id, pen.today)) if role_id else ()
    return (*name, *text(": "), *people) if people else name
