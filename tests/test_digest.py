"""What is due, as the issue of a role says it."""

from datetime import date
from pathlib import Path

import pytest

from macros.digest import digests
from macros.forge import ROOM
from macros.load import load
from scripts.digest import main
from tests.lay import put

DAY = date(2027, 1, 4)
EXITS = """\
title: Look at fire exits
owner: {owner}
summary: Nothing blocks a door.
frequency: {often}
start: 2027-01-05
items:
  - id: doors
    text: Open each door.
    role: {owner}
"""
BILLER = """\
title: Biller
owner: office-manager
department: practice
reports_to: office-manager
backup: office-manager
description: |
  You send bills.
responsibilities:
  - id: bill
    text: Send bills.
authority:
  - Correct a bill.
must_not:
  - Waive a bill.
exposure:
  bloodborne: none
"""


def texts(data: Path, day: date = DAY) -> dict[str, str]:
    return {found.role: found.text for found in digests(load(data).book, day)}


def test_nothing_due_is_no_issue(data: Path) -> None:
    assert texts(data, date(2026, 11, 21)) == {}


def test_lists_that_come_round_all_the_time_are_not_told(data: Path) -> None:
    for often in ("weekly", "monthly", "quarterly"):
        made = EXITS.format(owner="office-manager", often=often)
        put(data, f"checklists/{often}.yaml", made)
        put(data, f"checklists/{often}.yaml", f"title: The {often} round\n")
    lines = texts(data)["office-manager"].splitlines()
    assert [line for line in lines if "round" in line] == [
        (
            "- [ ] **January 5, 2027** The quarterly round. Go through the list."
            " Nothing blocks a door. *Office manager*"
        )
    ]


def test_what_a_vacant_role_owes_is_told_to_who_covers_it_alone(data: Path) -> None:
    put(data, "roles/biller.yaml", BILLER)
    put(data, "checklists/exits.yaml", EXITS.format(owner="biller", often="yearly"))
    found = texts(data)
    assert list(found) == ["office-manager"]
    assert "Look at fire exits" in found["office-manager"]


def test_a_text_that_is_too_long_ends_with_a_whole_line(data: Path) -> None:
    for number in range(400):
        made = EXITS.format(owner="office-manager", often="yearly")
        path = data / "checklists" / f"exits-{number}.yaml"
        path.parent.mkdir(exist_ok=True)
        path.write_text(made.replace("a door", "a door, " * 20), "utf-8")
    text = texts(data)["office-manager"]
    assert ROOM - 400 < len(text.encode()) <= ROOM
    *_, last, blank, said = text.splitlines()
    assert (last[-16:], blank) == ("*Office manager*", "")
    assert said == "_There is more than an issue holds; the page “What is due” has all of it._"


@pytest.mark.parametrize("said", ["", "{", '{"message": "Bad credentials"}', '[1, {"title": "x"}]'])
def test_what_is_no_list_of_issues_opens_none(
    said: str, data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    listed = tmp_path / "issues.json"
    listed.write_text(said, "utf-8")
    where = ["--data", str(data), "--output", str(tmp_path / "made"), "--issues", str(listed)]
    if not said:
        # A forge that has none may say nothing at all.
        assert main([*where, "--today", DAY.isoformat()]) == 0
        return
    with pytest.raises(SystemExit, match="2"):
        main(where)
    assert "is no list of issues as JSON" in capsys.readouterr().err
    assert not (tmp_path / "made").exists()
