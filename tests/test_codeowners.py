"""Who is asked to look at a change, as the data says it, and never anybody else."""

from pathlib import Path

import pytest

from macros.codeowners import FILE, codeowners
from macros.load import load
from scripts.codeowners import main
from tests.lay import TODAY, Lay, put
from tests.pull_request import PullRequest

OPENING = """\
# Written by `python -m scripts.codeowners` from data/: change the people and roles there.
# It is a convenience, so that changes find the people who should look at them.
# Who may approve is judged by `python -m scripts.ci`, whether this file is obeyed or not.

"""
BOTH = """\
* @alex-example
/data/roles/front-desk.yaml @sam.example
/data/roles/medical-assistant.yaml @sam.example
/data/roles/office-manager.yaml @alex-example
/data/roles/owner-physician.yaml @sam.example
/data/procedures/copies.yaml @sam.example
/data/onboarding/core.yaml @sam.example
/data/training/privacy.yaml @sam.example
/data/policies/privacy/ @alex-example
/.ci/ @alex-example
/.github/ @alex-example
/macros/ @alex-example
/scripts/ @alex-example
/mkdocs.yml @alex-example
/pyproject.toml @alex-example
/requirements*.txt @alex-example
/data/people/ @alex-example
/data/categories.yaml @alex-example
/data/approved/ @alex-example
/.github/CODEOWNERS @alex-example
"""


def account(data: Path, person: str, account: str) -> None:
    put(data, f"people/{person}.yaml", f"account: {account}\n")


def test_everybody_is_asked_about_what_they_answer_for(tmp_path: Path) -> None:
    made = PullRequest(tmp_path / "practice")
    account(made.data, "alex-stone", "alex-example")
    account(made.data, "sam-rivers", "sam.example")
    found = codeowners(load(made.data).book, TODAY)
    assert (found.text, found.without) == (OPENING + BOTH, ())


def test_a_path_without_accounts_leaves_those_who_are_asked_about_all(data: Path) -> None:
    account(data, "alex-stone", "clinic/owners")
    found = codeowners(load(data).book, TODAY)
    assert "office-manager.yaml @clinic/owners" in found.text
    assert "core.yaml" not in found.text
    assert found.without == ("Sam Rivers",)


def test_without_any_account_nobody_is_asked(data: Path) -> None:
    found = codeowners(load(data).book, TODAY)
    nobody = "# Nobody who would be asked has an `account` in data/people/ yet.\n"
    assert (found.text, found.without) == (OPENING + nobody, ("Alex Stone", "Sam Rivers"))


def test_a_policy_with_approvers_of_its_own_comes_after_its_category(data: Path) -> None:
    account(data, "alex-stone", "alex-example")
    account(data, "sam-rivers", "sam-example")
    own = "approvers:\n  roles:\n    - office-manager\n  deputy: owner-physician\n"
    put(data, "policies/privacy/notice.yaml", own)
    lines = codeowners(load(data).book, TODAY).text.splitlines()
    shelf = lines.index("/data/policies/privacy/ @alex-example")
    assert lines[shelf + 1] == "/data/policies/privacy/notice.yaml @alex-example @sam-example"


@pytest.mark.parametrize(
    ("written", "shown"),
    [("'@alex'", "'@alex'"), ("a b", "'a b'"), ('"x\\n* @evil"', r"'x\n* @evil'")],
)
def test_an_account_is_a_name_and_nothing_else(lay: Lay, written: str, shown: str) -> None:
    found = lay({"data/people/alex-stone.yaml": f"account: {written}\n"})
    assert [p.rule for p in found] == ["FIL027"]
    assert found[0].message == (
        f"`account` {shown} is not the name of an account, without the sign before it, like"
        " mdelgado"
    )


def test_the_command_writes_it_once_and_says_what_is_missing(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    account(data, "alex-stone", "alex-example")
    (data.parent / "mkdocs.yml").touch()
    ask = ["--project", str(data.parent), "--today", "2026-11-21"]
    missing = "Without an account, so not asked: Sam Rivers.\n"
    assert main([*ask, "--check"]) == 1
    stale = f"{FILE} is out of date; `python -m scripts.codeowners` writes it anew.\n"
    assert capsys.readouterr().out == missing + stale
    assert not (data.parent / FILE).exists()
    assert main(ask) == 0
    assert capsys.readouterr().out == f"{missing}{FILE} is written.\n"
    assert main([*ask, "--check"]) == 0
    assert capsys.readouterr().out == f"{missing}{FILE} is current.\n"
    put(data, "people/alex-stone.yaml", "assignments: 5\n")
    assert main(ask) == 1
    assert "Who is asked is known when these are mended: 1 problem" in capsys.readouterr().err
