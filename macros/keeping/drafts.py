"""Kept records as their files say them: without what is gone, as drafts of the new practice."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from macros.decode import origin
from macros.form import key_order
from macros.insert import with_item, with_keys
from macros.invented import as_yaml
from macros.kinds import KINDS, Kind, kind_of
from macros.links import only_known
from macros.model.growth import Training
from macros.model.handbook import Handbook
from macros.model.law import Regulation, StateQuestion
from macros.model.people import Designation, Role
from macros.model.policy import Category, Policy
from macros.model.practice import Practice
from macros.model.record import Path, Record
from macros.model.walk import leaves
from macros.model.work import Checklist, Emergency, Form, Procedure
from macros.pruning import pruned
from macros.tree import Items, Keys
from macros.views.law import in_scope

from .lost import lost
from .start import Start

# What belongs to the days, the people and the State of the old practice.
_LEFT: Mapping[type[Record], Sequence[Path]] = {
    Category: (("counsel_read_on",), ("approvers", "deputy"), ("approvers", "since")),
    Policy: (
        *(("reviews",), ("exceptions",), ("sole_approver",), ("revisions",)),
        *(("approvers", "deputy"), ("approvers", "since")),
    ),
    Procedure: (("last_tested",),),
    Role: (("reviewed_on",), ("reports_to_in_absence",)),
    Regulation: (("gap",),),
    StateQuestion: (("answer",), ("source",), ("answered_by",), ("answered_on",)),
}
_PLANNED = (Procedure, Form, Training, Checklist)
_PLAN = "Read, change and approve the draft; until then nothing but the law itself holds."


def drafts(start: Start) -> dict[str, str]:
    """The text of every file that holds something kept, by its path below data/."""
    found: dict[str, list[Record]] = defaultdict(list)
    for kind in KINDS:
        for record in _table(start.sample, kind).values():
            if start.knows(kind.name, record.id):
                found[origin(record).source.inside].append(record)
    return {inside: _text(start, records) for inside, records in found.items()}


def _table(book: Handbook, kind: Kind) -> Mapping[str, Record]:
    table = getattr(book, kind.table)
    return table if isinstance(table, Mapping) else {}


def _text(start: Start, records: Sequence[Record]) -> str:
    """What stays of a file, with its records as drafts."""
    gone: set[Path] = set()
    said: dict[Path, str] = {}
    stays: dict[Path, Record] = {}
    for record in records:
        paths = lost(record, start.ids) or set()
        place = _place(record)
        stays[place] = record
        left = {*_LEFT.get(type(record), ())}
        new = {path: text for path, text in _said(start, record).items() if path not in left}
        gone |= {(*place, *path) for path in left | (paths - new.keys())}
        said |= {(*place, *path): text for path, text in new.items()}
    text = pruned(origin(records[0]).source, gone | _others(records[0], stays), said)
    for place, record in _places(stays).items():
        text = _with_more(text, place, record, start)
    return text


def _place(record: Record) -> Path:
    """Where a record stands in its file."""
    kind, tree = kind_of(record), origin(record).source.tree
    rows = tree.get(kind.key) if isinstance(tree, Keys) and kind.key else None
    if not isinstance(rows, Items):
        return ()
    return (kind.key, next(i for i, row in enumerate(rows) if row is origin(record).tree))


def _others(record: Record, stays: Mapping[Path, Record]) -> set[Path]:
    """The records of a file of several that do not stay."""
    tree = origin(record).source.tree
    if () in stays or not isinstance(tree, Keys):
        return set()
    gone: set[Path] = set()
    for key, rows in tree.items():
        if isinstance(rows, Items):
            mine: set[Path] = {(key, i) for i in range(len(rows)) if (key, i) not in stays}
            gone |= {(key,)} if len(mine) == len(rows) else mine
    return gone


def _places(stays: Mapping[Path, Record]) -> dict[Path, Record]:
    """Where the records of a file stand once the others are gone."""
    if () in stays:
        return dict(stays)
    found: dict[Path, Record] = {}
    counts: dict[str | int, int] = defaultdict(int)
    for path, record in sorted(stays.items(), key=lambda stay: stay[0][1]):
        found[path[0], counts[path[0]]] = record
        counts[path[0]] += 1
    return found


def _said(start: Start, record: Record) -> dict[Path, str]:
    """What a record says otherwise: its words, and the keys that the new practice decides."""
    said = {
        leaf.path: words
        for leaf in leaves(record)
        if leaf.kind in ("prose", "phrase", "text")
        and (words := own_words(start, str(leaf.value))) != leaf.value
    }
    if isinstance(record, Role) and record.backup:
        said["backup",] = start.backup(record)
    elif isinstance(record, Policy):
        said |= {("status",): "in-review", ("owner",): start.owner(record)}
    elif isinstance(record, Designation) and record.backup:
        said["backup",] = start.other_than(start.done_by(record.role))
    if isinstance(record, _PLANNED) and "status" in origin(record).tree:
        said["status",] = "planned"
    if isinstance(record, Checklist) and record.start:
        said["start",] = start.today.isoformat()
    return said


def own_words(start: Start, text: str) -> str:
    """A text with the new practice's name, address, number and State, and without dead links."""
    old, new = start.sample.practice, start.practice
    if old is None:
        return only_known(text, start.knows)
    ours = _named(new)
    swaps = dict(zip(_named(old), ours, strict=True))
    # In one go: what comes in may hold a word that goes.
    pattern = re.compile("|".join(map(re.escape, swaps)))
    lines = [line for line in text.split("\n") if not _is_theirs(line, old, start)]
    own = pattern.sub(lambda found: swaps[found[0]], "\n".join(lines))
    return only_known(own or f"See what the law of {ours[-1]} says.", start.knows)


