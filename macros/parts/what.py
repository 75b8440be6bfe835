"""Parts about how things are done."""

from macros.kinds import kind_of
from macros.model.handbook import Handbook
from macros.model.record import Record

from .part import Desk, Values, part


@part
def procedure_index(desk: Desk) -> Values:
    return {"procedures": desk.table("procedure")}


@part
def procedure_page(desk: Desk, procedure_id: str) -> Values:
    return {"procedure": desk.book.procedures[procedure_id]}


@part
def checklist_index(desk: Desk) -> Values:
    return {"checklists": [c for c in desk.table("checklist") if c.status == "active"]}


@part
def checklist_page(desk: Desk, checklist_id: str) -> Values:
    return {"checklist": desk.book.checklists[checklist_id]}


@part
def emergency_index(desk: Desk) -> Values:
    practice = desk.book.practice
    return {"cards": desk.table("emergency"), "locations": practice.locations if practice else ()}


@part
def emergency_page(desk: Desk, emergency_id: str) -> Values:
    card = desk.book.emergencies[emergency_id]
    practice = desk.book.practice
    return {
        "card": card,
        "locations": practice.locations if practice else (),
        "call": desk.callers(card.call),
        "contacts": [c for c in (practice.contacts if practice else ()) if c.id in card.contacts],
    }


@part
def form_index(desk: Desk) -> Values:
    return {"forms": [f for f in desk.table("form") if f.status == "active"]}


@part
def form_page(desk: Desk, form_id: str) -> Values:
    return {"form": desk.book.forms[form_id], "users": _users(desk.book, "form", form_id)}


def _users(book: Handbook, kind: str, record_id: str) -> list[tuple[str, Record]]:
    """The records that point at one, with the names of their kinds."""
    return [(kind_of(record).name, record) for record in book.users.get((kind, record_id), ())]
