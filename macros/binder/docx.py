"""A document as a Word file for counsel and carrier; the one module that knows python-docx."""

import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, time
from itertools import count
from typing import Any

import docx
from docx.enum.section import WD_SECTION
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.shared import Inches, Mm, Pt
from docx.table import _Cell
from docx.text.paragraph import Paragraph as Line

from .document import (
    Block,
    Box,
    Bullets,
    Document,
    Facts,
    Field,
    Paragraph,
    Quote,
    Run,
    Runs,
    Section,
    Table,
)
from .ooxml import (
    DEEPEST_HEADING,
    SOFT,
    clean,
    dress,
    end_section,
    field_part,
    instruction,
    link,
    mark,
    number,
    numbered,
    repeatable,
    repeats,
    track,
    track_end,
    whole,
)

_SIZES = {"letter": (Inches(8.5), Inches(11)), "a4": (Mm(210), Mm(297))}
_SIDE = Inches(0.9)
_LISTS = {"bullets": "List Bullet", "numbers": "List Number", "boxes": "List"}
_DEEPEST_LIST = 3


def as_docx(document: Document) -> bytes:
    """Write a document as a Word file; the same document gives the same bytes."""
    writer = _Writer(document)
    writer.write()
    made = io.BytesIO()
    writer.file.save(made)
    return repeatable(made)


