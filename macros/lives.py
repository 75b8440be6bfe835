"""What became of policies and approved copies: from the changes of their files to the past."""

import hashlib
import itertools
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import NamedTuple, TypeVar

from .decode import decode, origin
from .model.past import Alteration, Gone, Past, Witness
from .model.policy import Policy
from .source import read_text
from .tree import Keys

# Gives the content of a stored file.
Read = Callable[[str], bytes]

K = TypeVar("K")

_POLICY = re.compile(r"policies/[a-z0-9-]+/(?P<id>[a-z0-9-]+)\.yaml")
_COPY = re.compile(r"approved/(?P<id>[a-z0-9-]+)/(?P<version>\d{1,3}\.\d{1,3})\.md")
# A policy of which one of these cannot be read does not say how long it is kept.
_TELLING = {"status", "retired_on", "revisions", "satisfies"}
_SHA1_DIGITS = 40


class Change(NamedTuple):
    """What one commit did to one file below data/; `blob` is empty where it deleted it."""

    commit: str
    on: date
    path: str
    blob: str
    before: str = ""


def seen(data: Path, shown: str, changes: Iterable[Change], read: Read) -> Past:
    """What became of every policy and of every approved copy, from changes oldest first."""
    policies: dict[str, list[Change]] = defaultdict(list)
    copies: dict[tuple[str, str], list[Change]] = defaultdict(list)
    begins: date | None = None
    for change in changes:
        begins = begins or change.on
        if found := _POLICY.fullmatch(change.path):
            policies[found["id"]].append(change)
        elif found := _COPY.fullmatch(change.path):
            copies[found["id"], found["version"]].append(change)
    # A life without anything written is the end of what only the sample wrote.
    policies, copies = _written(policies), _written(copies)
    there = {path.stem for path in (data / "policies").glob("*/*.yaml")}
    lost = [
        replace(_gone(policy_id, shown, life), policy=_last_read(policy_id, life, read))
        for policy_id, life in policies.items()
        if policy_id not in there
    ]
    witnesses = {}
    for key, life in copies.items():
        content = _content(data, life[-1].path)
        if content is None:
            lost.append(replace(_gone(key[0], shown, life), version=key[1]))
        else:
            witnesses[key] = _witness(content, shown, life, read)
    return Past(copies=witnesses, gone=tuple(lost), begins=begins)


def _content(data: Path, path: str) -> bytes | None:
    # Joined as text: there may be thousands, and a path is slow to make.
    try:
        with open(f"{data}/{path}", "rb") as file:  # noqa: PTH123
            return file.read()
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
        return None


def _written(lives: Mapping[K, list[Change]]) -> dict[K, list[Change]]:
    return {key: life for key, life in lives.items() if any(change.blob for change in life)}


def _gone(policy_id: str, shown: str, life: Sequence[Change]) -> Gone:
    """What is to be said of a file that is not there."""
    written = [change for change in life if change.blob]
    first, last = written[0], written[-1]
    gone = Gone(policy_id, f"{shown}/{last.path}", last.commit, last.on, since=first.on)
    # Moved to another folder, a policy is deleted and written in one commit.
    moved_last = life[-1].commit == last.commit
    return gone if moved_last else replace(gone, on=life[-1].on, commit=life[-1].commit)


def _last_read(policy_id: str, life: Sequence[Change], read: Read) -> Policy | None:
    """A policy as its file said last, or None where that does not tell how long it is kept."""
    last = [change for change in life if change.blob][-1]
    text = read(last.blob).decode("utf-8-sig", "replace")
    source = read_text(text)
    if not isinstance(source.tree, Keys):
        return None
    extra = {"id": policy_id, "category": last.path.split("/")[1]}
    policy, _ = decode(Policy, source.tree, source, extra)
    telling = isinstance(policy, Policy) and not _TELLING & origin(policy).dropped
    return policy if isinstance(policy, Policy) and telling else None


def _witness(content: bytes, shown: str, life: Sequence[Change], read: Read) -> Witness:
    written = [change for change in life if change.blob]
    first = written[0]
    same = _Same(first.blob, read)
    stands = same.file(content)
    altered = [*_alterations(written, same)]
    if not stands and same.blob(written[-1].blob):
        altered.append(Alteration())
    return Witness(f"{shown}/{first.path}", first.on, first.commit, tuple(altered), stands)


def _alterations(written: Sequence[Change], same: "_Same") -> Iterator[Alteration]:
    # Deleted and brought back, or made a program, a file is written again with the same words.
    runs = [next(run) for _, run in itertools.groupby(written, key=lambda change: change.blob)]
    for change, later in itertools.zip_longest(runs, runs[1:]):
        if not same.blob(change.blob):
            yield Alteration(change.on, change.commit, later.on if later else None)


class _Same:
    """Compares with the first words of a copy; line ends are no words."""

    def __init__(self, first: str, read: Read) -> None:
        self._first, self._read = first, read

    def blob(self, blob: str) -> bool:
        """Whether a stored file says the same."""
        return blob == self._first or self._text(self._read(blob))

    def file(self, raw: bytes) -> bool:
        """Whether a file on the disk does, which may have the line ends of Windows."""
        names = (_name(text, len(self._first)) for text in (raw, _unix(raw)))
        return self._first in names or self._text(raw)

    def _text(self, raw: bytes) -> bool:
        return _unix(raw) == _unix(self._read(self._first))


def _unix(raw: bytes) -> bytes:
    return raw.replace(b"\r\n", b"\n")


def _name(raw: bytes, digits: int) -> str:
    """The name that git gives to the content of a file."""
    # A repository of the newer kind has longer names.
    kind = "sha1" if digits == _SHA1_DIGITS else "sha256"
    return hashlib.new(kind, b"blob %d\0%b" % (len(raw), raw), usedforsecurity=False).hexdigest()
