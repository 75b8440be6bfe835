"""Answers that pages and rules rest on."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from macros.chart import WIDTH, in_columns, in_one_column
from macros.load import load
from macros.model.handbook import Handbook
from macros.parts.who import MOST, WIDEST
from macros.views.cover import acting, at_work, cover, in_role, vacant
from macros.views.dates import next_review
from macros.views.law import in_scope
from macros.views.org import branches, org_tree
from macros.views.reading import reading_list
from tests.lay import ROOT, TODAY, put

BOOK = load(ROOT / "data").book

Book = Callable[[str, str], Handbook]


@pytest.fixture
def book(data: Path) -> Book:
    def laid(name: str, text: str) -> Handbook:
        put(data, name, text)
        return load(data).book

    return laid


REVIEWS = """\
review:
  every_months: {months}
  basis: practice
reviews:
  - due: {due}
    on: {on}
    by: sam-rivers
    outcome: no-change
"""


@pytest.mark.parametrize(
    ("due", "on", "months", "expected"),
    [
        ("2026-03-01", "2026-03-01", 12, date(2027, 3, 1)),
        # Late: counted from the intended day, so that reviews do not drift.
        ("2026-03-01", "2026-05-20", 12, date(2027, 3, 1)),
        # Inside the warning window of 30 days: this was the review.
        ("2026-03-01", "2026-01-30", 12, date(2027, 3, 1)),
        # Before the window: the review that is due still is.
        ("2026-03-01", "2026-01-29", 12, date(2026, 3, 1)),
        # So late that a whole round was missed.
        ("2025-03-01", "2026-04-01", 12, date(2027, 3, 1)),
        # Months of different lengths, and leap days.
        ("2026-01-31", "2026-01-31", 1, date(2026, 2, 28)),
        ("2024-02-29", "2024-02-29", 12, date(2025, 2, 28)),
        ("2024-02-29", "2024-02-29", 48, date(2028, 2, 29)),
        ("2026-01-31", "2026-02-28", 1, date(2026, 3, 31)),
        ("2026-01-31", "2026-04-15", 1, date(2026, 4, 30)),
        ("2027-12-31", "2027-12-31", 2, date(2028, 2, 29)),
        ("2024-02-29", "2027-02-28", 12, date(2028, 2, 29)),
        ("2024-02-29", "2028-02-28", 12, date(2028, 2, 29)),
        ("2024-02-29", "2028-02-29", 12, date(2029, 2, 28)),
    ],
)
def test_next_review(due: str, on: str, months: int, expected: date, book: Book) -> None:
    found = book("policies/privacy/notice.yaml", REVIEWS.format(due=due, on=on, months=months))
    assert next_review(found, found.policies["notice"]) == expected


def test_without_a_review_the_first_version_counts(book: Book) -> None:
    found = book("policies/privacy/notice.yaml", "summary: The same.\n")
    assert next_review(found, found.policies["notice"]) == date(2027, 1, 5)


def test_a_vacant_role_is_covered_by_its_backup() -> None:
    assert vacant(BOOK, "director-of-operations", TODAY)
    assert cover(BOOK, "director-of-operations", TODAY) == "office-manager"
    assert [p.id for p in acting(BOOK, "director-of-operations", TODAY)] == ["maria-delgado"]


def test_backups_are_followed_but_never_in_a_circle(book: Book) -> None:
    found = book(
        "people/sam-rivers.yaml",
        "assignments:\n  - role: office-manager\n    from: 2021-03-01\n    to: 2026-01-31\n",
    )
    found_alone = book(
        "people/alex-stone.yaml",
        "assignments:\n  - role: owner-physician\n    from: 2021-03-01\n    to: 2026-01-31\n",
    )
    assert [p.id for p in acting(found, "office-manager", TODAY)] == ["alex-stone"]
    assert acting(found_alone, "office-manager", TODAY) == []
    assert cover(found_alone, "office-manager", TODAY) is None


def test_a_student_works_in_a_role_without_filling_it(book: Book) -> None:
    found = book(
        "people/sam-rivers.yaml",
        "assignments:\n  - role: office-manager\n    kind: student\n    from: 2021-03-01\n",
    )
    assert [h.person.id for h in in_role(found, "office-manager", TODAY)] == ["sam-rivers"]
    assert vacant(found, "office-manager", TODAY)


def test_who_is_away_is_covered_for_those_days(book: Book) -> None:
    found = book("people/sam-rivers.yaml", "away:\n  - from: 2026-11-20\n    to: 2026-11-22\n")
    assert [p.id for p in at_work(found, "office-manager", TODAY)] == ["alex-stone"]
    after = date(2026, 11, 23)
    assert [p.id for p in at_work(found, "office-manager", after)] == ["sam-rivers"]


def test_required_reading_comes_first_and_says_why() -> None:
    nurse = reading_list(BOOK, BOOK.roles["triage-nurse"])
    coder = reading_list(BOOK, BOOK.roles["coding-billing-specialist"])
    assert {r.policy.id: (r.duty, r.reason) for r in nurse}["exposure-control-plan"] == (
        "required",
        "your role",
    )
    duties = [r.duty for r in coder]
    first = duties.index("recommended")
    assert (set(duties[:first]), set(duties[first:])) == ({"required"}, {"recommended"})
    assert "exposure-control-plan" in [r.policy.id for r in coder[first:]]


HEADCOUNT = """\
headcounts:
  - id: title-vii
    count: {count}
    method: All.
    counted_on: 2026-01-05
