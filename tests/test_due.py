"""What is due: every source, the right day, the right owner, and a name that stays."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from macros.load import load
from macros.model.handbook import Handbook
from macros.views.due import Due, by_role, due_items, grouped
from tests.approving import approve_all
from tests.lay import ROOT, TODAY, put

Laid = Callable[..., list[Due]]
NOTICE = "policies/privacy/notice.yaml"
LAW = """title: Privacy rule
citation: 45 CFR 164.530
summary: Safeguards for what we know about patients.
basis: law
status: in-force
requirements:
  - id: safeguards
    text: Have safeguards that fit the work.
confidence: verified
"""
LIST = """title: A list
owner: office-manager
summary: Nothing runs out.
frequency: {frequency}
start: {start}
items:
  - id: one
    text: Do it.
    role: office-manager
"""
APPROVED = """revisions:
  - version: "{version}"
    effective: {effective}
    material: {material}
    change: Keys are counted.
    approved:
      - person: {person}
        role: {role}
        on: {on}
        method: meeting
        evidence: Minutes of that day
        recorded_by: sam-rivers
        recorded_on: {on}
    seal: "s1:0123456789abcdef"
  - version: "1.0"
    effective: 2026-01-05
    material: true
    change: First version.
"""
DEPUTY = """categories:
  - id: privacy
    title: Privacy
    code: PRV
    approvers:
      roles:
        - owner-physician
      deputy: office-manager
