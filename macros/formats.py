"""Dates and times as people say them."""

from datetime import date

from .model.record import Basis

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
# How binding something is, in the words of our pages.
BASIS: dict[Basis, str] = {
    "law": "law",
    "guidance": "guidance",
    "contract": "contract",
    "practice": "our own choice",
}


def day_words(day: date, style: str = "month-first") -> str:
    """December 15, 2026; or 15 December 2026; or 2026-12-15."""
    if style == "iso":
        return day.isoformat()
    month = _MONTHS[day.month - 1]
    if style == "day-first":
        return f"{day.day} {month} {day.year}"
    return f"{month} {day.day}, {day.year}"


def time_words(clock: str, style: str = "12-hour") -> str:
    """7:50 a.m. for "7:50"; or the same as it stands."""
    hour, _, minute = clock.partition(":")
    if style == "24-hour":
        return f"{int(hour)}:{minute}"
    half = "a.m." if int(hour) < _NOON else "p.m."
    return f"{(int(hour) - 1) % _NOON + 1}:{minute} {half}"


def commit_words(commit: str) -> str:
    """So many signs of the name of a commit as people read to each other."""
    return commit[:8]


def weekday_words(days: list[str]) -> str:
    """Monday to Thursday; or Monday, Wednesday and Friday."""
    found = [_WEEK.index(day) for day in days]
    if len(found) > 2 and found == list(range(found[0], found[0] + len(found))):  # noqa: PLR2004
        return f"{days[0].capitalize()} to {days[-1].capitalize()}"
    return listed([day.capitalize() for day in days])


_WEEK = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def ended(said: str) -> str:
    """What is said as a sentence: with a full stop, unless it ends by itself."""
    return said if said.endswith(("?", ".")) else f"{said}."


def listed(items: list[str], word: str = "and") -> str:
    """One, two and three."""
    return f" {word} ".join(filter(None, [", ".join(items[:-1]), *items[-1:]]))
