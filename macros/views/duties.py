"""Which recurring lists fall on which day."""

from datetime import date, datetime, time, timedelta
from typing import Literal

from dateutil.rrule import DAILY, MONTHLY, WEEKLY, YEARLY, rrule

from macros.model.handbook import Handbook
from macros.model.practice import Practice
from macros.model.work import Checklist, Frequency

_RHYTHM: dict[Frequency, tuple[Literal[0, 1, 2, 3], int]] = {
    "daily": (DAILY, 1),
    "weekly": (WEEKLY, 1),
    "monthly": (MONTHLY, 1),
    "quarterly": (MONTHLY, 3),
    "half-yearly": (MONTHLY, 6),
    "yearly": (YEARLY, 1),
    "two-yearly": (YEARLY, 2),
    "three-yearly": (YEARLY, 3),
}
_WEEK = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
# No practice is closed for longer than this.
_LONGEST_BREAK = timedelta(days=31)


def is_open(practice: Practice | None, day: date) -> bool:
    """Whether the practice works on a day: a working day that is no holiday."""
    if practice is None:
        return True
    closed = {holiday.on for holiday in practice.holidays}
    return _WEEK[day.weekday()] in practice.working_days and day not in closed


def next_open(practice: Practice | None, day: date) -> date:
    """The day itself if the practice works on it, else the next day on which it does."""
    for offset in range(_LONGEST_BREAK.days):
        if is_open(practice, candidate := day + timedelta(days=offset)):
            return candidate
    return day


def due_lists(book: Handbook, today: date) -> list[Checklist]:
    """The active lists that fall on a day, daily ones first.

    A list whose day is a closed day falls on the next open one; a daily list is then left out.
    """
    if not is_open(book.practice, today):
        return []
    found = [
        checklist
        for checklist in book.checklists.values()
        if checklist.status == "active" and _falls_on(book, checklist, today)
    ]
    return sorted(found, key=lambda c: (c.frequency != "daily", _minutes(c), c.title))


def _minutes(checklist: Checklist) -> int:
    """The minute of the day at which a list is done; lists without a time come last."""
    hour, _, minute = (checklist.time or "24:00").partition(":")
    return int(hour) * 60 + int(minute)


def _falls_on(book: Handbook, checklist: Checklist, today: date) -> bool:
    if checklist.frequency is None or checklist.start is None or checklist.start > today:
        return False
    if checklist.frequency == "daily":
        return True
    frequency, interval = _RHYTHM[checklist.frequency]
    rhythm = rrule(frequency, interval=interval, dtstart=_noon(checklist.start))
    days = rhythm.between(_noon(today - _LONGEST_BREAK), _noon(today), inc=True)
    return any(next_open(book.practice, day.date()) == today for day in days)


def _noon(day: date) -> datetime:
    return datetime.combine(day, time(12))
