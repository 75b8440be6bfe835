"""What Word knows and python-docx does not: fields, links to places, styles, repeatable files."""

import io
import re
import zipfile
from datetime import date
from typing import Any, Literal

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Inches, Pt, RGBColor
from docx.text.paragraph import Paragraph as Line

PINE, SOFT, RED = RGBColor(0x0F, 0x52, 0x57), RGBColor(0x4A, 0x52, 0x4F), RGBColor(0xA3, 0x21, 0x1F)
DEEPEST_HEADING = 6
# Who made a tracked change, in Word's list of reviewers.
AUTHOR = "Handbook"
# What XML cannot hold, in text that came from anywhere.
_NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# The time of every file inside: Word does not look at it, and the same input gives the same bytes.
_ZIP_TIME = (1980, 1, 1, 0, 0, 0)


def repeatable(made: io.BytesIO) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(made) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            info = zipfile.ZipInfo(entry.filename, _ZIP_TIME)
            info.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(info, old.read(entry))
    return out.getvalue()


def mark(line: Line, anchor: str, position: int) -> None:
    """Give a heading the name that links lead to."""
    start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
    start.set(qn("w:id"), str(position))
    start.set(qn("w:name"), bookmark(anchor))
    end.set(qn("w:id"), str(position))
    line._p.insert(1, start)  # noqa: SLF001 - python-docx has no bookmarks of its own
    line._p.append(end)  # noqa: SLF001 - the same


def link(line: Line, href: str, words: str) -> Any:  # noqa: ANN401 - see dress
    """Add words that lead to an address, or to a place of the document."""
    element = OxmlElement("w:hyperlink")
    if href.startswith("#"):
        element.set(qn("w:anchor"), bookmark(href[1:]))
    else:
        kind = RELATIONSHIP_TYPE.HYPERLINK
        element.set(qn("r:id"), line.part.relate_to(clean(href), kind, is_external=True))
    run = line.add_run(clean(words))
    run.font.color.rgb = PINE
    element.append(run._r)  # noqa: SLF001 - python-docx makes no links
    line._p.append(element)  # noqa: SLF001 - the same
    return run


def end_section(file: Any) -> None:  # noqa: ANN401 - see dress
    """Let the last paragraph end its section: the empty one added for it could fill a page."""
    last = next(p for p in reversed(file.element.body.findall(qn("w:p"))))
    before = last.getprevious()
    if before is not None and before.tag == qn("w:p"):
        before.get_or_add_pPr().append(last.pPr.sectPr)
        last.getparent().remove(last)


def dress(file: Any) -> None:  # noqa: ANN401 - python-docx keeps its class to itself
    """Our type and colors, on the styles that Word knows by name."""
    styles = file.styles
    normal = styles["Normal"]
    normal.font.name, normal.font.size = "Arial", Pt(10)
    fonts = normal.element.rPr.rFonts
    for name in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
        fonts.attrib.pop(qn(name), None)
    normal.paragraph_format.space_after = Pt(6)
    for level in range(1, DEEPEST_HEADING + 1):
        _look(styles[f"Heading {level}"], max(20 - 4 * (level - 1), 10), PINE, bold=True)
        styles[f"Heading {level}"].paragraph_format.keep_with_next = True
    _look(styles["Title"], 28, None, bold=True)
    _look(styles["Subtitle"], 14, PINE)
    styles["Subtitle"].paragraph_format.space_before = Pt(140)
    _look(styles["Header"], 8, SOFT)
    _look(styles["Footer"], 8, SOFT)
    for name, size, color in (
        *(("Lead", 12, None), ("Note", 9, SOFT), ("Warning", 10, RED), ("Large", 14, None)),
        *(("Call", 20, RED), ("Box Title", 10, None)),
    ):
        made = styles.add_style(name, 1)
        made.base_style = normal
        _look(made, size, color, bold=name in ("Call", "Box Title"))
    styles["Box Title"].paragraph_format.keep_with_next = True
    for name in ("TOC 1", "TOC 2"):
        made = styles.add_style(name, 1)
        made.base_style = normal
        made.paragraph_format.left_indent = Inches(0.25 * (name == "TOC 2"))
        made.paragraph_format.space_after = Pt(2)


