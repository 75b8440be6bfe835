"""Odd cases of single rules, with whole messages and places."""

from pathlib import Path

import pytest

from macros.problems import Problem
from tests.lay import Lay, problems, put

SCRIBE = """title: Scribe
owner: owner-physician
department: practice
reports_to: {above}
description: You write the note while the physician talks with the patient.
exposure:
  bloodborne: none
"""

PERSON = "name: {}\nassignments:\n  - role: {}\n    from: 2026-01-05\n"


def first_lines(found: list[Problem]) -> list[str]:
    return [str(p).split("\n", maxsplit=1)[0] for p in found]


PLACEHOLDERS = (
    *("TBD", "To do", "n/a", "...", "-", "Description", "lorem ipsum dolor", "**TBA**"),
    *("Coming soon.", "Office manager", "office-manager", "To be written", "xxx", "<!-- -->"),
    *("12345", "(none)"),
)


@pytest.mark.parametrize("text", PLACEHOLDERS)
def test_rol001_placeholders_are_no_description(text: str, lay: Lay) -> None:
    found = lay({"roles/office-manager.yaml": f'description: "{text}"\n'})
    assert "ROL001" in {p.rule for p in found}


@pytest.mark.parametrize("text", ["", '""', '"   "', "~", "null", "|\n\n"])
def test_rol001_nothing_is_no_description(text: str, lay: Lay) -> None:
    found = lay({"roles/office-manager.yaml": f"description: {text}\n"})
    assert [p.rule for p in found] == ["ROL001"]
    assert found[0].message == "role 'office-manager' has no description"


@pytest.mark.parametrize(
    "text",
    ["You test samples and write down what you find.", "Notes are your job: you write them."],
)
def test_rol001_words_like_a_placeholder_inside_a_sentence(text: str, lay: Lay) -> None:
    assert lay({"roles/office-manager.yaml": f'description: "{text}"\n'}) == []


def test_rol002_a_role_that_cannot_be_read_is_still_an_owner(lay: Lay) -> None:
    found = lay({"roles/owner-physician.yaml": "title: [x\n"})
    assert [p.rule for p in found] == ["FIL008"]


def test_rol003_an_owner_by_a_student_is_held_by_nobody(lay: Lay) -> None:
    student = "assignments:\n  - role: scribe\n    kind: student\n    from: 2026-01-05\n"
    found = lay(
        {
            "roles/scribe.yaml": SCRIBE.format(above="owner-physician"),
            "people/kim-lane.yaml": f"name: Kim Lane\n{student}",
            "roles/office-manager.yaml": "owner: scribe\n",
        }
    )
    assert first_lines(found) == [
        (
            "data/roles/office-manager.yaml:2:8: ROL003 owner 'scribe' is held by nobody"
            " and covered by nobody"
        )
    ]


def test_org002_a_loop_of_three_is_one_problem(lay: Lay) -> None:
    found = lay(
        {
            "roles/aide.yaml": SCRIBE.format(above="biller"),
            "roles/biller.yaml": SCRIBE.format(above="coder"),
            "roles/coder.yaml": SCRIBE.format(above="aide"),
        }
    )
    assert first_lines(found) == [
        (
            "data/roles/aide.yaml:4:13: ORG002 reporting line is a loop:"
            " aide -> biller -> coder -> aide"
        )
    ]


def test_org002_a_role_below_a_loop_is_not_part_of_it(lay: Lay) -> None:
    found = lay(
        {
            "roles/aide.yaml": SCRIBE.format(above="biller"),
            "roles/biller.yaml": SCRIBE.format(above="aide"),
            "roles/coder.yaml": SCRIBE.format(above="aide"),
        }
    )
    assert [p.rule for p in found] == ["ORG002"]


def test_org001_the_root_is_the_one_that_others_report_to(lay: Lay) -> None:
    text = SCRIBE.replace("reports_to: {above}\n", "")
    found = lay({"roles/a-first.yaml": text})
    assert first_lines(found) == [
        (
            "data/roles/a-first.yaml:1:1: ORG001 role 'a-first' reports to nobody,"
            " like 'owner-physician'"
        )
    ]


ENDED = "assignments:\n  - role: office-manager\n    from: 2021-03-01\n    to: 2026-10-31\n"


def test_what_only_the_calendar_made_wrong_is_a_warning(data: Path) -> None:
    """An assignment ran out and nobody covers: it is said, and nothing is stopped."""
    put(data, "people/sam-rivers.yaml", ENDED)
    text = (data / "roles" / "office-manager.yaml").read_text("utf-8")
    (data / "roles" / "office-manager.yaml").write_text(
        text.replace("backup: owner-physician\n", ""), encoding="utf-8"
    )
    found = problems(data)
    assert {(p.rule, p.severity) for p in found} == {
        ("PPL002", "warning"),
        ("ROL003", "warning"),
        ("POL003", "warning"),
        ("ORG004", "warning"),
    }


