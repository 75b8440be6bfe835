"""The only reader of data/: all files in, one Handbook and the problems met on the way out."""

import os
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from .decode import ID_WORDS, decode, did_you_mean, origin
from .form import form_problems
from .kinds import FILES, FOLDERS, KINDS, Kind
from .model.handbook import Handbook
from .model.policy import ApprovedCopy
from .model.practice import Practice
from .model.record import ID, Record
from .pause import collector_paused
from .problems import Place, Problem
from .source import LARGEST, read, read_plain
from .tree import Items, Keys, Source, key_spot

_IS_ID = re.compile(ID)
_IS_VERSION = re.compile(r"\d{1,3}\.\d{1,3}")
APPROVED = "approved"


class Loaded(NamedTuple):
    """A Handbook, and everything that could not be read."""

    book: Handbook
    problems: list[Problem]


class _Everything(frozenset[str]):
    """The ids of a kind whose file could not be read: any id may be one of them."""

    def __contains__(self, _: object) -> bool:
        return True


class _Read(NamedTuple):
    """A record that a file holds, and what its form leaves to wish for."""

    kind: Kind
    id: str
    record: Record
    usable: bool
    form: list[Problem]


class _Sheet:
    """What one file says, whatever other files say."""

    def __init__(self) -> None:
        self.records: list[_Read] = []
        self.known: list[tuple[str, str]] = []
        self.unread: set[str] = set()
        self.incomplete: set[str] = set()
        self.problems: list[Problem] = []

    def put(self, kind: Kind, record_id: str, tree: Keys, source: Source, **extra: str) -> None:
        record, usable = decode(kind.record, tree, source, {"id": record_id, **extra})
        form = list(form_problems(kind.record, tree, source))
        self.records.append(_Read(kind, record_id, record, usable, form))

    def warn(self, place: Place, rule: str, message: str) -> None:
        self.problems.append(Problem(place, rule, message, severity="warning"))


# What files said when they were read, by name and content.
Sheets = dict[tuple[str, bytes], _Sheet]


class _Shelf:
    """Collects records and ids while files are read."""

    def __init__(self) -> None:
        self.tables: dict[str, dict[str, Record]] = {kind.table: {} for kind in KINDS}
        self.known: dict[str, set[str]] = {kind.name: set() for kind in KINDS}
        self.unread: set[str] = set()
        self.incomplete: set[str] = set()
        self.torn: list[Record] = []
        self.approved: dict[str, dict[str, ApprovedCopy]] = {}
        self.problems: list[Problem] = []

    def lay(self, sheet: _Sheet) -> None:
        """Take over what a file says."""
        for read_ in sheet.records:
            self._put(read_)
        for kind, record_id in sheet.known:
            self.known[kind].add(record_id)
        self.unread |= sheet.unread
        self.incomplete |= sheet.incomplete
        self.problems += sheet.problems

    def _put(self, found: _Read) -> None:
        kind, record_id, record = found.kind, found.id, found.record
        if record_id in self.known[kind.name]:
            first = self.tables[kind.table].get(record_id)
            also = f"; the first is in {_file(first)}" if first else ""
            message = f"the {kind.name} {record_id!r} exists twice{also}"
            place = origin(record).source.at(*_at(origin(record).tree))
            self.problems.append(Problem(place, "REF002", message))
            self.torn.append(record)
            return
        self.known[kind.name].add(record_id)
        if found.usable:
            self.tables[kind.table][record_id] = record
        else:
            self.torn.append(record)
        if not found.usable or origin(record).dropped:
            self.incomplete.add(kind.name)
        self.problems += found.form

    def warn(self, place: Place, rule: str, message: str) -> None:
        self.problems.append(Problem(place, rule, message, severity="warning"))


def _file(record: Record) -> str:
    return origin(record).source.shown


def _at(tree: Keys) -> tuple[int, int]:
    return key_spot(tree, ("id",))


_read_before: dict[str, tuple[object, Loaded]] = {}


def load(data: Path, shown: str = "data", sheets: Sheets | None = None) -> Loaded:
    """Read all of `data`, calling the folder `shown` in messages.

    Never raises for what files hold or lack.
    While no file changes, the same value is returned again.
    Two folders that are read with the same `sheets` share what they have in common:
    a file with the same name and content is parsed once and gives the same records.
    """
    if sheets is not None:
        with collector_paused():
            return _load(data, shown, sheets)
    stamp = (shown, *_stamp(data))
    key = str(data)
    before = _read_before.get(key)
    if before is None or before[0] != stamp:
        with collector_paused():
            before = _read_before[key] = (stamp, _load(data, shown, None))
    return before[1]


