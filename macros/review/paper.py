"""The report as a document, with what changes marked in it: for counsel."""

from collections.abc import Iterable, Iterator
from itertools import count, groupby

from macros.binder import document as paper
from macros.changes.change import Report
from macros.formats import day_words
from macros.model.handbook import Handbook
from macros.views.redline import Line, Passage

from .sheet import Block, Facts, Heading, Items, Redline, Text, Words, blocks

_TITLE = "What changes"
_MOVED = "Moved: it now stands after “{}”."


def as_document(report: Report, book: Handbook) -> paper.Document:
    """Make the report; the handbook says whose it is, and how large its sheets are."""
    found = blocks(report, around=True)
    first = next((n for n, block in enumerate(found) if isinstance(block, Heading)), len(found))
    day = day_words(report.today, book.formats.dates)
    opening = paper.Section("In short", "in-short", tuple(_written(found[:first])))
    return paper.Document(
        title=_TITLE,
        practice=book.practice.name if book.practice else "Handbook",
        today=report.today,
        facts=(("Written on", day), ("Marked", "What came is inserted, what went is deleted.")),
        footer=f"{_TITLE} · {day}",
        chapters=(opening, *_sections(found[first:], 2, count(1))),
        words=paper.Labels(),
        paper=book.formats.paper,
        short=True,
    )


def _sections(found: list[Block], level: int, numbers: Iterator[int]) -> Iterator[paper.Section]:
    """The blocks below each heading of a level; what stands below others is a part of them."""
    heads = [(n, b) for n, b in enumerate(found) if isinstance(b, Heading) and b.level == level]
    ends = [*(start for start, _ in heads[1:]), len(found)]
    for (start, head), end in zip(heads, ends, strict=False):
        below = found[start + 1 : end]
        inner = next((n for n, b in enumerate(below) if isinstance(b, Heading)), len(below))
        yield paper.Section(
            _heading(head),
            f"part-{next(numbers)}",
            tuple(_written(below[:inner])),
            tuple(_sections(below[inner:], level + 1, numbers)),
        )


def _heading(block: Heading) -> str:
    return f"{block.title} · {block.state}" if block.state else block.title


def _written(found: Iterable[Block]) -> Iterator[paper.Block]:
    for block in found:
        match block:
            case Text():
                yield paper.Paragraph(_runs(block.words), block.look)
            case Facts():
                rows = ((name, (paper.Paragraph(_runs(words)),)) for name, words in block.rows)
                yield paper.Facts(tuple(rows))
            case Items():
                yield paper.Bullets(tuple(_item(name, words) for name, words in block.rows))
            case Redline():
                for passage in block.passages:
                    yield from _passage(passage, whole=block.whole)


def _item(name: str, words: Words) -> tuple[paper.Block, ...]:
    head = (paper.Run(f"{name} ", strong=True),) if name else ()
    return (paper.Paragraph((*head, *_runs(words))),)


def _passage(passage: Passage, *, whole: bool) -> Iterator[paper.Block]:
    if passage.heading:
        runs = _runs(passage.heading, bare=whole, strong=True)
        yield paper.Paragraph(runs)
    if passage.moved is not None:
        yield paper.Paragraph((paper.Run(_MOVED.format(passage.moved)),), "note")
    for listed, lines in groupby(passage.lines, key=lambda line: line.item):
        rows = [_line(line, whole=whole) for line in lines]
        if listed:
            yield paper.Bullets(tuple((row,) for row in rows))
        else:
            yield from rows


def _line(line: Line, *, whole: bool) -> paper.Paragraph:
    return paper.Paragraph(_runs(line.pieces, bare=whole))


def _runs(words: Words, *, bare: bool = False, strong: bool = False) -> paper.Runs:
    return tuple(
        paper.Run(piece.text, strong, change="" if bare or piece.kind == "same" else piece.kind)
        for piece in words
    )
