"""Forms and slips of words, and what parts words in search."""

import re

import pytest

from macros.fillers import separator, words
from macros.inflect import forms, slips, verbs_in


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("text", {"text", "texts", "texted", "texting"}),
        ("policy", {"policy", "policies", "policied", "policying"}),
        ("policies", {"policy", "policies", "policied", "policying"}),
        ("stop", {"stop", "stops", "stopped", "stopping"}),
        ("stopped", {"stop", "stops", "stopped", "stopping"}),
        ("agree", {"agree", "agrees", "agreed", "agreeing"}),
        ("splash", {"splash", "splashes", "splashed", "splashing"}),
        ("stuck", {"stick", "stuck", "sticks", "sticking"}),
        ("children", {"child", "children", "childs", "childing"}),
        ("gas", {"gas", "gases", "gassed", "gassing"}),
        ("911", {"911"}),
        ("90", {"90"}),
    ],
)
def test_forms(word: str, expected: set[str]) -> None:
    assert forms(word) == expected


def test_a_noun_has_no_verb_forms() -> None:
    assert forms("patients", {"patient"}) == {"patient", "patients"}


def test_an_ending_may_come_from_two_words() -> None:
    assert {"bite", "bites", "biting"} <= forms("biting")
    assert {"faint", "faints", "fainted"} <= forms("fainting")


def test_of_two_words_it_comes_from_the_one_that_is_known() -> None:
    assert forms("keeping", known={"keep"}) == {"keeping", "keep", "keeps", "kept"}


def test_a_noun_in_ing_has_a_plural() -> None:
    assert "trainings" in forms("training", {"training"})
    assert "giving" in forms("giving")
    assert "givings" not in forms("giving")


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("vaccine", {"vacine"}),
        ("referral", {"referal"}),
        ("compliance", {"complience"}),
        ("emergency", {"emergancy"}),
        ("refrigerator", {"refridgerator", "refrigerater"}),
        ("knowledge", {"knowlege"}),
        ("receive", {"recieve"}),
        ("calendar", {"calender"}),
        ("badge", set()),
    ],
)
def test_slips(word: str, expected: set[str]) -> None:
    assert slips(word) == expected


def test_verbs_are_read_from_what_the_text_asks_for() -> None:
    text = "You may text a patient. <li>Wash the spot</li><li>Patient services</li> faxed pages"
    assert {"text", "wash", "fax"} <= verbs_in(text)
    assert verbs_in(text).isdisjoint({"patient", "services", "pages"})


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("May I text a patient?", ["text", "patient"]),
        ("What does A/R mean", ["a/"]),
        ("the hepatitis B vaccine", ["hepatitis", "vaccine"]),
        ("I don't know, they've left", ["know", "left"]),
        ("check-in (front desk)", ["check", "front", "desk"]),
        ("fax/e-mail", ["fax", "mail"]),
        ("The patient’s chart", ["patient", "chart"]),  # noqa: RUF001 - as people paste it
        ("GOV-01", ["gov", "01"]),
        ("who am I", []),
        ("the patient wont, I cant", ["patient"]),
        ("locked out", ["locked"]),
    ],
)
def test_words_leave_fillers_out(text: str, expected: list[str]) -> None:
    assert words(text) == tuple(expected)


def test_the_separator_matches_no_empty_text_and_keeps_nothing() -> None:
    # The theme joins it into other patterns and would count our groups as its own.
    assert re.compile(separator()).groups == 0
    assert re.fullmatch(separator(), "") is None
