"""What is due, as calendars that phones and desktop programs subscribe to."""

from datetime import UTC, datetime, timedelta

from icalendar import Alarm, Calendar, Event

from .agenda import Agenda, role_title, words
from .views.due import NAMES, Due
from .views.due_item import Kind

# Days for which each round of a recurring list stands in a calendar: a copy may grow old.
AHEAD = 366
# What is read again takes time, so it is announced two weeks before, at 9 in the morning.
_READ_AGAIN: frozenset[Kind] = frozenset({"review", "regulation", "role", "state-question"})
_NOTICE = timedelta(days=-14, hours=9)


def as_calendar(agenda: Agenda) -> str:
    """A calendar by RFC 5545: whole days, and the same bytes for the same data and day.

    A calendar without events breaks no subscription; a file that comes and goes does.
    """
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", "-//practice handbook//due//EN")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("x-wr-calname", _name(agenda))
    calendar.add("refresh-interval", timedelta(days=1), parameters={"value": "DURATION"})
    calendar.add("x-published-ttl", "P1D")
    for due in agenda.shown:
        calendar.add_component(_event(agenda, due))
    return bytes(calendar.to_ical()).decode()


def _name(agenda: Agenda) -> str:
    practice = agenda.book.practice
    whose = f": {role_title(agenda.book, agenda.role)}" if agenda.role else ""
    return f"Due{whose} ({practice.name})" if practice else f"Due{whose}"


def _event(agenda: Agenda, due: Due) -> Event:
    event = Event()
    # The day is no part of it: when a review moves, the event in people's calendars moves.
    event.add("uid", f"{due.key}@practice-handbook")
    today = agenda.today
    event.add("dtstamp", datetime(today.year, today.month, today.day, tzinfo=UTC))
    event.add("dtstart", due.day)
    event.add("dtend", due.day + timedelta(days=1))
    late = "Overdue: " if due.span(today) == "overdue" else ""
    event.add("summary", f"{late}{NAMES[due.kind]}: {due.name}")
    event.add("description", f"{words(due)}\nOwner: {role_title(agenda.book, due.owner)}.")
    event.add("categories", [NAMES[due.kind]])
    event.add("transp", "TRANSPARENT")
    if due.kind in _READ_AGAIN and not late:
        event.add_component(_reminder(due))
    return event


def _reminder(due: Due) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", f"In two weeks: {due.name}")
    alarm.add("trigger", _NOTICE)
    return alarm
