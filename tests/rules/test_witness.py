"""Rules that ask git, in real repositories: a docstring cannot show a commit."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from macros.history import past
from macros.load import load
from macros.problems import Place, Problem
from macros.rules import RULES, check
from tests.lay import MINIMAL, TODAY, put
from tests.repository import Repository

COPY = "approved/notice/1.0.md"
POLICY = "policies/privacy/notice.yaml"
WORDS = "# Who may know what\n\nSay nothing.\n"
RETIRED = "status: retired\nretired_on: 2020-06-30\n"


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    """The smallest valid handbook with an approved copy, committed on January 5."""
    made = Repository(tmp_path / "practice")
    shutil.copytree(MINIMAL, made.data)
    made.write(COPY, WORDS)
    made.commit("2026-01-05")
    return made


def found(repository: Repository, today: date = TODAY) -> list[Problem]:
    """What rules of this family find."""
    problems = check(load(repository.data), today, past(repository.data))
    return [p for p in problems if p.rule.startswith("GIT")]


def messages(repository: Repository, today: date = TODAY) -> list[str]:
    return [p.message for p in found(repository, today)]


def short(repository: Repository, name: str = "HEAD") -> str:
    return repository.git("rev-parse", name)[:10]


def revisions(*rows: tuple[str, str]) -> str:
    """The versions of a policy with their days, approved."""
    return "revisions:\n" + "".join(
        f"""\
  - version: "{version}"
    effective: {effective}
    material: true
    change: A change.
    approved:
      - person: alex-stone
        role: owner-physician
        on: {effective}
        method: paper
        evidence: Binder 1.
        recorded_by: sam-rivers
        recorded_on: {effective}
"""
        for version, effective in rows
    )


def test_git001_a_copy_that_was_altered(repository: Repository) -> None:
    assert found(repository) == []
    first = short(repository)
    repository.write(COPY, "Say everything.\n")
    uncommitted = (
        "version '1.0' of 'notice' appeared on 2026-01-05 and was altered since,"
        " in a change that is not committed;"
        f" `git checkout {first} -- data/{COPY}` brings it back"
    )
    assert messages(repository) == [uncommitted]
    repository.commit("2026-02-02")
    message = (
        "version '1.0' of 'notice' appeared on 2026-01-05 and was altered on 2026-02-02"
        f" (commit {short(repository)}); `git checkout {first} -- data/{COPY}` brings it back"
    )
    fix = RULES["GIT001"].fix
    assert found(repository) == [Problem(Place(f"data/{COPY}"), "GIT001", message, fix)]


def test_git001_the_command_that_is_named_works(repository: Repository) -> None:
    repository.write(COPY, "Say everything.\n")
    command = messages(repository)[0].split("`")[1]
    repository.git(*command.split()[1:])
    assert found(repository) == []


def test_git001_says_where_the_browser_finds_the_words(repository: Repository) -> None:
    put(repository.data, "practice.yaml", "repository: https://forge.example/practice/book/\n")
    first = short(repository)
    repository.write(COPY, "Say everything.\n")
    address = f"https://forge.example/practice/book/blob/{first}/data/{COPY}"
    assert messages(repository)[0].endswith(f" brings it back ({address})")


def test_git002_a_policy_that_was_not_retired(repository: Repository) -> None:
    kept = short(repository)
    repository.delete(POLICY)
    message = (
        "policy 'notice' (PRV-01) was not retired and was deleted in a change that is not"
        f" committed; `git checkout {kept} -- data/{POLICY}` brings it back"
    )
    fix = RULES["GIT002"].fix
    assert found(repository) == [Problem(Place(f"data/{POLICY}"), "GIT002", message, fix)]
    repository.commit("2026-02-02")
    (message,) = messages(repository)
    assert message == (
        "policy 'notice' (PRV-01) was not retired and was deleted on 2026-02-02"
        f" (commit {short(repository)}); `git checkout {kept} -- data/{POLICY}` brings it back"
    )
    repository.git(*message.split("`")[1].split()[1:])
    assert found(repository) == []


def test_git002_what_went_too_early_is_asked_for_no_longer_than_it_is_kept(
    repository: Repository,
) -> None:
    repository.delete(POLICY)
    repository.commit("2026-02-02")
    assert len(found(repository, date(2032, 2, 2))) == 1
    assert found(repository, date(2032, 2, 3)) == []


def test_git002_a_retired_policy_may_go_after_its_day(repository: Repository) -> None:
    put(repository.data, POLICY, RETIRED)
    repository.commit("2026-02-02")
    repository.delete(POLICY)
    repository.commit("2026-02-03")
    early = messages(repository, date(2026, 6, 30))
    assert early[0].startswith("policy 'notice' (PRV-01) is kept until 2026-06-30 and was deleted")
    assert found(repository, date(2026, 7, 1)) == []


def test_git002_a_regulation_that_asks_for_longer(repository: Repository) -> None:
    put(repository.data, POLICY, f"{RETIRED}satisfies:\n  - contract\n")
    repository.write(
        "regulations/contract.yaml",
        """\
