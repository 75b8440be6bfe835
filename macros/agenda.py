"""What is due, as people and other programs read it: text, Markdown, rows, JSON."""

import html
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from .formats import day_words, listed
from .markdown import to_plain
from .model.handbook import Handbook
from .pages import address, url
from .problems import counted
from .views.due import NAMES, SPANS, Due, Span, grouped

_MARKS = re.compile(r"([\\`*_\[\]<>#|~])")
COLUMNS = ("day", "when", "kind", "title", "what", "owner", "role", "page", "key")


@dataclass(frozen=True, slots=True)
class Agenda:
    """What is due as of a day: for one role or for all, within so many days or without end."""

    book: Handbook
    today: date
    items: Sequence[Due]
    role: str = ""
    within: int | None = None

    @property
    def shown(self) -> list[Due]:
        """What is due within the days that were asked for, and all that is overdue."""
        days = self.within
        return [i for i in self.items if days is None or (i.day - self.today).days <= days]

    def groups(self) -> dict[Span, list[Due]]:
        """What is shown, by how far away it is; nothing stands for a span without any."""
        return {span: items for span, items in grouped(self.shown, self.today).items() if items}

    @property
    def title(self) -> str:
        """What the list is called."""
        practice = self.book.practice
        where = f" at {practice.name}" if practice else ""
        role = f" for the role {role_title(self.book, self.role)}" if self.role else ""
        return f"What is due{where}{role}, as of {self.say(self.today)}"

    def say(self, day: date) -> str:
        """A day as this practice writes it."""
        return day_words(day, self.book.formats.dates)


def role_title(book: Handbook, role: str) -> str:
    """The title of a role, or its id where it has none to show."""
    found = book.roles.get(role)
    return found.title if found else role


def opening(agenda: Agenda) -> str:
    """What a hurried reader needs to know, in a sentence or two."""
    groups = grouped(agenda.items, agenda.today)
    late, soon = len(groups["overdue"]), len(groups["30"])
    if not soon:
        first = "Nothing is due in the next 30 days." if not late else f"{_things(late)} overdue."
        later = next((i for i in agenda.items if i.day > agenda.today), None)
        if later is None:
            return f"{first} Nothing is planned after that." if not late else first
        rest = " Nothing else is due in the next 30 days." if late else ""
        return f"{first}{rest} The next is {later.name} on {agenda.say(later.day)}."
    said = [f"{_things(late)} overdue"] if late else []
    said.append(f"{_things(soon)} due in the next 30 days")
    return f"{listed(said)}."


def _things(number: int) -> str:
    return f"{counted(number, 'thing')} {'is' if number == 1 else 'are'}"


def words(due: Due) -> str:
    """What is to be done, and what the data says about it, without marks."""
    note = html.unescape(to_plain(due.note)) if due.note else ""
    return f"{due.what} {note}".strip()


def page(due: Due) -> str:
    """The address of the record it is about, below the site's root."""
    path, anchor = address(*due.record)
    return f"{url(path)}#{anchor}" if anchor else url(path)


def as_text(agenda: Agenda) -> str:
    """Sentences that can be read aloud."""
    return "\n".join([agenda.title, opening(agenda), *_text_lines(agenda)])


def _text_lines(agenda: Agenda) -> Iterator[str]:
    for span, items in agenda.groups().items():
        yield f"\n{SPANS[span]}"
        for due in items:
            owner = role_title(agenda.book, due.owner)
            yield f"  {agenda.say(due.day)}: {_sentence(due.name)} {words(due)} Owner: {owner}."


def _sentence(text: str) -> str:
    return text if text.endswith((".", "?", "!")) else f"{text}."


def as_markdown(agenda: Agenda) -> str:
    """A list to tick, for an issue or a message."""
    lines = [f"# {literal(agenda.title)}", "", literal(opening(agenda))]
    for span, items in agenda.groups().items():
        lines += ["", f"## {SPANS[span]}", ""]
        for due in items:
            owner = literal(role_title(agenda.book, due.owner))
            what = literal(f"{_sentence(due.name)} {words(due)}")
            lines.append(f"- [ ] **{agenda.say(due.day)}** {what} *{owner}*")
    return "\n".join(lines)


def literal(text: str) -> str:
    """Text that Markdown shows as it is."""
    return _MARKS.sub(r"\\\1", text)


def as_rows(agenda: Agenda) -> Iterator[dict[str, str]]:
    """Each thing with all that is known of it; a column for each name in COLUMNS."""
    for due in agenda.shown:
        yield {
            "day": due.day.isoformat(),
            "when": SPANS[due.span(agenda.today)],
            "kind": NAMES[due.kind],
            "title": due.name,
            "what": words(due),
            "owner": due.owner,
            "role": role_title(agenda.book, due.owner),
            "page": page(due),
            "key": due.key,
        }


def as_json(agenda: Agenda) -> str:
    """A list of objects for other programs."""
    return json.dumps(list(as_rows(agenda)), indent=2, ensure_ascii=False)
