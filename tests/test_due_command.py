"""`python -m scripts.due`: what it says in each format, and what it says to bad input."""

import json
from pathlib import Path

import pytest
from icalendar import Calendar

from tests.approving import approve_all
from tests.lay import MINIMAL, ROOT, put
from tests.test_validate import run

TEXT = """\
What is due at Example Family Practice, as of January 20, 2027
2 things are overdue and 1 thing is due in the next 30 days.

Overdue
  January 5, 2027: PRV-01 Who may know what about a patient. Read it again, and record what came \
of it. Owner: Office manager.
  January 15, 2027: PRV-01 Who may know what about a patient. End the exception for the Office \
manager, or have it approved again. The *new* log & the key. Owner: Office manager.

Next 30 days
  January 20, 2027: May we record a call? Look up whether the answer still holds, and set the day. \
Owner: Office manager.

61 to 90 days
  April 5, 2027: Look at fire exits. Go through the list. Nothing blocks a door. \
Owner: Office manager.
"""
MARKDOWN = """\
# What is due at Example Family Practice for the role Office manager, as of January 20, 2027

2 things are overdue and 1 thing is due in the next 30 days.

## Overdue

- [ ] **January 5, 2027** PRV-01 Who may know what about a patient. Read it again, and record what \
came of it. *Office manager*
- [ ] **January 15, 2027** PRV-01 Who may know what about a patient. End the exception for the \
Office manager, or have it approved again. The \\*new\\* log & the key. *Office manager*
"""
CSV = (
    "day,when,kind,title,what,owner,role,page,key\r\n"
    "2027-01-05,Overdue,Policy review,PRV-01 Who may know what about a patient,"
    '"Read it again, and record what came of it.",office-manager,Office manager,'
    "policies/notice/,review.policy.notice\r\n"
    "2027-01-15,Overdue,Exception ends,PRV-01 Who may know what about a patient,"
    '"End the exception for the Office manager, or have it approved again.'
    ' The *new* log & the key.",office-manager,Office manager,'
    "policies/notice/,exception.policy.notice.log\r\n"
    "2027-01-20,Next 30 days,State law to look up again,May we record a call?,"
    '"Look up whether the answer still holds, and set the day.",office-manager,Office manager,'
    "regulations/state/#recording,state-question.state-question.recording\r\n"
    "2027-04-05,61 to 90 days,Checklist,Look at fire exits,"
    "Go through the list. Nothing blocks a door.,office-manager,Office manager,"
    "checklists/exits/,checklist.checklist.exits.2027-04-05\r\n"
)


@pytest.fixture
def full(data: Path) -> Path:
    """The smallest handbook with something of several kinds to do."""
    exception = (
        "exceptions:\n  - id: log\n    who: office-manager\n"
        "    reason: The \\*new\\* log & the key.\n    until: 2027-01-15\n"
    )
    put(data, "policies/privacy/notice.yaml", exception)
    state = (
        "questions:\n  - id: recording\n    question: May we record a call?\n"
        "    answer: Ask everybody first.\n    source: Lakeland Code 12-34\n"
        "    answered_by: sam-rivers\n"
        "    answered_on: 2026-01-20\n"
    )
    put(data, "state.yaml", state)
    exits = (
        "title: Look at fire exits\nowner: office-manager\nsummary: Nothing blocks a door.\n"
        "frequency: quarterly\nstart: 2026-01-05\nitems:\n"
        "  - id: doors\n    text: Open each.\n    role: office-manager\n"
    )
    put(data, "checklists/exits.yaml", exits)
    approve_all(data)
    return data


def due(data: Path, *arguments: str) -> tuple[int, str, str]:
    done = run("-m", "scripts.due", "--data", str(data), "--today", "2027-01-20", *arguments)
    assert "Traceback" not in done.stderr
    return done.returncode, done.stdout, done.stderr


def test_text_can_be_read_aloud(full: Path) -> None:
    assert due(full) == (0, TEXT, "")


def test_markdown_is_a_list_to_tick(full: Path) -> None:
    options = ("--format", "markdown", "--role", "office-manager", "--within", "0")
    code, said, _ = due(full, *options)
    today = (
        "\n## Next 30 days\n\n- [ ] **January 20, 2027** May we record a call?"
        " Look up whether the answer still holds, and set the day. *Office manager*\n"
    )
    assert (code, said) == (0, MARKDOWN + today)


