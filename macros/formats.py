"""Dates and times as people say them."""

from datetime import date

_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_NOON = 12


def day_words(day: date) -> str:
    """December 15, 2026."""
    return f"{_MONTHS[day.month - 1]} {day.day}, {day.year}"


def time_words(clock: str) -> str:
    """7:50 a.m. for "7:50"."""
    hour, _, minute = clock.partition(":")
    half = "a.m." if int(hour) < _NOON else "p.m."
    return f"{(int(hour) - 1) % _NOON + 1}:{minute} {half}"


def listed(items: list[str], word: str = "and") -> str:
    """One, two and three."""
    if len(items) < 2:  # noqa: PLR2004 - a list in words starts at two
        return "".join(items)
    return f"{', '.join(items[:-1])} {word} {items[-1]}"
