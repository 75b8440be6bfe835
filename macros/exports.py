"""Files for other programs that stand in the site beside its pages."""

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from .parts import Desk

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class Export:
    """A file of the site: its path, the hand-written page it belongs to, and what fills it."""

    path: str
    page: str
    make: Callable[[Desk], str]


EXPORTS: dict[str, Export] = {}


def export(path: str, *, page: str) -> Callable[[Callable[[Desk], str]], Callable[[Desk], str]]:
    """Declare the function below as what fills a file; who may not read `page` does not get it."""

    def declare(make: Callable[[Desk], str]) -> Callable[[Desk], str]:
        EXPORTS[path] = Export(path, page, make)
        return make

    return declare


def as_csv(header: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Rows as spreadsheets read them; no cell can be taken for a formula."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows(_cells(row) for row in rows)
    return out.getvalue()


def _cells(row: Sequence[object]) -> Iterator[str]:
    for value in row:
        text = "" if value is None else str(value)
        yield f"'{text}" if text.startswith(_FORMULA) else text
