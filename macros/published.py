"""The editions that were published, as their annotated tags tell it."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from pydantic import ValidationError

from .formats import commit_words
from .history import UnknownError, git
from .model.edition import TAG, Edition

# Names the file with the record of the edition that is being built.
VARIABLE = "HANDBOOK_EDITION"
# The folder in which the newest edition lies a second time, under an address that stays.
NEWEST = "latest"
TAGS = f"refs/tags/{TAG}"
_FIELDS = ("refname", "objecttype", "*objectname", "contents")
_FORMAT = "".join(f"%({field})%00" for field in _FIELDS)


class Published(NamedTuple):
    """Every edition that a tag tells of, newest first, and why other tags tell of none."""

    editions: tuple[Edition, ...] = ()
    skipped: tuple[str, ...] = ()


def number(edition: str) -> tuple[int, ...]:
    """What editions are sorted by: 2026.9 before 2026.11 before 2026.11.2."""
    return tuple(int(part) for part in edition.split("."))


def published(folder: Path) -> Published:
    """The editions that the repository around a folder knows.

    Never raises: where git cannot be asked there are none, and a tag that somebody made by hand
    and that does not tell of an edition is skipped.
    """
    try:
        told = git(folder, "for-each-ref", f"--format={_FORMAT}", TAGS)
    except UnknownError:
        return Published()
    editions, skipped = [], []
    for name, kind, commit, message in _rows(told):
        found = _edition(name, kind, commit, message)
        if isinstance(found, Edition):
            editions.append(found)
        else:
            skipped.append(f"the tag {TAG}{name} tells of no edition: {found}")
    editions.sort(key=lambda one: number(one.edition), reverse=True)
    return Published(tuple(editions), tuple(skipped))


def _rows(told: str) -> Iterator[tuple[str, str, str, str]]:
    fields = told.split("\0")
    for start in range(0, len(fields) - len(_FIELDS) + 1, len(_FIELDS)):
        name, kind, commit, message = fields[start : start + len(_FIELDS)]
        yield name.strip().removeprefix(TAGS), kind, commit, message


def _edition(name: str, kind: str, commit: str, message: str) -> Edition | str:
    """The edition that a tag tells of, or why it tells of none."""
    if kind != "tag":
        return "it carries no message"
    try:
        found = as_edition(message[message.index("{") :])
    except ValueError:
        return "its message holds no record of an edition"
    if found.edition != name:
        return f"its record is that of {found.edition}"
    if found.commit != commit:
        return f"its record names another commit, {commit_words(found.commit)}"
    return found


def as_edition(text: str) -> Edition:
    """The record that a text begins with; ValueError where it does not begin with one."""
    # A signature may follow.
    record, _ = json.JSONDecoder().raw_decode(text)
    try:
        return Edition.model_validate(record)
    except ValidationError:
        raise ValueError("this is no record of an edition") from None


def as_record(edition: Edition) -> str:
    """An edition as its record writes it: the same bytes for the same edition."""
    record = edition.model_dump(mode="json")
    return f"{json.dumps(record, ensure_ascii=False, indent=2)}\n"
