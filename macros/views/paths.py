"""Which onboarding paths a person in a role goes through."""

from macros.model.growth import Mark, Onboarding, PhaseId, Task
from macros.model.handbook import Handbook
from macros.model.people import Role

# The last calendar day of each phase, the first day of work being 0.
LAST_DAY: dict[PhaseId, int] = {
    "before-day-1": -1,
    "day-1": 0,
    "week-1": 6,
    "day-30": 30,
    "day-60": 60,
    "day-90": 90,
}


def paths_of(book: Handbook, role: Role) -> list[Onboarding]:
    """The active paths of a role: the common core first, then its department's, then its own."""
    ways = [
        (0 if path.everyone else 1 if role.department in path.departments else 2, path)
        for path in book.onboarding.values()
        if path.status == "active"
        and (path.everyone or role.department in path.departments or role.id in path.roles)
    ]
    return [path for _, path in sorted(ways, key=lambda way: way[0])]


def together(book: Handbook, path: Onboarding) -> list[Onboarding]:
    """A path with the common core that it adds to."""
    core = [p for p in book.onboarding.values() if p.everyone and p.status == "active"]
    return [*(p for p in core if p.id != path.id), path]


def calendar_day(task: Task) -> int:
    """The calendar day of a task, the first day being 0 and a Monday."""
    if task.unit == "calendar":
        return task.offset
    weeks, days = divmod(abs(task.offset), 5)
    return (weeks * 7 + days) * (-1 if task.offset < 0 else 1)


def tasks(paths: list[Onboarding]) -> list[Task]:
    """All tasks of some paths in the order in which they are done."""
    found = [task for path in paths for phase in path.phases for task in phase.tasks]
    return sorted(found, key=calendar_day)


def marked(found: list[Task], mark: Mark) -> list[Task]:
    """The tasks that meet a duty of every path."""
    return [task for task in found if mark in task.marks]
