"""Parts that lead people on: home, onboarding, whom to ask, glossary."""

from datetime import timedelta

from macros.model.growth import Task
from macros.model.policy import Policy
from macros.views.cover import acting, away
from macros.views.duties import due_lists, is_open, next_open
from macros.views.paths import LAST_DAY
from macros.views.standing import in_force

from .part import Desk, Values, part

PHASES = {
    "before-day-1": "Before your first day",
    "day-1": "Your first day",
    "week-1": "Your first week",
    "day-30": "By day 30",
    "day-60": "By day 60",
    "day-90": "By day 90",
}


@part
def home(desk: Desk) -> Values:
    book, today = desk.book, desk.today
    return {
        "practice": book.practice,
        "cards": desk.table("emergency"),
        "away": [person for person in desk.table("person") if away(person, today)],
        "lists": due_lists(book, today),
        "open": is_open(book.practice, today),
        "next_open": next_open(book.practice, today),
        "newest": desk.site.published[0] if desk.site.published else None,
        "changed": [p for p in desk.table("policy") if _changed(desk, p)],
    }


def _changed(desk: Desk, policy: Policy) -> bool:
    """Whether a version of a policy took effect within the last week."""
    whole = desk.whole
    active = policy.status == "active"
    revision = in_force(whole, whole.policies[policy.id], desk.today) if active else None
    return revision is not None and desk.today - revision.effective < timedelta(days=7)


@part
def onboarding_index(desk: Desk) -> Values:
    paths = [path for path in desk.table("onboarding") if path.status == "active"]
    return {"paths": sorted(paths, key=lambda path: not path.everyone)}


@part
def onboarding_page(desk: Desk, path_id: str) -> Values:
    path = desk.book.onboarding[path_id]
    cores = [p for p in desk.book.onboarding.values() if p.everyone and not path.everyone]
    return {
        "path": path,
        "core": cores[0] if cores else None,
        "reading": [
            role
            for role in desk.table("role")
            if role.status == "active"
            and (role.id in path.roles or role.department in path.departments)
        ],
        "names": PHASES,
        "last": LAST_DAY,
        "when": when,
    }


def when(task: Task) -> str:
    """The day of a task in words."""
    unit = "working day" if task.unit == "working" else "day"
    if task.offset < 0:
        days = -task.offset
        return f"{days} {unit}{'' if days == 1 else 's'} before you start"
    return f"{unit} {task.offset + 1}"


@part
def ask(desk: Desk) -> Values:
    book, today = desk.book, desk.today
    roles = [r for r in desk.table("role") if r.status == "active" and r.responsibilities]
    return {
        "topics": [(t, acting(book, t.role, today)) for t in desk.table("topic")],
        "duties": [(role, acting(book, role.id, today)) for role in roles],
        "contacts": list(book.practice.contacts) if book.practice else [],
    }


@part
def glossary(desk: Desk) -> Values:
    return {"terms": desk.table("term")}