def _stamp(data: Path) -> Iterator[tuple[str, int, int]]:
    for path in files(data):
        facts = path.lstat()
        yield str(path), facts.st_mtime_ns, facts.st_size


def _load(data: Path, shown: str, sheets: Sheets | None) -> Loaded:
    shelf = _Shelf()
    if not data.is_dir():
        shelf.problems.append(
            Problem(Place(shown), "FIL019", "the folder with the data is missing")
        )
    else:
        for path in files(data):
            _take(path, path.relative_to(data), shown, shelf, sheets)
        _demand(data, shown, shelf)
        _claim_copies(shown, shelf)
    return Loaded(_assemble(shelf), shelf.problems)


def files(data: Path) -> Iterator[Path]:
    """Every file below `data` in a stable order; links are not followed, hidden names left out."""
    try:
        entries = sorted(os.scandir(data), key=lambda e: e.name)
    except OSError:
        return
    for entry in entries:
        if entry.name.startswith("."):
            continue
        is_folder = entry.is_dir(follow_symlinks=False)
        if is_folder and not entry.name.endswith((".yaml", ".yml")):
            yield from files(Path(entry.path))
        else:
            yield Path(entry.path)


def _take(path: Path, inside: Path, shown: str, shelf: _Shelf, sheets: Sheets | None) -> None:
    name = f"{shown}/{inside.as_posix()}"
    if inside.parts[0] == APPROVED:
        _take_copy(path, inside, name, shelf)
    elif not path.name.endswith(".yaml"):
        if path.name.endswith(".yml"):
            shelf.problems.append(Problem(Place(name), "FIL017", "the file name ends in .yml"))
        elif path.suffix.lower() not in (".md", ".csv"):
            shelf.warn(Place(name), "FIL016", "nothing reads this file")
    elif inside.as_posix() in FILES:
        shelf.lay(_sheet(path, inside, name, FILES[inside.as_posix()], sheets))
    elif len(inside.parts) > 1 and (kind := FOLDERS.get(inside.parts[0])):
        shelf.lay(_sheet(path, inside, name, (kind,), sheets))
    else:
        places = [*FILES, *(f"{folder}/{path.name}" for folder in FOLDERS)]
        hint = did_you_mean(inside.as_posix(), places)
        shelf.problems.append(Problem(Place(name), "FIL016", f"nothing reads this file{hint}"))


def _sheet(
    path: Path, inside: Path, name: str, kinds: tuple[Kind, ...], sheets: Sheets | None
) -> _Sheet:
    """What a file says, as it was read before or read now."""
    raw = _raw(path) if sheets is not None else None
    if sheets is not None and raw is not None and (name, raw) in sheets:
        return sheets[name, raw]
    made = _Sheet()
    if kinds[0].folder:
        _take_record(path, inside, name, kinds[0], made)
    else:
        _take_file(path, inside, name, kinds, made)
    if sheets is not None and raw is not None:
        sheets[name, raw] = made
    return made


def _raw(path: Path) -> bytes | None:
    """The content of a file that says the same wherever it lies."""
    try:
        usable = path.is_file() and not path.is_symlink() and path.stat().st_size <= LARGEST
        return path.read_bytes() if usable else None
    except OSError:
        return None


def _take_copy(path: Path, inside: Path, name: str, shelf: _Shelf) -> None:
    """The words of an approved version: data/approved/<policy>/<version>.md."""
    depth = 3
    if len(inside.parts) != depth or path.suffix != ".md" or not _IS_VERSION.fullmatch(path.stem):
        message = "an approved copy is data/approved/<policy>/<version>.md"
        shelf.problems.append(Problem(Place(name), "FIL016", message))
        return
    source = read_plain(path, name, inside.as_posix())
    shelf.problems += source.problems
    copies = shelf.approved.setdefault(inside.parts[1], {})
    copies[path.stem] = ApprovedCopy(path.stem, source.text)


def _mapping(path: Path, inside: Path, name: str, sheet: _Sheet) -> tuple[Source, Keys | None]:
    source = read(path, name, inside.as_posix())
    tree = source.tree
    if tree is not None and not isinstance(tree, Keys):
        what = "a list" if isinstance(tree, Items) else "text"
        source.say("FIL015", f"the file is {what}, not a group of keys")
        tree = None
    if tree is None:
        return source, None
    for line, column in source.flow:
        sheet.warn(source.at(line, column), "FRM002", "a list or group stands in brackets")
    for line, column in source.empty:
        sheet.warn(source.at(line, column), "FRM004", "an empty value says nothing")
    return source, tree


