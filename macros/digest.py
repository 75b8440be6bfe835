"""What is due soon, one text for each role, for an issue that its people find every week."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from .agenda import Agenda, as_markdown, role_title
from .forge import ROOM, due_mark
from .model.handbook import Handbook
from .views.cover import acting, cover, vacant
from .views.due import Due, by_role, due_items

# Days ahead; what is overdue is there as well.
WITHIN = 30
_ROUTINE = ("daily", "weekly", "monthly")
_MORE = "\n_There is more than an issue holds; the page “What is due” has all of it._\n"


@dataclass(frozen=True, slots=True)
class Digest:
    """The issue of a role: its title and its text, in which a program finds it again."""

    role: str
    title: str
    text: str


def digests(book: Handbook, today: date) -> Iterator[Digest]:
    """One for each role that has something to do, and whose work somebody does."""
    for role, items in by_role(book, _news(book, today), today).items():
        agenda = Agenda(book, today, items, role, WITHIN)
        # What a vacant role owes stands in the issue of the role that covers it.
        if agenda.shown and not (vacant(book, role, today) and cover(book, role, today)):
            title = f"What is due for the role {role_title(book, role)}"
            text = "\n\n".join(_paragraphs(book, role, agenda)) + "\n"
            yield Digest(role, title, _fitting(text))


def _fitting(text: str) -> str:
    """The text as a forge takes it: whole lines, the latest left out where there are too many."""
    lines: list[str] = []
    size = len(_MORE.encode())
    for line in text.splitlines(keepends=True):
        size += len(line.encode())
        if size > ROOM:
            return "".join([*lines, _MORE])
        lines.append(line)
    return text


def _news(book: Handbook, today: date) -> Sequence[Due]:
    """What is due, without the lists that come round so often that everybody knows."""
    return [due for due in due_items(book, today) if not _is_routine(book, due)]


def _is_routine(book: Handbook, due: Due) -> bool:
    kind, checklist = due.record
    return kind == "checklist" and book.checklists[checklist].frequency in _ROUTINE


def _paragraphs(book: Handbook, role: str, agenda: Agenda) -> Iterator[str]:
    yield due_mark(role)
    people = acting(book, role, agenda.today)
    accounts = [f"@{person.account}" for person in people if person.account]
    if accounts:
        yield f"For {', '.join(accounts)}."
    yield as_markdown(agenda)
    yield (
        "_This is written anew every week, ticks and all; it closes by itself when nothing is due._"
    )