title: Contract
citation: Section 4
summary: Paper is kept.
basis: contract
status: expired
mandatory: false
retention:
  - what: Policies
    of: policies
    years: 10
    after: The end
requirements:
  - id: keep
    text: Keep it.
confidence: known
verified_on: 2026-06-20
""",
    )
    repository.commit("2026-02-02")
    repository.delete(POLICY)
    assert messages(repository)[0].startswith("policy 'notice' (PRV-01) is kept until 2030-06-30")


def test_git002_a_draft_may_go(repository: Repository) -> None:
    text = (MINIMAL / POLICY).read_text("utf-8").replace("status: active", "status: in-review")
    repository.write("policies/privacy/draft.yaml", text)
    repository.commit("2026-02-02")
    repository.delete("policies/privacy/draft.yaml")
    repository.commit("2026-02-03")
    assert found(repository) == []


def test_git002_a_draft_that_was_approved_once_may_not(repository: Repository) -> None:
    put(repository.data, POLICY, "status: in-review\n")
    repository.commit("2026-02-02")
    repository.delete(POLICY)
    assert len(found(repository)) == 1
    repository.delete(COPY)
    assert len(found(repository)) == 2


def test_git002_a_policy_that_nobody_can_read(repository: Repository) -> None:
    repository.write(POLICY, "title: [\n")
    repository.commit("2026-02-02")
    repository.delete(POLICY)
    repository.commit("2026-02-03")
    until = messages(repository, date(2032, 2, 2))
    assert until[0].startswith("policy 'notice' is kept until 2032-02-02 and was deleted on")
    assert found(repository, date(2032, 2, 3)) == []


def test_git002_the_copies_of_a_policy(repository: Repository) -> None:
    put(repository.data, POLICY, revisions(("2.0", "2020-03-01"), ("1.0", "2019-01-01")))
    repository.write("approved/notice/2.0.md", WORDS)
    kept = short(repository)
    repository.commit("2026-02-02")
    repository.delete(COPY)
    repository.delete("approved/notice/2.0.md")
    repository.commit("2026-02-03")
    newest = (
        "the approved copy of version '2.0' of 'notice' is the newest and was deleted on"
        f" 2026-02-03 (commit {short(repository)});"
        f" `git checkout {short(repository, 'HEAD^')} -- data/approved/notice/2.0.md`"
        " brings it back"
    )
    old = (
        "the approved copy of version '1.0' of 'notice' is kept until 2026-03-01 and was"
        f" deleted on 2026-02-03 (commit {short(repository)});"
        f" `git checkout {kept} -- data/{COPY}` brings it back"
    )
    assert messages(repository, date(2026, 3, 1)) == [old, newest]
    assert messages(repository, date(2026, 3, 2)) == [newest]


def test_git002_the_copies_of_a_policy_that_is_gone_as_well(repository: Repository) -> None:
    put(repository.data, POLICY, RETIRED)
    repository.commit("2026-02-02")
    shutil.rmtree(repository.data / "approved")
    repository.delete(POLICY)
    repository.commit("2026-02-03")
    assert [p.place.file for p in found(repository, date(2026, 6, 30))] == [
        f"data/{COPY}",
        f"data/{POLICY}",
    ]
    assert found(repository, date(2026, 7, 1)) == []


def test_git003_words_that_were_put_back(repository: Repository) -> None:
    repository.write(COPY, "Say everything.\n")
    commit = repository.commit("2026-02-02")[:10]
    repository.write(COPY, WORDS)
    repository.commit("2026-02-05")
    message = (
        "version '1.0' of 'notice' read differently from 2026-02-02 to 2026-02-05"
        f" (commit {commit})"
    )
    fix = RULES["GIT003"].fix
    assert found(repository) == [Problem(Place(f"data/{COPY}"), "GIT003", message, fix, "warning")]
    review = (
        "reviews:\n  - due: 2027-01-05\n    on: {}\n    by: sam-rivers\n    outcome: no-change\n"
    )
    put(repository.data, POLICY, review.format("2026-02-04"))
    assert len(found(repository)) == 1
    put(repository.data, POLICY, review.format("2026-02-05"))
    assert found(repository) == []


def test_nothing_is_asked_where_git_cannot_say(repository: Repository) -> None:
    repository.delete(POLICY)
    shutil.rmtree(repository.folder / ".git")
    assert found(repository) == []
    assert check(load(repository.data), TODAY) == check(
        load(repository.data), TODAY, past(repository.data)
    )
