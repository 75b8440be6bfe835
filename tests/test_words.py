"""The words of a policy and their seal: what must change them, and what must not."""

import json
import re
import unicodedata
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from macros import words
from macros.load import load
from macros.model.policy import Policy
from macros.model.record import Path as Steps
from macros.views import standing
from tests.lay import MINIMAL, TODAY, put

GOLDEN = Path(__file__).parent / "golden" / "policy.md"
CASES = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
REQUIRED = {
    "code": "PRV-02",
    "owner": "office-manager",
    "status": "active",
    "applies_to": [{"everyone": "true"}],
}


def policy(**said: Any) -> Policy:  # noqa: ANN401 - what YAML holds
    """A policy as a file says it: text, lists and groups of keys."""
    base = {"title": "Keys", "summary": "Who has a key.", **REQUIRED}
    return Policy.model_validate({**base, **said})


def bodied(body: str) -> Policy:
    """A policy with one section that reads so."""
    return policy(sections=[{"id": "why", "heading": "Why", "body": body}])


def sealed(**said: Any) -> str:  # noqa: ANN401 - what YAML holds
    return words.seal(words.text(policy(**said)))


RICH: dict[str, Any] = {
    **REQUIRED,
    "title": 'Keys, doors & "the bell" (2026)',
    "summary": "Who has a key, and what you do\nwhen __one__ is lost."
    " Ask the [manager](role:office-manager).",
    "applies_to": [
        {
            "roles": ["office-manager", "owner-physician"],
            "departments": ["practice"],
            "locations": ["main"],
        },
        {"everyone": "true", "reading": "recommended"},
    ],
    "acknowledge": "true",
    "sign_by": "14",
    "what_you_do": ["Keep your key _on you_.", "Never:\n* lend it\n* copy it"],
    "sections": [
        {
            "id": "why",
            "heading": "Why we do this",
            "body": "A lost key is a lock\nthat anybody can open.\n\n"
            "* Front door\n    1) The upper lock\n    1) The lower lock\n\n       It sticks.\n"
            "* Back door\n\n> The alarm rings first.\n>\n> + Then the phone\n\n"
            "## This is no heading.",
        },
        {
            "id": "steps",
            "heading": "What you do",
            "body": "Call [the poster](https://example.org/keys), <at once>, 24 °F or not.  \n"
            "Then wait.",
        },
    ],
    "how_checked": "We count keys in May.\n\n1) All of them\n1) The spare ones",
    "questions": [{"asked": "May I lend it? {#no}", "answered": "No."}],
    "self_check": [
        {"id": "who", "question": "Who has *the* key?", "answer": "You do, **always**."}
    ],
    "exceptions": [
        {
            "id": "spare",
            "who": "office-manager",
            "until": "2027-06-01",
            "reason": "Keeps a [spare](policy:notice) key.",
        }
    ],
}


def test_a_rich_policy_reads_so() -> None:
    assert words.text(policy(**RICH)) == GOLDEN.read_text("utf-8")


def test_the_smallest_handbook_has_its_copy() -> None:
    book = load(MINIMAL).book
    kept = (MINIMAL / "approved/notice/1.0.md").read_text("utf-8")
    assert words.text(book.policies["notice"]) == kept
    assert words.seal(kept) == book.policies["notice"].revisions[0].seal == "s1:0c80da16ce705f4d"


# What people write: blocks made of sentences, with the marks that mean something.
WORD = st.sampled_from(
    ["key", "Door", "café", "24", "A.", "lost,", "(bell)", "it\u2019s", "&", "#", "1."]
)
MARK = st.sampled_from(
    ["**{}**", "*{}*", "[{}](policy:notice)", "[{}](https://example.org/a_b)", "{}"]
)
SPAN = st.builds(lambda mark, word: mark.format(word), MARK, WORD)
LINE = st.lists(SPAN, min_size=1, max_size=5).map(" ".join).map("So {}".format)
ITEMS = st.lists(LINE, min_size=1, max_size=3)


