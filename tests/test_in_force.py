"""Any day: years of a practice's history against a plain list of what was in force on each day.

The list is painted day by day while the history is made, and knows nothing of the engine.
"""

import copy
import hashlib
import random
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache, cached_property
from pathlib import Path

import pytest

from macros.history import known_on, past
from macros.in_force import Answer, Ask, Then, answer
from macros.load import Loaded, load
from macros.snapshot import revision
from macros.views.any_day import OnDay
from tests.lay import MINIMAL
from tests.repository import Repository

START, END = date(2018, 1, 1), date(2029, 12, 31)
TODAY = date(2026, 11, 21)
DAY = timedelta(days=1)
ZONES = ("-0600", "+0000", "+1300", "-1100")

CATEGORIES = """\
categories:
  - id: privacy
    title: Privacy
    code: PRV
    approvers:
      roles:
        - owner-physician
  - id: safety
    title: Safety
    code: SAF
    approvers:
      roles:
        - owner-physician
"""
POLICY = """\
title: {title}
code: {code}
summary: {summary}
owner: office-manager
status: {status}
applies_to:
  - everyone: true
review:
  every_months: 12
  basis: practice
{retired}revisions:
"""
REVISION = """\
  - version: "{number}"
    effective: {effective}
    material: false
    change: A change.
"""
APPROVED = """\
    approved:
      - person: alex-stone
        role: owner-physician
        on: {approved}
        method: paper
        evidence: Binder 1.
        recorded_by: sam-rivers
        recorded_on: {recorded}
    seal: "s1:{seal}"
"""


@dataclass
class Version:
    """A version as the list keeps it; without `recorded` it is work under way."""

    number: str
    effective: date
    recorded: date | None
    title: str

    @property
    def words(self) -> str:
        return (
            f"# {self.title}\n\nWhat version {self.number} says.\n\n"
            "## Whom it concerns\n\n- Required: everyone\n"
        )


@dataclass
class Paper:
    """A policy as the list keeps it, its versions oldest first."""

    code: str
    category: str
    versions: list[Version] = field(default_factory=list)
    retired: date | None = None


State = dict[str, Paper]


def files(state: State) -> Iterator[tuple[str, str]]:
    """The files that say what a state holds."""
    for name, paper in state.items():
        newest = paper.versions[-1]
        text = POLICY.format(
            title=newest.title,
            code=paper.code,
            summary=f"What version {newest.number} says.",
            status="retired" if paper.retired else "active",
            retired=f"retired_on: {paper.retired}\n" if paper.retired else "",
        )
        for version in reversed(paper.versions):
            text += REVISION.format(number=version.number, effective=version.effective)
            if version.recorded:
                text += APPROVED.format(
                    approved=min(version.recorded, version.effective),
                    recorded=version.recorded,
                    seal=hashlib.sha256(version.words.encode()).hexdigest()[:16],
                )
                yield f"approved/{name}/{version.number}.md", version.words
        yield f"policies/{paper.category}/{name}.yaml", text


@dataclass
class Held:
    """What holds on each day of all years, for one policy: a version's number, or "retired"."""

    days: list[str | None]

    @classmethod
    def painted(cls, paper: Paper) -> "Held":
        days: list[str | None] = [None] * ((END - START).days + 1)
        for version in paper.versions:
            if version.recorded:
                paint(days, version.effective, version.number)
        if paper.retired:
            paint(days, paper.retired, "retired")
        return cls(days)

    def on(self, day: date) -> str | None:
        return self.days[(day - START).days]

    @cached_property
    def ends(self) -> list[date | None]:
        """For each day the last one on which the same still holds; None where nothing follows."""
        found: list[date | None] = []
        last: date | None = None
        for n in reversed(range(len(self.days))):
            if n + 1 < len(self.days) and self.days[n] != self.days[n + 1]:
                last = START + n * DAY
            found.append(last)
        return found[::-1]

    def until(self, day: date) -> date | None:
        return self.ends[(day - START).days]


def paint(days: list[str | None], since: date, what: str) -> None:
    here = (since - START).days
    days[here:] = [what] * (len(days) - here)


