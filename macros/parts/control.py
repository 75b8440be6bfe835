"""Parts about keeping things current: what is due, the documents, the reading lists."""

from macros.agenda import Agenda, opening
from macros.pages import ordered
from macros.views.documents import DOCUMENTS, Document, documents
from macros.views.due import NAMES, SPANS, due_items, grouped
from macros.views.reading import Reading, minutes, reading_list, working_papers
from macros.views.standing import in_force

from .part import Desk, Values, part

# The color of each span: overdue, soon, and in good time.
_COLORS = {"overdue": "late", "30": "warn"}
_STATES = {
    "retired": ("old", "Retired"),
    "in-review": ("old", "In review"),
    "planned": ("old", "Planned"),
}


@part
def due(desk: Desk) -> Values:
    book, today = desk.book, desk.today
    items = due_items(book, today)
    groups = grouped(items, today)
    later = groups.pop("later")
    return {
        "opening": opening(Agenda(book, today, items)),
        "rows": [
            (item, _COLORS.get(span, "ok"), SPANS[span], NAMES[item.kind])
            for span, found in groups.items()
            for item in found
        ],
        "later": len(later),
        "roles": [role for role in desk.table("role") if role.status == "active"],
    }


@part
def document_control(desk: Desk) -> Values:
    found = documents(desk.book, desk.today)
    return {"rows": [(d, DOCUMENTS[d.kind], *_state(desk, d)) for d in found]}


def _state(desk: Desk, document: Document) -> tuple[str, str]:
    """The state of a document: its color's name, and its words."""
    if document.status in _STATES:
        return _STATES[document.status]
    if document.kind == "policy" and not document.version:
        return "warn", "Not yet in force"
    if document.next_review and document.next_review < desk.today:
        return "late", "Review overdue"
    return "ok", "In force"


@part
def reading_index(desk: Desk) -> Values:
    book = desk.book
    active = [role for role in desk.table("role") if role.status == "active"]
    rows = []
    for role in active:
        required = _of(reading_list(book, role), "required")
        signed = sum(item.signs for item in required)
        rows.append((role, len(required), signed, _minutes(required)))
    return {"rows": rows}


@part
def reading_page(desk: Desk, role_id: str) -> Values:
    book = desk.book
    role = book.roles[role_id]
    found = reading_list(book, role)
    papers = working_papers(book, role_id)
    required = _of(found, "required")
    return {
        "role": role,
        "minutes": _minutes(required),
        "groups": [
            (anchor, heading, [_line(desk, item) for item in items])
            for anchor, heading, items in (
                ("required", "What you must read", required),
                ("recommended", "What is worth reading", _of(found, "recommended")),
            )
            if items
        ],
        "papers": [
            (anchor, heading, kind, records)
            for anchor, heading, kind, records in (
                ("procedures", "Procedures you perform", "procedure", ordered(papers.procedures)),
                ("checklists", "Checklists you tick", "checklist", ordered(papers.checklists)),
                ("emergencies", "Emergencies you are called for", "emergency", papers.emergencies),
            )
            if records
        ],
    }


def _of(found: list[Reading], duty: str) -> list[Reading]:
    return [item for item in found if item.duty == duty]


def _minutes(found: list[Reading]) -> int:
    return minutes(item.policy for item in found)


def _line(desk: Desk, item: Reading) -> Values:
    revision = in_force(desk.book, item.policy, desk.today)
    version = revision.version if revision else ""
    return {"item": item, "version": version, "minutes": minutes([item.policy])}
