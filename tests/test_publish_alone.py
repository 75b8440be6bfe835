"""One edition: its record, what is held back, and a remote that does not take it."""

import re
from pathlib import Path

import pytest

from macros.load import load
from macros.model.edition import Edition, EditionPolicy
from macros.model.record import Audience
from macros.published import as_record, published
from macros.views.audience import edition_for
from scripts import publish as command
from tests.publishing import POLICY, Publisher, refused

FAX = """\
title: Faxing
code: PRV-02
summary: How we send a fax.
owner: office-manager
status: active
applies_to:
  - everyone: true
    reading: recommended
review:
  every_months: 12
  basis: practice
what_you_do:
  - Check the number twice.
sections:
  - id: why
    heading: Why we do this
    body: A wrong digit sends a chart to a stranger.
revisions:
  - version: "1.0"
    effective: 2026-01-05
    material: true
    change: First version.
"""
NEXT = """\
  - version: "1.1"
    effective: 2026-12-01
    material: false
    change: We tell sooner.
"""

DAY = "2026-01-05"
ADDRESS = "https://127.0.0.1:9/handbook"


def test_tags_made_by_hand_are_skipped_with_a_reason(tmp_path: Path) -> None:
    made = Publisher(tmp_path)
    commit = made.ref("refs/heads/main")
    good = Edition.model_validate({"edition": "2026.01", "on": "2026-01-05", "commit": commit})
    other = good.model_copy(update={"commit": "0" * 40, "edition": "2026.02"})
    made.repository.git("tag", "edition/bare")
    made.repository.git("tag", "edition/2025.12", "--message", "Hello {there}.")
    made.repository.git("tag", "edition/2026.01", "--message", as_record(good))
    made.repository.git("tag", "edition/2026.02", "--message", as_record(other))
    made.repository.git("tag", "edition/2026.03", "--message", as_record(good))
    head = "the tag edition/{} tells of no edition: {}"
    assert published(made.data) == (
        (good,),
        (
            head.format("2025.12", "its message holds no record of an edition"),
            head.format("2026.02", "its record names another commit, 00000000"),
            head.format("2026.03", "its record is that of 2026.01"),
            head.format("bare", "it carries no message"),
        ),
    )
    assert published(tmp_path / "nowhere") == ((), ())


def test_what_lacks_approval_holds_back_only_itself(tmp_path: Path) -> None:
    """And what is broken on purpose is said, in the record and out loud."""
    made = Publisher(tmp_path)
    made.repository.write("policies/privacy/fax.yaml", FAX)
    made.edit("practice.yaml", "locations:\n", f"site:\n  address: {ADDRESS}\nlocations:\n")
    made.edit("roles/office-manager.yaml", "backup: owner-physician", "backup: office-manager")
    made.edit(POLICY, "revisions:\n", f"revisions:\n{NEXT}")
    made.edit(POLICY, "the same day when", "within the hour when", day="2026-11-20")
    commit = made.ref("refs/heads/main")
    reason = ("--despite", "ROL004", "--reason", "The second physician\nstarts in  January.")
    done = made.publish("2026.11", *reason, day="2026-11-20")
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith(
        "Edition 2026.11 is published: 1 policy in force on November 20, 2026,"
        f" made from commit {commit[:8]}, for staff.\n"
        "Held back until approved, and not in it: PRV-02 Faxing.\n"
        "In it in the words before, because new ones wait: PRV-01 Who may know what about a"
        " patient.\n"
        "Published though ROL004 is broken: The second physician starts in January.\n"
        "To look after, though it stops nothing (1 warning):\n"
        "data/policies/privacy/notice.yaml:24:5: APR002 warning: version '1.1' of 'notice' waits"
        " for approval by owner-physician\n"
    )
    assert done.stdout.endswith(
        f"{ADDRESS} did not answer, so nobody knows whether it asks for a sign-in.\n"
        "It lies on the branch gh-pages here. `git push --atomic origin gh-pages edition/2026.11`"
        " brings it to the host.\n"
    )
    record = published(made.data).editions[0]
    assert (record.held_back, [p.version for p in record.policies]) == (("fax",), ["1.0"])
    assert [d.model_dump() for d in record.despite] == [
        {"rule": "ROL004", "reason": "The second physician starts in January."}
    ]
    shown = made.laid_out(tmp_path / "out")
    # Search engines and the selector learn the address that stays.
    page = (shown / "2026.11" / "policies" / "notice" / "index.html").read_text("utf-8")
    assert "Edition 2026.11 of November 20, 2026" in page
    assert f'<link rel="canonical" href="{ADDRESS}/latest/policies/notice/">' in page
    assert f"<loc>{ADDRESS}/latest/purpose/</loc>" in (shown / "latest" / "sitemap.xml").read_text()
    assert 'href="/handbook/latest/"' in (shown / "404.html").read_text("utf-8")
    text = "".join(p.read_text("utf-8") for p in sorted(shown.rglob("*.html")))
    assert "Check the number twice" not in text
    assert "within the hour when" not in text
    assert "the same day when" in text