class History:
    """A practice over the years, in git and in the list at once."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.random = random.Random(seed)  # noqa: S311 - the same history each time
        self.repository = Repository(folder)
        shutil.copytree(MINIMAL, self.repository.data)
        for name in ("approved", "policies"):
            shutil.rmtree(self.repository.data / name)
        self.repository.write("categories.yaml", CATEGORIES)
        self.day = date(2019, 1, 7)
        self.count = 0
        self.state: State = {}
        # The main line: the day of each commit, and what was known from then on.
        self.line: list[tuple[date, State]] = []
        if seed % 2:
            # Some practices have had policies for long when their history begins.
            self.begin()
        self.commit()

    def write(self) -> None:
        for name in ("approved", "policies"):
            shutil.rmtree(self.repository.data / name, ignore_errors=True)
        for path, text in files(self.state):
            self.repository.write(path, text)

    def commit(self, *, main: bool = True) -> None:
        self.write()
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "--message", "A change")
        if main:
            self.told()

    def told(self) -> None:
        self.line.append((self.day, copy.deepcopy(self.state)))

    def git(self, *arguments: str) -> None:
        zone = self.random.choice(ZONES)
        self.repository.git(*arguments, day=self.day.isoformat(), zone=zone)

    def later(self, most: int) -> None:
        self.day = min(self.day + self.random.randint(0, most) * DAY, TODAY)

    def number(self) -> str:
        self.count += 1
        return f"{self.count // 100 + 1}.{self.count % 100}"

    def any(self, *, living: bool = True) -> str | None:
        names = [n for n, p in self.state.items() if not (living and p.retired)]
        return self.random.choice(names) if names else None

    # What may happen.

    def begin(self) -> None:
        name, code = f"paper-{self.count}", f"PRV-{10 + self.count}"
        self.state[name] = Paper(code, self.random.choice(("privacy", "safety")))
        self.state[name].versions.append(self.version(date.min))

    def version(self, after: date) -> Version:
        """A version for a day to come, for this day, or for one that has passed."""
        effective = max(after, self.day + self.random.choice((0, 0, 1, 20, 90, -1, -15, -60)) * DAY)
        recorded = self.random.choice((self.day, min(self.day, effective)))
        number = self.number()
        return Version(number, effective, recorded, f"Paper of version {number}")

    def revise(self) -> None:
        if name := self.any():
            paper = self.state[name]
            if paper.versions[-1].recorded is None:
                paper.versions[-1].recorded = self.day
            else:
                # Not seldom two versions are for the same day.
                paper.versions.append(self.version(paper.versions[-1].effective))

    def propose(self) -> None:
        name = self.any()
        if name and self.state[name].versions[-1].recorded:
            draft = self.version(self.state[name].versions[-1].effective)
            self.state[name].versions.append(Version(draft.number, draft.effective, None, "Draft"))

    def move(self) -> None:
        if name := self.any(living=False):
            paper = self.state[name]
            paper.category = "safety" if paper.category == "privacy" else "privacy"

    def rename(self) -> None:
        if name := self.any(living=False):
            self.count += 1
            self.state[f"renamed-{self.count}"] = self.state.pop(name)

    def retire(self) -> None:
        if name := self.any():
            first = self.state[name].versions[0].effective
            on = self.day + self.random.choice((0, 30, -10)) * DAY
            self.state[name].retired = max(on, first + DAY)

    def delete(self) -> None:
        ended = [n for n, p in self.state.items() if p.retired and p.retired < self.day]
        if ended:
            del self.state[self.random.choice(ended)]

    def live(self, events: int) -> None:
        self.begin()
        self.commit()
        for _ in range(events):
            self.later(110)
            what = self.random.random()
            if what < 0.15:
                self.merge()
            elif what < 0.25:
                self.revert()
            else:
                self.change()
                self.commit()

    def change(self) -> None:
        kinds: tuple[Callable[[], None], ...] = (
            *(self.begin, self.begin, self.revise, self.revise, self.revise, self.propose),
            *(self.move, self.rename, self.retire, self.delete),
        )
        self.random.choice(kinds)()

    def merge(self) -> None:
        """What is written on a branch is known when it is merged."""
        self.git("checkout", "--quiet", "-b", "work")
        for _ in range(self.random.randint(1, 3)):
            self.change()
            self.commit(main=False)
            self.later(20)
        self.git("checkout", "--quiet", "main")
        self.git("merge", "--quiet", "--no-ff", "--no-edit", "work")
        self.git("branch", "--quiet", "-D", "work")
        self.told()

    def revert(self) -> None:
        """The last change of the main line is taken back."""
        merged = len(self.repository.git("rev-parse", "HEAD^@").split()) > 1
        if len(self.line) > 2 and self.line[-1][1] != self.line[-2][1]:
            self.git("revert", "--no-edit", *(("-m", "1") if merged else ()), "HEAD")
            self.state = copy.deepcopy(self.line[-2][1])
            self.told()

    # What the list says.

    def known(self, day: date) -> State | None:
        """What the main line held at the end of a day."""
        states = [state for on, state in self.line if on <= day]
        return states[-1] if states else None

    def first_seen(self, name: str, number: str) -> date:
        return next(
            on
            for on, state in self.line
            if name in state
            and any(v.number == number and v.recorded for v in state[name].versions)
        )

    def late(self, name: str, version: Version) -> bool:
        seen = self.first_seen(name, version.number)
        merged = version.effective < seen and seen > self.line[0][0]
        return merged or version.recorded is None or version.recorded > version.effective


# Of each policy: its state, category, version, title, last day, and whether it was recorded late.
Row = tuple[str, str, str | None, str | None, date | None, bool]


class Oracle:
    """What is in force on a day, read from the list."""

    def __init__(self, history: History, state: State) -> None:
        self.history, self.state = history, state
        self.held = {name: Held.painted(paper) for name, paper in state.items()}

    def on(self, day: date) -> dict[str, Row]:
        return {
            name: self.row(name, paper, day)
            for name, paper in self.state.items()
            if any(v.recorded for v in paper.versions)
        }

    def row(self, name: str, paper: Paper, day: date) -> Row:
        held, now = self.held[name], self.held[name].on(day)
        state, number = "in-force", now
        if now is None:
            state = "not-yet"
            day = START + next(n for n, w in enumerate(held.days) if w) * DAY
            number = held.on(day)
        if now == "retired" and paper.retired:
            state, day = "retired", paper.retired - DAY
            number = held.on(day)
        if number in (None, "retired"):
            return state, paper.category, None, None, None, False
        version = next(v for v in paper.versions if v.number == number)
        late = self.history.late(name, version)
        return state, paper.category, number, version.title, held.until(day), late


def row(found: Answer, one: OnDay) -> Row:
    held = one.held
    if held is None:
        return one.state, one.policy.category, None, None, None, False
    assert held.policy.title in held.text
    told = (held.revision.version, held.policy.title, held.until, found.late(one))
    return one.state, one.policy.category, *told


def rows(found: Answer) -> dict[str, Row]:
    assert found.whole
    return {one.policy.id: row(found, one) for one in found.policies}


def change_days(history: History) -> list[date]:
    """Every day on which something begins, ends or is written, with the days around it."""
    papers = [paper for _, state in history.line for paper in state.values()]
    days = {on for on, _ in history.line}
    days |= {v.effective for paper in papers for v in paper.versions}
    days |= {paper.retired for paper in papers if paper.retired}
    return sorted({day + step * DAY for day in days for step in (-1, 0, 1)})


SEEDS = range(4)


@pytest.fixture(scope="module", params=SEEDS)
def history(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> History:
    made = History(tmp_path_factory.mktemp(f"history-{request.param}") / "practice", request.param)
    made.live(28)
    assert load(made.repository.data).problems == []
    return made


def test_every_day_has_the_text_that_was_in_force(history: History) -> None:
    loaded, seen = load(history.repository.data), past(history.repository.data)
    oracle = Oracle(history, history.state)
    for day in change_days(history):
        assert rows(answer(loaded, Ask(day, TODAY), seen)) == oracle.on(day), day


def test_what_was_known_on_a_day_is_what_the_main_line_held(
    history: History, tmp_path: Path
) -> None:
    data = history.repository.data
    now, seen = load(data), past(data)
    today = Oracle(history, history.state)

    @cache
    def held(commit: str) -> Loaded:
        return load(revision(data, commit, tmp_path / commit).data)

    grid = {START + n * DAY for n in range(400, (TODAY - START).days, 197)}
    commits = {on + step * DAY for on, _ in history.line for step in (-1, 0)}
    asked = change_days(history)[::19]
    for day in sorted(grid | commits):
        known, state = known_on(data, day), history.known(day)
        if state is None:
            assert known.reason == "the history begins only on 2019-01-07"
            continue
        then, oracle = Then(day, known, held(known.commit)), Oracle(history, state)
        for other in (day - DAY, day, day + DAY, *asked):
            found = answer(now, Ask(other, TODAY), seen, then)
            assert rows(found) == oracle.on(other), (day, other)
            later = {one.policy.id for one in found.later}
            assert later == differing(oracle.on(other), today.on(other)), (day, other)


def differing(then: dict[str, Row], now: dict[str, Row]) -> set[str]:
    """The policies of which the two say something else: not there is the same as not yet."""

    def said(told: dict[str, Row], name: str) -> tuple[object, ...]:
        found = told.get(name)
        return () if found is None or found[0] == "not-yet" else (found[0], found[2])

    return {name for name in {*then, *now} if said(then, name) != said(now, name)}


def test_the_files_of_a_revision_are_those_that_were_committed(
    history: History, tmp_path: Path
) -> None:
    data = history.repository.data
    revision(data, "HEAD", tmp_path / "data")
    ours = {p.relative_to(data): p.read_bytes() for p in data.rglob("*") if p.is_file()}
    copy_of = tmp_path / "data"
    theirs = {p.relative_to(copy_of): p.read_bytes() for p in copy_of.rglob("*") if p.is_file()}
    assert ours == theirs
