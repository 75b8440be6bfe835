"""A list of signatures from a spreadsheet: claims line by line, and what cannot be read."""

import csv
import re
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from macros.decode import did_you_mean
from macros.finding import RefusedError
from macros.model.signature import METHODS, Method

from .clerk import Claim

NEEDED = ("person", "policy", "on")
COLUMNS = (*NEEDED, "version", "seal", "method", "recorded_by")
_SLASHES = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4})")
_DELIMITERS = (",", ";", "\t")


class Line(NamedTuple):
    """A line of the list, and the claim it makes or what is wrong with it."""

    number: int
    claim: Claim | None
    problems: tuple[str, ...] = ()


class Standard(NamedTuple):
    """What holds where a line says nothing, and how days with slashes are written here."""

    method: Method
    recorded_by: str
    dates: str


def lines(content: bytes, standard: Standard) -> list[Line]:
    """Read a list; RefusedError, in words, where it is none."""
    text = _text(content)
    head = text.partition("\n")[0]
    delimiter = max(_DELIMITERS, key=head.count)
    rows = csv.reader(text.splitlines(keepends=True), delimiter=delimiter, strict=True)
    try:
        names = _names(next(rows, []))
        return [
            _line(rows.line_num, names, row, standard) for row in rows if any(map(str.strip, row))
        ]
    except csv.Error as error:
        raise RefusedError(f"line {rows.line_num} cannot be read as CSV: {error}") from None


def _text(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise RefusedError("it is saved as Unicode text (UTF-16): save it as CSV UTF-8")
    if content.startswith(b"PK"):
        raise RefusedError("it is a workbook, not a list: save it as CSV UTF-8")
    try:
        return content.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError:
        raise RefusedError("it is not UTF-8: save it as CSV UTF-8") from None


def _names(row: Sequence[str]) -> list[str]:
    """The names of the columns; all that is wrong with them is told at once."""
    names = ["_".join(name.casefold().split()) for name in row]
    while names and not names[-1]:
        names.pop()
    wrong = [
        f"there is no column {name!r}{did_you_mean(name, COLUMNS)}"
        for name in names
        if name not in COLUMNS
    ]
    wrong += [f"column {name!r} is missing" for name in NEEDED if name not in names]
    wrong += [f"column {name!r} is there twice" for name in COLUMNS if names.count(name) > 1]
    if wrong:
        told = "; ".join(wrong).replace("?;", "?")
        raise RefusedError(f"{told}; the columns are {', '.join(COLUMNS)}")
    return names


def _line(number: int, names: Sequence[str], row: Sequence[str], standard: Standard) -> Line:
    values = [" ".join(value.split()) for value in row]
    said = dict(zip(names, values, strict=False))
    problems = [f"`{name}` is empty" for name in NEEDED if not said.get(name)]
    problems += [f"{value!r} stands under no column" for value in values[len(names) :] if value]
    on = _told(problems, said.get("on", ""), standard.dates)
    method = _method(problems, said.get("method", ""), standard)
    if problems or on is None or method is None:
        return Line(number, None, tuple(problems))
    by = said.get("recorded_by", "") or standard.recorded_by
    version, seal = said.get("version", ""), said.get("seal", "")
    # A spreadsheet takes 2.0 for a number, and writes 2.
    version = f"{version}.0" if version.isdecimal() else version
    return Line(number, Claim(said["person"], said["policy"], on, version, seal, method, by))


def _told(problems: list[str], said: str, dates: str) -> date | None:
    try:
        return day(said, dates) if said else None
    except RefusedError as refused:
        problems.append(str(refused))
        return None


def _method(problems: list[str], said: str, standard: Standard) -> Method | None:
    wanted = said.casefold() or standard.method
    found = next((method for method in METHODS if method == wanted), None)
    if found is None:
        hint = did_you_mean(wanted, METHODS)
        problems.append(f"`method` {said!r} is not one of {', '.join(METHODS)}{hint}")
    return found


def day(said: str, dates: str) -> date:
    """The day that a spreadsheet names: 2026-11-25, or with slashes as the practice writes days."""
    parts = _SLASHES.fullmatch(said)
    if parts and dates == "iso":
        raise RefusedError(f"{said!r} may be one of two days: write it like 2026-11-25")
    try:
        return _from_parts(parts, dates) if parts else date.fromisoformat(said)
    except ValueError:
        ours = {"month-first": " or 11/25/2026", "day-first": " or 25/11/2026"}.get(dates, "")
        raise RefusedError(f"{said!r} is not a day like 2026-11-25{ours}") from None


def _from_parts(parts: re.Match[str], dates: str) -> date:
    first, second, year = int(parts[1]), int(parts[3]), int(parts[4])
    return date(year, second, first) if dates == "day-first" else date(year, first, second)
