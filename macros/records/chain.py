"""The file of signatures: a line for each, and each line carries the hash of the line before.

It is CSV, which people read, spreadsheets open and git compares line by line.
No value holds a comma or a quote, so that a line is its values and nothing else.
"""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from pydantic import ValidationError

from macros.model.signature import Signature
from macros.problems import counted

FILE = "acknowledgements.csv"
COLUMNS = (*Signature.model_fields, "before")
HEADER = ",".join(COLUMNS).encode()
# As long as nobody can find another line with the same, and short enough to stand in a line.
_DIGITS = 32


class Fault(NamedTuple):
    """What is wrong with a line, counted from 1."""

    line: int
    message: str


@dataclass(frozen=True, slots=True)
class Ledger:
    """What the file holds: its bytes, the signature of each line that can be read, the faults."""

    content: bytes
    signatures: dict[int, Signature] = field(default_factory=dict)
    faults: tuple[Fault, ...] = ()


def new() -> bytes:
    """A file without signatures."""
    return HEADER + b"\n"


def hash_of(line: bytes) -> str:
    """The hash of a line without its end."""
    return f"h1:{hashlib.sha256(line).hexdigest()[:_DIGITS]}"


def appended(content: bytes, signatures: Iterable[Signature]) -> bytes:
    """The file with more lines; not a byte of it changes."""
    last = content.removesuffix(b"\n").rpartition(b"\n")[2]
    lines = [content]
    for signature in signatures:
        values = [str(value) for value in signature.model_dump(mode="json").values()]
        last = ",".join([*values, hash_of(last)]).encode()
        lines.append(last + b"\n")
    return b"".join(lines)


def ledger(content: bytes) -> Ledger:
    """Read the file, and hold every line against the one before."""
    lines = content.split(b"\n")
    faults = list(_ends(lines))
    lines = lines if lines[-1] else lines[:-1]
    signatures = {}
    for number, line in enumerate(lines[1:], start=2):
        found = _signature(line)
        if isinstance(found, Signature):
            signatures[number] = found
        else:
            faults.append(Fault(number, found))
    faults += _breaks(lines)
    return Ledger(content, signatures, tuple(sorted(faults, key=lambda fault: fault.line)))


def _ends(lines: list[bytes]) -> Iterator[Fault]:
    if lines[0] != HEADER:
        yield Fault(1, f"the first line is not {HEADER.decode()}")
    if lines[-1]:
        yield Fault(len(lines), "the last line has no end: it was cut off, or not written by us")


def _signature(line: bytes) -> Signature | str:
    """The signature of a line, or what keeps it from being read."""
    if line.endswith(b"\r"):
        return "the line ends as on Windows: another program saved the file"
    if not line:
        return "the line is empty"
    try:
        values = line.decode().split(",")
    except UnicodeDecodeError:
        return "the line is not UTF-8"
    if len(values) != len(COLUMNS):
        return f"the line has {counted(len(values), 'value')}, not {len(COLUMNS)}"
    try:
        return Signature.model_validate(dict(zip(COLUMNS[:-1], values[:-1], strict=True)))
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        return f"`{first['loc'][0]}` {first['input']!r} cannot be read"


def _breaks(lines: list[bytes]) -> Iterator[Fault]:
    """The lines that do not carry the hash of the line above them."""
    places = {hash_of(line): number for number, line in enumerate(lines, start=1)}
    for number, line in enumerate(lines[1:], start=2):
        said = line.removesuffix(b"\r").rpartition(b",")[2].decode("utf-8", "replace")
        if said == hash_of(lines[number - 2]):
            continue
        if there := places.get(said):
            yield Fault(
                number,
                f"it was written below line {there}, and stands below line {number - 1}:"
                " lines were moved, put in or taken out",
            )
        else:
            yield Fault(
                number,
                f"it does not carry the hash of line {number - 1}: that line was changed,"
                " or one between them was taken out",
            )
