"""What to say about a new handbook that kept parts of another: what waits, and for whom."""

from collections.abc import Iterator
from datetime import date

from macros.changes.names import counted_kind
from macros.formats import day_words, listed
from macros.kinds import KINDS
from macros.problems import counted

from .kept import is_impartial
from .laid import signed_by_all
from .start import Start

# What is said of its own, or holds others and is nothing to read.
_APART = ("policy", "role", "location", "contact", "headcount", "onboarding")


def told(start: Start) -> Iterator[str]:
    """What was kept, who does what for now, and what to do next; a sentence or two each."""
    number = len(start.policies)
    wait = f"{counted(number, 'policy', 'policies')} {'waits' if number == 1 else 'wait'} for you"
    yield f"{wait}: read, change and approve each. They take effect on {_day(start.until)};"
    yield "for an earlier day, change `effective` in the file before you approve it."
    others = [
        counted_kind(kind.name, len(start.ids[kind.name]))
        for kind in KINDS
        if kind.name not in _APART and start.ids.get(kind.name)
    ]
    yield f"Kept with them, to be read as well: {listed(others)}."
    yield "Procedures, forms, trainings and checklists are planned until you delete `status`."
    yield from _roles(start)
    yield from _law(start)


def _roles(start: Start) -> Iterator[str]:
    if vacant := start.vacant:
        what = counted(len(vacant), "role is vacant", "roles are vacant")
        yield f"{what}; until you assign people in data/people/, they are covered:"
        for who in start.held:
            if covered := [role.title for role in vacant if start.done_by(role.id) == who]:
                yield f"- {start.sample.roles[who].title} covers {listed(covered)}."
    if moved := [p for p in start.policies if start.owner(p) != p.owner]:
        who = start.sample.roles[start.owner(moved[0])].title
        what = counted(len(moved), "policy has", "policies have")
        yield f"{what} another owner for now ({who}), so that owner and approver differ."
    if signed := signed_by_all(start):
        what = counted(len(signed), "policy", "policies")
        yield f"Everybody signs {what}; onboarding/core.yaml has a task for each day of signing."


def _law(start: Start) -> Iterator[str]:
    if number := len(start.ids["state-question"]):
        what = counted(number, "question of State law has", "questions of State law have")
        yield f"{what} no answer yet: see state.yaml, and check what the drafts say of State law."
    yield "Say in practice.yaml which `services` you offer: they switch on what law asks of them."
    if start.practice.headcounts:
        yield "Count your people, and correct `headcounts` there: some laws start at a number."
    for post in start.sample.designations.values():
        if set(post.regulations) & start.ids["regulation"] and is_impartial(post, start.ids):
            away = [
                start.sample.departments[one].title
                for one in post.kept_from
                if start.knows("department", one)
            ]
            why = f"its holder stays out of {listed(away)}, and nobody here can yet"
            yield f"The post {post.title!r} is left out: {why}."
    yield "What law asks is a known gap while its policy is a draft: delete `gap` when it is not."


def _day(day: date) -> str:
    return day_words(day, "month-first")
