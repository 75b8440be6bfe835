"""What the makers of all chapters share: the handbook, the day, and how things are written."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from macros.formats import day_words
from macros.links import INTERNAL
from macros.model.handbook import Handbook
from macros.model.law import StateQuestion
from macros.model.people import Person
from macros.model.record import Record
from macros.pages import find, title
from macros.views.cover import Holder
from macros.wording import Wording

from . import words
from .document import Block, Bullets, Facts, Paragraph, Run, Runs, Section, Table

# What stands in a cell for nothing.
DASH = "\N{EN DASH}"


@dataclass(frozen=True)
class Pen:
    """Writes down what one binder holds.

    `inside` names the records that have a place of their own in it, by kind and id:
    what leads to one of them is a link.
    """

    book: Handbook
    today: date
    inside: frozenset[tuple[str, str]] = frozenset()

    @cached_property
    def said(self) -> Wording:
        """Our words in those of the practice."""
        return Wording({word.ours: word.theirs for word in self.book.formats.words})

    def day(self, day: date) -> str:
        """A day in words."""
        return day_words(day, self.book.formats.dates)

    def prose(self, text: str | None) -> tuple[Block, ...]:
        """A Markdown text of the data."""
        return words.blocks(text, self._resolve) if text else ()

    def phrase(self, text: str | None) -> Runs:
        """One sentence or a few of the data."""
        return words.runs(text, self._resolve) if text else ()

    def lines(self, texts: Iterable[str]) -> tuple[Block, ...]:
        """A list with a line for each phrase; nothing where there is none."""
        items = tuple((Paragraph(self.phrase(text)),) for text in texts)
        return (Bullets(items),) if items else ()

    def name(self, kind: str, record_id: str | None) -> Runs:
        """A record by its title, a link where the binder holds it; nothing if it is not known."""
        record = find(self.book, kind, record_id) if record_id else None
        if record is None or record_id is None:
            return ()
        code = f"{record.code} " if kind == "policy" and hasattr(record, "code") else ""
        return (Run(f"{code}{title(record)}", href=self._anchor(kind, record_id)),)

    def names(self, kind: str, ids: Iterable[str]) -> Runs:
        """Several of them, with commas between."""
        return joined(found for i in ids if (found := self.name(kind, i)))

    def section(
        self, title: str, anchor: str, *blocks: Block, sections: Iterable[Section] = ()
    ) -> Section | None:
        """A section under a heading of ours; none where there is nothing to say."""
        below = tuple(sections)
        return Section(self.said(title), anchor, blocks, below) if blocks or below else None

    def facts(self, *pairs: tuple[str, Runs | tuple[Block, ...]]) -> tuple[Block, ...]:
        """Names of ours, and what each of them is; left out where nothing is known."""
        found = tuple((self.said(label), _blocks(what)) for label, what in pairs if what)
        return (Facts(found),) if found else ()

    def table(
        self, header: tuple[str, ...], widths: tuple[int, ...], rows: Iterable[tuple[Runs, ...]]
    ) -> tuple[Block, ...]:
        """A table with a header of ours; nothing where it has no row."""
        found = tuple(rows)
        return (Table(tuple(map(self.said, header)), found, widths),) if found else ()

    def law(self, ids: Iterable[str]) -> Runs:
        """Regulations by name, each with how binding it is."""
        known = (self.book.regulations[i] for i in ids if i in self.book.regulations)
        return joined((*self.name("regulation", r.id), *text(f" ({r.basis})")) for r in known)

    def state_law(self, ids: Iterable[str], owner: str) -> tuple[Block, ...]:
        """What our State says to some questions, and that nobody has looked it up yet."""
        known = (self.book.state_questions[i] for i in ids if i in self.book.state_questions)
        pairs = tuple((one.question, self._answer(one, owner)) for one in known)
        return (Facts(pairs),) if pairs else ()

    def _answer(self, one: StateQuestion, owner: str) -> tuple[Block, ...]:
        if one.answer is None:
            whom = self.name("role", owner) or text("office")
            missing = self.said("Not yet filled in for your State. Do not guess: ask the ")
            return (Paragraph((*text(missing), *whom, *text(".")), "warning"),)
        source = (Paragraph(text(one.source), "note"),) if one.source else ()
        return (*self.prose(one.answer), *source)

    def people(self, people: Iterable[Person]) -> Runs:
        """People by name."""
        return joined(self.name("person", person.id) for person in people)

    def held(self, holders: Iterable[Holder], covered_by: str | None) -> Runs:
        """Who works in a role, or who covers it."""
        found = [
            (*self.name("person", h.person.id), *text(_kind(h.assignment.kind))) for h in holders
        ]
        if found:
            return joined(found)
        cover = self.name("role", covered_by)
        return (*text(self.said("Vacant")), *(text(", covered by ") if cover else ()), *cover)

    def _anchor(self, kind: str, record_id: str) -> str:
        return f"#{anchor(kind, record_id)}" if (kind, record_id) in self.inside else ""

    def _resolve(self, target: str, shown: str) -> tuple[str, str]:
        """Where a link of the data leads, and what paper has to say after its words."""
        kind, _, rest = target.partition(":")
        if kind not in INTERNAL:
            address = target.removeprefix("mailto:").removeprefix("tel:")
            return target, "" if address in shown else f" ({address})"
        record_id, _, place = rest.partition("#")
        record = find(self.book, kind, record_id)
        if record is None:
            return "", ""
        if (kind, record_id) not in self.inside:
            code = getattr(record, "code", "")
            return "", f" ({code})" if code and code not in shown else ""
        within = place and any(part.id == place for part in getattr(record, "sections", ()))
        return f"#{anchor(kind, record_id)}{f'-{place}' if within else ''}", ""


def _blocks(what: Runs | tuple[Block, ...]) -> tuple[Block, ...]:
    line = tuple(one for one in what if isinstance(one, Run))
    return (Paragraph(line),) if line else tuple(b for b in what if not isinstance(b, Run))


def anchor(kind: str, record_id: str) -> str:
    """The place of a record in a document."""
    return f"{kind}-{record_id}"


def of(kind: str, records: Iterable[Record]) -> frozenset[tuple[str, str]]:
    """Records of one kind, as `Pen.inside` names them."""
    return frozenset((kind, record.id) for record in records)


def text(words: str) -> Runs:
    """Plain words."""
    return (Run(words),) if words else ()


def paragraph(words: str) -> Paragraph:
    """A paragraph of plain words."""
    return Paragraph(text(words))


def kept(*sections: Section | None) -> tuple[Section, ...]:
    """The sections that have something to say."""
    return tuple(section for section in sections if section)


def joined(parts: Iterable[Runs], between: str = ", ") -> Runs:
    """Runs with something between them."""
    line: list[Run] = []
    for part in parts:
        line += [Run(between), *part] if line else part
    return tuple(line)


def _kind(kind: str) -> str:
    return "" if kind == "permanent" else f" ({kind})"
