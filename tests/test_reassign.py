"""One role takes the place of another: everywhere but in what was, and never half checked."""

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from macros.load import load
from macros.reassign import plan
from tests.approving import approve_all
from tests.lay import ROOT, TODAY, problems, put

DIRECTOR = """\
title: Director
owner: owner-physician
department: practice
reports_to: owner-physician
backup: owner-physician
description: You lead the office.
exposure:
  bloodborne: none
"""
LEE = "name: Lee Moss\nassignments:\n  - role: director\n    from: 2024-01-08\n"
NOTICE = """\
owner: office-manager # She keeps it.
applies_to:
  # Who looks at charts.
  - roles:
      - office-manager
      - owner-physician
exceptions:
  - id: move
    who: office-manager
    reason: The office is moving.
    until: 2026-10-01
what_you_do:
  - Tell the [office manager](role:office-manager) the same day.
revisions:
  - version: "1.0"
    effective: 2026-01-05
    material: true
    change: First version.
    approved:
      - person: alex-stone
        role: owner-physician
        on: 2026-01-02
        method: paper
        evidence: In the binder.
        recorded_by: sam-rivers
        recorded_on: 2026-01-02
    seal: "s1:0123456789abcdef"
"""


@pytest.fixture
def practice(data: Path) -> Path:
    """The smallest handbook with a director who can take over."""
    put(data, "roles/director.yaml", DIRECTOR)
    put(data, "people/lee-moss.yaml", LEE)
    return data