services:
  - vaccines
"""
HEADS = "  headcount: title-vii\n  at_least: 15\n"
VACCINES, SLIDES = (f"  services:\n    - {s}\n" for s in ("vaccines", "microscopy"))
RULE = """title: A rule
citation: 45 CFR 92.7
summary: A rule.
basis: law
status: {status}
{dates}applies:
{applies}requirements:
  - id: one
    text: Do it.
confidence: verified
verified_on: 2026-06-20
"""


# Count, what the regulation applies to, its status, its days: whether it concerns the practice.
SCOPES = {
    (15, HEADS, "in-force", ""): True,
    (14, HEADS, "in-force", ""): False,
    (14, VACCINES, "in-force", ""): True,
    (14, SLIDES, "in-force", ""): False,
    (14, VACCINES, "proposed", ""): False,
    (14, VACCINES, "in-force", "from: 2026-11-22\n"): False,
    (14, VACCINES, "in-force", "from: 2026-11-21\n"): True,
    (14, VACCINES, "in-force", "until: 2026-11-20\n"): False,
    (14, VACCINES, "in-force", "until: 2026-11-21\n"): True,
}


@pytest.mark.parametrize("case", SCOPES)
def test_scope_follows_from_heads_services_and_days(
    case: tuple[int, str, str, str], book: Book
) -> None:
    count, applies, status, dates = case
    book("practice.yaml", HEADCOUNT.format(count=count))
    text = RULE.format(applies=applies, status=status, dates=dates)
    found = book("regulations/rule.yaml", text)
    concerns, why = in_scope(found, found.regulations["rule"], TODAY)
    assert concerns == SCOPES[case]
    assert why


def test_the_chart_holds_every_active_role_once() -> None:
    (root,) = org_tree(BOOK, TODAY)
    ids = [post.role.id for post in root.all()]
    assert sorted(ids) == sorted(r.id for r in BOOK.roles.values() if r.status == "active")
    for chart in (in_columns(root), in_one_column(root)):
        assert sorted(box.post.role.id for box in chart.boxes) == sorted(ids)


def test_boxes_do_not_overlap_and_stay_inside() -> None:
    (root,) = org_tree(BOOK, TODAY)
    for chart in (in_columns(root), in_one_column(root)):
        for box in chart.boxes:
            assert 0 <= box.x <= chart.width - WIDTH
            assert 0 <= box.y <= chart.height - box.height
            for other in chart.boxes:
                apart = (
                    box.x + WIDTH <= other.x
                    or other.x + WIDTH <= box.x
                    or box.y + box.height <= other.y
                    or other.y + other.height <= box.y
                )
                assert apart or other is box


def test_a_narrow_chart_fits_a_phone() -> None:
    (root,) = org_tree(BOOK, TODAY)
    assert in_one_column(root).width <= 358


def test_a_wide_practice_is_drawn_by_department() -> None:
    (root,) = org_tree(BOOK, TODAY)
    assert len(root.below) <= WIDEST
    assert len(list(root.all())) <= MOST
    cut = dict(branches(BOOK, root))
    for department, part in cut.items():
        own = {p.role.id for p in part.all() if p.role.department == department}
        assert own == {r.id for r in BOOK.roles.values() if r.department == department}