def test_csv_has_a_row_for_each(full: Path, tmp_path: Path) -> None:
    file = tmp_path / "due.csv"
    assert due(full, "--format", "csv", "--output", str(file)) == (0, "", "")
    assert file.read_bytes().decode() == CSV


def test_json_is_a_list_of_objects(full: Path) -> None:
    found = json.loads(due(full, "--format", "json", "--within", "0")[1])
    assert found[0] == {
        "day": "2027-01-05",
        "when": "Overdue",
        "kind": "Policy review",
        "title": "PRV-01 Who may know what about a patient",
        "what": "Read it again, and record what came of it.",
        "owner": "office-manager",
        "role": "Office manager",
        "page": "policies/notice/",
        "key": "review.policy.notice",
    }
    assert len(found) == 3


def test_ics_is_a_calendar_with_every_round(full: Path, tmp_path: Path) -> None:
    file = tmp_path / "due.ics"
    assert due(full, "--format", "ics", "--output", str(file))[0] == 0
    calendar = Calendar.from_ical(file.read_bytes())
    assert len(calendar.walk("VEVENT")) == 3 + 4


def test_the_list_is_that_of_the_site_and_not_of_words_nobody_approved(full: Path) -> None:
    path = full / "policies/privacy/notice.yaml"
    text = path.read_text("utf-8").replace("until: 2027-01-15", "until: 2027-06-15")
    path.write_text(text.replace("title: Who may know", "title: Draft of who may know"), "utf-8")
    assert due(full) == (0, TEXT, "")


def test_a_role_without_anything_is_told_so(full: Path) -> None:
    said = (
        "What is due at Example Family Practice for the role Owner physician,"
        " as of January 20, 2027\n"
        "Nothing is due in the next 30 days. Nothing is planned after that.\n"
    )
    assert due(full, "--role", "owner-physician") == (0, said, "")


def test_nothing_soon_names_what_comes_next() -> None:
    done = run("-m", "scripts.due", "--data", str(MINIMAL), "--within", "10")
    assert done.stdout == (
        "What is due at Example Family Practice, as of November 21, 2026\n"
        "Nothing is due in the next 30 days."
        " The next is PRV-01 Who may know what about a patient on January 5, 2027.\n"
    )


def test_nothing_soon_but_something_overdue() -> None:
    done = run("-m", "scripts.due", "--data", str(MINIMAL), "--today", "2027-02-01")
    assert done.stdout.splitlines()[1] == "1 thing is overdue."


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--role", "ofice-manager"), "no role 'ofice-manager'; did you mean 'office-manager'?"),
        (("--within", "-3"), "'-3' is not a number of days like 30"),
        (("--within", "9" * 5000), "is not a number of days like 30"),
        (("--within", "²"), "'²' is not a number of days like 30"),
        (("--format", "xml"), "invalid choice: 'xml'"),
        (("--data", "nowhere"), "'nowhere' is not a folder"),
        (("--today", "soon"), "'soon' is not a date like 2026-11-21"),
        (("--today", "0001-01-01"), "0001-01-01 is too far away"),
        (("--today", "9999-12-31"), "9999-12-31 is too far away"),
        (("--output", "nowhere/due.txt"), "nowhere/due.txt cannot be written: No such file"),
        (("--output", "."), ". cannot be written: Is a directory"),
    ],
)
def test_a_wrong_command_line_is_answered_in_words(arguments: tuple[str, ...], said: str) -> None:
    code, out, err = due(MINIMAL, *arguments)
    assert (code, out) == (2, "")
    assert said in err


def test_a_wrong_day_in_the_environment_is_named() -> None:
    done = run("-m", "scripts.due", env={"HANDBOOK_TODAY": "yesterday"})
    assert (done.returncode, "HANDBOOK_TODAY is not a date" in done.stderr) == (2, True)


def test_a_handbook_with_problems_is_mended_first(data: Path) -> None:
    put(data, "roles/office-manager.yaml", "owner: nobody\n")
    code, out, err = due(data)
    assert (code, out) == (1, "")
    assert "ROL002 owner 'nobody' is not a role" in err
    assert err.endswith("What is due is known when these are mended: 1 problem, 0 warnings.\n")


def test_it_runs_as_a_file_from_any_folder(tmp_path: Path) -> None:
    script = str(ROOT / "scripts" / "due.py")
    done = run(script, "--data", str(MINIMAL), cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
