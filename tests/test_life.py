"""The life of a policy in a real repository, from its proposal to the end of its retention.

Each test is a chapter and goes on where the one before ended; the pages are built where it matters.
"""

import re
import shutil
from datetime import date
from pathlib import Path

import pytest

from macros.history import past
from macros.load import load
from macros.model.policy import Policy
from macros.parts import Desk
from macros.problems import Problem
from macros.rules import check
from macros.site import Site, made
from macros.views.audience import LEVELS
from macros.views.dates import next_review
from scripts import approve, reviewed
from tests.lay import MINIMAL
from tests.repository import Repository

KEYS = """\
title: Keys and doors
code: PRV-02
summary: Who has a key, and what you do when one is lost.
owner: office-manager
status: in-review
applies_to:
  - everyone: true
review:
  every_months: 12
  basis: practice
what_you_do:
  - Keep your key on you.  # the bell is for patients
  - Tell the office manager the same day when a key is lost.
sections:
  - id: why
    heading: Why we do this
    body: |
      A lost key is a lock that anybody can open.
revisions:
  - version: "1.0"
    effective: 2026-02-02
    material: true
    change: First version.
"""
FILE = "policies/privacy/keys.yaml"


class Life:
    """A practice and its repository; commands run on a day and say something."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.repository = Repository(folder)
        self.capsys = capsys
        shutil.copytree(MINIMAL, self.repository.data)
        self.repository.commit("2026-01-05")

    @property
    def data(self) -> Path:
        return self.repository.data

    def text(self) -> str:
        return (self.data / FILE).read_text("utf-8")

    def edit(self, old: str, new: str, name: str = FILE) -> None:
        text = (self.data / name).read_text("utf-8")
        assert old in text
        self.repository.write(name, text.replace(old, new))

    def policy(self) -> Policy:
        return load(self.data).book.policies["keys"]

    def approve(self, *arguments: str, day: str, code: int = 0) -> str:
        return self._run(approve.main, arguments, day, code)

    def reviewed(self, *arguments: str, day: str, code: int = 0) -> str:
        return self._run(reviewed.main, arguments, day, code)

    def _run(self, main: object, arguments: tuple[str, ...], day: str, code: int) -> str:
        assert callable(main)
        got = main([*arguments, "--today", day, "--data", str(self.data)])
        said = self.capsys.readouterr()
        assert got == code, said
        return str(said.err if code else said.out)

    def problems(self, day: str) -> list[Problem]:
        return check(load(self.data), date.fromisoformat(day), past(self.data))

    def rules(self, day: str) -> list[str]:
        return [p.rule for p in self.problems(day)]

    def site(self, day: str, *, preview: bool = False) -> Site:
        return made(load(self.data), date.fromisoformat(day), LEVELS[1], preview=preview)

    def page(self, day: str, part: str = "policy_page", argument: str = "keys") -> str:
        """The page of the policy as staff read it on a day, as plain words."""
        return words(Desk(self.site(day)).fill(part, _Page(), argument))

    def preview(self, day: str) -> str:
        return words(Desk(self.site(day, preview=True)).fill("policy_page", _Page(), "keys"))


class _Page:
    url = "policies/keys/"
    edit_url = None


def words(page: str) -> str:
    text = " ".join(re.sub(r"<[^>]+>", " ", page).split())
    return re.sub(r" ([.,:;])", r"\1", text)


@pytest.fixture
def life(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Life:
    return Life(tmp_path / "practice", capsys)


BY = ("--by", "alex-stone", "--evidence", "Review of the proposal in the repository.")


def proposed(life: Life) -> None:
    """On January 20 the office manager proposes a policy."""
    life.repository.write(FILE, KEYS)
    life.repository.commit("2026-01-20")


def with_scribe(life: Life) -> None:
    """There is a scribe, who may have a say."""
    life.repository.write(
        "people/kim-lane.yaml",
        "name: Kim Lane\nassignments:\n  - role: scribe\n    from: 2020-05-01\n",
    )
    life.repository.write(
        "roles/scribe.yaml",
        "title: Scribe\nowner: owner-physician\ndepartment: practice\n"
        "reports_to: owner-physician\ndescription: You write notes.\n"
        "exposure:\n  bloodborne: none\n",
    )


def first_version(life: Life) -> None:
    """On January 26 the provider approves it, for February 2."""
    proposed(life)
    life.approve("keys", *BY, day="2026-01-26")
    life.repository.commit("2026-01-26")


def second_version(life: Life) -> None:
    """In June a key is to be reported within the hour, and everybody signs again."""
    first_version(life)
    life.edit("the same day when", "within the hour when")
    change = ("--material", "--change", "A lost key is reported within the hour.")
    life.approve("PRV-02", *BY, *change, "--effective", "2026-07-01", day="2026-06-15")
    life.repository.commit("2026-06-15")


def test_a_proposal_is_seen_in_a_preview_and_by_no_reader(life: Life) -> None:
    proposed(life)
    assert life.rules("2026-01-20") == []
    assert "keys" not in life.site("2026-01-20").book.policies
    page = life.preview("2026-01-20")
    assert "Work under way. Version 1.0 is proposed: First version." in page
    assert "It waits for the Owner physician." in page
    assert "Staff do not see this policy until then." in page
    assert "Approval sheet: Keys and doors, version 1.0" in page
    assert "seal: &#34;s1:" in page or 'seal: "s1:' in page


def test_approval_writes_its_lines_and_no_other(life: Life) -> None:
    proposed(life)
    said = life.approve("keys", *BY, day="2026-01-26")
    assert said.splitlines()[0] == (
        "Alex Stone approved version 1.0 of 'Keys and doors'. Staff read it from 2026-02-02 on."
        " People sign it again."
    )
    added = [line for line in life.text().splitlines() if line not in KEYS.splitlines()]
    seal = life.policy().revisions[0].seal
    assert added == [
        "status: active",
        "    approved:",
        "      - person: alex-stone",
        "        role: owner-physician",
        "        on: 2026-01-26",
        "        method: review",
        "        evidence: Review of the proposal in the repository.",
        "        recorded_by: alex-stone",
        "        recorded_on: 2026-01-26",
        f'    seal: "{seal}"',
    ]
    kept = [line for line in KEYS.splitlines() if line in life.text().splitlines()]
    assert kept == [line for line in KEYS.splitlines() if line != "status: in-review"]
    copy = (life.data / "approved/keys/1.0.md").read_text("utf-8")
    assert copy.startswith("# Keys and doors\n\nWho has a key, and what you do when one is lost.\n")
    assert life.rules("2026-01-26") == []


def test_before_its_day_it_is_announced_and_then_in_force(life: Life) -> None:
    first_version(life)
    before, after = life.page("2026-01-28"), life.page("2026-02-02")
    assert "Not yet in force" in before
    assert "This policy takes effect on February 2, 2026." in before
    assert "In force since February 2, 2026 · version 1.0 · approved by" in after


def test_an_edit_changes_nothing_for_staff(life: Life) -> None:
    first_version(life)
    life.edit("the same day when", "whenever you like, when")
    problems = life.problems("2026-03-02")
    assert [p.rule for p in problems] == ["APR003"]
    assert problems[0].severity == "warning"
    assert problems[0].message == "the words of 'keys' differ from its approved version '1.0'"
    assert '- version: "1.1"' in problems[0].fix
    assert "the same day when a key is lost" in life.page("2026-03-02")
    assert "whenever you like" not in life.page("2026-03-02")
    assert "whenever you like" in life.preview("2026-03-02")


def test_form_and_comments_change_no_word(life: Life) -> None:
    first_version(life)
    life.edit("  # the bell is for patients", "")
    life.edit("a lock that anybody", "a lock\n      that anybody")
    assert life.rules("2026-03-02") == []


def test_a_minor_fix_is_a_version_nobody_signs_again(life: Life) -> None:
    first_version(life)
    life.edit("Keep your key on you.", "Keep your key on you at work.")
    refused = life.approve("keys", *BY, day="2026-03-02", code=1)
    assert refused.startswith("Nothing was changed: `What changed, in one sentence`")
    said = life.approve("keys", *BY, "--minor", "--change", "At work.", day="2026-03-02")
    assert "approved version 1.1" in said
    assert "Nobody needs to sign again." in said
    assert [r.version for r in life.policy().revisions] == ["1.1", "1.0"]
    assert life.rules("2026-03-02") == []


def test_a_material_change_waits_on_its_own_page(life: Life) -> None:
    second_version(life)
    page = life.page("2026-06-20")
    assert (
        "Version 2.0 takes effect on July 1, 2026: A lost key is reported within the hour." in page
    )
    assert "the same day when a key is lost" in page
    waiting = life.page("2026-06-20", "policy_version", "keys/2.0")
    assert "This version takes effect on July 1, 2026. Until then version 1.0 holds" in waiting
    assert "within the hour when a key is lost" in waiting
    assert "within the hour when a key is lost" in life.page("2026-07-01")


def test_the_old_version_keeps_its_page_with_a_redline(life: Life) -> None:
    second_version(life)
    old = life.page("2026-08-03", "policy_version", "keys/1.0")
    assert "No longer in force · in force from February 2, 2026 to June 30, 2026" in old
    assert "You are reading an old version. Version 2.0 is in force" in old
    assert "Tell the office manager the same day when a key is lost." in old
    assert "Tell the office manager the same day within the hour when a key is lost." in old


def test_who_may_approve_is_judged_by_the_day(life: Life) -> None:
    proposed(life)
    refused = life.approve(
        "keys", "--by", "sam-rivers", "--evidence", "x", day="2026-01-26", code=1
    )
    assert refused == (
        "Nothing was changed: 'sam-rivers' could not approve 'keys' on 2026-01-26:"
        " alex-stone could.\n"
    )
    assert life.text() == KEYS


def test_an_approver_who_left_has_still_approved(life: Life) -> None:
    first_version(life)
    person = "people/alex-stone.yaml"
    life.edit("    from: 2020-01-06\n", "    from: 2020-01-06\n    to: 2026-04-30\n", person)
    life.repository.write(
        "people/kim-lane.yaml",
        "name: Kim Lane\nassignments:\n  - role: owner-physician\n    from: 2026-05-01\n",
    )
    assert [rule for rule in life.rules("2026-06-01") if rule.startswith("APR")] == []
    life.edit("to: 2026-04-30", "to: 2026-01-10", person)
    found = [p.message for p in life.problems("2026-06-01") if p.rule == "APR005"]
    assert found == ["'alex-stone' was not 'owner-physician' on 2026-01-26; sam-rivers was"]


def test_a_sole_approver_says_why(life: Life) -> None:
    proposed(life)
    life.edit("owner: office-manager", "owner: owner-physician")
    refused = life.approve("keys", *BY, day="2026-01-26", code=1)
    assert "owns 'keys' and does not approve it alone" in refused
    life.edit("status: in-review", "sole_approver: There is one physician here.\nstatus: in-review")
    life.approve("keys", *BY, day="2026-01-26")
    assert life.rules("2026-01-26") == []
    assert "Approved alone because There is one physician here." in life.page("2026-02-02")


def test_a_deputy_is_urgent_and_ratified(life: Life) -> None:
    proposed(life)
    with_scribe(life)
    life.edit(
        "        - owner-physician\n",
        "        - owner-physician\n      deputy: scribe\n",
        "categories.yaml",
    )
    said = life.approve("keys", "--by", "kim-lane", "--evidence", "Phone call.", day="2026-01-26")
    assert "As this was the deputy, an approver ratifies it within 30 days." in said
    assert "ratifies it by February 25, 2026" in life.page("2026-02-02")
    assert life.rules("2026-02-25") == []
    assert life.rules("2026-02-26") == ["APR008"]
    life.approve("keys", *BY, day="2026-02-26")
    assert life.rules("2026-02-26") == []
    assert [a.person for a in life.policy().revisions[0].approved] == ["kim-lane", "alex-stone"]
    assert "recorded late" not in life.page("2026-02-26")


def test_all_approvers_must_agree_on_the_same_words(life: Life) -> None:
    proposed(life)
    with_scribe(life)
    life.edit(
        "      roles:\n", "      need: all\n      roles:\n        - scribe\n", "categories.yaml"
    )
    said = life.approve("keys", *BY, day="2026-01-26")
    assert "It still lacks the approval of: Scribe." in said
    assert not (life.data / "approved/keys").exists()
    assert "keys" not in life.site("2026-02-02").book.policies
    life.edit("Keep your key on you.", "Keep your key.")
    refused = life.approve("keys", "--by", "kim-lane", "--evidence", "x", day="2026-01-27", code=1)
    assert "was approved in other words" in refused
    life.edit("Keep your key.", "Keep your key on you.")
    life.approve("keys", "--by", "kim-lane", "--evidence", "Call.", day="2026-01-27")
    assert (life.data / "approved/keys/1.0.md").exists()
    assert "keys" in life.site("2026-02-02").book.policies


def test_a_review_without_change_moves_the_date_from_the_intended_day(life: Life) -> None:
    first_version(life)
    book = load(life.data).book
    assert next_review(book, book.policies["keys"]) == date(2027, 2, 2)
    assert life.rules("2027-02-03")[-1:] == ["DUE001"]
    said = life.reviewed(
        "keys",
        "--by",
        "sam-rivers",
        "--outcome",
        "no-change",
        "--note",
        "Still so.",
        day="2027-03-20",
    )
    assert said == (
        "Sam Rivers reviewed 'Keys and doors'; it was due on 2027-02-02.\n"
        "The next review is due by February 2, 2028.\n"
    )
    assert "reviews:\n  - due: 2027-02-02\n    on: 2027-03-20\n    by: sam-rivers\n" in life.text()
    assert "# the bell is for patients" in life.text()


def test_retirement_keeps_the_words_and_names_what_came_after(life: Life) -> None:
    second_version(life)
    retire = ("--outcome", "retire", "--replaced-by", "notice", "--on", "2026-09-01")
    refused = life.reviewed("keys", "--by", "sam-rivers", *retire, day="2026-09-01", code=1)
    assert "'sam-rivers' cannot retire 'keys': alex-stone can" in refused
    said = life.reviewed("keys", "--by", "alex-stone", *retire, day="2026-09-01")
    assert "It is retired from September 1, 2026 on" in said
    life.repository.commit("2026-09-01")
    assert life.rules("2026-09-01") == []
    page = life.page("2026-09-02")
    assert "Retired on September 1, 2026 · replaced by Who may know what about a patient" in page
    assert "Kept until September 1, 2032" in page
    assert "within the hour when a key is lost" in page


def test_an_early_deletion_is_refused_until_its_day(life: Life) -> None:
    second_version(life)
    retire = ("--outcome", "retire", "--on", "2026-09-01")
    life.reviewed("keys", "--by", "alex-stone", *retire, day="2026-09-01")
    life.repository.commit("2026-09-01")
    life.repository.delete(FILE)
    shutil.rmtree(life.data / "approved/keys")
    life.repository.commit("2027-01-04")
    early = [p for p in life.problems("2027-01-04") if p.severity == "error"]
    assert {p.rule for p in early} == {"GIT002"}
    assert any("2032" in p.message for p in early)
    assert [p for p in life.problems("2032-09-02") if p.rule == "GIT002"] == []


def test_altered_words_are_named_and_never_read(life: Life) -> None:
    second_version(life)
    life.edit("within the hour", "within the week", "approved/keys/2.0.md")
    found = life.problems("2026-08-03")
    assert {"APR004", "GIT001"} <= {p.rule for p in found if p.severity == "error"}


def test_what_was_cut_short_is_finished(life: Life) -> None:
    first_version(life)
    (life.data / "approved/keys/1.0.md").unlink()
    assert "APR004" in life.rules("2026-02-02")
    assert life.approve("--finish", day="2026-02-02") == "data/approved/keys/1.0.md: written\n"
    assert life.rules("2026-02-02") == []


def test_words_changed_after_they_were_read_are_not_approved(life: Life) -> None:
    proposed(life)
    read = re.search(r"bear the seal (s1:\w{16})", life.preview("2026-01-20"))
    assert read is not None
    life.edit("Keep your key on you.", "Keep your key anywhere.")
    signed = (*BY, "--method", "paper", "--seal", read[1])
    refused = life.approve("keys", *signed, day="2026-01-26", code=1)
    assert refused.startswith(
        f"Nothing was changed: the words read had the seal {read[1]}, and now"
    )
    life.edit("Keep your key anywhere.", "Keep your key on you.")
    life.approve("keys", *signed, day="2026-01-26")
    assert life.policy().revisions[0].seal == read[1]


def test_an_approval_by_hand_is_the_same(life: Life) -> None:
    proposed(life)
    shown = life.approve("keys", "--show", day="2026-01-26")
    lines, copy = re.fullmatch(
        r"Below version 1\.0, .*?:\n\n(.*)\n\nIn a new file data/approved/keys/1\.0\.md:\n\n(.*)",
        shown,
        re.DOTALL,
    ).groups()  # type: ignore[union-attr]
    pasted = "".join(f"    {line}\n" for line in lines.splitlines())
    life.repository.write(FILE, KEYS.replace("in-review", "active") + pasted)
    life.repository.write("approved/keys/1.0.md", copy)
    assert life.rules("2026-01-26") == []
    assert "In force" in life.page("2026-02-02")
