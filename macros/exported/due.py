"""What is due, as a table and as calendars: one for all, and one for each role."""

from collections.abc import Mapping

from macros.agenda import COLUMNS, Agenda, as_rows
from macros.calendars import AHEAD, as_calendar
from macros.exports import as_csv, export, export_family
from macros.parts import Desk
from macros.views.due import by_role, due_items

ALL = "all"


def as_table(agenda: Agenda) -> str:
    """Rows for a spreadsheet."""
    return as_csv(COLUMNS, ([row[c] for c in COLUMNS] for row in as_rows(agenda)))


@export("due.csv", page="due.md")
def table(desk: Desk) -> str:
    return as_table(Agenda(desk.book, desk.today, due_items(desk.book, desk.today)))


@export_family("calendars/*.ics", page="due.md")
def calendars(desk: Desk) -> Mapping[str, str]:
    book, today = desk.book, desk.today
    items = due_items(book, today, ahead=AHEAD)
    made = {
        role: as_calendar(Agenda(book, today, own, role))
        for role, own in by_role(book, items, today).items()
    }
    return {**made, ALL: as_calendar(Agenda(book, today, items))}
