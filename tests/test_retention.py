"""How long policies and their copies are kept."""

from datetime import date
from typing import Any

import pytest

from macros.model.handbook import Handbook
from macros.model.law import Regulation
from macros.model.policy import Policy
from macros.views.retention import copy_kept_until, kept_until, retirement

APPROVAL = {
    "person": "alex-stone",
    "role": "owner-physician",
    "on": "2019-12-20",
    "method": "paper",
    "evidence": "Binder 1.",
    "recorded_by": "sam-rivers",
    "recorded_on": "2019-12-20",
}


def policy(policy_id: str = "notice", **said: Any) -> Policy:  # noqa: ANN401 - as a file says it
    text = {"title": "T", "code": "PRV-01", "summary": "S.", "owner": "office-manager"}
    return Policy.model_validate({"id": policy_id, "status": "active", **text, **said})


def revision(version: str, effective: str, *, approved: bool = True) -> dict[str, Any]:
    row = {"version": version, "effective": effective, "material": "true", "change": "C."}
    return {**row, "approved": (APPROVAL,) if approved else ()}


def regulation(regulation_id: str, years: int, of: str = "policies") -> Regulation:
    row = {"what": "W", "of": of, "years": years, "after": "The end"}
    said = {"title": "T", "citation": "C", "summary": "S.", "basis": "law", "status": "vacated"}
    asked = {"requirements": [{"id": "one", "text": "One."}], "confidence": "known"}
    checked = {"verified_on": "2026-01-05", "retention": [row]}
    return Regulation.model_validate({"id": regulation_id, **said, **asked, **checked})


def test_a_policy_in_force_has_no_last_day() -> None:
    assert kept_until(Handbook(), policy()) is None
    assert kept_until(Handbook(), policy(status="retired")) is None
    assert retirement(Handbook(), policy()) is None


@pytest.mark.parametrize(
    ("retired", "until"),
    [
        ("2020-03-31", date(2026, 3, 31)),
        ("2024-02-29", date(2030, 2, 28)),
        ("9999-01-01", date.max),
    ],
)
def test_a_retired_policy_is_kept_for_six_years(retired: str, until: date) -> None:
    assert kept_until(Handbook(), policy(status="retired", retired_on=retired)) == until


@pytest.mark.parametrize(
    ("rows", "year"),
    [
        ([("ten", 10, "policies")], 2030),
        ([("three", 3, "policies")], 2026),
        ([("three", 3, "policies"), ("ten", 10, "policies"), ("seven", 7, "policies")], 2030),
        ([("thirty", 30, "records"), ("forty", 40, "training")], 2026),
    ],
)
def test_a_regulation_may_ask_for_longer(rows: list[tuple[str, int, str]], year: int) -> None:
    found = {row[0]: regulation(*row) for row in rows}
    other = {"fifty": regulation("fifty", 50)}
    book = Handbook(regulations={**found, **other})
    retired = policy(status="retired", retired_on="2020-01-31", satisfies=[*found, "unknown"])
    assert kept_until(book, retired) == date(year, 1, 31)
    end = retirement(book, retired)
    assert end
    assert (end.until, end.asked_by) == (date(year, 1, 31), found.get("ten"))


def test_a_version_is_kept_from_the_day_the_next_took_effect() -> None:
    rows = [
        revision("10.0", "2024-01-01", approved=False),
        revision("9.1", "2023-02-01"),
        revision("9.0", "2021-03-01"),
        revision("1.0", "2019-01-01"),
    ]
    book, found = Handbook(), policy(revisions=rows)
    assert copy_kept_until(book, found, "1.0") == date(2027, 3, 1)
    assert copy_kept_until(book, found, "9.0") == date(2029, 2, 1)
    # What was never approved replaces nothing.
    assert copy_kept_until(book, found, "9.1") is None
    # A version that is no longer listed ended with the next that is.
    assert copy_kept_until(book, found, "5.0") == date(2027, 3, 1)


def test_the_last_version_of_a_retired_policy_ended_with_it() -> None:
    rows = [revision("1.1", "2022-06-01"), revision("1.0", "2019-01-01")]
    found = policy(status="retired", retired_on="2022-02-01", revisions=rows)
    assert copy_kept_until(Handbook(), found, "1.1") == date(2028, 2, 1)
    # 1.1 waited for a day that came after the end.
    assert copy_kept_until(Handbook(), found, "1.0") == date(2028, 2, 1)


def test_the_end_of_a_line_of_replacements() -> None:
    rows = [
        policy("one", status="retired", retired_on="2020-01-31", replaced_by="two"),
        policy("two", status="retired", retired_on="2022-01-31", replaced_by="three"),
        policy("three"),
    ]
    book = Handbook(policies={p.id: p for p in rows})
    end = retirement(book, rows[0])
    assert end
    assert (end.on, end.until, end.years) == (date(2020, 1, 31), date(2026, 1, 31), 6)
    assert end.replaced_by == rows[2]


@pytest.mark.parametrize("following", ["one", "two", "hidden", None])
def test_a_loop_of_replacements_ends(following: str | None) -> None:
    one = policy("one", status="retired", retired_on="2020-01-31", replaced_by="two")
    two = policy("two", status="retired", retired_on="2020-01-31", replaced_by=following)
    end = retirement(Handbook(policies={"one": one, "two": two}), one)
    assert end
    assert end.replaced_by == two
