"""What git saw of the file of signatures: each state that was kept begins with the one before."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, zip_longest
from pathlib import Path
from typing import NamedTuple

from macros.formats import commit_words
from macros.history import Blobs, UnknownError, git, prefix
from macros.model.signature import Signature

from .chain import FILE, ledger

_LOG = (
    *("log", "--full-history", "--topo-order", "--reverse", "-m", "--raw", "--no-abbrev"),
    *("--no-renames", "--no-ext-diff", "--format=%H %cs %P", "--", FILE),
)


@dataclass(frozen=True, slots=True)
class Kept:
    """The longest file that git saw grow line by line, and when it did not grow.

    `owed` are the signatures of a branch that was merged while somebody else wrote:
    they stand in other lines now, or they were lost.
    With a `reason`, git cannot say, and nobody can see whether lines at the end are gone.
    """

    reason: str = ""
    content: bytes = b""
    owed: frozenset[str] = frozenset()
    altered: tuple[str, ...] = ()


class _Trust(NamedTuple):
    """What the file has to begin with after a commit, and what has to stand somewhere in it.

    It is `good` where the file of that commit does.
    """

    content: bytes = b""
    owed: frozenset[str] = frozenset()
    good: bool = True


class _Step(NamedTuple):
    """A commit that changed the file against some of its parents: what it held there, and then."""

    said: str
    parents: int
    before: tuple[str, ...]
    after: str


def kept(folder: Path) -> Kept:
    """What git keeps of the file; never raises: where git cannot be asked, the answer says why."""
    try:
        prefix(folder)
        log = git(folder, *_LOG)
        with Blobs(folder) as blobs:
            return _grown(list(_steps(log)), blobs)
    except UnknownError as unknown:
        return Kept(str(unknown))
    except OSError as error:
        return Kept(f"the history could not be read: {error.strerror or 'unknown reason'}")


def _steps(log: str) -> Iterator[_Step]:
    """The commits, oldest first; the log names a merge once for each parent it differs from."""
    rows: list[tuple[str, str, str]] = []
    head = ""
    for line in filter(None, log.splitlines()):
        if line.startswith(":"):
            _, _, before, after, _ = line.split(" ")
            rows.append((head, before, after))
        else:
            head = line
    for told, found in groupby(rows, key=lambda row: row[0]):
        edges = list(found)
        commit, day, *parents = told.split(" ")
        said = f"commit {commit_words(commit)} of {day}"
        yield _Step(said, len(parents), tuple(edge[1] for edge in edges), edges[0][2])


def _grown(steps: Sequence[_Step], blobs: Blobs) -> Kept:
    trusts: dict[str, _Trust] = {}
    altered: list[str] = []
    for step in steps:
        now = blobs.read(step.after) if step.after.strip("0") else b""
        bases = [trusts.get(before, _Trust()) for before in step.before]
        if step.parents > len(bases):
            # It is as another of its parents was.
            bases.append(trusts.get(step.after, _Trust()))
        trusts[step.after] = trust = _after(now, bases)
        if not trust.good and all(base.good for base in bases):
            altered.append(f"{step.said}: {difference(trust.content, now)}")
    if not steps:
        return Kept("no commit holds the file yet")
    last = trusts[steps[-1].after]
    return Kept("", last.content, last.owed, tuple(altered))


def _after(now: bytes, bases: Sequence[_Trust]) -> _Trust:
    """What is trusted after a commit: the file as it is, where it goes on from one before."""
    fits = [base for base in bases if now.startswith(base.content)]
    owed = frozenset[str]().union(*(base.owed for base in bases))
    if not fits:
        return _Trust(max((base.content for base in bases), key=len), owed, good=False)
    for base in bases:
        owed |= frozenset() if base in fits else events(ledger(base.content).signatures.values())
    return _Trust(now, owed and owed - events(ledger(now).signatures.values()))


def events(signatures: Iterable[Signature]) -> frozenset[str]:
    """What lines say, wherever they stand: who signed which version, and how that is known."""
    return frozenset(f"{s.person} {s.policy} {s.version} ({s.method})" for s in signatures)


def difference(kept: bytes, now: bytes) -> str:
    """Where a file does not begin with what was kept, in words."""
    before, after = kept.splitlines(), now.splitlines()
    for number, (old, new) in enumerate(zip_longest(before, after), start=1):
        if old != new and new is None:
            return (
                f"lines {number} to {len(before)} are gone"
                if number < len(before)
                else (f"line {number} is gone")
            )
        if old != new:
            return f"line {number} is not as it was written"
    return "the last line has no end"