def _indented(text: str, by: str) -> str:
    return text.replace("\n", f"\n{by}")


PLAIN_LIST = ITEMS.map(lambda rows: "\n".join(f"- {row}" for row in rows))
NUMBERED = ITEMS.map(lambda rows: "\n".join(f"{n}. {row}" for n, row in enumerate(rows, 1)))
NESTED = st.builds(
    lambda head, below: f"- {head}\n  {_indented(below, '  ')}", LINE, PLAIN_LIST | NUMBERED
)
QUOTE = (LINE | PLAIN_LIST).map(lambda text: "> " + _indented(text, "> "))
BLOCK = LINE | PLAIN_LIST | NUMBERED | NESTED | QUOTE
# Two lists in a row are one list.
BODY = st.lists(st.tuples(BLOCK, LINE).map("\n\n".join), min_size=1, max_size=3).map("\n\n".join)
TITLE = st.lists(WORD, min_size=1, max_size=5).map(" ".join) | st.sampled_from(
    ["What you do", "Exceptions", "Why {#why}", "# Keys", "Whom it concerns", "- a", "> a", "`x`"]
)
NAME = st.from_regex(r"[a-z]{1,6}", fullmatch=True)
SCOPE = st.fixed_dictionaries(
    {"reading": st.sampled_from(["required", "recommended"])},
    optional={
        "everyone": st.just("true"),
        "roles": st.lists(NAME, min_size=1, max_size=3),
        "departments": st.lists(NAME, min_size=1, max_size=2),
        "locations": st.lists(NAME, min_size=1, max_size=2),
    },
)
SAID = st.fixed_dictionaries(
    {
        "title": TITLE,
        "summary": LINE,
        "applies_to": st.lists(SCOPE, max_size=2),
        "what_you_do": st.lists(LINE | BODY, max_size=3),
        "sections": st.lists(
            st.fixed_dictionaries({"id": NAME, "heading": TITLE, "body": BODY}), max_size=3
        ),
        "questions": st.lists(
            st.fixed_dictionaries({"asked": TITLE, "answered": BODY}), max_size=2
        ),
        "self_check": st.lists(
            st.fixed_dictionaries({"id": NAME, "question": LINE, "answer": LINE}), max_size=2
        ),
        "exceptions": st.lists(
            st.fixed_dictionaries(
                {
                    "id": NAME,
                    "who": NAME,
                    "reason": LINE,
                    "until": st.dates().map(date.isoformat),
                }
            ),
            max_size=2,
        ),
    },
    optional={
        "how_checked": BODY,
        "acknowledge": st.just("true"),
        "sign_by": st.integers(1, 365).map(str),
    },
)
POLICIES = SAID.filter(lambda s: ("acknowledge" in s) == ("sign_by" in s)).map(
    lambda said: {**REQUIRED, **said}
)


@CASES
@given(POLICIES)
def test_what_is_kept_is_read_as_it_was(said: dict[str, Any]) -> None:
    ours = policy(**said)
    kept = words.text(ours)
    assert words.plain(kept) == kept
    assert words.text(words.spoken(ours, kept)) == kept
    assert words.lost(ours, kept) == []
    # The words come from the copy alone.
    assert words.text(words.spoken(policy(), kept)) == kept


TYPED: dict[str, Callable[[str], str]] = {
    "wrapping": lambda t: re.sub(r"(?m)^(So \S+) ", r"\1\n", t),
    "spaces": lambda t: re.sub(r"(?<=\w) (?=\w)", "   ", t),
    "line ends": lambda t: t.replace("\n", "\r\n"),
    "a mark before": lambda t: "\ufeff" + t,
    "NFD": lambda t: unicodedata.normalize("NFD", t),
    "stars": lambda t: re.sub(r"(?m)^(\W*)- ", r"\1* ", t),
    "underscores": lambda t: re.sub(r"(?<![*\w])(\*\*?)([^*\n]+)\1(?![*\w])", _underscored, t),
    "loose lists": lambda t: re.sub(r"\n([-\d])", r"\n\n\1", t),
    "parentheses": lambda t: re.sub(r"(?m)^(\d)\. ", r"\1) ", t),
    "numbers": lambda t: re.sub(r"(?m)^\d\. ", "1. ", t),
    "blank lines": lambda t: t.replace("\n\n", "\n\n\n\n") + "\n\n",
}