def test_a_record_names_nothing_above_its_audience(data: Path) -> None:
    secret = (
        (data / POLICY)
        .read_text("utf-8")
        .replace("status: active", "status: active\naudience: managers")
    )
    (data / POLICY).write_text(secret, "utf-8")
    policies = tuple(
        EditionPolicy.model_validate(
            {
                "id": level,
                "code": "PRV-01",
                "title": "A policy",
                "audience": level,
                "version": "1.0",
                "effective": DAY,
                "approved_on": DAY,
                "seal": "s1:" + "0" * 16,
            }
        )
        for level in ("public", "staff", "managers", "owner")
    )
    whole = Edition.model_validate(
        {
            "edition": "2026.01",
            "on": DAY,
            "commit": "0" * 40,
            "policies": policies,
            "held_back": ("notice", "gone"),
            "despite": ({"rule": "LAW001", "reason": "Now."},),
        }
    )

    def told(level: Audience) -> tuple[list[str], tuple[str, ...], int]:
        cut = edition_for(load(data).book, level, whole)
        return [p.id for p in cut.policies], cut.held_back, len(cut.despite)

    assert told("public") == (["public"], (), 0)
    assert told("staff") == (["public", "staff"], (), 1)
    assert told("managers") == (["public", "staff", "managers"], ("notice",), 1)
    assert told("owner")[1:] == (("notice", "gone"), 1)


def test_what_the_remote_does_not_take_changes_nothing(tmp_path: Path) -> None:
    made = Publisher(tmp_path)
    hook = made.remote / "hooks" / "pre-receive"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\nexit 1\n", "utf-8")
    hook.chmod(0o755)
    before = made.ref("refs")
    done = made.publish("2026.01", "--push", "origin", day="2026-01-12")
    assert done.returncode == 1
    assert re.sub("[0-9a-f]{40}", "…", done.stderr) == (
        "Edition 2026.01 was not published, and nothing was changed: origin did not take it:"
        " git says: ! [remote rejected] … -> gh-pages (pre-receive hook declined)\n"
    )
    assert made.ref("refs") == before
    assert "gh-pages" not in made.ref("refs", at_remote=True)


def test_branches_that_went_apart_are_not_published_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    made = Publisher(tmp_path)
    monkeypatch.setenv("HANDBOOK_TODAY", "2026-11-25")
    for place, words in (
        ("refs/heads/gh-pages", "Here."),
        ("refs/remotes/origin/gh-pages", "There."),
    ):
        tree = made.repository.git("rev-parse", "main^{tree}")
        commit = made.repository.git("commit-tree", tree, "-m", words)
        made.repository.git("update-ref", place, commit)
    assert command.main(["2026.11", "--project", str(made.folder)]) == 1
    assert capsys.readouterr().err == refused(
        "2026.11",
        "the published branch here and that of the remote went apart; ask whoever looks after the"
        " repository to bring them together, so that no edition is lost",
    )
