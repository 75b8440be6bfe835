"""Which law, which policy: both ways, gaps first, and nothing called missing that is hidden."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from macros.exported.crosswalk import crosswalk_both_ways, crosswalk_table
from macros.load import load
from macros.model.record import Audience
from macros.parts import Desk
from macros.site import made
from macros.views.crosswalk import behind, crossings, rests
from tests.approving import approve_all
from tests.lay import TODAY, put

LAW = """title: {title}
citation: 45 CFR 164.530
summary: A rule.
basis: {basis}
status: in-force
{more}requirements:
  - id: one
    text: Do it.
confidence: verified
verified_on: 2026-06-20
"""
GAP = """gap:
  owner: office-manager
  by: {by}
  plan: Write the policy.
"""
BIG = """applies:
  headcount: all
  at_least: 15
"""
COUNT = """headcounts:
  - id: all
    count: 9
    method: All.
    counted_on: 2026-01-05
"""
PROCEDURE = """title: Hearing a complaint
owner: office-manager
performed_by:
  - office-manager
policies:
  - notice
forms:
  - complaint
trigger: Somebody complains.
steps:
  - id: listen
    actor: office-manager
    text: Listen.
done_when: It is written down.
"""
FORM = """title: Complaint record
owner: office-manager
purpose: For complaints.
official: https://forms.example/complaint
kept: In the binder.
"""
POST = """designations:
  - id: official
    title: Privacy official
    role: office-manager
    backup: owner-physician
    duty: Answers for privacy.
"""
SATISFIES = "satisfies:\n  - privacy\n  - advice\n"
FILES = {
    "practice.yaml": COUNT,
    "designations.yaml": POST,
    "procedures/hearing.yaml": PROCEDURE,
    "forms/complaint.yaml": FORM,
    "policies/privacy/notice.yaml": SATISFIES,
    "regulations/privacy.yaml": LAW.format(
        title="Privacy", basis="law", more="designations:\n  - official\n"
    ),
    "regulations/advice.yaml": LAW.format(title="Advice", basis="guidance", more=""),
    "regulations/large.yaml": LAW.format(title="Large", basis="law", more=BIG),
    "regulations/open.yaml": LAW.format(
        title="Open", basis="law", more=GAP.format(by="2027-01-15")
    ),
}


@dataclass
class _Page:
    url: str = "regulations/crosswalk/"
    edit_url: str | None = None


def desk(data: Path, files: Mapping[str, str], audience: Audience = "staff") -> Desk:
    for name, text in files.items():
        put(data, name, text)
    approve_all(data)
    return Desk(made(load(data), TODAY, audience))


def test_what_carries_out_a_law_is_followed_through_its_policies(data: Path) -> None:
    found = crossings(desk(data, FILES).book, TODAY)
    rows = {
        row.regulation.id: [
            [record.id for record in records]
            for records in (row.policies, row.procedures, row.designations, row.forms)
        ]
        for row in found
    }
    assert rows == {
        "advice": [["notice"], ["hearing"], [], ["complaint"]],
        "open": [[], [], [], []],
        "privacy": [["notice"], ["hearing"], ["official"], ["complaint"]],
        "large": [[], [], [], []],
    }
    assert list(rows)[-1] == "large"


def test_a_law_stands_somewhere_for_a_reason_and_what_is_missing_is_said(data: Path) -> None:
    found = crossings(desk(data, FILES).book, TODAY)
    assert {row.regulation.id: (row.standing, row.why, row.missing) for row in found} == {
        "advice": ("Concerns us", "it concerns every practice", ()),
        "large": (
            "Not in scope federally",
            "it starts at 15 people, and we count 9",
            (),
        ),
        "open": ("Concerns us", "it concerns every practice", ("no active policy",)),
        "privacy": ("Concerns us", "it concerns every practice", ()),
    }


STANDINGS = {
    "status: vacated\n": ("Not in force", "it is vacated"),
    "from: 2027-05-11\n": ("Not in force", "it takes effect on May 11, 2027"),
    "until: 2026-01-31\n": ("Not in force", "it ended on January 31, 2026"),
    "applies:\n  services:\n    - microscopy\n": ("Not in scope", "we do not offer microscopy"),
    f"jurisdiction: state\n{BIG}": ("Not in scope", "it starts at 15 people, and we count 9"),
}


@pytest.mark.parametrize("more", STANDINGS)
def test_only_a_head_count_of_federal_law_is_out_of_scope_federally(more: str, data: Path) -> None:
    law = LAW.format(title="A rule", basis="law", more="" if "status" in more else more)
    if "status" in more:
        law = law.replace("status: in-force\n", more)
    (row,) = crossings(
        desk(data, {"practice.yaml": COUNT, "regulations/rule.yaml": law}).book, TODAY
    )
    assert (row.concerns, row.standing, row.why) == (False, *STANDINGS[more])


def test_a_policy_rests_on_the_most_binding_that_concerns_us(data: Path) -> None:
    (rest,) = rests(desk(data, FILES).book, TODAY)
    assert ([r.id for r in rest.regulations], rest.basis) == (["privacy", "advice"], "law")
    put(data, "policies/privacy/notice.yaml", "satisfies:\n  - advice\n  - large\n")
    (rest,) = rests(load(data).book, TODAY)
    assert ([r.id for r in rest.regulations], rest.basis) == (["advice"], "guidance")


def test_what_a_reader_may_not_see_is_left_out_and_not_called_missing(data: Path) -> None:
    files = {**FILES, "policies/privacy/notice.yaml": f"audience: owner\n{SATISFIES}"}
    page = desk(data, files).fill("crosswalk", _Page())
    assert "1 of 3 regulations that concern us" in page
    assert "Who may know what about a patient" not in page


def test_gaps_come_first_and_say_who_closes_them(data: Path) -> None:
    page = desk(data, FILES).fill("crosswalk", _Page())
    gaps = page[page.index("{ #gaps }") : page.index("{ #regulations }")]
    assert [word in gaps for word in ("Open", "Office manager", "January 15, 2027", "Overdue")] == [
        *(True, True, True, False)
    ]
    assert "State law may start lower" in page
    late = LAW.format(title="Open", basis="law", more=GAP.format(by="2026-11-20"))
    assert "Overdue" in desk(data, {"regulations/open.yaml": late}).fill("crosswalk", _Page())


def test_without_a_gap_that_is_said(data: Path) -> None:
    files = {name: text for name, text in FILES.items() if "open" not in name}
    page = desk(data, files).fill("crosswalk", _Page())
    assert "Nothing is missing</span>: every law and contract" in page


def test_the_files_say_the_same_both_ways(data: Path) -> None:
    made = desk(data, FILES)
    table = crosswalk_table(made).splitlines()
    assert table[0].startswith("regulation,title,citation,basis,")
    assert table[1].startswith("open,Open,45 CFR 164.530,law,federal,in-force,Concerns us,")
    assert table[1].endswith(",no active policy,office-manager,2027-01-15,Write the policy.")
    both = json.loads(crosswalk_both_ways(made))
    assert [entry["id"] for entry in both["regulations"]] == ["open", "advice", "privacy", "large"]
    assert both["regulations"][2]["forms"] == [{"id": "complaint", "title": "Complaint record"}]
    (policy,) = both["policies"]
    assert (policy["id"], policy["basis"], policy["review"]) == (
        "notice",
        "law",
        {"every_months": 12, "basis": "our own choice"},
    )
    assert "confidence" not in json.dumps(both)


ELEMENTS = """elements:
  - id: standards
    title: Written standards
    summary: Write it down.
    policies:
      - notice
  - id: checks
    title: Checks
    summary: Look at it.
