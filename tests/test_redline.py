"""What changed between two versions, as a reader sees it: [-gone-] and {+new+}."""

import pytest
from hypothesis import given, settings

from macros import words
from macros.views.redline import Piece, redline
from tests.test_words import GOLDEN, POLICIES, policy

_MARKS = {"same": "{}", "removed": "[-{}-]", "added": "{{+{}+}}"}


def told(before: str, after: str) -> list[str]:
    """The redline of two texts below a title, one line of it a line."""
    found = []
    for passage in redline(f"# Keys\n\nSo.\n\n{before}\n", f"# Keys\n\nSo.\n\n{after}\n"):
        found.append(f"## {_marked(passage.heading)}{' (moved)' if passage.moved else ''}")
        found += [f"{'- ' if line.item else ''}{_marked(line.pieces)}" for line in passage.lines]
    return found


def _marked(pieces: tuple[Piece, ...]) -> str:
    return "".join(_MARKS[piece.kind].format(piece.text) for piece in pieces)


WHY = "## Why {#why}\n\n"
DO = "## What you do\n\n"
ASK = "## Questions people ask\n\n"
TEST = "## Test yourself\n\n"
CASES = {
    "a phrase is one change": (
        f"{WHY}Tell the manager the same day when a key is lost.",
        f"{WHY}Tell the manager within the hour when a key is lost.",
        ["## Why", "Tell the manager [-the same day-]{+within the hour+} when a key is lost."],
    ),
    "a comma": (f"{WHY}Look, then go.", f"{WHY}Look then go.", ["## Why", "Look[-,-] then go."]),
    "a number": (
        f"{WHY}Within 14 days.",
        f"{WHY}Within 7 days.",
        ["## Why", "Within [-14-]{+7+} days."],
    ),
    "a number that looks like a list": (
        f"{WHY}Take pill 2. Then wait.",
        f"{WHY}Take pill 3. Then wait.",
        ["## Why", "Take pill [-2-]{+3+}. Then wait."],
    ),
    "another sentence": (
        f"{WHY}We count keys in May.",
        f"{WHY}Doors stay shut all night.",
        ["## Why", "[-We count keys in May.-]", "{+Doors stay shut all night.+}"],
    ),
    "a moved section": (
        f"{WHY}A.\n\n## How {{#how}}\n\nB.\n\n## When {{#when}}\n\nC.",
        f"## How {{#how}}\n\nB.\n\n{WHY}A.\n\n## When {{#when}}\n\nC.",
        ["## How (moved)", "B."],
    ),
    "another heading": (f"{WHY}A.", "## Why not {#why}\n\nA.", ["## Why{+ not+}", "A."]),
    "a new section": (
        f"{WHY}A.",
        f"{WHY}A.\n\n## How {{#how}}\n\n- B.",
        ["## {+How+}", "- {+B.+}"],
    ),
    "a section less": (f"{WHY}A.\n\n## How {{#how}}\n\nB.", f"{WHY}A.", ["## [-How-]", "[-B.-]"]),
    "another title is no section": ("", "", []),
    "an item changed and one new": (
        f"{DO}- Keep your key.\n- Call.",
        f"{DO}- Keep your key on you.\n- Lock up.\n- Call.",
        ["## What you do", "- Keep your key{+ on you+}.", "- {+Lock up.+}", "- Call."],
    ),
    "only a number of an item": (
        f"{DO}1. Call.\n2. Wait.",
        f"{DO}1. Look.\n2. Call.\n3. Wait.",
        ["## What you do", "- {+Look.+}", "- Call.", "- Wait."],
    ),
    "marks of HTML": (
        f"{WHY}R&D: 2 \\< 3, &lt;b> and &amp;amp; stay.",
        f"{WHY}R&D: 2 \\< 4, &lt;b> and &amp;amp; stay.",
        ["## Why", "R&D: 2 < [-3-]{+4+}, <b> and &amp; stay."],
    ),
    "where a link leads, not shown": (
        f"{WHY}See [the form](form:a) now.",
        f"{WHY}See [the form](form:b) now.",
        ["## Why", "See [-the form-]{+the form+} now."],
    ),
    "emphasis": (
        f"{WHY}See it now.",
        f"{WHY}See **it** now.",
        ["## Why", "See [-it-]{+**it**+} now."],
    ),
    "emphasis that stays": (
        f"{WHY}See **it** now.",
        f"{WHY}See **it** later.",
        ["## Why", "See it [-now-]{+later+}."],
    ),
    "nesting": (f"{DO}- A\n  - B", f"{DO}- A\n- B", ["## What you do", "- A", "- [-  --]{+-+} B"]),
    "a quote": (f"{WHY}> Look here.", f"{WHY}Look here.", ["## Why", "[-> -]Look here."]),
    "a break": (
        f"{WHY}Look here.\\\nThen go.",
        f"{WHY}Look here. Then go.",
        ["## Why", "[-Look here.-]", "{+Look here. +}Then go."],
    ),
    "two things of one name": (
        f"{WHY}A.\n\n{ASK}### Why?\n\nB.\n\n### Why?\n\nC.\n\n{TEST}### Why? {{#why}}\n\nD.",
        f"{WHY}A!\n\n{ASK}### Why?\n\nB!\n\n### Why?\n\nC.\n\n{TEST}### Why? {{#why}}\n\nD.",
        ["## Why", "[-A.-]", "{+A!+}", "## Why?", "[-B.-]", "{+B!+}"],
    ),
    "a heading is no Markdown": (
        "## Why *not* {#why}\n\nA.",
        "## Why *so* {#why}\n\nA.",
        ["## Why *[-not-]{+so+}*", "A."],
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_changes_are_told(case: str) -> None:
    before, after, expected = CASES[case]
    assert told(before, after) == expected


def test_another_title_is_told() -> None:
    (passage,) = redline("# Keys\n\nSo.\n", "# Keys and doors\n\nSo.\n")
    assert _marked(passage.heading) == "Keys{+ and doors+}"


def test_nothing_is_no_change() -> None:
    text = GOLDEN.read_text("utf-8")
    assert redline(text, text) == []


@settings(max_examples=40, deadline=None)
@given(POLICIES, POLICIES)
def test_every_change_is_told_and_every_word_comes_from_a_text(one: dict, other: dict) -> None:  # type: ignore[type-arg]
    before, after = words.text(policy(**one)), words.text(policy(**other))
    found = redline(before, after)
    assert bool(found) == (before != after)
    for passage in found:
        for line in passage.lines:
            assert line.kind in ("same", "added", "removed", "changed")
            assert all(piece.text for piece in line.pieces)