def test_what_was_never_right_is_an_error_whatever_ran_out(data: Path) -> None:
    put(data, "people/sam-rivers.yaml", ENDED)
    put(data, "roles/scribe.yaml", SCRIBE.format(above="owner-physician"))
    put(data, "policies/privacy/notice.yaml", "owner: scribe\n")
    assert ("POL003", "error") in {(p.rule, p.severity) for p in problems(data)}


def test_des003_supervision_while_covering_is_seen(lay: Lay) -> None:
    """The contact covers the manager: billing must report elsewhere for those days."""
    billing = SCRIBE.format(above="office-manager").replace("practice", "billing")
    files = {
        "departments.yaml": "departments:\n  - id: practice\n    title: The practice\n"
        "    product: Care.\n    head: owner-physician\n  - id: billing\n    title: Billing\n"
        "    product: Claims.\n    head: biller\n",
        "roles/biller.yaml": billing,
        "roles/nurse.yaml": SCRIBE.format(above="owner-physician"),
        "roles/office-manager.yaml": "backup: nurse\n",
        "people/kim-lane.yaml": PERSON.format("Kim Lane", "nurse"),
        "people/lou-park.yaml": PERSON.format("Lou Park", "biller"),
        "designations.yaml": "designations:\n  - id: compliance-contact\n    title: Contact\n"
        "    role: nurse\n    backup: owner-physician\n    duty: Hears concerns.\n"
        "    kept_from:\n      - billing\n",
    }
    assert lay(files) == []
    away = {"people/sam-rivers.yaml": "away:\n  - from: 2026-11-20\n    to: 2026-11-25\n"}
    assert first_lines(lay(away)) == [
        (
            "data/designations.yaml:8:7: DES003 post 'compliance-contact' is kept from 'billing',"
            " but its holder supervises 'biller'"
        )
    ]
    elsewhere = {"roles/biller.yaml": "reports_to_in_absence: owner-physician\n"}
    assert lay(elsewhere) == []


def test_onb005_seven_signatures_on_the_first_day_are_too_many(lay: Lay, data: Path) -> None:
    text = (data / "policies" / "privacy" / "notice.yaml").read_text("utf-8")
    files = {
        f"policies/privacy/more-{n}.yaml": text.replace("PRV-01", f"PRV-1{n}") for n in range(5)
    }
    assert [p.rule for p in lay(files)] == ["ONB008"] * 5
    found = lay({"policies/privacy/last.yaml": text.replace("PRV-01", "PRV-20")})
    assert [p.message for p in found if p.rule == "ONB005"] == [
        "role 'office-manager' signs 7 policies on the first day",
        "role 'owner-physician' signs 7 policies on the first day",
    ]


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("My number is 123-45-6789.", "TXT005"),
        ("Born on 3/4/1970.", "TXT005"),
        ("MRN 1234567", "TXT005"),
        ("License number A1234567", "TXT005"),
        ("Pay with 4111 1111 1111 1111.", "TXT005"),
        ("The password is Winter2026!", "TXT006"),
        ("token: ghp_abcdefghijklmnopqrstuvwxyz0123", "TXT006"),
        ("See https&#58;//x", "TXT001"),
        ("[x](http://example.org)", "TXT002"),
        ("[x](/policies/)", "TXT002"),
        ("![x](https://example.org/x.png)", "TXT002"),
        ("[x](policy:nothing)", "TXT008"),
    ],
)
def test_text_rules_point_at_the_words(text: str, rule: str, lay: Lay) -> None:
    found = lay({"policies/privacy/notice.yaml": f"how_checked: |\n  We look.\n  {text}\n"})
    assert [p.rule for p in found] == [rule]
    assert found[0].place.line == 25


@pytest.mark.parametrize(
    "text",
    [
        "Call (555) 010-0100 or 1-800-222-1222.",
        "Ask for the date of birth before you say anything.",
        "Keep it for 30 years; see 45 CFR 164.316(b)(2)(i).",
        "Change your password every 90 days if the system asks.",
        "Temperatures below 36 °F or above 46 °F (2 < x < 8 °C) are out of range.",
        "The order number 1234 5678 9012 3456 is on the label.",
        "[our policy](policy:notice) and [the rule](https://www.ecfr.gov/)",
        "To be kind is part of the job.",
    ],
)
def test_ordinary_text_is_left_alone(text: str, lay: Lay) -> None:
    assert lay({"policies/privacy/notice.yaml": f'how_checked: "{text}"\n'}) == []


def test_txt007_speaks_of_policies_only(lay: Lay) -> None:
    text = "description: You are always kind and you answer immediately.\n"
    assert lay({"roles/office-manager.yaml": text}) == []
