"""What git saw of the file of signatures: each state that was kept begins with the one before."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path

from macros.history import Blobs, UnknownError, git

from .chain import FILE

_LOG = (
    *("log", "--first-parent", "-m", "--reverse", "--raw", "--no-abbrev", "--no-renames"),
    *("--no-ext-diff", "--format=%H %cs", "--", FILE),
)
# Of a commit, so many digits are read aloud.
_SHORT = 8


@dataclass(frozen=True, slots=True)
class Kept:
    """The longest file that git saw grow line by line, and when it did not grow.

    With a `reason`, git cannot say, and nobody can see whether lines at the end are gone.
    """

    reason: str = ""
    content: bytes = b""
    altered: tuple[str, ...] = ()


def kept(folder: Path) -> Kept:
    """What git keeps of the file; never raises: where git cannot be asked, the answer says why."""
    try:
        if git(folder, "rev-parse", "--is-shallow-repository").strip() != "false":
            return Kept("the history was fetched in part only (shallow clone)")
        log = git(folder, *_LOG)
        with Blobs(folder) as blobs:
            return _grown(_states(log, blobs))
    except UnknownError as unknown:
        return Kept(str(unknown))
    except OSError as error:
        return Kept(f"the history could not be read: {error.strerror or 'unknown reason'}")


def _states(log: str, blobs: Blobs) -> Iterator[tuple[str, bytes]]:
    """Each commit that changed the file, in words, and what the file held then."""
    commit, day = "", ""
    for line in filter(None, log.splitlines()):
        if line.startswith(":"):
            after = line.split(" ")[3]
            there = bool(after.strip("0"))
            yield f"commit {commit[:_SHORT]} of {day}", blobs.read(after) if there else b""
        else:
            commit, _, day = line.partition(" ")


def _grown(states: Iterator[tuple[str, bytes]]) -> Kept:
    content, altered, seen, good = b"", [], False, True
    for commit, now in states:
        seen = True
        if now.startswith(content):
            content, good = now, True
            continue
        if good:
            altered.append(f"{commit}: {difference(content, now)}")
        good = False
    if not seen:
        return Kept("no commit holds the file yet")
    return Kept("", content, tuple(altered))


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
