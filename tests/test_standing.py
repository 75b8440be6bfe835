"""What readers get of a policy while it is edited: approved words, and what is no word."""

from pathlib import Path

import pytest

from macros.load import load
from macros.model.record import Audience
from macros.model.walk import leaves
from macros.site import made
from tests.lay import TODAY
from tests.levels import LEVELS, fill

FILE = "policies/privacy/wombat-staff-policy.yaml"
# The values of a policy that follow an edit at once; all others wait for approval.
LIVE = {
    "also_known_as",
    "attachments.title",
    "attachments.kept",
    "reviews.note",
    "revisions.change",
}
PROPOSAL = """\
revisions:
  - version: "2.0"
    effective: 2027-01-05
    material: true
    change: An echidna comes.
"""
DRAFT = """\
title: The echidna draft
code: PRV-77
summary: About echidna.
owner: office-manager
status: in-review
applies_to:
  - everyone: true
what_you_do:
  - Feed the echidna.
sections:
  - id: why
    heading: Why an echidna
    body: So.
revisions:
  - version: "1.0"
    effective: 2026-01-05
    material: true
    change: An echidna.
"""


@pytest.fixture
def edited(data: Path) -> Path:
    """A policy every text of which was edited after its approval, a proposal, and a draft."""
    fill(data)
    text = (data / FILE).read_text("utf-8").replace("quokkastaffpolicy", "echidna")
    (data / FILE).write_text(text.replace("revisions:\n", PROPOSAL, 1), "utf-8")
    (data / "policies/privacy/draft.yaml").write_text(DRAFT, "utf-8")
    return data


def echidnas(policy: object) -> set[str]:
    return {
        ".".join(step for step in leaf.path if isinstance(step, str))
        for leaf in leaves(policy)  # type: ignore[arg-type]
        if "echidna" in str(leaf.value)
    }


@pytest.mark.parametrize("level", LEVELS)
def test_an_edit_reaches_no_reader(level: Audience, edited: Path) -> None:
    site = made(load(edited), TODAY, level)
    assert "draft" not in site.book.policies
    assert "draft" not in site.book.known["policy"]
    texts = {i: echidnas(policy) for i, policy in site.book.policies.items()}
    mine = texts.pop("wombat-staff-policy", set())
    assert not any(texts.values())
    assert mine <= LIVE
    for found in site.versions.values():
        assert all(echidnas(version.policy) <= LIVE for version in found)
        assert all(version.revision.version == "1.0" for version in found)


def test_a_preview_shows_it(edited: Path) -> None:
    site = made(load(edited), TODAY, "staff", preview=True)
    assert "draft" in site.book.policies
    assert {"title", "what_you_do", "sections.body"} <= echidnas(
        site.book.policies["wombat-staff-policy"]
    )