def _named(practice: Practice) -> list[str]:
    """What names a practice in its own texts; the State comes last, as others contain it."""
    place, state = practice.locations[0], practice.state
    return [place.address, place.phone, practice.name, state, state.removeprefix("State of ")]


def _is_theirs(line: str, old: Practice, start: Start) -> bool:
    """Whether a sentence speaks of people of the sample, or tells the law of its State.

    With a number in it, a sentence that names the State is an answer and not a question.
    """
    if "](person:" in line or any(word in line for word in _people(old, start)):
        return True
    *names, _, state = _named(old)
    for name in names:
        line = line.replace(name, "")
    return state in line and re.search(r"\d", line) is not None


def _people(old: Practice, start: Start) -> Iterator[str]:
    """Who works there, and who is called outside; a number with 555 is made up."""
    yield from (person.name for person in start.sample.people.values())
    for contact in old.contacts:
        if "555" in contact.phone:
            yield contact.name
            yield contact.phone


def _with_more(text: str, place: Path, record: Record, start: Start) -> str:
    """The text of a file with what a record needs in the new practice and did not have."""
    more: dict[str, object] = {}
    if isinstance(record, Policy):
        first = {"version": "1.0", "effective": start.until, "material": True}
        more["revisions"] = [{**first, "change": "First version."}]
    elif isinstance(record, Role) and not record.backup:
        more["backup"] = start.backup(record)
    elif isinstance(record, Regulation) and _is_gap(start, record):
        more["gap"] = {"owner": start.held[-1], "by": start.until, "plan": _PLAN}
    elif isinstance(record, _PLANNED) and "status" not in origin(record).tree:
        more["status"] = "planned"
    elif isinstance(record, Emergency) and len({*map(start.done_by, record.call)}) == 1:
        other = start.other_than(start.done_by(record.call[0]))
        return with_item(text, (*place, "call"), [other], last=True)
    blocks = {key: as_yaml({key: value}).splitlines() for key, value in more.items()}
    return with_keys(text, place, blocks, key_order(type(record))) if more else text


def _is_gap(start: Start, regulation: Regulation) -> bool:
    new = replace(start.sample, practice=start.practice)
    return in_scope(new, regulation, start.today)[0] and regulation.basis != "guidance"
