"""All files at once: what is wrong is said once, and nothing follows from it that is not true."""

from pathlib import Path

import pytest

from macros.load import load
from tests.lay import Lay, problems


def messages(lay: Lay, files: dict[str, str]) -> list[str]:
    return [str(p).split("\n", maxsplit=1)[0] for p in lay(files)]


# What is laid over the smallest handbook, and the whole first lines expected.
CASES: dict[str, tuple[dict[str, str], list[str]]] = {
    "unknown key": (
        {"roles/office-manager.yaml": "report_to: owner-physician\n"},
        [
            (
                "data/roles/office-manager.yaml:11:1: FIL021 there is no key `report_to`;"
                " did you mean 'reports_to'?"
            )
        ],
    ),
    "unknown key in a part": (
        {
            "people/sam-rivers.yaml": "assignments:\n  - role: office-manager\n"
            "    form: 2021-03-01\n"
        },
        [
            "data/people/sam-rivers.yaml:3:5: FIL022 key `from` is missing",
            "data/people/sam-rivers.yaml:4:5: FIL021 there is no key `form`; did you mean 'from'?",
        ],
    ),
    "wrong shapes": (
        {"people/sam-rivers.yaml": "name:\n  - Sam\nworks: monday\ncontact: 102\n"},
        [
            "data/people/sam-rivers.yaml:2:3: FIL012 `name` is a list, not text",
            "data/people/sam-rivers.yaml:3:10: FIL012 `contact` is text, not a group of keys",
            "data/people/sam-rivers.yaml:4:8: FIL012 `works` is text, not a list",
        ],
    ),
    "wrong words and numbers": (
        {
            "policies/privacy/notice.yaml": "status: activ\nacknowledge: yes\nsign_by: one\n"
            "review:\n  every_months: 0\n  basis: practise\n"
        },
        [
            (
                "data/policies/privacy/notice.yaml:5:9: FIL023 `status` 'activ' is not 'in-review',"
                " 'active' or 'retired'; did you mean 'active'?"
            ),
            (
                "data/policies/privacy/notice.yaml:8:14: FIL023 `acknowledge` 'yes'"
                " is not true or false"
            ),
            "data/policies/privacy/notice.yaml:9:10: FIL025 `sign_by` 'one' is not a whole number",
            "data/policies/privacy/notice.yaml:11:17: FIL026 `every_months` 0 is less than 1",
            (
                "data/policies/privacy/notice.yaml:12:10: FIL023 `basis` 'practise' is not 'law',"
                " 'guidance', 'contract' or 'practice'; did you mean 'practice'?"
            ),
        ],
    ),
    "wrong day": (
        {
            "people/sam-rivers.yaml": "assignments:\n  - role: office-manager\n"
            "    from: 2021-02-30\n"
        },
        [
            (
                "data/people/sam-rivers.yaml:4:11: FIL024 `from` '2021-02-30' is not a date"
                " like 2026-11-21"
            )
        ],
    ),
    "wrong forms": (
        {
            "policies/privacy/notice.yaml": "code: prv-1\nrevisions:\n  - version: one\n"
            "    effective: 2026-01-05\n    material: true\n    change: First version.\n"
        },
        [
            (
                "data/policies/privacy/notice.yaml:2:7: FIL027 `code` 'prv-1'"
                " is not a code like PRV-05"
            ),
            (
                "data/policies/privacy/notice.yaml:24:14: FIL027 `version` 'one' is not a version"
                ' like "2.1"'
            ),
        ],
    ),
    "an id in a file": (
        {"roles/office-manager.yaml": "id: manager\n"},
        [
            (
                "data/roles/office-manager.yaml:1:1: FIL021 the name of the file is the id;"
                " there is no key `id`"
            )
        ],
    ),
    "a list without ids": (
        {"glossary.yaml": "terms:\n  - term: PHI\n    meaning: What we know.\n  - just a word\n"},
        [
            "data/glossary.yaml:2:5: FIL022 key `id` is missing",
            "data/glossary.yaml:4:5: FIL012 an item of `terms` is not a group of keys",
        ],
    ),
    "a file too deep": (
        {"roles/clinic/nurse.yaml": "title: Nurse\n"},
        [
            (
                "data/roles/clinic/nurse.yaml:1:1: FIL016 the file lies at the wrong depth;"
                " a role is data/roles/<id>.yaml"
            )
        ],
    ),
    "a misspelled file": (
        {"topic.yaml": "topics:\n"},
        ["data/topic.yaml:1:1: FIL016 nothing reads this file; did you mean 'topics.yaml'?"],
    ),
    "a policy in two folders": (
        {
            "categories.yaml": "categories:\n  - id: privacy\n    title: Privacy\n    code: PRV\n"
            "    approvers:\n      roles:\n        - owner-physician\n"
            "  - id: safety\n    title: Safety\n    code: SAF\n"
            "    approvers:\n      roles:\n        - owner-physician\n",
            "policies/safety/notice.yaml": "title: Notice\ncode: SAF-01\nsummary: A notice.\n"
            "owner: office-manager\nstatus: in-review\n",
        },
        [
            (
                "data/policies/safety/notice.yaml:1:1: REF002 the policy 'notice' exists twice;"
                " the first is in data/policies/privacy/notice.yaml"
            )
        ],
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_messages_name_place_value_and_what_should_be(case: str, lay: Lay) -> None:
    files, expected = CASES[case]
    found = messages(lay, files)
    # A second category without a policy is pointed out as well; it is not what is tested.
    assert [m for m in found if "REF004" not in m] == expected


def test_a_file_that_cannot_be_read_keeps_its_id(lay: Lay) -> None:
    """The office manager breaks one file; nobody is told that a dozen references are unknown."""
    found = messages(lay, {"roles/owner-physician.yaml": "title: [\n"})
    assert found == [
        (
            "data/roles/owner-physician.yaml:1:8: FIL008 the text starts with a bracket or brace,"
            " which have a meaning in YAML"
        )
    ]


def test_a_list_that_cannot_be_read_makes_no_id_unknown(lay: Lay) -> None:
    found = messages(lay, {"departments.yaml": "departments: [\n"})
    assert [m.split()[1] for m in found] == ["FIL008"]


def test_a_record_with_a_fault_is_still_asked_about_everything_else(lay: Lay) -> None:
    text = "status: current\nowner: nobody\nreports_to: owner-physicain\n"
    found = messages(lay, {"roles/office-manager.yaml": text})
    assert [m.split()[1] for m in found] == ["FIL023", "ROL002", "REF001"]


def test_a_record_without_a_needed_key_is_still_asked_about_its_references(lay: Lay) -> None:
    text = "owner: nobody\nreports_to: owner-phsician\ndescription: You write notes.\n"
    found = messages(lay, {"roles/scribe.yaml": text})
    assert [m.split(maxsplit=1)[1] for m in found] == [
        "FIL022 key `department` is missing",
        "FIL022 key `exposure` is missing",
        "FIL022 key `title` is missing",
        "ROL002 owner 'nobody' is not a role",
        "REF001 `reports_to` 'owner-phsician' is not a role; did you mean 'owner-physician'?",
    ]


def test_every_file_broken_at_once_is_reported_once_each(data: Path) -> None:
    files = sorted(data.rglob("*.yaml"))
    for path in files:
        path.write_text("a: b: c\n", encoding="utf-8")
    found = problems(data)
    assert [p.rule for p in found] == ["FIL008"] * len(files)


def test_missing_practice_and_purpose(data: Path) -> None:
    (data / "practice.yaml").unlink()
    (data / "purpose.yaml").unlink()
    assert [str(p.place) for p in problems(data)] == [
        "data/practice.yaml:1:1",
        "data/purpose.yaml:1:1",
    ]


def test_an_empty_folder_is_a_handbook_with_two_problems(tmp_path: Path) -> None:
    assert [p.rule for p in problems(tmp_path)] == ["FIL019", "FIL019"]


def test_hidden_names_and_notes_are_left_alone(data: Path) -> None:
    (data / ".draft.yaml").write_text("x: [", encoding="utf-8")
    (data / "README.md").write_text("Notes", encoding="utf-8")
    assert problems(data) == []


def test_a_looping_folder_is_a_problem_and_not_followed(data: Path) -> None:
    (data / "roles" / "again").symlink_to(data, target_is_directory=True)
    assert [p.rule for p in problems(data)] == ["FIL016"]


def test_the_same_value_comes_back_until_a_file_changes(data: Path) -> None:
    first = load(data)
    assert load(data) is first
    path = data / "people" / "sam-rivers.yaml"
    path.write_text(path.read_text("utf-8").replace("Sam", "Samira"), encoding="utf-8")
    assert load(data).book.people["sam-rivers"].name == "Samira Rivers"
