"""Markdown of the data as blocks and runs of a document."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser

from macros.markdown import to_html

from .document import Block, Bullets, Paragraph, Quote, Run, Runs

Resolve = Callable[[str, str], tuple[str, str]]


def blocks(text: str, resolve: Resolve) -> tuple[Block, ...]:
    """Paragraphs, lists and quotations of a Markdown text.

    `resolve` is given the address and the words of each link, and answers what to show:
    an address of the document or the outside, or none, and what is written after the words.
    """
    reader = _Reader(resolve)
    reader.feed(str(to_html(text)))
    reader.close()
    return reader.finish()


def runs(text: str, resolve: Resolve) -> Runs:
    """The same as running text, for one sentence or a few."""
    return tuple(flat(blocks(text, resolve)))


def flat(found: tuple[Block, ...]) -> list[Run]:
    """The words of some blocks in one line."""
    line: list[Run] = []
    for block in found:
        inner: list[Run] = []
        if isinstance(block, Paragraph):
            inner = list(block.runs)
        elif isinstance(block, Bullets):
            inner = flat(tuple(b for item in block.items for b in item))
        elif isinstance(block, Quote):
            inner = flat(block.blocks)
        line += [Run(" "), *inner] if line and inner else inner
    return line


@dataclass
class _Level:
    """A list, an item or a quotation whose end has not been reached."""

    tag: str
    blocks: list[Block] = field(default_factory=list)
    items: list[tuple[Block, ...]] = field(default_factory=list)


class _Reader(HTMLParser):
    """Reads the few tags that clean HTML has."""

    def __init__(self, resolve: Resolve) -> None:
        super().__init__()
        self._resolve = resolve
        self._levels = [_Level("")]
        self._line: list[Run] = []
        self._look = Run("")
        self._link: tuple[str, int] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("strong", "em"):
            self._look = self._looking(tag, on=True)
        elif tag == "br":
            self._line.append(Run("\n"))
        elif tag == "a":
            self._link = (dict(attrs).get("href") or "", len(self._line))
        else:
            self._end_line()
            if tag != "p":
                self._levels.append(_Level(tag))

    def handle_endtag(self, tag: str) -> None:
        if tag in ("strong", "em"):
            self._look = self._looking(tag, on=False)
        elif tag == "a":
            self._end_link()
        else:
            self._end_line()
            if tag == self._levels[-1].tag:
                self._end_level()

    def handle_data(self, data: str) -> None:
        # As in HTML, a line's end is a space like any other.
        text = " ".join(data.split()) if data.strip() else ""
        before, after = data[:1].isspace(), data[-1:].isspace()
        spaced = f"{' ' * before}{text}{' ' * after}" if text else " "
        if self._line or text:
            fresh = not self._line or self._line[-1].text == "\n"
            shown = spaced.lstrip() if fresh else spaced
            self._line.append(replace(self._look, text=shown))

    def finish(self) -> tuple[Block, ...]:
        self._end_line()
        while len(self._levels) > 1:
            self._end_level()
        return tuple(self._levels[0].blocks)

    def _looking(self, tag: str, *, on: bool) -> Run:
        if tag == "strong":
            return replace(self._look, strong=on)
        return replace(self._look, emphasis=on)

    def _end_link(self) -> None:
        if self._link is None:
            return
        target, start = self._link
        self._link = None
        words = "".join(run.text for run in self._line[start:])
        href, after = self._resolve(target, words)
        self._line[start:] = [replace(run, href=href) for run in self._line[start:]]
        if after:
            self._line.append(Run(after))

    def _end_line(self) -> None:
        self._end_link()
        while self._line and not self._line[-1].text.strip():
            self._line.pop()
        if self._line:
            last = self._line[-1]
            self._line[-1] = replace(last, text=last.text.rstrip())
            self._levels[-1].blocks.append(Paragraph(tuple(self._line)))
        self._line = []

    def _end_level(self) -> None:
        level = self._levels.pop()
        around = self._levels[-1]
        if level.tag == "li" and around.tag in ("ul", "ol"):
            around.items.append(tuple(level.blocks))
        elif level.tag in ("ul", "ol"):
            if level.items:
                items = tuple(level.items)
                ordered = level.tag == "ol"
                around.blocks.append(Bullets(items, "numbers" if ordered else "bullets"))
            around.blocks += level.blocks
        elif level.tag == "blockquote":
            if level.blocks:
                around.blocks.append(Quote(tuple(level.blocks)))
        else:
            around.blocks += level.blocks