"""


def test_an_element_with_nothing_behind_it_is_said_plainly(data: Path) -> None:
    made = desk(data, {"compliance.yaml": ELEMENTS})
    assert [[r.id for _, r in behind(made.book, e)] for e in made.book.elements.values()] == [
        ["notice"],
        [],
    ]
    page = made.fill("compliance_program", _Page())
    assert "1 of 2 elements has nothing behind it yet" in page
    assert page.count("Nothing carries this out yet.") == 1


def test_an_element_whose_policy_is_hidden_is_not_bare(data: Path) -> None:
    put(data, "policies/privacy/notice.yaml", "audience: owner\n")
    page = desk(data, {"compliance.yaml": ELEMENTS}).fill("compliance_program", _Page())
    assert "is not for the readers of this page" in page
    assert page.count("Nothing carries this out yet.") == 1


QUESTIONS = """questions:
  - id: minor-consent
    question: When may a minor consent alone?
    answer: From **16** on.
    source: Lakeland Code 12-34
    answered_by: sam-rivers
    answered_on: {on}
  - id: recording
    question: May a call be recorded?
"""
ASKING = "state_questions:\n  - minor-consent\n  - recording\n"


def test_an_open_question_says_whom_to_ask_and_an_answer_where_it_comes_from(data: Path) -> None:
    files = {
        "state.yaml": QUESTIONS.format(on="2026-10-01"),
        "policies/privacy/notice.yaml": ASKING,
    }
    made = desk(data, files)
    page = made.fill("state_questions", _Page("regulations/state/"))
    assert "Not yet filled in for your State: 1 of 2 questions" in page
    assert "From <strong>16</strong> on." in page
    assert "State of Lakeland: Lakeland Code 12-34" in page
    assert "to be looked up again by" in page
    assert 'ask the <a href="../../roles/office-manager/">Office manager</a>' in page
    policy = made.fill("policy_page", _Page("policies/notice/"), "notice")
    section = policy[policy.index("{ #state-law }") : policy.index("{ #scope }")]
    assert "From <strong>16</strong> on." in section
    assert section.count("Not yet filled in for your State.") == 1


def test_an_answer_nobody_looked_up_again_says_so(data: Path) -> None:
    files = {"state.yaml": QUESTIONS.format(on="2025-10-01")}
    page = desk(data, files).fill("state_questions", _Page("regulations/state/"))
    assert "was to be looked up again by" in page


def test_without_records_the_pages_say_what_to_do(data: Path) -> None:
    made = desk(data, {})
    places = {
        "training_index": "data/training",
        "training_matrix": "data/training",
        "crosswalk": "data/regulations",
        "state_questions": "data/state.yaml",
        "compliance_program": "data/compliance.yaml",
    }
    for name, place in places.items():
        page = made.fill(name, _Page())
        assert f"Add a file to the folder {place}" in page or f"Add the file {place}" in page
    assert "training" not in made.fill("role_page", _Page("roles/x/"), "office-manager")
    assert "What our State says" not in made.fill("policy_page", _Page("policies/x/"), "notice")