def _underscored(found: re.Match[str]) -> str:
    mark = found[1].replace("*", "_")
    return f"{mark}{found[2]}{mark}"


@pytest.mark.parametrize("way", TYPED)
@CASES
@given(body=BODY)
def test_how_it_is_typed_does_not_change_the_seal(way: str, body: str) -> None:
    typed = TYPED[way](body)
    assert words.text(bodied(typed)) == words.text(bodied(body))


@CASES
@given(POLICIES)
def test_the_order_of_keys_does_not_change_the_seal(said: dict[str, Any]) -> None:
    other = {key: said[key] for key in reversed(said)}
    assert words.text(policy(**other)) == words.text(policy(**said))


@pytest.mark.parametrize(
    "live",
    [
        {"code": "PRV-99"},
        {"owner": "somebody"},
        {"also_known_as": ["Locks"]},
        {"status": "retired", "retired_on": "2026-11-20"},
        {"satisfies": ["a-law"]},
        {"forms": ["key-list"]},
        {"attachments": [{"title": "Plan", "kept": "Drawer"}]},
        {"review": {"every_months": "12", "basis": "practice"}},
        {"sign_by": "3"},
    ],
)
def test_what_is_no_word_does_not_change_the_seal(live: dict[str, Any]) -> None:
    assert sealed(**live) == sealed()


CHANGES: dict[str, tuple[str, str]] = {
    "a word": (r"\bSo\b", "Thus"),
    "a digit": ("24", "25"),
    "a comma": (r",", ""),
    "a capital": (r"\bkey\b", "Key"),
    "an accent": ("café", "cafe"),
    "kind of list": (r"(?m)^- ", "1. "),
    "kind of block": (r"(?m)^> ?", ""),
    "nesting": (r"(?m)^  (?=[-\d])", ""),
    "emphasis": (r"(?<!\*)\*(?=\w+\*)(?!\*)", "**"),
    "no emphasis": (r"\*", ""),
    "link": ("policy:notice", "policy:other"),
    "address": ("/a_b", "/a_c"),
    "no link": (r"\[([^]]*)\]\([^)]*\)", r"\1"),
    "a full stop": (r"(?m)\Z", "."),
    "a break": (r"(?m)^(So \S+) ", r"\1\\\n"),
    "a paragraph": (r"(?m)^(So \S+) (\S+)", r"\1\n\n\2"),
}


@pytest.mark.parametrize("what", CHANGES)
@CASES
@given(body=BODY)
def test_what_it_says_changes_the_seal(what: str, body: str) -> None:
    pattern, new = CHANGES[what]
    if what == "emphasis":
        other = re.sub(r"(?<!\*)\*(\w+)\*(?!\*)", r"**\1**", body)
    else:
        other = re.sub(pattern, new, body)
    assume(other != body)
    assert words.text(bodied(other)) != words.text(bodied(body))


@CASES
@given(BODY)
def test_the_order_of_blocks_changes_the_seal(body: str) -> None:
    blocks = body.split("\n\n")
    assume(blocks[0] != blocks[-1])
    other = "\n\n".join([blocks[-1], *blocks[1:-1], blocks[0]])
    assert words.text(bodied(other)) != words.text(bodied(body))


def _paths(value: object, path: Steps = ()) -> list[Steps]:
    if isinstance(value, dict):
        return [p for key, below in value.items() for p in _paths(below, (*path, key))]
    if isinstance(value, list):
        return [p for n, below in enumerate(value) for p in _paths(below, (*path, n))]
    return [path]


