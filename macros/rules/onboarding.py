"""Onboarding: what every path carries, and how much it asks of the first day."""

from macros.model.growth import Onboarding
from macros.model.handbook import Handbook
from macros.model.record import At
from macros.views.paths import LAST_DAY, calendar_day, marked, paths_of, tasks, together
from macros.views.reading import reading_list, signed_by

from .rule import Findings, rule

WEEK_ONE = 6
SIGNED_ON_DAY_ONE = 6


def _paths(book: Handbook) -> list[Onboarding]:
    return [path for path in book.onboarding.values() if path.status == "active"]


@rule("ONB001", fix="Say for whom it is: `everyone: true` once, else `roles` or `departments`.")
def path_is_for_somebody(book: Handbook) -> Findings:
    """There is one common core, and every other path is for some roles or departments.

    Bad:

    ```yaml title="data/onboarding/core.yaml"
    everyone: false
    ```

    Good:

    ```yaml title="data/onboarding/core.yaml"
    everyone: true
    ```
    """
    cores = [path for path in _paths(book) if path.everyone]
    for path in _paths(book):
        aimed = bool(path.roles or path.departments)
        if path.everyone and aimed:
            yield path.at("everyone"), "the common core names roles or departments as well"
        elif not path.everyone and not aimed:
            yield path.at(), f"path {path.id!r} is for nobody"
        if path in cores[1:]:
            yield path.at("everyone"), f"{cores[0].id!r} is the common core already"


@rule("ONB002", fix="Add a task in the first week with `marks: mission-and-values`.")
def mission_and_values_in_week_one(book: Handbook) -> Findings:
    """Every path carries the mission and the values in the first week.

    A newcomer learns why before how.

    Bad:

    ```yaml title="data/onboarding/core.yaml"
    phases:
      - id: day-1
        aim: You know how we keep things private.
        tasks:
          - id: privacy
            text: Read the privacy policy and sign.
            offset: 0
            who: newcomer
            marks:
              - privacy
            signs:
              - notice
          - id: shadow
            text: Spend half a day with somebody whose work is not yours.
            offset: 0
            who: newcomer
            marks:
              - shadow-shift
    ```

    Good:

    ```yaml title="data/onboarding/core.yaml"
    everyone: true
    ```
    """
    for path in _paths(book):
        found = marked(tasks(together(book, path)), "mission-and-values")
        if not any(0 <= calendar_day(task) <= WEEK_ONE for task in found):
            yield path.at("phases"), f"path {path.id!r} has no mission and values in week one"


@rule("ONB003", fix="Move the privacy task before the one that gives access, or add one.")
def privacy_before_access(book: Handbook) -> Findings:
    """Every path teaches privacy before anybody sees a chart.

    Bad:

    ```yaml title="data/onboarding/core.yaml"
    phases:
      - id: day-1
        aim: You know why we are here.
        tasks:
          - id: mission
            text: Talk with the owner physician about our mission and values.
            offset: 0
            who: newcomer
            marks:
              - mission-and-values
          - id: records
            text: Get your access to the chart.
            offset: 0
            who: office-manager
            marks:
              - records-access
          - id: privacy
            text: Read the privacy policy and sign.
            offset: 0
            who: newcomer
            marks:
              - privacy
            signs:
              - notice
          - id: shadow
            text: Spend half a day with somebody whose work is not yours.
            offset: 0
            who: newcomer
            marks:
              - shadow-shift
    ```

    Good:

    ```yaml title="data/onboarding/core.yaml"
    everyone: true
    ```
    """
    for path in _paths(book):
        found = tasks(together(book, path))
        privacy, access = marked(found, "privacy"), marked(found, "records-access")
        if not privacy:
            yield path.at("phases"), f"path {path.id!r} has no task about privacy"
        elif access and found.index(access[0]) < found.index(privacy[0]):
            at = _task(path, access[0].id)
            yield at, f"path {path.id!r} gives access to records before privacy is taught"


def _task(path: Onboarding, task_id: str) -> At:
    for index, phase in enumerate(path.phases):
        for number, task in enumerate(phase.tasks):
            if task.id == task_id:
                return path.at("phases", index, "tasks", number)
    return path.at("phases")


@rule("ONB004", fix="Add a task with `marks: shadow-shift` in another department.")
def shadow_shift(book: Handbook) -> Findings:
    """Every path has a shift beside somebody in another department.

    Who has stood at the other desk hands over better.

    Bad:

    ```yaml title="data/onboarding/core.yaml"
    phases:
      - id: day-1
        aim: You know why we are here and how we keep things private.
        tasks:
          - id: mission
            text: Talk with the owner physician about our mission and values.
            offset: 0
            who: newcomer
            marks:
              - mission-and-values
          - id: privacy
            text: Read the privacy policy and sign.
            offset: 0
            who: newcomer
            marks:
              - privacy
            signs:
              - notice
    ```

    Good:

    ```yaml title="data/onboarding/core.yaml"
    everyone: true
    ```
    """
    for path in _paths(book):
        if not marked(tasks(together(book, path)), "shadow-shift"):
            yield path.at("phases"), f"path {path.id!r} has no shift in another department"


