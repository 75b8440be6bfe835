"""Files beside the pages: calendars that programs read back, tables, and who gets them."""

import csv
import io
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from icalendar import Alarm, Calendar

from macros import words
from macros.exported import EXPORTS
from macros.load import load
from macros.parts import Desk
from macros.site import made
from macros.site import site as site_of
from macros.views.due import due_items
from tests.approving import approve_all
from tests.lay import MINIMAL, ROOT, TODAY, put
from tests.site import build, project

NOTICE = "policies/privacy/notice.yaml"
REVIEWED = (
    "reviews:\n  - due: 2027-01-05\n    on: 2026-12-20\n"
    "    by: sam-rivers\n    outcome: no-change\n"
)
LIST = """title: Look, listen; and "write"
owner: office-manager
summary: Nothing is left open, ever.
frequency: monthly
start: 2026-10-31
items:
  - id: one
    text: Do it.
    role: office-manager
"""


def desk(data: Path, today: date = TODAY) -> Desk:
    return Desk(made(load(data), today, "staff"))


def files(data: Path, path: str, today: date = TODAY) -> dict[str, bytes]:
    return dict(EXPORTS[path].files(desk(data, today)))


def calendar(data: Path, name: str = "all", today: date = TODAY) -> Calendar:
    return Calendar.from_ical(files(data, "calendars/*.ics", today)[f"calendars/{name}.ics"])


def rows(data: Path, path: str, today: date = TODAY) -> list[dict[str, str]]:
    text = files(data, path, today)[path].decode()
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_there_is_a_calendar_for_all_and_for_each_role(data: Path) -> None:
    put(data, "roles/office-manager.yaml", "reviewed_on: 2026-03-05\nreview_every_months: 12\n")
    titles = {
        name: [str(e["SUMMARY"]) for e in calendar(data, name).events]
        for name in ("all", "office-manager", "owner-physician")
    }
    review = "Policy review: PRV-01 Who may know what about a patient"
    role = "Role description: Office manager"
    assert titles == {"all": [review, role], "office-manager": [review], "owner-physician": [role]}
    names = [str(calendar(data, name)["X-WR-CALNAME"]) for name in ("all", "office-manager")]
    assert names == [
        "Due (Example Family Practice)",
        "Due: Office manager (Example Family Practice)",
    ]


def test_a_role_without_anything_to_do_has_a_calendar_too(data: Path) -> None:
    assert calendar(data, "owner-physician").events == []


def test_an_event_is_a_whole_day_with_a_reminder_two_weeks_before(data: Path) -> None:
    (event,) = calendar(data).events
    assert (event.start, event.end) == (date(2027, 1, 5), date(2027, 1, 6))
    assert datetime(2026, 11, 21, tzinfo=UTC) == event.DTSTAMP
    assert event["DESCRIPTION"] == (
        "Read it again, and record what came of it.\nOwner: Office manager."
    )
    (alarm,) = event.walk("VALARM")
    assert isinstance(alarm, Alarm)
    assert timedelta(days=-14, hours=9) == alarm.TRIGGER


def test_lists_have_no_reminder_and_a_name_for_each_round(data: Path) -> None:
    put(data, "checklists/list.yaml", LIST)
    events = [e for e in calendar(data).events if "Checklist" in str(e["SUMMARY"])]
    assert len(events) == 12
    assert len({e.uid for e in events}) == 12
    assert not any(e.walk("VALARM") for e in events)
    assert events[0]["SUMMARY"] == 'Checklist: Look, listen; and "write"'


def test_a_review_that_moves_moves_in_the_calendar_of_a_subscriber(data: Path) -> None:
    (before,) = calendar(data).events
    put(data, NOTICE, REVIEWED)
    (after,) = calendar(data, today=date(2026, 12, 21)).events
    assert before.uid == after.uid == "review.policy.notice@practice-handbook"
    assert (before.start, after.start) == (date(2027, 1, 5), date(2028, 1, 5))
    assert after.DTSTAMP > before.DTSTAMP


def test_a_round_that_a_holiday_moves_keeps_its_name(data: Path) -> None:
    put(data, "checklists/list.yaml", LIST)
    before = {e.uid: e.start for e in calendar(data).events}
    put(data, "practice.yaml", "holidays:\n  - on: 2026-11-30\n    name: A holiday\n")
    after = {e.uid: e.start for e in calendar(data).events}
    moved = {uid: (day, after[uid]) for uid, day in before.items() if after[uid] != day}
    uid = "checklist.checklist.list.2026-11-30@practice-handbook"
    assert moved == {uid: (date(2026, 11, 30), date(2026, 12, 1))}
    assert before.keys() == after.keys()


def test_what_is_overdue_says_so(data: Path) -> None:
    (event,) = calendar(data, today=date(2027, 2, 1)).events
    assert str(event["SUMMARY"]).startswith("Overdue: Policy review: PRV-01")
    assert event.start == date(2027, 1, 5)
    assert event.walk("VALARM") == []


def test_calendars_keep_to_the_standard_and_repeat_byte_for_byte() -> None:
    made = files(ROOT / "data", "calendars/*.ics")
    book = load(ROOT / "data").book
    roles = [role.id for role in book.roles.values() if role.status == "active"]
    assert set(made) == {f"calendars/{name}.ics" for name in ("all", *roles)}
    for raw in made.values():
        lines = raw.split(b"\r\n")
        assert (lines[0], lines[-2:]) == (b"BEGIN:VCALENDAR", [b"END:VCALENDAR", b""])
        assert b"\n" not in raw.replace(b"\r\n", b"")
        assert max(map(len, lines)) <= 75
    assert made == files(ROOT / "data", "calendars/*.ics")