"""


@pytest.fixture
def laid(data: Path) -> Laid:
    """What is due in the smallest handbook with approved texts laid over it, but its one review."""

    def over(*files: tuple[str, str], today: date = TODAY) -> list[Due]:
        for name, text in files:
            put(data, name, text)
        approve_all(data)
        return [d for d in due_items(book(data), today) if d.kind != "review"]

    return over


def book(data: Path) -> Handbook:
    return load(data).book


def approved(role: str, on: str, *, effective: str = "2026-11-02", version: str = "1.1") -> str:
    person = "sam-rivers" if role == "office-manager" else "alex-stone"
    return APPROVED.format(
        version=version, effective=effective, material="true", person=person, role=role, on=on
    )


def test_a_review_is_due_a_cycle_after_the_first_version(data: Path) -> None:
    found = due_items(book(data), TODAY)
    assert found == [
        Due(
            date(2027, 1, 5),
            "review",
            "Who may know what about a patient",
            "Read it again, and record what came of it.",
            "office-manager",
            ("policy", "notice"),
            code="PRV-01",
        )
    ]
    assert found[0].key == "review.policy.notice"


def test_a_review_that_took_place_moves_and_keeps_its_name(data: Path) -> None:
    before = due_items(book(data), TODAY)[0]
    text = (
        "reviews:\n  - due: 2027-01-05\n    on: 2026-12-20\n"
        "    by: sam-rivers\n    outcome: no-change\n"
    )
    put(data, NOTICE, text)
    after = due_items(book(data), TODAY)[0]
    assert (before.day, after.day) == (date(2027, 1, 5), date(2028, 1, 5))
    assert before.key == after.key


def test_an_exception_ends(laid: Laid) -> None:
    text = (
        "exceptions:\n  - id: paper-log\n    who: office-manager\n"
        "    reason: The new log is not set up.\n    until: 2026-11-20\n"
    )
    (due,) = laid((NOTICE, text))
    assert (due.day, due.kind, due.owner) == (date(2026, 11, 20), "exception", "office-manager")
    assert due.what == "End the exception for the Office manager, or have it approved again."
    assert (due.note, due.span(TODAY)) == ("The new log is not set up.", "overdue")
    assert due.key == "exception.policy.notice.paper-log"


def test_what_a_deputy_approved_is_ratified_within_30_days(laid: Laid) -> None:
    (due,) = laid(("categories.yaml", DEPUTY), (NOTICE, approved("office-manager", "2026-10-31")))
    assert (due.day, due.kind, due.owner) == (date(2026, 11, 30), "ratification", "owner-physician")
    assert due.what == "Ratify version 1.1, which the Office manager approved as deputy."
    assert due.key == "ratification.policy.notice.1.1"


def test_what_an_approver_approved_needs_no_ratification(laid: Laid) -> None:
    text = approved("owner-physician", "2026-10-31")
    assert laid(("categories.yaml", DEPUTY), (NOTICE, text)) == []


def test_work_under_way_does_not_hide_what_is_to_be_ratified(data: Path, laid: Laid) -> None:
    before = laid(("categories.yaml", DEPUTY), (NOTICE, approved("office-manager", "2026-10-31")))
    draft = (
        'revisions:\n  - version: "1.2"\n    effective: 2026-12-01\n'
        "    material: false\n    change: Still being written.\n"
    )
    text = (data / NOTICE).read_text("utf-8")
    (data / NOTICE).write_text(text.replace("revisions:\n", draft, 1), "utf-8")
    after = [d for d in due_items(book(data), TODAY) if d.kind != "review"]
    assert [(d.kind, d.part) for d in after] == [("ratification", "1.1")]
    assert after == before


@pytest.mark.parametrize(
    ("today", "kinds"),
    [
        (date(2026, 11, 30), ["version"]),
        (date(2026, 12, 1), ["version"]),
        # In force since yesterday: nothing to do.
        (date(2026, 12, 2), []),
    ],
)
def test_an_approved_version_takes_effect(today: date, kinds: list[str], laid: Laid) -> None:
    text = approved("owner-physician", "2026-10-31", effective="2026-12-01")
    found = laid((NOTICE, text), today=today)
    assert [due.kind for due in found] == kinds
    for due in found:
        assert due.what == "Version 1.1 takes effect. Readers read and sign it again."


@pytest.mark.parametrize(
    ("verified", "months", "day"),
    [
        ("2026-02-28", 12, date(2027, 2, 28)),
        ("2024-02-29", 12, date(2025, 2, 28)),
        ("2024-02-29", 48, date(2028, 2, 29)),
        ("2026-08-31", 6, date(2027, 2, 28)),
    ],
)
def test_a_regulation_is_read_again(verified: str, months: int, day: date, laid: Laid) -> None:
    text = f"{LAW}verified_on: {verified}\nrecheck_months: {months}\n"
    (due,) = laid(("regulations/privacy-rule.yaml", text))
    assert (due.day, due.owner) == (day, "owner-physician")
    assert due.what == "Read 45 CFR 164.530 again, and set the day on which it was checked."


def test_a_regulation_is_read_again_by_the_post_it_asks_for(laid: Laid) -> None:
    posts = (
        "designations:\n  - id: official\n    title: Privacy official\n    role: office-manager\n"
        "    regulations:\n      - privacy-rule\n    duty: Answers for privacy.\n"
    )
    text = f"{LAW}verified_on: 2026-06-20\n"
    (due,) = laid(("regulations/privacy-rule.yaml", text), ("designations.yaml", posts))
    assert due.owner == "office-manager"


def test_a_regulation_is_read_again_by_the_owner_of_its_policy(laid: Laid) -> None:
    text = f"{LAW}verified_on: 2026-06-20\n"
    (due,) = laid(
        ("regulations/privacy-rule.yaml", text), (NOTICE, "satisfies:\n  - privacy-rule\n")
    )
    assert due.owner == "office-manager"


def test_what_does_not_concern_us_is_not_read_again(laid: Laid) -> None:
    text = f"{LAW}verified_on: 2026-06-20\n".replace("in-force", "vacated")
    assert laid(("regulations/privacy-rule.yaml", text)) == []


def test_a_gap_is_closed_by_its_day(laid: Laid) -> None:
    gap = (
        "gap:\n  owner: office-manager\n  by: 2027-01-31\n  plan: We write a policy.\n"
        "verified_on: 2026-06-20\n"
    )
    found = laid(("regulations/privacy-rule.yaml", LAW + gap))
    assert [(d.day, d.kind, d.owner, d.note) for d in found] == [
        (date(2027, 1, 31), "gap", "office-manager", "We write a policy."),
        (date(2027, 6, 20), "regulation", "office-manager", None),
    ]


def test_a_role_description_is_read_again(laid: Laid) -> None:
    role = "roles/office-manager.yaml"
    assert laid((role, "review_every_months: 12\n")) == []
    (due,) = laid((role, "reviewed_on: 2024-02-29\n"))
    assert (due.day, due.kind, due.owner) == (date(2025, 2, 28), "role", "owner-physician")
    assert laid((role, "status: retired\n")) == []


def test_an_answer_is_looked_up_again_by_the_role_of_who_gave_it(laid: Laid) -> None:
    text = (
        "questions:\n  - id: recording\n    question: May we record a call?\n"
        "    answer: Only if everybody agrees.\n    answered_by: sam-rivers\n"
        "    answered_on: 2026-01-31\n    recheck_months: 1\n"
        "  - id: minors\n    question: What may a minor decide?\n"
    )
    (due,) = laid(("state.yaml", text))
    assert (due.day, due.owner) == (date(2026, 2, 28), "office-manager")
    assert due.key == "state-question.state-question.recording"


@pytest.mark.parametrize(
    ("more", "days"),
    [
        ("    to: 2026-11-21\n", [date(2026, 11, 21)]),
        ("    to: 2027-02-19\n", [date(2027, 2, 19)]),
        # In 91 days, and yesterday.
        ("    to: 2027-02-20\n", []),
        ("    to: 2026-11-20\n", []),
        # The same person stays in the role.
        ("    to: 2026-12-31\n  - role: office-manager\n    from: 2027-01-01\n", []),
    ],
)
def test_an_assignment_that_ends_is_pointed_out(more: str, days: list[date], laid: Laid) -> None:
    text = f"assignments:\n  - role: office-manager\n    from: 2021-03-01\n{more}"
    found = laid(("people/sam-rivers.yaml", text))
    assert [due.day for due in found] == days
    for due in found:
        assert (due.owner, due.title) == ("owner-physician", "Sam Rivers")
        assert due.what == "Last day as Office manager: extend it, or say who follows."


@pytest.mark.parametrize(
    ("frequency", "start", "today", "due"),
    [
        # The last day of a month, whatever its length; January 31, 2027 is a Sunday.
        ("monthly", "2026-10-31", date(2026, 11, 21), (date(2026, 11, 30), "2026-11-30")),
        ("monthly", "2026-10-31", date(2026, 12, 1), (date(2026, 12, 31), "2026-12-31")),
        ("monthly", "2026-10-31", date(2027, 1, 30), (date(2027, 2, 1), "2027-01-31")),
        ("monthly", "2026-10-31", date(2027, 2, 2), (date(2027, 3, 1), "2027-02-28")),
        # Leap days.
        ("yearly", "2024-02-29", date(2026, 11, 21), (date(2027, 3, 1), "2027-02-28")),
        ("yearly", "2024-02-29", date(2028, 1, 1), (date(2028, 2, 29), "2028-02-29")),
        # Thanksgiving and the day after are closed: the list falls on Monday.
        ("quarterly", "2026-08-26", date(2026, 11, 21), (date(2026, 11, 30), "2026-11-26")),
        # On a closed day the round of yesterday is still to come.
        ("quarterly", "2026-08-26", date(2026, 11, 28), (date(2026, 11, 30), "2026-11-26")),
        ("quarterly", "2026-08-26", date(2026, 11, 30), (date(2026, 11, 30), "2026-11-26")),
        # The first round is still far away.
        ("three-yearly", "2029-01-15", date(2026, 11, 21), (date(2029, 1, 15), "2029-01-15")),
    ],
)
def test_the_next_round_of_a_list(
    frequency: str, start: str, today: date, due: tuple[date, str], laid: Laid
) -> None:
    closed = (
        "holidays:\n  - on: 2026-11-26\n    name: Thanksgiving Day\n"
        "  - on: 2026-11-27\n    name: Day after Thanksgiving\n"
    )
    text = LIST.format(frequency=frequency, start=start)
    (found,) = laid(("practice.yaml", closed), ("checklists/list.yaml", text), today=today)
    assert (found.day, found.part) == due


@pytest.mark.parametrize("frequency", ["daily", "weekly"])
def test_what_comes_each_week_is_not_due_but_done(frequency: str, laid: Laid) -> None:
    text = LIST.format(frequency=frequency, start="2026-01-05")
    assert laid(("checklists/list.yaml", text)) == []


def test_a_calendar_gets_every_round_of_a_year(data: Path) -> None:
    put(data, "checklists/list.yaml", LIST.format(frequency="monthly", start="2026-10-31"))
    found = due_items(book(data), TODAY, ahead=366)
    rounds = [due.day for due in found if due.kind == "checklist"]
    assert rounds[:4] == [
        date(2026, 11, 30),
        date(2026, 12, 31),
        date(2027, 2, 1),
        date(2027, 3, 1),
    ]
    assert len(rounds) == 12


def test_what_ends_never_is_never_due(laid: Laid) -> None:
    text = (
        "exceptions:\n  - id: paper-log\n    who: office-manager\n"
        "    reason: We have no other.\n    until: 9999-12-31\n"
    )
    law = f"{LAW}verified_on: 9999-12-31\n"
    lists = LIST.format(frequency="monthly", start="9999-12-31")
    files = (NOTICE, text), ("regulations/law.yaml", law), ("checklists/list.yaml", lists)
    assert laid(*files) == []


@pytest.mark.parametrize(
    ("day", "span"),
    [
        (date(2026, 11, 20), "overdue"),
        (date(2026, 11, 21), "30"),
        (date(2026, 12, 21), "30"),
        (date(2026, 12, 22), "60"),
        (date(2027, 1, 20), "60"),
        (date(2027, 1, 21), "90"),
        (date(2027, 2, 19), "90"),
        (date(2027, 2, 20), "later"),
    ],
)
def test_how_far_away_a_day_is(day: date, span: str) -> None:
    due = Due(day, "review", "A policy", "Read it.", "office-manager", ("policy", "a"))
    assert due.span(TODAY) == span


def test_things_stand_by_day_then_owner_and_every_span_is_there(data: Path) -> None:
    put(data, "roles/office-manager.yaml", "reviewed_on: 2026-01-05\nreview_every_months: 12\n")
    found = due_items(book(data), TODAY)
    assert [(due.kind, due.owner) for due in found] == [
        ("review", "office-manager"),
        ("role", "owner-physician"),
    ]
    assert grouped(found, TODAY) == {"overdue": [], "30": [], "60": found, "90": [], "later": []}


def test_a_role_sees_what_it_owns_and_what_it_covers(data: Path) -> None:
    ended = "assignments:\n  - role: office-manager\n    from: 2021-03-01\n    to: 2026-01-31\n"
    filled = book(data)
    put(data, "people/sam-rivers.yaml", ended)
    vacant = book(data)
    for there, roles in (
        (filled, {"office-manager"}),
        (vacant, {"office-manager", "owner-physician"}),
    ):
        found = by_role(there, due_items(there, TODAY), TODAY)
        assert {role for role, items in found.items() if items} == roles
        assert set(found) == {"office-manager", "owner-physician"}


def test_in_the_real_handbook_every_name_is_its_own() -> None:
    real = load(ROOT / "data").book
    found = due_items(real, TODAY, ahead=366)
    assert len({due.key for due in found}) == len(found)
    assert {due.owner for due in found} <= set(real.roles)