def run(data: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(
        [sys.executable, "-m", "scripts.reassign", *arguments, "--data", str(data)],
        cwd=ROOT,
        env={**os.environ, "HANDBOOK_TODAY": TODAY.isoformat()},
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        encoding="utf-8",
        check=False,
    )
    assert "Traceback" not in done.stderr
    return done


def contents(data: Path) -> dict[str, bytes]:
    return {str(p.relative_to(data)): p.read_bytes() for p in data.rglob("*") if p.is_file()}


def errors(data: Path) -> list[str]:
    return [str(p) for p in problems(data) if p.severity == "error"]


def test_the_other_role_stands_everywhere(practice: Path) -> None:
    before = contents(practice)
    # By id, or by title.
    done = run(practice, "Office Manager", "director")
    assert (done.returncode, done.stderr) == (0, "")
    after = contents(practice)
    changed = {name for name in before if before[name] != after[name]}
    assert changed == {
        "policies/privacy/notice.yaml",
        "onboarding/core.yaml",
        "roles/owner-physician.yaml",
    }
    expected = before["onboarding/core.yaml"].replace(b": office-manager", b": director")
    assert after["onboarding/core.yaml"] == expected
    assert "data/onboarding/core.yaml: owner, helper, phases.tasks.who\n" in done.stdout
    assert "data/people/sam-rivers.yaml:3:11: Sam Rivers holds 'office-manager';" in done.stdout
    assert "3 files changed.\n" in done.stdout
    assert errors(practice) == []


def test_a_second_run_has_nothing_left(practice: Path) -> None:
    run(practice, "office-manager", "director")
    before = contents(practice)
    done = run(practice, "office-manager", "director")
    assert (done.returncode, contents(practice)) == (0, before)
    assert done.stdout.endswith("0 files changed.\n")


def test_what_was_cut_short_is_finished(practice: Path) -> None:
    text = (practice / "onboarding/core.yaml").read_text("utf-8")
    half = text.replace("owner: office-manager", "owner: director", 1)
    (practice / "onboarding/core.yaml").write_text(half, "utf-8")
    assert run(practice, "office-manager", "director").returncode == 0
    assert "office-manager" not in (practice / "onboarding/core.yaml").read_text("utf-8")


def test_a_look_changes_nothing(practice: Path) -> None:
    before = contents(practice)
    done = run(practice, "office-manager", "director", "--dry-run")
    assert (done.returncode, contents(practice)) == (0, before)
    assert "data/policies/privacy/notice.yaml: owner\n" in done.stdout
    assert done.stdout.endswith("3 files would change.\n")


def test_it_can_be_limited_to_some_keys(practice: Path) -> None:
    done = run(practice, "office-manager", "director", "--only", "who", "--only", "backup")
    assert "data/onboarding/core.yaml: phases.tasks.who\n" in done.stdout
    assert "notice" not in done.stdout.partition("The words of")[0]


def test_history_and_what_is_over_stay_and_words_void_approvals(practice: Path) -> None:
    put(practice, "policies/privacy/notice.yaml", NOTICE)
    approve_all(practice)
    put(
        practice,
        "people/kim-lane.yaml",
        "name: Kim Lane\nassignments:\n  - role: office-manager\n    from: 2019-01-07\n"
        "    to: 2020-01-07\n",
    )
    copy = (practice / "approved/notice/1.0.md").read_bytes()
    done = run(practice, "office-manager", "director")
    assert done.returncode == 0, done.stderr
    assert (practice / "approved/notice/1.0.md").read_bytes() == copy
    assert [p.rule for p in problems(practice) if p.rule[:3] == "APR"] == ["APR003"]
    text = (practice / "policies/privacy/notice.yaml").read_text("utf-8")
    assert "owner: director # She keeps it.\n" in text
    assert "  # Who looks at charts.\n  - roles:\n      - director\n" in text
    assert "    who: office-manager\n" in text
    assert "[office manager](role:director)" in text
    assert "the exception 'move' is over" in done.stdout
    assert "1 place tells who held 'office-manager'" in done.stdout
    assert (
        "These policies need a new version before staff read the change:\n"
        "  PRV-01 Who may know what about a patient (notice)\n"
    ) in done.stdout
    assert "  data/policies/privacy/notice.yaml\n" in done.stdout.partition("The words of")[2]


def test_an_approval_keeps_the_role_of_its_day(practice: Path) -> None:
    put(practice, "policies/privacy/notice.yaml", NOTICE)
    approve_all(practice)
    made = plan(load(practice).book, "owner-physician", "director", TODAY)
    named = [change.named for change in made.changes]
    assert "revisions.approved.role" not in named
    assert made.history == 1


def test_what_is_in_the_list_already_does_not_stand_twice(practice: Path) -> None:
    put(practice, "policies/privacy/notice.yaml", NOTICE)
    approve_all(practice)
    done = run(practice, "office-manager", "owner-physician", "--only", "applies_to")
    assert done.returncode == 0, done.stderr
    text = (practice / "policies/privacy/notice.yaml").read_text("utf-8")
    assert "  - roles:\n      - owner-physician\nacknowledge:" in text


def test_no_role_comes_under_itself_and_no_loop_is_made(practice: Path) -> None:
    put(practice, "roles/director.yaml", "reports_to: office-manager\nbackup: office-manager\n")
    put(practice, "roles/scribe.yaml", DIRECTOR.replace("owner-physician", "office-manager"))
    made = plan(load(practice).book, "office-manager", "director", TODAY)
    assert [left.why for left in made.left] == [
        "role 'director' would stand under its own `reports_to`",
        "role 'director' would stand under its own `backup`",
        "Sam Rivers holds 'office-manager'; end that and add the next role in this file",
    ]
    put(practice, "roles/director.yaml", "reports_to: scribe\nbackup: owner-physician\n")
    made = plan(load(practice).book, "office-manager", "director", TODAY)
    assert "the reporting line 'scribe' -> 'director' would be a loop" in {
        left.why for left in made.left
    }


POSTS = """\
designations:
  - id: keeper
    title: Keeper
    role: office-manager
    backup: director
    duty: Keeps the keys.
separations:
  - id: order-and-pay
    title: Ordering and paying
    roles:
      - director
      - office-manager
    reason: One person could order for themselves.
"""


def test_posts_and_duties_kept_apart_stay_with_two(practice: Path) -> None:
    put(practice, "designations.yaml", POSTS)
    done = run(practice, "office-manager", "director", "--only", "role", "--only", "roles")
    assert done.returncode == 0, done.stderr
    assert (
        "data/designations.yaml:4:11: post 'keeper' would have 'director' as its own backup\n"
        "data/designations.yaml:12:9: 'director' would have both duties that 'order-and-pay'"
    ) in done.stdout
    assert (practice / "designations.yaml").read_text("utf-8") == POSTS


def test_what_would_not_hang_together_changes_nothing(practice: Path) -> None:
    before = contents(practice)
    done = run(practice, "office-manager", "owner-physician", "--only", "owner")
    assert (done.returncode, contents(practice)) == (1, before)
    assert "POL008 only its owner 'owner-physician' can approve policy 'notice'" in done.stderr
    assert done.stderr.endswith("This would not hang together. Nothing was changed.\n")


def test_line_ends_and_the_first_mark_stay(practice: Path) -> None:
    path = practice / "onboarding/core.yaml"
    before = b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n")
    path.write_bytes(before)
    assert run(practice, "office-manager", "director").returncode == 0
    assert path.read_bytes() == before.replace(b": office-manager", b": director")


def test_a_file_that_cannot_be_read_is_mended_first(practice: Path) -> None:
    (practice / "topics.yaml").write_text("topics: [\n", "utf-8")
    before = contents(practice)
    done = run(practice, "office-manager", "director")
    assert (done.returncode, contents(practice)) == (1, before)
    assert done.stderr.endswith("Mend this first. Nothing was changed.\n")


def test_what_is_written_unusually_is_named(practice: Path) -> None:
    path = practice / "onboarding/core.yaml"
    text = path.read_text("utf-8").replace("owner: office-manager", "owner: |-\n  office-manager")
    path.write_text(text, "utf-8")
    before = contents(practice)
    done = run(practice, "office-manager", "director")
    assert (done.returncode, contents(practice)) == (1, before)
    assert "data/onboarding/core.yaml:2:8: 'office-manager' is written here in an" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "say which role goes and which takes over: OLD NEW"),
        (("office-manager",), "say which role goes and which takes over: OLD NEW"),
        (("ofice-manager", "director"), "no role 'ofice-manager'; did you mean 'office-manager'?"),
        (("office-manager", "directr"), "no role 'directr'; did you mean 'director'?"),
        (("director", "director"), "both roles are 'director'"),
        (("office-manager", "director", "--only", "ownr"), "'ownr' names a role; did you mean"),
    ],
)
def test_a_wrong_command_is_said_in_words(
    practice: Path, arguments: tuple[str, ...], said: str
) -> None:
    before = contents(practice)
    done = run(practice, *arguments)
    assert (done.returncode, contents(practice)) == (2, before)
    assert said in done.stderr


