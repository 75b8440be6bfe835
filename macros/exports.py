"""Files for other programs that stand in the site beside its pages."""

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from .parts import Desk

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class Export:
    """Files of the site: a path, or one with a `*`; the hand-written page they belong to."""

    path: str
    page: str
    make: Callable[[Desk], Mapping[str, str]]

    def files(self, desk: Desk) -> Iterator[tuple[str, bytes]]:
        """The path and the bytes of each file."""
        for name, text in self.make(desk).items():
            # As bytes, so that no platform changes the ends of lines.
            yield self.path.replace("*", name), text.encode()


EXPORTS: dict[str, Export] = {}
One = Callable[[Desk], str]
Family = Callable[[Desk], Mapping[str, str]]


def export(path: str, *, page: str) -> Callable[[One], One]:
    """Declare the function below as what fills a file; who may not read `page` does not get it."""

    def declare(make: One) -> One:
        EXPORTS[path] = Export(path, page, lambda desk: {"": make(desk)})
        return make

    return declare


def export_family(path: str, *, page: str) -> Callable[[Family], Family]:
    """Declare the function below as what fills a family of files.

    It answers with the text of each file by its name, which takes the place of `*` in the path.
    """

    def declare(make: Family) -> Family:
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
