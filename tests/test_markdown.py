"""Markdown of the data: shown without harm, and in one form for approval."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from macros import markdown
from macros.markdown import canonical, parsed, to_html

PLAIN = st.text("aZ09 ,.;:?!'\"()%$/-+=~_*#>&<[]`\n\té", min_size=1, max_size=40)
MARKS = (
    *("a", "b c", "*", "**", "_", "- ", "1. ", "2) ", "> ", "\n", "\n\n", "    ", "  ", "\\", "#"),
    *("[x](policy:y)", "[", "]", "(", " ", "`", "é", "e\u0301", "<b>", "&amp;", "+", "---", "="),
    *("!", "~", "|", "<", "\t", "\n- ", "**b c**", "A. b"),
)
TANGLES = st.lists(st.sampled_from(MARKS), max_size=14).map("".join)
SENTENCES = st.sampled_from(
    [
        "Look first.",
        "Call [the lead](role:lead) at 8:00",
        "Ask **every day**",
        "It\u2019s 36\u201346 \u00b0F (+2)",
    ]
)
ITEMS = st.lists(SENTENCES, min_size=1, max_size=3).map("\n  ".join).map("- {}".format)
BLOCKS = st.lists(SENTENCES, min_size=1, max_size=3).map("\n".join) | st.lists(
    ITEMS, min_size=1, max_size=3
).map("\n".join)
TEXTS = st.lists(BLOCKS, min_size=1, max_size=4).map("\n\n".join)


@given(PLAIN)
def test_words_alone_become_what_the_parser_makes_of_them(text: str) -> None:
    assert to_html(text) == parsed(text)


@settings(max_examples=400, deadline=None)
@given(TANGLES)
def test_a_canonical_text_reads_as_before_and_stays_as_it_is(text: str) -> None:
    once = canonical(text)
    assert canonical(once) == once
    assert reads(once) == reads(unicodedata.normalize("NFC", text))


def reads(text: str) -> str:
    """What a reader sees: blocks, their nesting, emphasis and words."""
    return markdown._reads(text)  # noqa: SLF001 - what is tested is that the form keeps it


@settings(max_examples=400, deadline=None)
@given(TEXTS | TANGLES)
def test_the_quick_way_and_the_parser_agree(text: str) -> None:
    source = "\n".join(unicodedata.normalize("NFC", text).splitlines())
    quick = markdown._joined(source)  # noqa: SLF001 - the two ways must not differ
    assert quick is None or quick == markdown._by_parser(source)  # noqa: SLF001 - as above


@given(TEXTS)
def test_ordinary_texts_take_the_quick_way(text: str) -> None:
    assert markdown._joined(text) is not None  # noqa: SLF001 - validation of a large handbook


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Look\nfirst.", "Look first."),
        ("Look   first. ", "Look first."),
        ("*Look* __first__", "_Look_ **first**"),
        ("* a\n* b", "- a\n- b"),
        ("- a\n\n- b", "- a\n- b"),
        ("1) a\n2) b", "1. a\n1. b"),
        ("3. a\n4. b", "1. a\n2. b"),
        ("a\n\n\n\nb", "a\n\nb"),
        ("\ufeffcafe\u0301", "café"),
        ("a\r\nb", "a b"),
        ("Do this:\n- a", "Do this:\n\n- a"),
        ("- a\n    - b", "- a\n  - b"),
        ("> a\n> b", "> a\nb"),
    ],
)
def test_how_it_is_typed_does_not_matter(one: str, other: str) -> None:
    assert canonical(one) == canonical(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Look first.", "Look first"),
        ("Look first.", "look first."),
        ("30 days", "15 days"),
        ("a\n\nb", "a b"),
        ("- a\n- b", "1. a\n2. b"),
        ("- a\n- b", "- a\n  - b"),
        ("- a\n- b", "- b\n- a"),
        ("a", "> a"),
        ("a", "**a**"),
        ("*a*", "**a**"),
        ("[x](policy:a)", "[x](policy:b)"),
        ("[x](policy:a)", "x"),
        ("a\\\nb", "a b"),
    ],
)
def test_what_it_says_does(one: str, other: str) -> None:
    assert canonical(one) != canonical(other)