@rule(
    "ONB005",
    fix="Move some to a later day: raise `sign_by` of the policies, and move the task.",
    needs=("role", "policy", "onboarding"),
)
def few_signatures_on_day_one(book: Handbook) -> Findings:
    """Nobody signs more than six policies on the first day.

    Whoever signs twenty has read none.
    """
    for role in book.roles.values():
        if role.status != "active":
            continue
        paths = paths_of(book, role)
        planned = {p for task in tasks(paths) if task.offset <= 0 for p in task.signs}
        asked = {
            reading.policy.id
            for reading in reading_list(book, role)
            if reading.duty == "required" and signed_by(reading.policy, 1)
        }
        number = len(planned | asked)
        if number > SIGNED_ON_DAY_ONE:
            # Where a path exists, it is what people change; else the role's policies are.
            at = paths[0].at("phases") if planned - asked else role.at()
            yield at, f"role {role.id!r} signs {number} policies on the first day"


@rule("ONB006", fix="Give it to a role, mark it `optional: true`, or move it to the first day.")
def nothing_is_asked_before_day_one(book: Handbook) -> Findings:
    """Before the first day, newcomers are only invited.

    Required reading is working time, and working time starts on the first day.

    Bad:

    ```yaml title="data/onboarding/core.yaml"
    phases:
      - id: before-day-1
        aim: You have read our purpose.
        tasks:
          - id: purpose
            text: Read our purpose.
            offset: -5
            who: newcomer
            marks:
              - mission-and-values
              - privacy
              - shadow-shift
            signs:
              - notice
      - id: day-1
        aim: You know why we are here.
        tasks:
          - id: mission
            text: Talk with the owner physician about our mission and values.
            offset: 0
            who: newcomer
            marks:
              - mission-and-values
    ```

    Good:

    ```yaml title="data/onboarding/core.yaml"
    everyone: true
    ```
    """
    for path in _paths(book):
        for index, phase in enumerate(path.phases):
            for number, task in enumerate(phase.tasks):
                asked = task.who == "newcomer" and not task.optional
                if task.offset < 0 and asked:
                    at = path.at("phases", index, "tasks", number)
                    yield at, f"task {task.id!r} is asked of the newcomer before the first day"


@rule("ONB007", fix="Move the task to the phase of its day, or correct `offset`.")
def tasks_fall_in_their_phase(book: Handbook) -> Findings:
    """Phases follow one another, and every task falls into its phase.

    Bad:

    ```yaml title="data/onboarding/core.yaml"
    phases:
      - id: day-1
        aim: You know why we are here and how we keep things private.
        tasks:
          - id: mission
            text: Talk with the owner physician about our mission and values.
            offset: 0
            who: newcomer
            marks:
              - mission-and-values
              - privacy
            signs:
              - notice
          - id: shadow
            text: Spend half a day with somebody whose work is not yours.
            offset: 3
            who: newcomer
            marks:
              - shadow-shift
    ```

    Good:

    ```yaml title="data/onboarding/core.yaml"
    everyone: true
    ```
    """
    order = list(LAST_DAY)
    for path in _paths(book):
        before = -1
        for index, phase in enumerate(path.phases):
            here = order.index(phase.id)
            if here <= before:
                yield path.at("phases", index, "id"), f"phase {phase.id!r} comes too late"
            before = max(before, here)
            first = LAST_DAY[order[here - 1]] + 1 if here else -365
            for number, task in enumerate(phase.tasks):
                if not first <= calendar_day(task) <= LAST_DAY[phase.id]:
                    at = path.at("phases", index, "tasks", number, "offset")
                    yield at, f"day {task.offset} does not fall into phase {phase.id!r}"


@rule(
    "ONB008",
    fix="Add the policy to `signs` of a task, by the day its `sign_by` names.",
    severity="warning",
    needs=("role", "policy", "onboarding"),
)
def what_is_signed_has_a_task(book: Handbook) -> Findings:
    """Every policy that everybody signs has a task in the common core, in time.

    Bad:

    ```yaml title="data/onboarding/core.yaml"
    phases:
      - id: day-1
        aim: You know why we are here and how we keep things private.
        tasks:
          - id: mission
            text: Talk with the owner physician about our mission and values.
            offset: 0
            who: newcomer
            marks:
              - mission-and-values
              - privacy
              - shadow-shift
    ```

    Good:

    ```yaml title="data/onboarding/core.yaml"
    everyone: true
    ```
    """
    for path in _paths(book):
        if not path.everyone:
            continue
        days = {p: calendar_day(task) + 1 for task in reversed(tasks([path])) for p in task.signs}
        for policy in book.policies.values():
            everybody = any(s.everyone and s.reading == "required" for s in policy.applies_to)
            if policy.status != "active" or not everybody or not policy.sign_by:
                continue
            if policy.id not in days:
                yield path.at("phases"), f"nothing in the path has {policy.id!r} signed"
            elif days[policy.id] > policy.sign_by:
                day = days[policy.id]
                message = f"{policy.id!r} is signed on day {day}, not by day {policy.sign_by}"
                yield path.at("phases"), message
