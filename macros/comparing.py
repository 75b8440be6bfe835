"""Two states of the handbook, read from the repository and compared."""

import tempfile
from datetime import date
from pathlib import Path
from typing import NamedTuple

from .changes.change import Report
from .changes.report import Side, report
from .load import Sheets, load
from .rules import check
from .snapshot import Snapshot, revision, worktree

# Stands for the files as they lie there, committed or not.
WORKTREE = "worktree"


class Compared(NamedTuple):
    """Both states as they were read, and the report on what differs."""

    report: Report
    base: Side
    head: Side


def compared(data: Path, base: str, head: str, today: date) -> Compared:
    """Compare two revisions; NoRevisionError says, in words, why one of them cannot be read."""
    # What is the same on both sides is parsed once.
    sheets: Sheets = {}
    with tempfile.TemporaryDirectory(prefix="handbook-") as folder:
        before, after = (
            _side(_snapshot(data, name, Path(folder) / place), sheets, data.name, today)
            for place, name in (("base", base), ("head", head))
        )
    return Compared(report(before, after, today), before, after)


def _snapshot(data: Path, name: str, into: Path) -> Snapshot:
    return worktree(data) if name == WORKTREE else revision(data, name, into)


def _side(found: Snapshot, sheets: Sheets, shown: str, today: date) -> Side:
    loaded = load(found.data, shown, sheets)
    return Side(loaded, check(loaded, today), found.name, found.owners)
