"""A document of chapters, sections and blocks, as every writer of binders is given it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal, Union


@dataclass(frozen=True, slots=True)
class Run:
    r"""Words of one look; a line break is the text `\n`.

    `href` leads outside, or to an anchor of the document where it starts with `#`.
    `change` says of words that they came, or went, since an earlier text.
    """

    text: str
    strong: bool = False
    emphasis: bool = False
    href: str = ""
    change: Literal["", "added", "removed"] = ""


Runs = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text; its look says what it is for."""

    runs: Runs
    look: Literal["plain", "lead", "note", "warning", "large", "call"] = "plain"


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list; with boxes it is ticked by hand."""

    items: tuple[tuple["Block", ...], ...]
    look: Literal["bullets", "numbers", "boxes"] = "bullets"


@dataclass(frozen=True, slots=True)
class Facts:
    """Names, and what each of them is."""

    pairs: tuple[tuple[str, tuple["Block", ...]], ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows below a header; `widths` share out a hundred parts among the columns."""

    header: tuple[str, ...]
    rows: tuple[tuple[Runs, ...], ...]
    widths: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Box:
    """What a hurried eye needs, set apart."""

    title: str
    blocks: tuple["Block", ...]


@dataclass(frozen=True, slots=True)
class Quote:
    """Somebody else's words."""

    blocks: tuple["Block", ...]


@dataclass(frozen=True, slots=True)
class Field:
    """Something to fill in by hand: lines to write on, or boxes to tick."""

    label: str
    help: Runs = ()
    lines: int = 1
    choices: tuple[str, ...] = ()
    box: bool = False


Block = Union[Paragraph, Bullets, Facts, Table, Box, Quote, Field]  # noqa: UP007 - not yet known


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands below it.

    `running` is repeated at the top of each of its pages; a section that has it starts a page.
    """

    title: str
    anchor: str
    blocks: tuple[Block, ...] = ()
    sections: tuple["Section", ...] = ()
    running: str = ""

    def walk(self, level: int = 1) -> Iterator[tuple[int, "Section"]]:
        """The section itself and every section within it, each with its level."""
        yield level, self
        for section in self.sections:
            yield from section.walk(level + 1)


@dataclass(frozen=True, slots=True)
class Document:
    """A whole document, ready for any writer.

    `facts` stand on the title page, and `footer` on every page before its number.
    A `short` one has no title page and no table of contents: its text starts at once.
    """

    title: str
    practice: str
    today: date
    facts: tuple[tuple[str, str], ...]
    footer: str
    chapters: tuple[Section, ...]
    words: "Labels"
    paper: Literal["letter", "a4"] = "letter"
    language: str = "en-US"
    short: bool = False

    def contents(self) -> Iterator[tuple[int, Section]]:
        """What the table of contents lists: the chapters, and the sections that start a page."""
        for chapter in self.chapters:
            yield 1, chapter
            yield from ((2, section) for section in chapter.sections if section.running)


@dataclass(frozen=True, slots=True)
class Labels:
    """The words that a writer adds, as the practice says them."""

    contents: str = "Contents"
    page: str = "page"
    of: str = "of"
