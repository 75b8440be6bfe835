"""A document as plain text that can be read aloud: no marks, no columns, nothing removed."""

from collections.abc import Iterable, Iterator, Sequence

from .document import Block, Box, Bullets, Document, Facts, Paragraph, Quote, Runs, Section, Table

_NUMBERED = "numbers"


def as_text(document: Document) -> str:
    """Write a document as text: its title page, then each section below its heading."""
    lines = [document.title, document.practice, ""]
    lines += [f"{label}: {said}" for label, said in document.facts]
    for chapter in document.chapters:
        lines += _section(chapter)
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _section(section: Section) -> Iterator[str]:
    yield from ("", section.title)
    for block in section.blocks:
        yield from _block(block)
    for below in section.sections:
        yield from _section(below)


def _block(block: Block) -> Iterator[str]:
    if isinstance(block, Paragraph):
        yield from _words(block.runs).split("\n")
    elif isinstance(block, Bullets):
        for number, item in enumerate(block.items, start=1):
            mark = f"{number}. " if block.look == _NUMBERED else "- "
            yield from _indented(_blocks(item), mark)
    elif isinstance(block, Facts):
        for label, found in block.pairs:
            yield from _fact(label, found)
    elif isinstance(block, Table):
        yield from (_row(block.header, row) for row in block.rows)
    elif isinstance(block, Box):
        yield f"{block.title}:"
        yield from _blocks(block.blocks)
    elif isinstance(block, Quote):
        yield from _indented(_blocks(block.blocks), "  ")
    else:
        yield f"{block.label}: ____"


def _blocks(found: Iterable[Block]) -> Iterator[str]:
    for block in found:
        yield from _block(block)


def _fact(label: str, found: tuple[Block, ...]) -> Iterator[str]:
    listed = bool(found) and not isinstance(found[0], Paragraph)
    first = f"{label}:\n  " if listed else f"{label}: "
    yield from _indented(_blocks(found), first, "  ")


def _indented(lines: Iterator[str], mark: str, below: str = "") -> Iterator[str]:
    yield mark + next(lines, "")
    yield from (f"{below or ' ' * len(mark)}{line}" for line in lines)


def _row(header: Sequence[str], row: Sequence[Runs]) -> str:
    """A row as a line: what it is about, then the name of each column and what stands there."""
    first, *rest = map(_words, row)
    told = [f"{name}: {cell}" for name, cell in zip(header[1:], rest, strict=True) if cell]
    return "- " + "; ".join([first, *told])


def _words(runs: Runs) -> str:
    return "".join(run.text for run in runs if run.change != "removed")
