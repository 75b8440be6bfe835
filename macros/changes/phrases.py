"""What differs in a record, for those who only want to know what is new to them."""

import re
from collections.abc import Iterator

from macros.markdown import to_plain
from macros.model.record import Record
from macros.problems import counted

from .change import Change
from .fields import Difference, lower
from .names import named, short

# What matters to whoever keeps a record, finds it or approves it, and not to whoever works by it.
KEEPERS = {
    *("also_known_as", "aliases", "audience", "category", "sample", "repository", "branch"),
    *("formats", "defaults", "headcounts", "review_every_months", "reviewed_on", "last_tested"),
    *("confidence", "verified_on", "recheck_months", "gap", "answered_by", "answered_on"),
    *("revisions", "review", "reviews", "satisfies", "approvers", "sole_approver", "away"),
    *("retired_on", "replaced_by"),
}
_ABOUT = ("summary", "purpose", "duty", "meaning", "trigger", "product", "answer")
_MOST = 2
_LABELED = 40
# Where the links of a text lead is for those who approve it.
_TARGETS = re.compile(r" \[[^\]]*\]$")
_NEW = {"planned": "Planned", "retired": ""}


def about(change: Change, record: Record) -> str:
    """A new record in a sentence: what it is, or for a person what they do."""
    new = _NEW.get(getattr(record, "status", ""), "New")
    if change.notes and change.kind == "person":
        return " ".join(change.notes)
    words = [getattr(record, name, None) for name in _ABOUT]
    said = next((to_plain(text) for text in words if text and isinstance(text, str)), "")
    what = f"{new} {named(change.kind)}"
    return "" if not new else f"{what}: {said}" if said else f"{what}."


def sentence(change: Change) -> str:
    """The first of what a reader notices, and how much more there is; empty where it is nothing."""
    found = list(_pieces(change))
    more = len(found) - _MOST
    rest = [counted(more, "more change")] if more > 0 else []
    return " ".join(_whole(piece) for piece in (*found[:_MOST], *rest))


def _whole(piece: str) -> str:
    end = "" if piece.endswith((".", ".”")) else "."
    return f"{piece[:1].upper()}{piece[1:]}{end}"


def _pieces(change: Change) -> Iterator[str]:
    status = next((row for row in change.differences if row.path == ("status",)), None)
    if status and change.kind != "policy":
        yield f"now {status.after}, {status.before} before"
    # The last note on a role counts the people in it.
    notes = change.notes[:-1] if change.kind == "role" else change.notes
    if change.kind != "policy":
        yield from notes
    for row in change.differences:
        if row is not status and row.path[0] not in KEEPERS and (piece := _piece(change, row)):
            yield piece


def _piece(change: Change, row: Difference) -> str:
    before, after = (_TARGETS.sub("", text).rstrip(".") for text in (row.before, row.after))
    label = lower(row.label)
    if row.what == "order":
        return f"{label}: in another order"
    if row.what == "added":
        return f"new: “{short(after)}”" if row.text else f"{label}: new is {after}"
    if row.what == "removed":
        return f"gone: “{short(before)}”" if row.text else f"{label}: no longer {before}"
    return _reworded(change, row, before, after)


def _reworded(change: Change, row: Difference, before: str, after: str) -> str:
    # Of a person, only what it is that changed is told.
    if not (before or after):
        return f"changed: {lower(row.label)}"
    if before == after:
        return ""
    if not row.text or max(len(before), len(after)) <= _LABELED:
        return f"{lower(row.label)}: {before} → {after}"
    numbers = ", ".join(n.words for n in change.numbers if n.where == row.label)
    return f"changed: “{short(after)}”{f' ({numbers})' if numbers else ''}"
