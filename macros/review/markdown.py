"""The report as Markdown that fits a comment on a pull request."""

import re
from collections.abc import Iterator

from macros.changes.change import Report
from macros.forge import MARK, ROOM
from macros.views.redline import Line, Passage, Piece

from .sheet import KEPT, Block, Facts, Heading, Items, Redline, Text, Words, blocks

_OPEN = {"added": "<ins>", "removed": "<del>", "same": ""}
_CLOSE = {"added": "</ins>", "removed": "</del>", "same": ""}
_MARKS = re.compile(r"[\\`*_\[\]|~&<>@#]|://")
# A forge calls people, numbers and addresses up by the last three.
_SAFE = dict(zip("&<>@#", ("&amp;", "&lt;", "&gt;", "&#64;", "&#35;"), strict=True))
_SAFE["://"] = "&#58;//"
_START = re.compile(r"^([-+])(?=\s)")


def as_markdown(report: Report, room: int = ROOM) -> str:
    """Write the report; where it is too long, the least important is left out, and that is said.

    Each block is there whole, or not at all.
    """
    found = blocks(report)
    made = [_block(block) for block in found]
    left = dict(enumerate(made))
    size = len(MARK) + 1 + sum(_size(text) for text in made)
    order = sorted(range(len(found)), key=lambda n: (-found[n].rank, -n))
    gone: list[int] = []
    for number in order:
        if size <= room or found[number].rank == KEPT:
            break
        size -= _size(left.pop(number))
        gone.append(number)
        if len(gone) == 1:
            size += _size(_left_out(10**6))
    kept = _without_bare_headings(found, left)
    said = [_left_out(len(made) - len(kept))] if gone else []
    text = "\n\n".join([MARK, *(left[number] for number in kept), *said]) + "\n"
    return text if len(text.encode()) <= room else _shortest(found, room)


def _size(text: str) -> int:
    return len(text.encode()) + 2


def _left_out(number: int) -> str:
    said = f"{number} parts of this report are left out here, because a comment has no more room."
    return f"_{said} `python -m scripts.review` shows all of it._"


def _without_bare_headings(found: list[Block], left: dict[int, str]) -> list[int]:
    """What stays, without the headings of which nothing is left."""
    kept: list[int] = []
    for number in sorted(left, reverse=True):
        block = found[number]
        below = found[kept[-1]] if kept else None
        bare = below is None or (isinstance(below, Heading) and below.level <= _level(block))
        if not (isinstance(block, Heading) and bare):
            kept.append(number)
    return kept[::-1]


def _level(block: Block) -> int:
    return block.level if isinstance(block, Heading) else 0


def _shortest(found: list[Block], room: int) -> str:
    """The first blocks, as many as there is room for."""
    kept, size = [MARK], len(MARK) + _size(_left_out(len(found)))
    for block in found:
        text = _block(block)
        if size + _size(text) > room:
            break
        kept.append(text)
        size += _size(text)
    return "\n\n".join([*kept, _left_out(len(found) - len(kept) + 1)]) + "\n"


def _block(block: Block) -> str:
    return "\n".join(_lines(block))


def _lines(block: Block) -> Iterator[str]:
    match block:
        case Heading():
            state = f" · {escaped(block.state)}" if block.state else ""
            yield f"{'#' * block.level} {escaped(block.title)}{state}"
        case Text():
            said = _words(block.words)
            yield f"**{said}**" if block.look == "lead" else said
        case Facts() | Items():
            for name, words in block.rows:
                colon = ":" if isinstance(block, Facts) else ""
                yield (
                    f"- **{escaped(name)}{colon}** {_words(words)}"
                    if name
                    else f"- {_words(words)}"
                )
        case Redline():
            yield from _redline(block)


def _redline(block: Redline) -> Iterator[str]:
    summary = "The words" if block.whole else "The words, with what changes marked"
    yield f"<details{'' if block.whole else ' open'}><summary>{summary}</summary>"
    for passage in block.passages:
        yield ""
        yield from _passage(passage, whole=block.whole)
    yield ""
    yield "</details>"


def _passage(passage: Passage, *, whole: bool) -> Iterator[str]:
    heading = _words(passage.heading, bare=whole)
    moved = f" (moved: now after “{escaped(passage.moved)}”)" if passage.moved is not None else ""
    if heading:
        yield f"**{heading}**{moved}"
    previous = "text"
    for line in passage.lines:
        if not (line.item and previous == "item"):
            yield ""
        previous = "item" if line.item else "text"
        yield _line(line, whole=whole)


def _line(line: Line, *, whole: bool) -> str:
    words = _words(line.pieces, bare=whole)
    return f"- {words}" if line.item else words


def _words(words: Words, *, bare: bool = False) -> str:
    pieces = [_piece(Piece("same", p.text) if bare else p) for p in words]
    return "".join(pieces).replace("</del><ins>", "</del> <ins>").strip()


def _piece(piece: Piece) -> str:
    text = escaped(piece.text)
    if piece.kind == "same" or not text.strip():
        return text
    # A mark around a space would be lost; the spaces stand outside.
    inner = text.strip()
    before, after = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
    return f"{before}{_OPEN[piece.kind]}{inner}{_CLOSE[piece.kind]}{after}"


def escaped(text: str) -> str:
    """Text of the data as Markdown shows it: no mark, no tag, nobody called by name."""
    safe = _MARKS.sub(lambda found: _SAFE.get(found[0]) or f"\\{found[0]}", text)
    return _START.sub(r"\\\1", safe.replace("\n", " "))
