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
from .source import read, read_plain
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

    def put(self, kind: Kind, record_id: str, tree: Keys, source: Source, **extra: str) -> None:
        record, usable = decode(kind.record, tree, source, {"id": record_id, **extra})
        if record_id in self.known[kind.name]:
            first = self.tables[kind.table].get(record_id)
            also = f"; the first is in {_file(first)}" if first else ""
            source.say("REF002", f"the {kind.name} {record_id!r} exists twice{also}", *_at(tree))
            self.torn.append(record)
            return
        self.known[kind.name].add(record_id)
        if usable:
            self.tables[kind.table][record_id] = record
        else:
            self.torn.append(record)
        if not usable or origin(record).dropped:
            self.incomplete.add(kind.name)
        self.problems += form_problems(kind.record, tree, source)

    def warn(self, place: Place, rule: str, message: str) -> None:
        self.problems.append(Problem(place, rule, message, severity="warning"))


def _file(record: Record) -> str:
    return origin(record).source.shown


def _at(tree: Keys) -> tuple[int, int]:
    return key_spot(tree, ("id",))


_read_before: dict[str, tuple[object, Loaded]] = {}


def load(data: Path, shown: str = "data") -> Loaded:
    """Read all of `data`, calling the folder `shown` in messages.

    Never raises for what files hold or lack.
    While no file changes, the same value is returned again.
    """
    stamp = (shown, *_stamp(data))
    key = str(data)
    before = _read_before.get(key)
    if before is None or before[0] != stamp:
        with collector_paused():
            before = _read_before[key] = (stamp, _load(data, shown))
    return before[1]


def _stamp(data: Path) -> Iterator[tuple[str, int, int]]:
    for path in files(data):
        facts = path.lstat()
        yield str(path), facts.st_mtime_ns, facts.st_size


def _load(data: Path, shown: str) -> Loaded:
    shelf = _Shelf()
    if not data.is_dir():
        shelf.problems.append(
            Problem(Place(shown), "FIL019", "the folder with the data is missing")
        )
    else:
        for path in files(data):
            _take(path, path.relative_to(data), shown, shelf)
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


def _take(path: Path, inside: Path, shown: str, shelf: _Shelf) -> None:
    name = f"{shown}/{inside.as_posix()}"
    if inside.parts[0] == APPROVED:
        _take_copy(path, inside, name, shelf)
    elif not path.name.endswith(".yaml"):
        if path.name.endswith(".yml"):
            shelf.problems.append(Problem(Place(name), "FIL017", "the file name ends in .yml"))
        elif path.suffix.lower() not in (".md", ".csv"):
            shelf.warn(Place(name), "FIL016", "nothing reads this file")
    elif inside.as_posix() in FILES:
        _take_file(path, inside, name, FILES[inside.as_posix()], shelf)
    elif len(inside.parts) > 1 and (kind := FOLDERS.get(inside.parts[0])):
        _take_record(path, inside, name, kind, shelf)
    else:
        places = [*FILES, *(f"{folder}/{path.name}" for folder in FOLDERS)]
        hint = did_you_mean(inside.as_posix(), places)
        shelf.problems.append(Problem(Place(name), "FIL016", f"nothing reads this file{hint}"))


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


def _mapping(path: Path, inside: Path, name: str, shelf: _Shelf) -> tuple[Source, Keys | None]:
    source = read(path, name, inside.as_posix())
    tree = source.tree
    if tree is not None and not isinstance(tree, Keys):
        what = "a list" if isinstance(tree, Items) else "text"
        source.say("FIL015", f"the file is {what}, not a group of keys")
        tree = None
    if tree is None:
        return source, None
    for line, column in source.flow:
        shelf.warn(source.at(line, column), "FRM002", "a list or group stands in brackets")
    for line, column in source.empty:
        shelf.warn(source.at(line, column), "FRM004", "an empty value says nothing")
    return source, tree


def _take_record(path: Path, inside: Path, name: str, kind: Kind, shelf: _Shelf) -> None:
    depth = 3 if kind.nested else 2
    if len(inside.parts) != depth:
        message = f"the file lies at the wrong depth; a {kind.name} is {kind.example}"
        shelf.problems.append(Problem(Place(name), "FIL016", message))
        return
    if not _IS_ID.match(path.stem):
        shelf.problems.append(
            Problem(Place(name), "FIL018", f"the file name {path.name!r} is not {ID_WORDS}")
        )
    source, tree = _mapping(path, inside, name, shelf)
    if tree is None:
        shelf.known[kind.name].add(path.stem)
        shelf.incomplete.add(kind.name)
    else:
        extra = {"category": inside.parts[1]} if kind.nested else {}
        for key in ("id", *extra):
            if key in tree.places:
                where = "folder" if key == "category" else "name of the file"
                message = f"the {where} is the {key}; there is no key `{key}`"
                source.say("FIL021", message, *key_spot(tree, (key,)))
        shelf.put(kind, path.stem, tree, source, **extra)
    shelf.problems += source.problems


def _take_file(path: Path, inside: Path, name: str, kinds: tuple[Kind, ...], shelf: _Shelf) -> None:
    source, tree = _mapping(path, inside, name, shelf)
    if tree is None:
        shelf.unread.update(kind.name for kind in kinds)
    elif not kinds[0].key:
        shelf.put(kinds[0], kinds[0].name, tree, source)
    else:
        keys = {kind.key: kind for kind in kinds}
        for key in tree.places:
            if key in keys:
                _take_list(tree.get(key), key, keys[key], source, shelf)
            else:
                message = f"there is no key `{key}`{did_you_mean(key, keys)}"
                source.say("FIL021", message, *key_spot(tree, (key,)))
                shelf.unread.update(kind.name for kind in kinds)
    shelf.problems += source.problems


def _take_list(rows: Any, key: str, kind: Kind, source: Source, shelf: _Shelf) -> None:  # noqa: ANN401
    if rows is None:
        return
    if not isinstance(rows, Items):
        shelf.unread.add(kind.name)
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
            shelf.put(kind, row_id, row, source)
            continue
        shelf.unread.add(kind.name)


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
