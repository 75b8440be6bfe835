"""The one place where a clock is read."""

from collections.abc import Mapping
from datetime import UTC, date, datetime

VARIABLE = "HANDBOOK_TODAY"


def chosen_day(environ: Mapping[str, str]) -> date:
    """The day that HANDBOOK_TODAY names, or today.

    Raises ValueError when the variable holds anything but a date like 2026-11-21.
    """
    said = environ.get(VARIABLE, "").strip()
    return date.fromisoformat(said) if said else datetime.now(tz=UTC).astimezone().date()


def epoch(day: date) -> int:
    """The first second of a day in UTC, as SOURCE_DATE_EPOCH counts it."""
    return int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp())