@dataclass
class _Writer:
    """Puts one document into one file."""

    document: Document
    file: Any = field(default_factory=docx.Document)
    _marks: Iterator[int] = field(default_factory=lambda: count(1))

    def write(self) -> None:
        """Write everything, from the title page to the last section."""
        self._set_up()
        self._title_page()
        if not self.document.short:
            self._start_sheet(self.document.words.contents)
            self._contents()
        for chapter in self.document.chapters:
            self._section(chapter, 1)

    def _set_up(self) -> None:
        dress(self.file)
        properties, day = self.file.core_properties, self.document.today
        noon = datetime.combine(day, time(12), UTC).replace(tzinfo=None)
        properties.title = clean(f"{self.document.title}, {self.document.practice}")
        properties.author = properties.last_modified_by = clean(self.document.practice)
        properties.created = properties.modified = noon
        properties.language, properties.comments, properties.revision = "en-US", "", 1
        page = self.file.sections[0]
        page.page_width, page.page_height = _SIZES[self.document.paper]
        page.left_margin = page.right_margin = _SIDE
        page.different_first_page_header_footer = not self.document.short
        self._footer(page)

    @property
    def _width(self) -> int:
        return int(_SIZES[self.document.paper][0]) - 2 * int(_SIDE)

    def _footer(self, page: Any) -> None:  # noqa: ANN401 - python-docx keeps its class to itself
        line = page.footer.paragraphs[0]
        line.paragraph_format.tab_stops.add_tab_stop(self._width, WD_TAB_ALIGNMENT.RIGHT)
        words = self.document.words
        line.add_run(clean(f"{self.document.footer}\t{words.page} "))
        number(line, "PAGE")
        line.add_run(clean(f" {words.of} "))
        number(line, "NUMPAGES")

    def _title_page(self) -> None:
        practice = self.file.add_paragraph(clean(self.document.practice), style="Subtitle")
        title = self.file.add_paragraph(clean(self.document.title), style="Title")
        if self.document.short:
            # Its text follows below: the sheet is not to grow to two.
            practice.paragraph_format.space_before = practice.paragraph_format.space_after = Pt(0)
            title.paragraph_format.space_after = Pt(6)
            title.runs[0].font.size = Pt(18)
        self._facts(
            Facts(
                tuple((label, (Paragraph((Run(words),)),)) for label, words in self.document.facts)
            )
        )

    def _start_sheet(self, running: str) -> None:
        """Begin a page with its own words at the top."""
        page = self.file.add_section(WD_SECTION.NEW_PAGE)
        end_section(self.file)
        page.different_first_page_header_footer = False
        page.header.is_linked_to_previous = False
        line = page.header.paragraphs[0]
        line.add_run(clean(f"{self.document.practice} · {self.document.title}"))
        line.add_run().add_break()
        line.add_run(clean(running))

    def _contents(self) -> None:
        """A field that Word fills with page numbers; until then the titles, as links."""
        self.file.add_paragraph(clean(self.document.words.contents), style="TOC Heading")
        listed = list(self.document.contents())
        for index, (level, section) in enumerate(listed):
            line = self.file.add_paragraph(style=f"TOC {level}")
            if index == 0:
                field_part(line, "begin", dirty=True)
                instruction(line, r'TOC \o "1-2" \h \z \u')
                field_part(line, "separate")
            link(line, f"#{section.anchor}", section.title)
            if index == len(listed) - 1:
                field_part(line, "end")

    def _section(self, section: Section, level: int) -> None:
        if section.running:
            self._start_sheet(section.running)
        heading = self.file.add_heading(clean(section.title), level=min(level, DEEPEST_HEADING))
        mark(heading, section.anchor, next(self._marks))
        for block in section.blocks:
            self._block(block, 1)
        for below in section.sections:
            self._section(below, level + 1)

    def _block(self, block: Block, depth: int) -> None:
        match block:
            case Paragraph():
                self._paragraph(block)
            case Bullets():
                self._bullets(block, depth)
            case Facts() | Table():
                self._facts(block) if isinstance(block, Facts) else self._table(block)
                # Two tables without a line between them would become one.
                self.file.add_paragraph()
            case Field():
                self._field(block)
            case Box():
                self.file.add_paragraph(clean(block.title), style="Box Title")
                self._blocks(block.blocks, depth)
            case Quote():
                for inner in block.blocks:
                    self._block(inner, depth)

    def _blocks(self, blocks: tuple[Block, ...], depth: int) -> None:
        for block in blocks:
            self._block(block, depth)

    def _paragraph(self, block: Paragraph) -> None:
        style = {"plain": "Normal"}.get(block.look, block.look.capitalize())
        self._runs(self.file.add_paragraph(style=style), block.runs)

    def _bullets(self, block: Bullets, depth: int) -> None:
        depth = min(depth, _DEEPEST_LIST)
        after = f" {depth}" if depth > 1 else ""
        style = f"{_LISTS[block.look]}{after}"
        number = self._fresh_numbers(style) if block.look == "numbers" else None
        for item in block.items:
            first = True
            for part in item:
                if not isinstance(part, Paragraph):
                    self._block(part, depth + 1)
                    continue
                line = self.file.add_paragraph(style=style if first else f"List Continue{after}")
                if first and number is not None:
                    numbered(line, number)
                if first and block.look == "boxes":
                    line.add_run("☐  ")
                self._runs(line, part.runs, large=part.look in ("large", "call"))
                first = False

    def _fresh_numbers(self, style: str) -> int:
        """A numbering of its own, from one: Word would go on counting from the list before."""
        numbering = self.file.part.numbering_part.element
        used = self.file.styles[style].element.pPr.numPr.numId.val
        kind = next(n for n in numbering.num_lst if n.numId == used).abstractNumId.val
        number = numbering.add_num(kind)
        number.add_lvlOverride(ilvl=0).add_startOverride(1)
        return int(number.numId)

    def _facts(self, block: Facts) -> None:
        table = self._new_table(len(block.pairs), (27, 73))
        for row, (label, found) in zip(table.rows, block.pairs, strict=True):
            whole(row)
            row.cells[0].paragraphs[0].add_run(clean(label)).font.color.rgb = SOFT
            self._cell_blocks(row.cells[1], found)

    def _cell_blocks(self, cell: _Cell, blocks: tuple[Block, ...]) -> None:
        """Blocks in a cell: paragraphs, and lists of them."""
        lines = list(_lines(blocks))
        for index, (runs, style) in enumerate(lines):
            line = cell.paragraphs[0] if index == 0 else cell.add_paragraph()
            line.style = self.file.styles[style]
            self._runs(line, runs)

    def _table(self, block: Table) -> None:
        table = self._new_table(1 + len(block.rows), block.widths)
        head, *rows = table.rows
        repeats(head)
        for cell, words in zip(head.cells, block.header, strict=True):
            cell.paragraphs[0].add_run(clean(words)).bold = True
        for row, cells in zip(rows, block.rows, strict=True):
            whole(row)
            for cell, runs in zip(row.cells, cells, strict=True):
                self._runs(cell.paragraphs[0], runs)

    def _new_table(self, rows: int, widths: tuple[int, ...]) -> Any:  # noqa: ANN401 - see _footer
        table = self.file.add_table(rows=rows, cols=len(widths), style="Table Grid")
        table.autofit = False
        for column, width in zip(table.columns, widths, strict=True):
            # Word goes by the cells, other programs by the columns.
            column.width = self._width * width // 100
            for cell in column.cells:
                cell.width = column.width
        return table

    def _field(self, block: Field) -> None:
        label = self.file.add_paragraph(style="Box Title")
        label.add_run(clean(f"{'☐  ' if block.box else ''}{block.label}"))
        if block.help:
            self._runs(self.file.add_paragraph(style="Note"), block.help)
        for choice in block.choices:
            self.file.add_paragraph(clean(f"☐  {choice}"), style="List")
        for _ in range(block.lines):
            line = self.file.add_paragraph()
            line.paragraph_format.tab_stops.add_tab_stop(self._width, WD_TAB_ALIGNMENT.RIGHT)
            line.add_run("_" * 70)

    def _runs(self, line: Line, runs: Runs, *, large: bool = False) -> None:
        for run in runs:
            if run.text == "\n":
                line.add_run().add_break()
                continue
            made = link(line, run.href, run.text) if run.href else line.add_run(clean(run.text))
            made.bold, made.italic = run.strong or None, run.emphasis or None
            if large:
                made.font.size = Pt(14)
            if run.change:
                track(made, run.change, self.document.today, next(self._marks))
        kinds = {run.change for run in runs}
        if len(kinds) == 1 and (kind := kinds.pop()):
            track_end(line, kind, self.document.today, next(self._marks))


def _lines(blocks: tuple[Block, ...], style: str = "Normal") -> Iterator[tuple[Runs, str]]:
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block.runs, style
        elif isinstance(block, Bullets):
            for item in block.items:
                yield from _lines(item, "List Bullet")