def _take_record(path: Path, inside: Path, name: str, kind: Kind, sheet: _Sheet) -> None:
    depth = 3 if kind.nested else 2
    if len(inside.parts) != depth:
        message = f"the file lies at the wrong depth; a {kind.name} is {kind.example}"
        sheet.problems.append(Problem(Place(name), "FIL016", message))
        return
    if not _IS_ID.match(path.stem):
        sheet.problems.append(
            Problem(Place(name), "FIL018", f"the file name {path.name!r} is not {ID_WORDS}")
        )
    source, tree = _mapping(path, inside, name, sheet)
    if tree is None:
        sheet.known.append((kind.name, path.stem))
        sheet.incomplete.add(kind.name)
    else:
        extra = {"category": inside.parts[1]} if kind.nested else {}
        for key in ("id", *extra):
            if key in tree.places:
                where = "folder" if key == "category" else "name of the file"
                message = f"the {where} is the {key}; there is no key `{key}`"
                source.say("FIL021", message, *key_spot(tree, (key,)))
        sheet.put(kind, path.stem, tree, source, **extra)
    sheet.problems += source.problems


def _take_file(path: Path, inside: Path, name: str, kinds: tuple[Kind, ...], sheet: _Sheet) -> None:
    source, tree = _mapping(path, inside, name, sheet)
    if tree is None:
        sheet.unread.update(kind.name for kind in kinds)
    elif not kinds[0].key:
        sheet.put(kinds[0], kinds[0].name, tree, source)
    else:
        keys = {kind.key: kind for kind in kinds}
        for key in tree.places:
            if key in keys:
                _take_list(tree.get(key), key, keys[key], source, sheet)
            else:
                message = f"there is no key `{key}`{did_you_mean(key, keys)}"
                source.say("FIL021", message, *key_spot(tree, (key,)))
                sheet.unread.update(kind.name for kind in kinds)
    sheet.problems += source.problems


def _take_list(rows: Any, key: str, kind: Kind, source: Source, sheet: _Sheet) -> None:  # noqa: ANN401
    if rows is None:
        return
    if not isinstance(rows, Items):
        sheet.unread.add(kind.name)
        source.say("FIL012", f"`{key}` is not a list")
        return
    for row, place in zip(rows, rows.places, strict=True):
        if not isinstance(row, Keys):
            source.say("FIL012", f"an item of `{key}` is not a group of keys", *place)
        elif not isinstance(row_id := row.get("id"), str):
            source.say("FIL022", "key `id` is missing", *place)
        elif not _IS_ID.match(row_id):
            source.say("FIL027", f"`id` {row_id!r} is not {ID_WORDS}", *row.places["id"][2:])
        else:
            sheet.put(kind, row_id, row, source)
            continue
        sheet.unread.add(kind.name)


def _demand(data: Path, shown: str, shelf: _Shelf) -> None:
    for kind in KINDS:
        if kind.needed and not (data / kind.file).exists():
            message = "the file is missing; every handbook has one"
            shelf.problems.append(Problem(Place(f"{shown}/{kind.file}"), "FIL019", message))
            shelf.unread.add(kind.name)


def _claim_copies(shown: str, shelf: _Shelf) -> None:
    for policy in shelf.approved.keys() - shelf.known["policy"]:
        message = f"these are approved copies of {policy!r}, and there is no such policy"
        shelf.problems.append(Problem(Place(f"{shown}/{APPROVED}/{policy}"), "FIL016", message))


def _assemble(shelf: _Shelf) -> Handbook:
    tables: dict[str, Any] = dict(shelf.tables)
    for single in ("practice", "purpose"):
        tables[single] = tables[single].get(single)
    known = defaultdict(frozenset, {name: frozenset(ids) for name, ids in shelf.known.items()})
    known.update(_parts_of(tables["practice"]))
    known.update({name: _Everything() for name in shelf.unread})
    incomplete = frozenset(shelf.incomplete | shelf.unread)
    return Handbook(
        **tables,
        approved=shelf.approved,
        known=dict(known),
        torn=tuple(shelf.torn),
        incomplete=incomplete,
    )


def _parts_of(practice: Practice | None) -> dict[str, frozenset[str]]:
    """The ids that stand inside practice.yaml and are pointed at from elsewhere."""
    if practice is None:
        return dict.fromkeys(("location", "contact", "headcount"), _Everything())
    return {
        "location": frozenset(place.id for place in practice.locations),
        "contact": frozenset(contact.id for contact in practice.contacts),
        "headcount": frozenset(count.id for count in practice.headcounts),
    }
