"""Whether the handbook in a folder hangs together, git asked as the witness of its past."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from .history import past
from .load import Loaded, load
from .problems import Problem, counted, errors, summary
from .rules import check


class Validated(NamedTuple):
    """What was read, everything wrong with it, and why git could not be asked, if so."""

    loaded: Loaded
    problems: Sequence[Problem]
    unasked: str

    @property
    def errors(self) -> list[Problem]:
        """The problems that must be mended."""
        return errors(self.problems)

    @property
    def closing(self) -> str:
        """What is said last: that it hangs together, or how much there is to mend."""
        if self.errors:
            return f"{summary(self.problems)}; `--explain ID` says more about a rule"
        book = self.loaded.book
        roles = counted(len(book.roles), "role")
        people = counted(len(book.people), "person", "people")
        policies = counted(len(book.policies), "policy", "policies")
        duty = "every role has a description and an owner"
        known = f"{roles}, {people}, {policies}; {duty}"
        return f"The handbook hangs together ({known}): {summary(self.problems)}."


def validated(data: Path, today: date, top: Path) -> Validated:
    """Read a folder and check it; messages name files from the top of the project."""
    shown = _shown(data, top)
    loaded, before = load(data, shown), past(data, shown)
    return Validated(loaded, check(loaded, today, before), before.unasked)


def _shown(data: Path, top: Path) -> str:
    absolute = data.resolve()
    return absolute.relative_to(top).as_posix() if absolute.is_relative_to(top) else str(data)
