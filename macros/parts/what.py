"""Parts about what is promised and how it is done."""

from macros.kinds import kind_of
from macros.model.handbook import Handbook
from macros.model.policy import Policy
from macros.model.record import Record
from macros.model.work import Procedure
from macros.pages import ordered
from macros.views.approving import approvers_of
from macros.views.dates import in_force, next_review
from macros.views.law import in_scope

from .part import Desk, Values, part


def _state(desk: Desk, policy: Policy) -> tuple[str, str]:
    """The state of a policy: its color's name, and its words."""
    if policy.status == "retired":
        return "old", "Retired"
    if policy.status == "in-review":
        return "old", "In review, not in force"
    revision = in_force(policy, desk.today)
    if revision is None:
        return "warn", "Not yet in force"
    due = next_review(desk.book, policy)
    return ("late", "In force, review overdue") if due and due < desk.today else ("ok", "In force")


@part
def policy_register(desk: Desk) -> Values:
    rows = [
        (policy, *_state(desk, policy), next_review(desk.book, policy))
        for policy in desk.table("policy")
    ]
    shown = {policy.category for policy, *_ in rows}
    categories = [c for c in desk.book.categories.values() if c.id in shown]
    return {"rows": rows, "categories": categories}


@part
def policy_page(desk: Desk, policy_id: str) -> Values:
    book = desk.book
    policy = book.policies[policy_id]
    state, word = _state(desk, policy)
    return {
        "policy": policy,
        "state": state,
        "word": word,
        "revision": in_force(policy, desk.today),
        "coming": next((r for r in reversed(policy.revisions) if r.effective > desk.today), None),
        "due": next_review(book, policy),
        "approvers": approvers_of(book, policy),
        "procedures": _procedures(desk, policy_id),
        "emergencies": [c for c in book.emergencies.values() if policy_id in c.policies],
    }


def _procedures(desk: Desk, policy_id: str) -> list[Record]:
    """The procedures that carry out a policy, as an index lists them."""
    users = desk.book.users.get(("policy", policy_id), ())
    return ordered([u for u in users if isinstance(u, Procedure) and policy_id in u.policies])


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
