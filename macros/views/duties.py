"""Which recurring lists fall on which day."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import count, takewhile

from dateutil.relativedelta import relativedelta

from macros.model.handbook import Handbook
from macros.model.practice import Practice
from macros.model.work import Checklist, Frequency

# Months and days from one round to the next.
_RHYTHM: dict[Frequency, tuple[int, int]] = {
    "daily": (0, 1),
    "weekly": (0, 7),
    "monthly": (1, 0),
    "quarterly": (3, 0),
    "half-yearly": (6, 0),
    "yearly": (12, 0),
    "two-yearly": (24, 0),
    "three-yearly": (36, 0),
}
_WEEK = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
# No practice is closed for longer than this.
_LONGEST_BREAK = timedelta(days=31)
# A day after this year means "never": Python counts years to 9999 only.
_LAST_YEAR = 9900


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
    return any(
        next_open(book.practice, day) == today
        for day in takewhile(lambda day: day <= today, _rounds(checklist, today - _LONGEST_BREAK))
    )


def coming_rounds(book: Handbook, checklist: Checklist, today: date) -> Iterator[tuple[date, date]]:
    """The rounds of a list from a day on, without end: the day of the rhythm, and the open one.

    Daily and weekly lists have none here: they would hide everything else in a calendar.
    """
    if checklist.frequency and _RHYTHM[checklist.frequency][0]:
        for day in _rounds(checklist, today - _LONGEST_BREAK):
            if (open_day := next_open(book.practice, day)) >= today:
                yield day, open_day


def _rounds(checklist: Checklist, first: date) -> Iterator[date]:
    """The days of a rhythm from a day on, closed days among them."""
    if checklist.frequency is None or (start := checklist.start) is None:
        return
    months, days = _RHYTHM[checklist.frequency]
    if months:
        passed = ((first.year - start.year) * 12 + first.month - start.month) // months
    else:
        passed = (first - start).days // days
    for number in count(max(0, passed)):
        # Counted from the start each time: January 31 leads to March 31, not to March 28.
        day = start + relativedelta(months=months * number, days=days * number)
        if day.year > _LAST_YEAR:
            return
        if day >= first:
            yield day
