"""The starter with what is kept laid over it."""

from collections.abc import Mapping, Sequence

from macros.decode import origin
from macros.form import key_order
from macros.insert import with_item, with_keys
from macros.invented import as_yaml
from macros.model.growth import Onboarding, PhaseId, Task
from macros.model.policy import Policy
from macros.model.practice import Practice
from macros.model.record import Path
from macros.pruning import pruned
from macros.source import read_text
from macros.views.paths import LAST_DAY

from .drafts import drafts
from .start import Start

_PRACTICE, _CATEGORIES = "practice.yaml", "categories.yaml"
_AIM = "You have read and signed what everybody signs by then."


def laid(start: Start, theirs: Mapping[str, str]) -> dict[str, str]:
    """What is written into the starter, whose files are `theirs`; an empty text goes."""
    texts = {inside: "" for inside in theirs if inside.startswith("roles/")}
    texts |= {"departments.yaml": ""} | drafts(start)
    texts[_PRACTICE] = _with_counts(theirs[_PRACTICE], start)
    dropped = [p for p in start.own.policies.values() if start.knows("category", p.category)]
    # The sample says more about the same matter than the starter does.
    texts |= {origin(policy).source.inside: "" for policy in dropped}
    if len(dropped) < len(start.own.policies):
        rows = theirs[_CATEGORIES].partition("\n")[2]
        texts[_CATEGORIES] = f"{texts[_CATEGORIES]}\n{rows}"
    for path in start.own.onboarding.values():
        inside = origin(path).source.inside
        texts[inside] = _with_signing(theirs[inside], path, dropped, signed_by_all(start))
    return texts


def _with_counts(text: str, start: Start) -> str:
    counts = start.practice.headcounts
    rows = {"headcounts": [count.model_dump() for count in counts]}
    lines = {"headcounts": as_yaml(rows).splitlines()}
    return with_keys(text, (), lines, key_order(Practice)) if counts else text


def signed_by_all(start: Start) -> list[Policy]:
    """The kept policies that everybody signs."""
    return [
        policy
        for policy in start.policies
        if policy.sign_by and any(s.everyone and s.reading == "required" for s in policy.applies_to)
    ]


def _with_signing(
    text: str, path: Onboarding, dropped: Sequence[Policy], signed: Sequence[Policy]
) -> str:
    """The way in of a newcomer with the signing of kept policies, each by its day."""
    left = list(signed)
    for place, task in _tasks(path):
        # What took the place of a policy is signed where that was signed.
        if shelves := {p.category for p in dropped if p.id in task.signs}:
            new = [p for p in left if p.category in shelves and p.sign_by == 1]
            left = [p for p in left if p not in new]
            stays = [p for p in task.signs if p not in {d.id for d in dropped}]
            text = _with_signs(text, place, [*stays, *(p.id for p in new)])
    for day in sorted({p.sign_by for p in left if p.sign_by}):
        text = _with_task(text, day, [p.id for p in left if p.sign_by == day])
    return text


def _tasks(path: Onboarding) -> list[tuple[Path, Task]]:
    return [
        (("phases", number, "tasks", index), task)
        for number, phase in enumerate(path.phases)
        for index, task in enumerate(phase.tasks)
    ]


def _with_signs(text: str, place: Path, policies: Sequence[str]) -> str:
    text = pruned(read_text(text), {(*place, "signs")}, {})
    lines = {"signs": as_yaml({"signs": list(policies)}).splitlines()}
    return with_keys(text, place, lines, key_order(Task)) if policies else text


def _with_task(text: str, day: int, policies: Sequence[str]) -> str:
    task = {
        "id": f"sign-by-day-{day}",
        "text": "Read these policies, ask your questions and sign.",
        "offset": day - 1,
        "unit": "calendar",
        "who": "newcomer",
        "signs": list(policies),
    }
    phase = _phase(day - 1)
    there = _phases(text)
    if phase in there:
        place = ("phases", there.index(phase), "tasks")
        return with_item(text, place, as_yaml(task).splitlines(), last=True)
    block = as_yaml({"id": phase, "aim": _AIM, "tasks": [task]}).splitlines()
    # Days come in order, and phases with them: a new one is the last.
    return with_item(text, ("phases",), block, last=True)


def _phase(day: int) -> PhaseId:
    return next((phase for phase, last in LAST_DAY.items() if day <= last), "day-90")


def _phases(text: str) -> list[str]:
    tree = read_text(text).tree
    rows = tree.get("phases") if isinstance(tree, dict) else None
    return [str(row.get("id")) for row in rows or () if isinstance(row, dict)]
