"""The binders: the whole handbook, one category of policies, or what one role needs."""

from datetime import date
from typing import Any

from macros.kinds import BY_NAME
from macros.model.growth import Training
from macros.model.handbook import Handbook
from macros.model.people import Role
from macros.model.policy import Policy
from macros.model.record import Record
from macros.pages import in_reading_order, ordered
from macros.views.reading import Reading, reading_list

from .document import Document, Labels, Paragraph, Section
from .pen import Pen, kept, of, text
from .people import chart_chapter, people_chapter, purpose_chapter, role, roles_chapter
from .policies import (
    category_chapter,
    companions,
    in_force_now,
    policy_section,
    printed,
    signing_table,
)
from .work import (
    checklists_chapter,
    emergencies_chapter,
    forms_chapter,
    glossary_chapter,
    procedures_chapter,
    training_chapter,
)

_NOTICE = (
    "This copy shows the handbook of one day. Before you rely on a page, look into the handbook."
)


def whole(book: Handbook, today: date) -> Document:
    """The whole handbook."""
    plain = Pen(book, today)
    policies, roles = printed(plain), _active(book, "role")
    work = {kind: _active(book, kind) for kind in ("procedure", "checklist", "form", "training")}
    cards = list(book.emergencies.values())
    pen = _pen(plain, {"role": roles, "policy": policies, "emergency": cards, **work})
    chapters = kept(
        purpose_chapter(pen),
        chart_chapter(pen),
        roles_chapter(pen, roles),
        people_chapter(pen, in_reading_order(book, BY_NAME["person"])),  # type: ignore[arg-type]
        *_categories(pen, policies),
        procedures_chapter(pen, work["procedure"]),
        checklists_chapter(pen, work["checklist"]),
        emergencies_chapter(pen, cards),
        forms_chapter(pen, work["form"]),
        training_chapter(pen, work["training"]),
        glossary_chapter(pen, _active(book, "term")),
    )
    return document(pen, pen.said("Handbook"), chapters)


def _categories(pen: Pen, policies: list[Policy]) -> tuple[Section, ...]:
    return tuple(
        category_chapter(pen, f"{pen.said('Policies')}: {one.title}", f"category-{one.id}", inside)
        for one in pen.book.categories.values()
        if (inside := [p for p in policies if p.category == one.id])
    )


def category(book: Handbook, today: date, category_id: str) -> Document:
    """One category: its policies, and what goes with them."""
    plain, shelf = Pen(book, today), book.categories[category_id]
    policies = [p for p in printed(plain) if p.category == category_id]
    kinds = ("procedure", "checklist", "form", "emergency", "training")
    work: dict[str, list[Any]] = {kind: _with(book, policies, kind) for kind in kinds}
    pen = _pen(plain, {"policy": policies, **work})
    title = f"{pen.said('Policies')}: {shelf.title}"
    chapters = kept(
        category_chapter(pen, title, f"category-{category_id}", policies),
        procedures_chapter(pen, work["procedure"]),
        checklists_chapter(pen, work["checklist"]),
        emergencies_chapter(pen, work["emergency"]),
        forms_chapter(pen, work["form"]),
        training_chapter(pen, work["training"]),
    )
    return document(pen, title, chapters)


def _with(book: Handbook, policies: list[Policy], kind: str) -> list[Record]:
    found = {r.id: r for policy in policies for r in companions(book, policy, kind)}
    active = (r for r in found.values() if getattr(r, "status", "active") == "active")
    return ordered(active)


def role_binder(book: Handbook, today: date, role_id: str) -> Document:
    """What one role needs: the job description, the reading in full, and the work."""
    plain, job = Pen(book, today), book.roles[role_id]
    readings = [r for r in reading_list(book, job) if in_force_now(plain, r.policy)]
    procedures = [p for p in _active(book, "procedure") if role_id in p.performed_by]
    lists = [c for c in _active(book, "checklist") if any(i.role == role_id for i in c.items)]
    trainings = [t for t in _active(book, "training") if takes(job, t)]
    cards = list(book.emergencies.values())
    policies = [reading.policy for reading in readings]
    pen = _pen(
        plain,
        {
            "role": [job],
            "policy": policies,
            "procedure": procedures,
            "checklist": lists,
            "emergency": cards,
            "training": trainings,
        },
    )
    chapters = kept(
        role(pen, job),
        _reading_chapter(pen, readings),
        procedures_chapter(pen, procedures),
        checklists_chapter(pen, lists),
        emergencies_chapter(pen, cards),
        training_chapter(pen, trainings),
    )
    return document(pen, job.title, chapters)


def takes(role: Role, training: Training) -> bool:
    """Whether a role takes a training."""
    exposed = training.exposed and role.exposure.bloodborne != "none"
    named = role.id in training.roles or role.department in training.departments
    return training.everyone or exposed or named


def _reading_chapter(pen: Pen, readings: list[Reading]) -> Section | None:
    if not readings:
        return None
    title = pen.said("What you read and sign")
    lead = Paragraph(text("Required reading comes first. Sign here once you have read a policy."))
    sections = tuple(policy_section(pen, reading.policy) for reading in readings)
    return Section(title, "reading", (lead, *signing_table(pen, readings)), sections, title)


def _pen(plain: Pen, shown: dict[str, list[Any]]) -> Pen:
    inside = frozenset[tuple[str, str]]().union(*(of(k, records) for k, records in shown.items()))
    return Pen(plain.book, plain.today, inside)


def _active(book: Handbook, kind: str) -> list[Any]:
    return [
        r
        for r in in_reading_order(book, BY_NAME[kind])
        if getattr(r, "status", "active") == "active"
    ]


def document(
    pen: Pen, title: str, chapters: tuple[Section, ...], *more: tuple[str, str]
) -> Document:
    """A document of some chapters, with the title page that all of them have."""
    practice = pen.book.practice
    places = practice.locations if practice else ()
    facts = (
        (pen.said("As of"), pen.day(pen.today)),
        *more,
        *((pen.said("Where"), f"{place.name}, {place.address}") for place in places),
        (pen.said("How far to trust it"), pen.said(_NOTICE)),
    )
    return Document(
        title,
        practice.name if practice else pen.said("Handbook"),
        pen.today,
        facts,
        pen.said(f"Printed on {pen.day(pen.today)} · uncontrolled when printed"),
        chapters,
        Labels(pen.said("Contents"), pen.said("page"), pen.said("of")),
        pen.book.formats.paper,
    )
