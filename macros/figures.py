"""What the bench measured, and what follows from it: ratios, growth, a table."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

# What is timed: how a table calls it, what it is held against, and the most it may cost of that.
AIMS = {"validate": ("parse", 2.0), "build": ("bare", 1.6), "build, flat": ("flat", 1.25)}
STEEPEST = 1.05
# The most that the report on a change may cost, of one `validate`.
REVIEW = 2.5


@dataclass(frozen=True, slots=True)
class Run:
    """What one process used: CPU seconds of user and system, and its largest size in bytes."""

    seconds: float
    peak: int


@dataclass
class Size:
    """Everything measured at one size: `bytes` is that of data/, `site` and `index` are built."""

    policies: int
    files: int
    bytes: int
    runs: dict[str, list[Run]] = field(default_factory=dict)
    site: int = 0
    index: int = 0

    def seconds(self, name: str) -> float:
        """The middle of all runs of one command."""
        return median(run.seconds for run in self.runs[name])

    def peak(self, name: str) -> int:
        """The largest size that any run of one command reached."""
        return max(run.peak for run in self.runs[name])

    def ratio(self, aim: str) -> float:
        """How many times what it is held against a command costs."""
        return self.seconds(aim.partition(",")[0]) / self.seconds(AIMS[aim][0])


@dataclass
class Age:
    """What a long history costs: `validate` with it and without."""

    commits: int
    changes: int
    runs: dict[str, list[Run]] = field(default_factory=dict)

    def seconds(self, name: str) -> float:
        """The middle of all runs."""
        return median(run.seconds for run in self.runs[name])


@dataclass
class Changed:
    """What the report on a change costs, beside one `validate` of the same handbook."""

    policies: int
    touched: int
    runs: dict[str, list[Run]] = field(default_factory=dict)

    def seconds(self, name: str) -> float:
        """The middle of all runs."""
        return median(run.seconds for run in self.runs[name])


def exponent(smaller: Size, larger: Size, name: str) -> float:
    """How the cost grows with the content: 1 in proportion, 2 with its square."""
    cost = larger.seconds(name) / smaller.seconds(name)
    return math.log(cost) / math.log(larger.bytes / smaller.bytes)


def report(sizes: Sequence[Size], age: Age, changed: Changed) -> str:
    """The tables of a bench, as Markdown."""
    tables = (
        *(_seconds(sizes), _ratios(sizes), _growth(sizes), _room(sizes)),
        *(_history(age), _review(changed)),
    )
    return "\n\n".join("\n".join(table) for table in tables)


def _seconds(sizes: Sequence[Size]) -> Iterable[str]:
    names = ("parse", "validate", "bare", "flat", "build")
    rows = [
        [f"{s.policies:,}", f"{s.files:,}", *(f"{s.seconds(n):.2f}" for n in names)] for s in sizes
    ]
    return _table(["policies", "files", *(f"{name}, s" for name in names)], rows)


def _ratios(sizes: Sequence[Size]) -> Iterable[str]:
    heads = [f"{aim.partition(',')[0]} / {base}, aim {most}" for aim, (base, most) in AIMS.items()]
    rows = [[f"{s.policies:,}", *(f"{s.ratio(aim):.2f}" for aim in AIMS)] for s in sizes]
    return _table(["policies", *heads], rows)


def _growth(sizes: Sequence[Size]) -> Iterable[str]:
    names = ("parse", "validate", "bare", "flat", "build")
    rows = [
        [f"{a.policies:,} to {b.policies:,}", *(f"{exponent(a, b, n):.2f}" for n in names)]
        for a, b in pairwise(sizes)
    ]
    return _table([f"exponent, aim {STEEPEST}", *names], rows)


def _room(sizes: Sequence[Size]) -> Iterable[str]:
    heads = ["policies", "data, MB", "validate peak, MB", "build peak, MB", "site, MB", "index, MB"]
    rows = [
        [
            f"{s.policies:,}",
            *map(_mega, (s.bytes, s.peak("validate"), s.peak("build"), s.site, s.index)),
        ]
        for s in sizes
    ]
    return _table(heads, rows)


def _history(age: Age) -> Iterable[str]:
    without, asked = age.seconds("without"), age.seconds("with")
    heads = ["commits", "changes to files", "validate without git, s", "with git, s", "git, s"]
    row = [f"{age.commits:,}", f"{age.changes:,}", *map(_hundredths, (without, asked))]
    return _table(heads, [[*row, _hundredths(asked - without)]])


def _review(changed: Changed) -> Iterable[str]:
    checked, compared = changed.seconds("validate"), changed.seconds("review")
    ratio = f"review / validate, aim {REVIEW}"
    heads = ["policies", "changed", "validate, s", "review, s", ratio]
    row = [f"{changed.policies:,}", str(changed.touched)]
    yield from _table(heads, [[*row, *map(_hundredths, (checked, compared, compared / checked))]])


def _hundredths(seconds: float) -> str:
    return f"{seconds:.2f}"


def _mega(size: int) -> str:
    return f"{size / 1e6:.1f}"


def _table(heads: list[str], rows: Iterable[list[str]]) -> Iterable[str]:
    yield f"| {' | '.join(heads)} |"
    yield f"| {' | '.join('---' for _ in heads)} |"
    yield from (f"| {' | '.join(row)} |" for row in rows)