def test_every_thing_that_is_due_is_in_calendar_and_table() -> None:
    found = due_items(desk(ROOT / "data").book, TODAY)
    uids = {e.uid for e in calendar(ROOT / "data").events}
    assert {f"{due.key}@practice-handbook" for due in found} <= uids
    assert [row["key"] for row in rows(ROOT / "data", "due.csv")] == [due.key for due in found]


def test_the_table_of_documents_has_every_field(data: Path) -> None:
    revisions = """revisions:
  - version: "1.1"
    effective: 2026-11-02
    material: true
    change: Keys are counted.
    approved:
      - person: alex-stone
        role: owner-physician
        on: 2026-10-31
        method: meeting
        evidence: Minutes of that day
        recorded_by: sam-rivers
        recorded_on: 2026-11-01
    seal: "s1:0123456789abcdef"
  - version: "1.0"
    effective: 2026-01-05
    material: true
    change: First version.
"""
    put(data, NOTICE, revisions)
    approve_all(data)
    put(data, "roles/office-manager.yaml", "reviewed_on: 2024-02-29\nreview_every_months: 12\n")
    found = rows(data, "documents.csv")
    assert found[0] == {
        "code": "PRV-01",
        "id": "notice",
        "title": "Who may know what about a patient",
        "kind": "Policy",
        "category": "privacy",
        "owner": "office-manager",
        "approvers": "owner-physician",
        "audience": "staff",
        "version": "1.1",
        "effective": "2026-11-02",
        "approved on": "2026-10-31",
        "approved by role": "owner-physician",
        "seal": words.seal(words.text(load(data).book.policies["notice"])),
        "next review": "2027-01-05",
        "retention years": "6",
        "status": "active",
    }
    assert [(row["kind"], row["id"], row["next review"]) for row in found[1:]] == [
        ("Role description", "office-manager", "2025-02-28"),
        ("Role description", "owner-physician", ""),
    ]


def test_a_regulation_may_ask_to_keep_a_policy_longer(data: Path) -> None:
    law = """title: Privacy rule
citation: 45 CFR 164.530
summary: Safeguards for what we know about patients.
basis: law
status: in-force
retention:
  - what: Policies
    of: policies
    years: 10
    after: the policy was last in force
  - what: Charts
    years: 30
    after: the last visit
requirements:
  - id: safeguards
    text: Have safeguards that fit the work.
confidence: verified
verified_on: 2026-06-20
"""
    put(data, "regulations/privacy-rule.yaml", law)
    put(data, NOTICE, "satisfies:\n  - privacy-rule\n")
    assert rows(data, "documents.csv")[0]["retention years"] == "10"


def test_every_document_of_the_real_handbook_is_listed_once() -> None:
    book = load(ROOT / "data").book
    tables = (book.policies, book.procedures, book.forms, book.checklists, book.roles)
    found = [row["id"] for row in rows(ROOT / "data", "documents.csv")]
    assert sorted(found) == sorted(record for table in tables for record in table)


def test_the_table_of_reading_says_who_reads_what_and_why(data: Path) -> None:
    card = """emergencies:
  - id: fire
    title: Fire
    steps:
      - id: out
        text: Go out.
    call:
      - office-manager
"""
    put(data, "emergencies.yaml", card)
    put(data, "checklists/list.yaml", LIST)
    found = [tuple(row.values()) for row in rows(data, "reading.csv")]
    notice = ("policy", "PRV-01", "notice", "Who may know what about a patient")
    read = (*notice, "required", "everyone", "1", "1.0", "1")
    manager, owner = ("office-manager", "Office manager"), ("owner-physician", "Owner physician")
    tick = ("checklist", "", "list", 'Look, listen; and "write"')
    assert found == [
        (*manager, *read),
        (*manager, *tick, "required", "ticked by your role", "", "", ""),
        (*manager, "emergency", "", "fire", "Fire", "required", "your role is called", "", "", ""),
        (*owner, *read),
    ]


def test_the_public_gets_none_of_it(tmp_path: Path) -> None:
    place = project(tmp_path / "checkout", MINIMAL)
    done = build(place, tmp_path / "site", {"AUDIENCE": "public"})
    assert done.returncode == 0, done.stderr
    made = {
        path.relative_to(tmp_path / "site").as_posix() for path in (tmp_path / "site").rglob("*")
    }
    gone = ("due", "calendars", "documents", "reading", "due.csv", "documents.csv", "reading.csv")
    assert made.isdisjoint(gone)


@pytest.mark.parametrize("audience", ["staff", "managers", "owner"])
def test_what_is_above_an_audience_is_in_none_of_its_files(audience: str, data: Path) -> None:
    put(data, NOTICE, "audience: managers\n")
    made = site_of(data, {"AUDIENCE": audience, "HANDBOOK_TODAY": "2026-11-21"})
    texts = [raw for export in EXPORTS.values() for _, raw in export.files(Desk(made))]
    assert any(b"PRV-01" in raw for raw in texts) == (audience != "staff")
