"""What is due: everything in the handbook that has a day, in one list."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import takewhile

from macros.model.handbook import Handbook
from macros.model.law import Regulation, StateQuestion
from macros.model.people import Person

from .cover import cover, current, vacant
from .dates import next_look, next_reading, next_recheck
from .due_item import NAMES, SPANS, Due, Span
from .due_policies import active_policies, exceptions, ratifications, reviews, versions
from .duties import coming_rounds
from .law import in_scope

__all__ = ["NAMES", "SPANS", "Due", "Span", "by_role", "due_items", "grouped"]

_ENDING = timedelta(days=90)


def due_items(book: Handbook, today: date, *, ahead: int = 0) -> list[Due]:
    """Everything that is due, overdue first, by day and owner.

    A recurring list stands there with its next round, and with those of so many days `ahead`.
    """
    found = [item for source in _SOURCES for item in source(book, today)]
    found += _checklists(book, today, today + timedelta(days=ahead))
    # The last day of all calendars means "never".
    coming = (item for item in found if item.day < date.max)
    return sorted(coming, key=lambda d: (d.day, d.owner, d.title, d.key))


def grouped(items: Iterable[Due], today: date) -> dict[Span, list[Due]]:
    """Things that are due by how far away they are, in order; every span is there."""
    found: dict[Span, list[Due]] = {span: [] for span in SPANS}
    for item in items:
        found[item.span(today)].append(item)
    return found


def by_role(book: Handbook, items: Sequence[Due], today: date) -> dict[str, list[Due]]:
    """What is due for each active role: its own, and that of the vacant roles it covers."""
    found: dict[str, list[Due]] = {r.id: [] for r in book.roles.values() if r.status == "active"}
    owners = {item.owner for item in items}
    covers = {o: cover(book, o, today) for o in owners if vacant(book, o, today)}
    for item in items:
        for role in {item.owner, covers.get(item.owner) or item.owner}:
            found.setdefault(role, []).append(item)
    return found


def _regulations(book: Handbook, today: date) -> Iterator[Due]:
    for law in book.regulations.values():
        record = ("regulation", law.id)
        if in_scope(book, law, today)[0]:
            what = f"Read {law.citation} again, and set the day on which it was checked."
            day = next_recheck(book, law)
            yield Due(day, "regulation", law.title, what, _reader(book, law), record)
        if gap := law.gap:
            what = "Close the gap, or plan it anew."
            yield Due(gap.by, "gap", law.title, what, gap.owner, record, note=gap.plan)


def _reader(book: Handbook, law: Regulation) -> str:
    """The role that reads a regulation again: the post it asks for, or who carries it out."""
    posts = [book.designations[p] for p in law.designations if p in book.designations]
    posts += [post for post in book.designations.values() if law.id in post.regulations]
    carried = sorted((p.code, p.owner) for p in active_policies(book) if law.id in p.satisfies)
    own = [law.gap.owner] if law.gap else []
    return next(iter([*(p.role for p in posts), *(o for _, o in carried), *own]), _root(book))


def _root(book: Handbook) -> str:
    """The role that answers for the practice."""
    tops = (r for r in book.roles.values() if r.reports_to is None and r.status == "active")
    return next((role.id for role in tops), "")


def _roles(book: Handbook, today: date) -> Iterator[Due]:
    del today
    for role in book.roles.values():
        if role.status == "active" and (day := next_reading(role)):
            what = "Read the description with whoever holds the role, and set the day."
            yield Due(day, "role", role.title, what, role.owner or _root(book), ("role", role.id))


def _state_questions(book: Handbook, today: date) -> Iterator[Due]:
    for question in book.state_questions.values():
        if day := next_look(book, question):
            what = "Look up whether the answer still holds, and set the day."
            record = ("state-question", question.id)
            owner = _answerer(book, question, today)
            yield Due(day, "state-question", question.question, what, owner, record)


def _answerer(book: Handbook, question: StateQuestion, today: date) -> str:
    """The role that looks an answer up again: that of the person who did, or the root."""
    person = book.people.get(question.answered_by or "")
    roles = [a.role for a in person.assignments if current(a, today)] if person else []
    return next(iter(roles), _root(book))


def _assignments(book: Handbook, today: date) -> Iterator[Due]:
    for person in book.people.values():
        for post in person.assignments:
            role = book.roles.get(post.role)
            if not role or post.to is None or not today <= post.to <= today + _ENDING:
                continue
            if not _goes_on(person, post.to, post.role):
                yield Due(
                    post.to,
                    "assignment",
                    person.name,
                    f"Last day as {role.title}: extend it, or say who follows.",
                    role.reports_to or role.owner or role.id,
                    ("person", person.id),
                    f"{post.role}.{post.from_day}",
                )


def _goes_on(person: Person, last: date, role: str) -> bool:
    """Whether the person stays in a role under another assignment."""
    day = last + timedelta(days=1)
    return any(other.role == role and current(other, day) for other in person.assignments)


def _checklists(book: Handbook, today: date, last: date) -> Iterator[Due]:
    for checklist in book.checklists.values():
        rounds = coming_rounds(book, checklist, today) if checklist.status == "active" else iter(())
        first = next(rounds, None)
        if first is None:
            continue
        for nominal, day in (first, *takewhile(lambda days: days[1] <= last, rounds)):
            yield Due(
                day,
                "checklist",
                checklist.title,
                "Go through the list.",
                checklist.owner,
                ("checklist", checklist.id),
                nominal.isoformat(),
                checklist.summary,
            )


_SOURCES: Sequence[Callable[[Handbook, date], Iterator[Due]]] = (
    reviews,
    exceptions,
    ratifications,
    versions,
    _regulations,
    _roles,
    _state_questions,
    _assignments,
)
