"""What search knows of a page beyond its text."""

from pathlib import Path
from typing import Any

import pytest

from macros.load import load
from macros.search import Tongue, enriched, longest, other_words
from tests.lay import put

GLOSSARY = """\
terms:
  - id: hipaa
    term: HIPAA
    meaning: The federal law on privacy.
    also_known_as:
      - HIPPA
"""
TOPICS = """\
topics:
  - id: wrong-fax
    ask: I sent a fax to the wrong person
    role: office-manager
    answer: Tell the office manager within the hour.
    policies:
      - notice
"""
REGULATION = """\
title: Rule
citation: 45 CFR 1
summary: A rule.
basis: law
status: vacated
requirements:
  - id: rule
    text: Keep it.
confidence: known
verified_on: 2026-08-10
"""


def doc(location: str, title: str, text: str = "") -> dict[str, Any]:
    return {"location": location, "title": title, "text": text}


INDEX: dict[str, Any] = {
    "config": {"lang": ["en"], "separator": " ", "pipeline": [], "fields": {}},
    "docs": [
        doc("ask/", "Who do I ask?", "I sent a fax to the wrong person"),
        doc("glossary/", "Glossary", "HIPAA"),
        doc("policies/privacy-notice/", "Our notice", "<p>HIPAA asks for it.</p>"),
        doc("policies/privacy-notice/#records", "Records", "<p>Six years.</p>"),
        doc("about/", "This handbook"),
    ],
}


@pytest.fixture
def entries(data: Path) -> dict[str, dict[str, Any]]:
    put(data, "glossary.yaml", GLOSSARY)
    put(data, "topics.yaml", TOPICS.replace("notice", "privacy-notice"))
    policy = data / "policies" / "privacy" / "notice.yaml"
    policy.rename(policy.with_name("privacy-notice.yaml"))
    index = enriched(INDEX, load(data).book, {"about/": ["manual"]})
    return {entry["location"]: entry for entry in index["docs"]}


def test_a_page_is_one_entry_with_the_text_of_its_sections(
    entries: dict[str, dict[str, Any]],
) -> None:
    assert list(entries) == [
        "ask/",
        "ask/#wrong-fax",
        "glossary/",
        "glossary/#hipaa",
        "policies/privacy-notice/",
        "about/",
    ]
    text = entries["policies/privacy-notice/"]["text"]
    assert text == "<p>HIPAA asks for it.</p><p>Records</p><p>Six years.</p>"


def test_a_result_says_what_kind_of_thing_it_is(entries: dict[str, dict[str, Any]]) -> None:
    assert [entry["tags"] for entry in entries.values()] == [
        ["Overview"],
        ["Question"],
        ["Overview"],
        ["Word"],
        ["Policy"],
        ["About"],
    ]


def test_a_shared_page_leaves_its_words_to_its_records(entries: dict[str, dict[str, Any]]) -> None:
    assert entries["ask/"]["text"] == ""
    assert entries["ask/#wrong-fax"] == {
        "location": "ask/#wrong-fax",
        "title": "I sent a fax to the wrong person",
        "text": "<p>Tell the office manager within the hour.</p>",
        "tags": ["Question"],
        "aliases": "fax person sent wrong",
        "variants": "faxed faxes faxing people personing persons sending sends "
        "wronged wronging wrongs",
        "boost": 3.0,
    }


def test_a_page_is_found_by_the_matter_it_answers_and_the_terms_it_speaks_of(
    entries: dict[str, dict[str, Any]],
) -> None:
    related = entries["policies/privacy-notice/"]["related"].split()
    assert {"faxed", "sent", "hipaa", "hippa"} <= set(related)


def test_words_of_a_question_count_less_than_names(data: Path) -> None:
    asked = "questions:\n  - asked: May I eat lunch?\n    answered: Yes.\n"
    path = data / "policies" / "privacy" / "notice.yaml"
    path.write_text(path.read_text("utf-8") + asked, "utf-8")
    index = {**INDEX, "docs": [doc("policies/notice/", "Our notice")]}
    [policy] = enriched(index, load(data).book, {})["docs"]
    assert "lunch" not in policy["aliases"].split()
    assert "lunches" in policy["related"].split()


def test_a_word_found_by_a_common_one_is_no_name() -> None:
    tongue = Tongue(frozenset(), frozenset({"new", "patient"}), frozenset(), frozenset(), [])
    some = {"new", "newsletter", "newer", "patients", "renew"}
    assert tongue.strays(some) == {"newsletter", "newer"}


def test_of_words_that_begin_alike_the_longest_stays() -> None:
    assert longest({"copy", "copying", "copies", "fax"}, ["faxing"]) == {"copying", "copies"}


def test_pages_about_the_handbook_come_last(entries: dict[str, dict[str, Any]]) -> None:
    assert min(entries.values(), key=lambda entry: entry["boost"]) is entries["about/"]
    assert "manual" in entries["about/"]["aliases"].split()
    assert "manuals" in entries["about/"]["variants"].split()


def test_other_words_of_every_record_that_has_a_page(data: Path) -> None:
    put(data, "roles/office-manager.yaml", "aliases:\n  - Practice manager\n")
    found = {(f.kind, f.id): f for f in other_words(load(data).book)}
    assert found["role", "office-manager"].names == ["Practice manager"]
    person = next(f for f in found.values() if f.kind == "person" and "Practice manager" in f.near)
    assert person.near == ["Office manager", "Practice manager"]


def test_a_rule_that_no_longer_holds_comes_after_one_that_does(data: Path) -> None:
    put(data, "regulations/old-rule.yaml", REGULATION)
    put(data, "regulations/new-rule.yaml", REGULATION.replace("vacated", "in-force"))
    index = {**INDEX, "docs": [doc(f"regulations/{age}-rule/", "Rule") for age in ("old", "new")]}
    old, new = enriched(index, load(data).book, {})["docs"]
    assert old["boost"] < new["boost"]
