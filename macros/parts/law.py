"""Parts about the law behind what we do: regulations, the crosswalk, State law, compliance."""

from datetime import date

from macros.kinds import kind_of
from macros.model.law import StateQuestion
from macros.model.policy import Policy
from macros.model.work import Procedure
from macros.pages import ordered
from macros.views.crosswalk import Crossing, behind, crossing, crossings, rests
from macros.views.dates import next_look

from .part import Desk, Values, part

KINDS = {
    "policy": "Policy",
    "procedure": "Procedure",
    "training": "Training",
    "designation": "Post",
    "form": "Form",
    "checklist": "List",
}


@part
def regulation_index(desk: Desk) -> Values:
    whole = desk.site.loaded.book
    table = desk.table("regulation")
    return {"rows": [crossing(desk.book, r, desk.today, whole) for r in table]}


@part
def regulation_page(desk: Desk, regulation_id: str) -> Values:
    regulation = desk.book.regulations[regulation_id]
    row = crossing(desk.book, regulation, desk.today, desk.site.loaded.book)
    return {"regulation": regulation, "row": row}


@part
def crosswalk(desk: Desk) -> Values:
    rows = crossings(desk.book, desk.today, desk.site.loaded.book)
    gaps = sorted((row for row in rows if row.is_gap), key=_urgency)
    return {"rows": rows, "gaps": gaps, "rests": rests(desk.book, desk.today)}


def _urgency(row: Crossing) -> tuple[date, str]:
    """What nobody has planned comes first, then what is to be closed first."""
    gap = row.regulation.gap
    return (gap.by if gap else date.min, row.regulation.title)


@part
def state_questions(desk: Desk) -> Values:
    questions = list(desk.book.state_questions.values())
    return {
        "rows": [_asked(desk, question) for question in questions],
        "unanswered": [question for question in questions if question.answer is None],
        "pencil": _pencil(desk, "data/state.yaml"),
        "state": desk.book.practice.state if desk.book.practice else "",
    }


def _asked(desk: Desk, question: StateQuestion) -> Values:
    """A question, the policies and procedures that need its answer, whom to ask, the next look."""
    users = desk.book.users.get(("state-question", question.id), ())
    found = [u for u in users if isinstance(u, Policy | Procedure) and u.status != "retired"]
    return {
        "question": question,
        "users": [(kind_of(user).name, user) for user in ordered(found)],
        "owners": list(dict.fromkeys(user.owner for user in found)),
        "due": next_look(desk.book, question),
    }


def _pencil(desk: Desk, file: str) -> str | None:
    """The address at which a file of the data is changed."""
    practice = desk.book.practice
    if practice is None or practice.repository is None:
        return None
    return f"{practice.repository.removesuffix('/')}/edit/{practice.branch}/{file}"


@part
def compliance_program(desk: Desk) -> Values:
    whole = desk.site.loaded.book
    rows = [
        (element, behind(desk.book, element), bool(behind(whole, whole.elements[element.id])))
        for element in desk.book.elements.values()
    ]
    return {
        "rows": rows,
        "names": KINDS,
        "bare": [element for element, _, carried in rows if not carried],
        "pencil": _pencil(desk, "data/compliance.yaml"),
    }
