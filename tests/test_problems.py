"""How problems print."""

import json

from macros.problems import Place, Problem, as_github, as_json, as_text, in_order, summary

OWNER = Problem(Place("data/roles/a.yaml", 3, 8), "ROL002", "owner 'x' is not a role", "Use an id.")
FORM = Problem(Place("data/roles/a.yaml", 1, 1), "FRM001", "keys are out of order", "", "warning")


def test_text_is_place_rule_message_and_fix() -> None:
    assert as_text([FORM, OWNER]) == (
        "data/roles/a.yaml:1:1: FRM001 warning: keys are out of order\n"
        "data/roles/a.yaml:3:8: ROL002 owner 'x' is not a role\n"
        "    fix: Use an id."
    )


def test_github_shows_errors_and_warnings_beside_the_line() -> None:
    assert as_github([OWNER, FORM]).splitlines() == [
        (
            "::error file=data/roles/a.yaml,line=3,col=8,title=ROL002::"
            "owner 'x' is not a role%0AUse an id."
        ),
        "::warning file=data/roles/a.yaml,line=1,col=1,title=FRM001::keys are out of order",
    ]


def test_no_text_of_the_data_can_start_a_command_of_its_own() -> None:
    hostile = Problem(Place("data/a,b:c.yaml"), "FIL016", "x\n::set-output name=a::b\r%", "")
    line = as_github([hostile])
    assert "\n" not in line
    assert "\r" not in line
    assert line == (
        "::error file=data/a%2Cb%3Ac.yaml,line=1,col=1,title=FIL016::"
        "x%0A::set-output name=a::b%0D%25"
    )


def test_json_is_a_list_of_flat_objects() -> None:
    assert json.loads(as_json([OWNER])) == [
        {
            "file": "data/roles/a.yaml",
            "line": 3,
            "column": 8,
            "rule": "ROL002",
            "message": "owner 'x' is not a role",
            "fix": "Use an id.",
            "severity": "error",
        }
    ]


def test_sorted_by_place_and_each_once() -> None:
    assert in_order([OWNER, FORM, OWNER]) == [FORM, OWNER]


def test_summary_counts_in_words() -> None:
    assert summary([OWNER, FORM, FORM]) == "1 problem, 2 warnings"
    assert summary([]) == "0 problems, 0 warnings"