OTHER = {"true": "false", "recommended": "required", "2027-06-01": "2027-06-02", "14": "15"}
LIVE = ("code", "owner", "status")


@pytest.mark.parametrize("path", [p for p in _paths(RICH) if p[0] not in LIVE], ids=str)
def test_every_value_changes_the_seal(path: Steps) -> None:
    said = json.loads(json.dumps(RICH))
    holder = said
    for step in path[:-1]:
        holder = holder[step]
    old = holder[path[-1]]
    holder[path[-1]] = OTHER.get(old, f"x{old}")
    assert sealed(**said) != sealed(**RICH)


LISTS = ("applies_to", "what_you_do", "sections")


@pytest.mark.parametrize("name", LISTS)
def test_the_order_of_parts_changes_the_seal(name: str) -> None:
    assert sealed(**{**RICH, name: RICH[name][::-1]}) != sealed(**RICH)


def test_a_section_is_no_question_and_no_question_a_section() -> None:
    section = {"id": "why", "heading": "Why", "body": "So."}
    check = {"id": "why", "question": "Why", "answer": "So."}
    question = {"asked": "Why {#why}", "answered": "So."}
    made = [sealed(sections=[section]), sealed(self_check=[check]), sealed(questions=[question])]
    assert len({*made, sealed()}) == 4


# Texts that try to be something else, when a copy of them is read.
POSING = (
    "## What you do\n\n- Nothing.",
    "a\\\n## Exceptions",
    "a&#10;## Exceptions",
    "a\u2028## Exceptions",
    "a\x0b### Why {#why}",
    "> ## Exceptions",
    "- a\n\n  ## Exceptions",
    "`a\n## Exceptions`",
    "# Another title",
    "**a\n## Exceptions {#why}**",
    "&#35;# Exceptions",
    "a\r## Exceptions",
    "**a*b**c*d**\n\n## Exceptions {#fake}\n\nNothing.",
)


@pytest.mark.parametrize("body", POSING)
def test_no_text_passes_for_a_heading(body: str) -> None:
    ours = policy(
        sections=[
            {"id": "why", "heading": "Why", "body": body},
            {"id": "b", "heading": "B", "body": body},
        ],
        questions=[{"asked": "Why?", "answered": body}],
        how_checked=body,
    )
    kept = words.text(ours)
    assert words.lost(ours, kept) == []
    assert kept.count("\n## ") == 5


MARKS = st.sampled_from(
    [
        *("a", "B ", "*", "**", "_", "- ", "1. ", "> ", "\n", "\n\n", "  ", "    ", "\\", "#"),
        *("## ", "`", "[", "](policy:x)", "]", "<b>", "&amp;", "&#10;", "&#x2028;", "e\u0301"),
        *("\u0338", "\u2028", "\x85", "\u00a0", "\ufeff", "{#why}", "### ", "~", "|", "\r"),
        *("!", "---", "&#32;", "="),
    ]
)
TANGLES = st.lists(MARKS, min_size=1, max_size=12).map("".join).filter(str.strip)


@settings(max_examples=150, deadline=None)
@given(body=TANGLES, heading=TANGLES, phrase=TANGLES)
def test_a_tangle_is_kept_as_it_is_or_said_to_be_lost(body: str, heading: str, phrase: str) -> None:
    ours = policy(
        title=heading,
        what_you_do=[phrase],
        sections=[{"id": "why", "heading": heading, "body": body}],
        self_check=[{"id": "who", "question": phrase, "answer": phrase}],
    )
    kept = words.text(ours)
    assert words.plain(kept) == kept
    try:
        lost = words.lost(ours, kept)
    except ValueError:
        return
    if not lost:
        assert words.text(words.spoken(ours, kept)) == kept


