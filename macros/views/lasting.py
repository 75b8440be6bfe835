"""The handbook as if nothing had run out: tells what only the calendar made wrong."""

from dataclasses import replace
from datetime import date

from macros.model.handbook import Handbook
from macros.model.people import Person


def unended(book: Handbook, today: date) -> Handbook | None:
    """The handbook with ended assignments and regulations running on, or None if none ended."""
    people = {p.id: _running(p, today) for p in book.people.values() if _ended(p, today)}
    law = {
        r.id: r.model_copy(update={"until": None})
        for r in book.regulations.values()
        if r.until and r.until < today
    }
    if not people and not law:
        return None
    return replace(book, people={**book.people, **people}, regulations={**book.regulations, **law})


def _ended(person: Person, today: date) -> bool:
    return any(a.to is not None and a.from_day <= a.to < today for a in person.assignments)


def _running(person: Person, today: date) -> Person:
    assignments = tuple(
        a.model_copy(update={"to": None}) if a.to is not None and a.to < today else a
        for a in person.assignments
    )
    return person.model_copy(update={"assignments": assignments})