def test_a_folder_that_is_not_there_is_said_in_words(tmp_path: Path) -> None:
    done = run(tmp_path / "nothing", "a", "b")
    assert (done.returncode, "is not a folder" in done.stderr) == (2, True)


@pytest.mark.parametrize(("answer", "owner"), [(b"y", "director"), (b"n", "office-manager")])
def test_without_arguments_it_asks(practice: Path, answer: bytes, owner: str) -> None:
    master, slave = pty.openpty()
    os.write(master, b"office-manager\ndirector\n" + answer + b"\n")
    done = subprocess.run(
        [sys.executable, "-m", "scripts.reassign", "--data", str(practice)],
        cwd=ROOT,
        env={**os.environ, "HANDBOOK_TODAY": TODAY.isoformat()},
        stdin=slave,
        capture_output=True,
        text=True,
        check=False,
    )
    os.close(slave)
    os.close(master)
    assert done.returncode == 0, done.stderr
    assert "  director                         Director\n" in done.stdout
    assert load(practice).book.policies["notice"].owner == owner


def test_a_job_leads_to_each_other_job_once(practice: Path) -> None:
    steps = "leads_to:\n" + "".join(
        f"  - role: {role}\n    takes: A year of it.\n" for role in ("office-manager", "director")
    )
    clerk = DIRECTOR.replace("title: Director", "title: Clerk").replace(
        "exposure:", f"{steps}exposure:"
    )
    put(practice, "roles/clerk.yaml", clerk)
    made = plan(load(practice).book, "office-manager", "director", today=TODAY)
    assert [left.why for left in made.left if left.record.id == "clerk"] == [
        "role 'clerk' leads to 'director' already"
    ]