@pytest.mark.parametrize("long", ["*" * 6000 + "a" + "*" * 6000, "> " * 3000, "[" * 5000])
def test_a_monster_is_kept_too(long: str) -> None:
    assert words.text(bodied(long)).startswith("# Keys\n")


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_a_damaged_copy_is_read_or_refused_in_words(data: st.DataObject) -> None:
    text = GOLDEN.read_text("utf-8")
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(text)))
        end = data.draw(st.integers(start, min(len(text), start + 80)))
        text = text[:start] + data.draw(st.text(max_size=4) | MARKS) + text[end:]
    said = _said_of(text)
    assert said is None or _REFUSAL.fullmatch(said), said


_REFUSAL = re.compile(
    r"the (copy does not (begin with the title|say: [a-z_, ]+)|heading .* is not one of an approved"
    r" copy|question .* has no name in braces|exception .* does not say who, until when and why)",
    re.DOTALL,
)


SPARE = "`spare`, role `office-manager`, till 2027-06-01: Keeps a [spare](policy:notice) key."


def _said_of(copy: str) -> str | None:
    """What is said of a copy that cannot be read."""
    try:
        words.text(words.spoken(policy(), copy))
    except ValueError as error:
        return str(error)
    return None


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        (("# Keys", "Keys"), "the copy does not begin with the title"),
        (
            ("## What you do\n", "## What we do\n"),
            "the heading 'What we do' is not one of an approved copy",
        ),
        (("- Required:", "- Perhaps:"), "the copy does not say: applies_to"),
        (("within 14", "within 999"), "the copy does not say: sign_by"),
        (("within 14", f"within {'9' * 5000}"), "the copy does not say: applies_to"),
        ((" key? {#who}", " key?"), "the question 'Who has *the* key?' has no name in braces"),
        (
            ("until 2027", "till 2027"),
            f"the exception {SPARE!r} does not say who, until when and why",
        ),
        (("2027-06-01", "2027-06-31"), "the copy does not say: exceptions"),
    ],
)
def test_damage_is_named(damage: tuple[str, str], said: str) -> None:
    text = GOLDEN.read_text("utf-8")
    assert damage[0] in text
    assert _said_of(text.replace(*damage)) == said


CHECKED_OUT: dict[str, Callable[[str], str]] = {
    "CRLF": lambda t: t.replace("\n", "\r\n"),
    "BOM": lambda t: "\ufeff" + t,
    "both": lambda t: "\ufeff" + t.replace("\n", "\r\n"),
    "NFD": lambda t: unicodedata.normalize("NFD", t),
    "no end": lambda t: t.removesuffix("\n"),
    "more end": lambda t: t + "\n\n",
    "spaces": lambda t: t.replace("\n", "  \n"),
}


@pytest.mark.parametrize("way", CHECKED_OUT)
def test_a_copy_still_fits_its_seal_however_it_is_checked_out(way: str, data: Path) -> None:
    text = GOLDEN.read_text("utf-8")
    assert words.seal(CHECKED_OUT[way](text)) == words.seal(text)
    assert words.same(policy(**RICH), CHECKED_OUT[way](text))
    path = data / "approved/notice/1.0.md"
    path.write_bytes(CHECKED_OUT[way](path.read_text("utf-8")).encode())
    book = load(data).book
    assert standing.in_force(book, book.policies["notice"], TODAY) is not None
    assert not standing.changed(book, book.policies["notice"])


def test_a_copy_that_fits_its_seal_and_cannot_be_read_is_not_in_force(data: Path) -> None:
    path = data / "approved/notice/1.0.md"
    path.write_text("Say what you like.\n", "utf-8")
    source = (data / "policies/privacy/notice.yaml").read_text("utf-8")
    seal = words.seal("Say what you like.\n")
    put(data, "policies/privacy/notice.yaml", source.replace("s1:0c80da16ce705f4d", seal))
    book = load(data).book
    assert standing.in_force(book, book.policies["notice"], TODAY) is None
    assert "notice" not in standing.as_in_force(book, TODAY).policies
