"""The report for a terminal."""

import textwrap
from collections.abc import Iterator

from macros.changes.change import Report

from .sheet import Block, Facts, Heading, Items, Redline, Text, Words, blocks

_WIDE = 88
_MARKS = {"added": ("{+", "+}"), "removed": ("[-", "-]"), "same": ("", "")}
_UNDER = {2: "=", 3: "-"}


def as_text(report: Report) -> str:
    """Write the report; what is gone stands in [-brackets-], what came in {+braces+}."""
    return "\n".join(line for block in blocks(report) for line in _lines(block))


def _lines(block: Block) -> Iterator[str]:
    match block:
        case Heading():
            title = f"{block.title} ({block.state})" if block.state else block.title
            yield from ("", title, _UNDER[block.level] * min(len(title), _WIDE))
        case Text():
            yield from _wrapped(_words(block.words))
        case Facts() | Items():
            for name, words in block.rows:
                colon = ":" if name and isinstance(block, Facts) else ""
                yield from _wrapped(f"{name}{colon} {_words(words)}".strip(), "- ")
        case Redline():
            yield from _redline(block)


def _redline(block: Redline) -> Iterator[str]:
    for passage in block.passages:
        moved = f" (moved: now after “{passage.moved}”)" if passage.moved is not None else ""
        yield from _wrapped(f"{_words(passage.heading, bare=block.whole)}{moved}", "  § ")
        for line in passage.lines:
            start = "    - " if line.item else "    "
            yield from _wrapped(_words(line.pieces, bare=block.whole), start)


def _words(words: Words, *, bare: bool = False) -> str:
    marks = ("", "")
    return "".join(
        f"{(marks if bare else _MARKS[p.kind])[0]}{p.text}{(marks if bare else _MARKS[p.kind])[1]}"
        for p in words
    )


def _wrapped(text: str, start: str = "") -> list[str]:
    return textwrap.wrap(text, _WIDE, initial_indent=start, subsequent_indent=" " * len(start))
