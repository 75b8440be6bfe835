"""Places in files, problems found there, and how they print."""

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Literal, NamedTuple

Severity = Literal["error", "warning"]


class Place(NamedTuple):
    """A spot in a file: its path as shown to people, line and column counted from 1."""

    file: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Problem:
    """Something to mend, where it is, which rule it breaks and what to do."""

    place: Place
    rule: str
    message: str
    fix: str = ""
    severity: Severity = "error"

    def __str__(self) -> str:
        warning = "warning: " if self.severity == "warning" else ""
        fix = f"\n    fix: {self.fix}" if self.fix else ""
        return f"{self.place}: {self.rule} {warning}{self.message}{fix}"


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """Sort by place, each problem once."""
    return sorted(set(problems), key=lambda p: (p.place, p.rule, p.message))


def errors(problems: Iterable[Problem]) -> list[Problem]:
    """The problems that must be mended; warnings can wait."""
    return [problem for problem in problems if problem.severity == "error"]


def new_since(before: Iterable[Problem], after: Iterable[Problem]) -> list[Problem]:
    """The problems that were not there before, wherever in a file they stood then."""
    known = Counter(map(_told, before))
    found = []
    for problem in after:
        if known[_told(problem)]:
            known[_told(problem)] -= 1
        else:
            found.append(problem)
    return found


def _told(problem: Problem) -> tuple[str, str, str]:
    # Lines move when others come and go above them, and files move between folders.
    return problem.place.file.rpartition("/")[2], problem.rule, problem.message


def summary(problems: Sequence[Problem]) -> str:
    """Count errors and warnings in words."""
    wrong = len(errors(problems))
    return f"{counted(wrong, 'problem')}, {counted(len(problems) - wrong, 'warning')}"


def counted(number: int, noun: str, nouns: str = "") -> str:
    """A number with its noun."""
    return f"{number} {noun if number == 1 else nouns or f'{noun}s'}"


def as_text(problems: Sequence[Problem]) -> str:
    """One problem a paragraph, as people read them in a terminal."""
    return "\n".join(map(str, problems))


def as_json(problems: Sequence[Problem]) -> str:
    """A list of objects for other programs."""
    rows = [{**p.place._asdict(), **_without_place(p)} for p in problems]
    return json.dumps(rows, indent=2, ensure_ascii=False)


def _without_place(problem: Problem) -> dict[str, str]:
    row = asdict(problem)
    del row["place"]
    return row


def as_github(problems: Sequence[Problem]) -> str:
    """Workflow commands that GitHub shows beside the changed lines.

    Data is untrusted: line ends and percent signs are escaped as GitHub asks,
    so that no text can start a command of its own.
    """
    return "\n".join(_annotation(p) for p in problems)


def _annotation(problem: Problem) -> str:
    place = problem.place
    text = f"{problem.message}\n{problem.fix}".strip()
    where = f"file={_property(place.file)},line={place.line},col={place.column}"
    return f"::{problem.severity} {where},title={problem.rule}::{_message(text)}"


def _message(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _message(text).replace(":", "%3A").replace(",", "%2C")