def _look(style: Any, size: int, color: RGBColor | None, *, bold: bool = False) -> None:  # noqa: ANN401
    style.font.name, style.font.size, style.font.bold = "Arial", Pt(size), bold
    style.font.italic = False
    if color is not None:
        style.font.color.rgb = color
    fonts = style.element.rPr.rFonts
    for name in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
        fonts.attrib.pop(qn(name), None)


def clean(text: str) -> str:
    return _NO_XML.sub("", text)


def bookmark(anchor: str) -> str:
    """A name as Word takes it: forty characters at most, which long ids have in common."""
    if len(anchor) <= 40:  # noqa: PLR2004 - Word's limit
        return anchor.replace("-", "_")
    return f"{anchor[:30]}_{sum(ord(c) * (i + 1) for i, c in enumerate(anchor)):x}".replace(
        "-", "_"
    )


def number(line: Line, what: str) -> None:
    simple = OxmlElement("w:fldSimple")
    simple.set(qn("w:instr"), what)
    run = line.add_run("1")
    simple.append(run._r)  # noqa: SLF001 - python-docx has no fields
    line._p.append(simple)  # noqa: SLF001 - the same


def field_part(line: Line, kind: str, *, dirty: bool = False) -> None:
    part = OxmlElement("w:fldChar")
    part.set(qn("w:fldCharType"), kind)
    if dirty:
        part.set(qn("w:dirty"), "true")
    line.add_run()._r.append(part)  # noqa: SLF001 - python-docx has no fields


def instruction(line: Line, words: str) -> None:
    part = OxmlElement("w:instrText")
    part.set(qn("xml:space"), "preserve")
    part.text = words
    line.add_run()._r.append(part)  # noqa: SLF001 - python-docx has no fields


def numbered(line: Line, number: int) -> None:
    properties = line._p.get_or_add_pPr().get_or_add_numPr()  # noqa: SLF001 - the only way
    properties.get_or_add_ilvl().val = 0
    properties.get_or_add_numId().val = number


def repeats(row: Any) -> None:  # noqa: ANN401 - see dress
    """Mark a row as the header of its table, repeated on each page."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))  # noqa: SLF001 - the only way


def whole(row: Any) -> None:  # noqa: ANN401 - see dress
    """Keep a row on one page."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))  # noqa: SLF001 - the only way


def track(run: Any, change: Literal["added", "removed"], day: date, position: int) -> None:  # noqa: ANN401 - see dress
    """Make a run a tracked change, which a reader of the document can accept or reject."""
    element = run._r  # noqa: SLF001 - python-docx tracks no changes
    marked = _change(change, day, position)
    element.addprevious(marked)
    marked.append(element)
    if change == "removed":
        for words in element.findall(qn("w:t")):
            words.tag = qn("w:delText")
            words.set(qn("xml:space"), "preserve")


def track_end(line: Line, change: Literal["added", "removed"], day: date, position: int) -> None:
    """The same for the end of a paragraph: with all of its words, the paragraph goes too."""
    properties = OxmlElement("w:rPr")
    properties.append(_change(change, day, position))
    line._p.get_or_add_pPr().append(properties)  # noqa: SLF001 - the same


def _change(change: Literal["added", "removed"], day: date, position: int) -> Any:  # noqa: ANN401 - see dress
    marked = OxmlElement("w:ins" if change == "added" else "w:del")
    marked.set(qn("w:id"), str(position))
    marked.set(qn("w:author"), AUTHOR)
    marked.set(qn("w:date"), f"{day.isoformat()}T12:00:00Z")
    return marked
