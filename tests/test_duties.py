"""Recurring lists fall on the right days: rhythms, closed days, month ends."""

from datetime import date
from pathlib import Path

import pytest

from macros.load import load
from macros.views.duties import due_lists, is_open, next_open
from tests.lay import put

LIST = """title: A list
owner: office-manager
summary: A list.
frequency: {frequency}
start: {start}
items:
  - id: one
    text: Do it.
    role: office-manager
"""


@pytest.mark.parametrize(
    ("frequency", "start", "day", "due"),
    [
        ("daily", "2026-01-05", date(2026, 11, 23), True),
        # A Saturday, on which nobody works, and Thanksgiving Day.
        ("daily", "2026-01-05", date(2026, 11, 21), False),
        ("daily", "2026-01-05", date(2026, 11, 26), False),
        ("daily", "2026-11-24", date(2026, 11, 23), False),
        ("weekly", "2026-01-05", date(2026, 11, 23), True),
        ("weekly", "2026-01-05", date(2026, 11, 24), False),
        # Thursdays: the list of Thanksgiving Day falls on Friday.
        ("weekly", "2026-01-08", date(2026, 11, 27), True),
        ("monthly", "2026-01-05", date(2026, 11, 5), True),
        # December 5 is a Saturday: the list falls on Monday.
        ("monthly", "2026-01-05", date(2026, 12, 7), True),
        ("quarterly", "2026-01-05", date(2026, 10, 5), True),
        ("quarterly", "2026-01-05", date(2026, 11, 5), False),
        ("yearly", "2025-11-23", date(2026, 11, 23), True),
        ("two-yearly", "2025-11-24", date(2026, 11, 24), False),
        ("two-yearly", "2024-11-24", date(2026, 11, 24), True),
        ("three-yearly", "2023-11-24", date(2026, 11, 24), True),
    ],
)
def test_due_lists(frequency: str, start: str, day: date, due: bool, data: Path) -> None:  # noqa: FBT001
    put(data, "practice.yaml", "holidays:\n  - on: 2026-11-26\n    name: Thanksgiving Day\n")
    put(data, "checklists/list.yaml", LIST.format(frequency=frequency, start=start))
    assert bool(due_lists(load(data).book, day)) == due


def test_lists_come_in_the_order_of_the_day(data: Path) -> None:
    for name, time in (("a", '"17:00"'), ("b", '"7:15"'), ("c", "")):
        text = LIST.format(frequency="daily", start="2026-01-05")
        put(data, f"checklists/{name}.yaml", text.replace("items:", f"time: {time}\nitems:", 1))
    found = due_lists(load(data).book, date(2026, 11, 23))
    assert [checklist.id for checklist in found] == ["b", "a", "c"]


def test_the_next_open_day_skips_weekends_and_holidays(data: Path) -> None:
    put(data, "practice.yaml", "holidays:\n  - on: 2026-11-23\n    name: A holiday\n")
    practice = load(data).book.practice
    assert not is_open(practice, date(2026, 11, 21))
    assert next_open(practice, date(2026, 11, 21)) == date(2026, 11, 24)
    assert next_open(practice, date(2026, 11, 24)) == date(2026, 11, 24)
