"""Parts about how things are done, and what law asks."""

from macros.kinds import kind_of
from macros.model.handbook import Handbook
from macros.model.policy import Policy
from macros.model.record import Record
from macros.views.law import in_scope

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


@part
def regulation_index(desk: Desk) -> Values:
    rows = [
        (regulation, *in_scope(desk.book, regulation, desk.today), _met_by(desk, regulation.id))
        for regulation in desk.table("regulation")
    ]
    return {"rows": rows}


@part
def regulation_page(desk: Desk, regulation_id: str) -> Values:
    regulation = desk.book.regulations[regulation_id]
    concerns, why = in_scope(desk.book, regulation, desk.today)
    return {
        "regulation": regulation,
        "concerns": concerns,
        "why": why,
        "policies": _met_by(desk, regulation_id),
    }


def _met_by(desk: Desk, regulation_id: str) -> list[Policy]:
    found: list[Policy] = desk.table("policy")
    return [p for p in found if regulation_id in p.satisfies and p.status == "active"]
