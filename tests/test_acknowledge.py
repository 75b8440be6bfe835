"""`python -m scripts.acknowledge`: what it writes, what it refuses, and what it says."""

import csv
import io
import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from macros.binder.pen import Pen
from macros.binder.plain import as_text
from macros.binder.signing import signing_sheet
from macros.load import load
from macros.model.record import Phrase
from macros.records.chain import FILE, appended, ledger, new
from macros.records.start import template
from macros.views.signing import sheet_seal, unsigned
from scripts import acknowledge
from tests.lay import ROOT, put
from tests.repository import Repository
from tests.signing import keys, person, signed
from tests.test_validate import run

KEYS = (("2.0", "2026-07-01", True), ("1.1", "2026-05-01", False), ("1.0", "2026-03-02", True))


class Office:
    """A practice whose office keeps records; commands run on November 25 unless told."""

    def __init__(self, data: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.data, self.capsys = data, capsys
        self.records = data.parent / "records"
        self.records.mkdir()
        self.file = self.records / FILE
        self.file.write_bytes(new())

    def __call__(self, *arguments: str, code: int = 0, day: str = "2026-11-25") -> str:
        where = ("--data", str(self.data), "--records", str(self.records), "--today", day)
        got = acknowledge.main([*arguments, *where])
        said = self.capsys.readouterr()
        assert got == code, said
        return str(said.err if code else said.out)

    def lines(self) -> list[str]:
        return self.file.read_text("utf-8").splitlines()[1:]

    def seal(self, policy: str = "keys", index: int = 0) -> str:
        return str(load(self.data).book.policies[policy].revisions[index].seal)

    def list(self, text: str | bytes, name: str = "june.csv") -> str:
        path = self.data.parent / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return str(path)


@pytest.fixture
def office(data: Path, capsys: pytest.CaptureFixture[str]) -> Office:
    keys(data, *KEYS)
    person(data, "kim-lane", "scribe 2026-04-06 to:2026-12-31")
    return Office(data, capsys)


BY = ("--recorded-by", "sam-rivers")


def test_a_signature_is_one_line(office: Office) -> None:
    said = office("kim-lane", "PRV-02", "--on", "2026-11-24", *BY)
    assert said == (
        "Written: Kim Lane signed PRV-02 version 2.0 on 2026-11-24.\n"
        "records/acknowledgements.csv has 1 line more. Commit and push it there.\n"
    )
    assert office.lines() == [
        (
            f"kim-lane,scribe,keys,2.0,{office.seal()},2026-11-24,paper,sam-rivers,2026-11-25,"
            "h1:8724c73d2ce14c2e046f27d3268db218"
        )
    ]
    assert ledger(office.file.read_bytes()).faults == ()


def test_what_is_signed_already_is_said_and_not_written_again(office: Office) -> None:
    office("kim-lane", "keys", *BY)
    before = office.file.read_bytes()
    said = office("kim-lane", "PRV-02", *BY, day="2026-11-26")
    assert said == "There already: Kim Lane signed PRV-02 version 2.0 on 2026-11-25.\n"
    assert office.file.read_bytes() == before
    office("kim-lane", "PRV-02", "notice", *BY)
    assert office.file.read_bytes().startswith(before)
    assert len(office.lines()) == 2


def test_everything_wrong_is_told_at_once_and_nothing_is_written(office: Office) -> None:
    said = office(
        "kim-lan", "PRV-03", "keys@2.1", "--on", "2026-11-26", "--recorded-by", "x", code=1
    )
    assert said == (
        "there is no person 'kim-lan'; did you mean 'kim-lane'?\n"
        "there is no person 'x'\n"
        "there is no policy 'PRV-03'; did you mean 'PRV-02'?\n"
        "'keys' has no version '2.1'; did you mean '2.0'?\n"
        "Nothing was written: 4 problems.\n"
    )
    assert office.lines() == []


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("kim-lane", "keys", "--on", "2026-11-26", *BY),
         "2026-11-26 is still to come: record it once it was signed"),
        (("kim-lane", "keys", "--on", "2026-04-05", *BY),
         "'kim-lane' did not work here on 2026-04-05, but from 2026-04-06 to 2026-12-31"),
        (("kim-lane", "keys@1.1", *BY),
         "version 1.1 of 'keys' was no longer in force on 2026-11-25; 2.0 was"),
        (("sam-rivers", "keys@2.0", "--on", "2026-06-01", *BY),
         "version 2.0 of 'keys' was approved on 2026-07-01, after 2026-06-01"),
        (("kim-lane", "draft", *BY),
         "no words of 'draft' were ever approved, so nobody signs them"),
        (("kim-lane", "keys"),
         "nobody is said to write it down: --recorded-by names the person"),
        (("kim-lane", "keys", *BY, "--seal", "s1:0000000000000000"),
         ("what was signed has the seal s1:0000000000000000, and of what would be written down"
         " nothing has: keys 2.0 has SEAL")),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused(office: Office, arguments: tuple[str, ...], said: str) -> None:
    text = (office.data / "policies/privacy/keys.yaml").read_text("utf-8")
    head = text[: text.index("revisions:")].replace("PRV-02", "PRV-09")
    put(office.data, "policies/privacy/draft.yaml", head.replace("active", "in-review"))
    told = office(*arguments, code=1).replace(office.seal(), "SEAL")
    assert told == f"{said}\nNothing was written: 1 problem.\n"
    assert office.lines() == []


def test_a_retired_policy_is_refused_from_its_day_on(office: Office) -> None:
    path = office.data / "policies/privacy/keys.yaml"
    text = path.read_text("utf-8").replace("status: active", "status: retired")
    path.write_text(text.replace("what_you_do", "retired_on: 2026-11-20\nwhat_you_do"), "utf-8")
    assert "'keys' was retired on 2026-11-20" in office("kim-lane", "keys", *BY, code=1)
    office("kim-lane", "keys", "--on", "2026-11-19", *BY)


def test_a_version_to_come_is_signed_early_once_it_is_approved(office: Office) -> None:
    path = office.data / "policies/privacy/keys.yaml"
    text = path.read_text("utf-8")
    path.write_text(text.replace("effective: 2026-07-01", "effective: 2026-12-15"), "utf-8")
    office("kim-lane", "keys@2.0", *BY)
    office("kim-lane", "keys", *BY)
    assert [line.split(",")[3] for line in office.lines()] == ["2.0", "1.1"]


def test_in_the_form_people_write_for_themselves(office: Office) -> None:
    office("kim-lane", "keys", "--method", "form")
    assert office.lines()[0].split(",")[6:8] == ["form", "kim-lane"]


def test_one_sheet_is_written_down_with_one_command(office: Office, tmp_path: Path) -> None:
    sheet = tmp_path / "sheet.html"
    assert office("--sheet", "Kim Lane", "--output", str(sheet)) == f"Written: {sheet}\n"
    text = sheet.read_text("utf-8")
    lines = [("keys", "2.0", office.seal()), ("notice", "1.0", office.seal("notice"))]
    seal = sheet_seal("kim-lane", lines)
    command = f"python -m scripts.acknowledge kim-lane --all-due --seal {seal} --on DAY"
    assert command in text
    assert text.index("PRV-01") < text.index("PRV-02")
    for word in (
        "Sign-off sheet",
        "Kim Lane",
        "Scribe",
        office.seal(),
        "July 10, 2026",
        "I read each version named here.",
        "Printed on",
    ):
        assert word in text.replace("\\20 ", " "), word
    said = office("kim-lane", "--all-due", "--seal", seal, *BY)
    assert said.count("Written: ") == 2
    assert office("kim-lane", "--all-due", "--seal", seal, *BY) == (
        "There is nothing to write down: nothing is due then.\n"
    )
    said = office("--sheet", "kim-lane", "--output", str(sheet), code=1)
    assert said == "Nothing was written: Kim Lane has nothing to sign on 2026-11-25.\n"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("kim-lane", "--on", "2026-12-01", *BY),
         "2026-12-01 is still to come: record it once it was signed"),
        (("kim-lane", "--on", "2026-01-01"),
         ("nobody is said to write it down: --recorded-by names the person; 'kim-lane' did not work"
         " here on 2026-01-01, but from 2026-04-06 to 2026-12-31")),
        (("Lee Park", *BY), "more than one person is called 'Lee Park': say 'lee' or 'lee-park'"),
    ],
)  # fmt: skip
def test_all_that_is_due_is_refused_where_nothing_can_be(
    office: Office, arguments: tuple[str, ...], said: str
) -> None:
    for name in ("lee", "lee-park"):
        person(office.data, name, "scribe 2026-04-06")
        path = office.data / "people" / f"{name}.yaml"
        path.write_text(path.read_text("utf-8").replace("name: Lee\n", "name: Lee Park\n"), "utf-8")
    told = office(*arguments, "--all-due", code=1)
    assert told == f"Nothing was written: {said}.\n"


def test_the_notice_of_a_category_stands_on_the_sheet(office: Office) -> None:
    told = {"notice": Phrase("This is *not* a contract."), "counsel_read_on": date(2026, 5, 6)}
    book = load(office.data).book
    shelves = {i: c.model_copy(update=told) for i, c in book.categories.items()}
    book = replace(book, categories=shelves)
    items = unsigned(book, (), date(2026, 11, 25), {"kim-lane"})
    made = signing_sheet(
        Pen(book, date(2026, 11, 25)), book.people["kim-lane"], items, date(2026, 11, 25)
    )
    line = "This is not a contract. Counsel last read these policies on May 6, 2026."
    assert f"PRV-01, PRV-02: {line}\n" in as_text(made)


def test_a_sheet_printed_before_something_changed_is_refused(office: Office) -> None:
    seal = sheet_seal("kim-lane", [("keys", "1.1", "s1:0123456789abcdef")])
    said = office("kim-lane", "--all-due", "--seal", seal, *BY, code=1)
    assert said.startswith(f"the sheet has the seal {seal}, and what would be written down has p1:")
    assert "since it was printed, something else is due or in force" in said
    assert office.lines() == []
    # One of its policies by name fits its own seal.
    office("kim-lane", "keys", "--seal", office.seal(), *BY)


@pytest.mark.parametrize("suffix", ["pdf", "docx"])
def test_the_sheet_goes_on_paper(office: Office, tmp_path: Path, suffix: str) -> None:
    sheet = tmp_path / f"sheet.{suffix}"
    office("--sheet", "kim-lane", "--output", str(sheet))
    assert sheet.read_bytes()[:2] in (b"%P", b"PK")


def test_a_mistake_is_taken_back_and_stays_readable(office: Office) -> None:
    office("kim-lane", "keys", *BY)
    before = office.file.read_bytes()
    said = office("kim-lane", "keys", "--withdraw", *BY)
    assert said.startswith(
        "Written: the signature of Kim Lane for PRV-02 version 2.0 is taken back"
    )
    assert office.file.read_bytes().startswith(before)
    assert "PRV-02" in office("--missing", "--person", "kim-lane")
    said = office("kim-lane", "keys", "--withdraw", *BY, code=1)
    assert said.startswith("no signature of 'keys' by 'kim-lane' is written down\n")
    office("kim-lane", "keys", *BY)
    assert "PRV-02" not in office("--missing", "--person", "kim-lane")


MISSING = """\
Who has yet to sign at Example Family Practice: Kim Lane, as of November 25, 2026
2 signatures are still to come from 1 person; 2 are late.

Kim Lane, Scribe (kim-lane)
  PRV-01 Who may know what about a patient, version 1.0: by April 6, 2026, 233 days late
  PRV-02 Keys and doors, version 2.0: by July 10, 2026, 138 days late; signed version 1.1 before
"""


def test_who_has_yet_to_sign_is_said_in_words(office: Office) -> None:
    office("kim-lane", "keys@1.1", "--on", "2026-06-01", *BY)
    assert office("--missing", "--person", "kim-lane") == MISSING
    everybody = office("--missing", "--on", "2026-07-05")
    assert everybody.splitlines()[1] == (
        "6 signatures are still to come from 3 people; 3 are late."
    )
    assert "Sam Rivers" not in office("--missing", "--role", "scribe")
    assert office("--missing", "--person", "kim-lane", "--on", "2026-04-05").splitlines()[1] == (
        "Nobody has anything left to sign."
    )
    markdown = office("--missing", "--format", "markdown", "--person", "kim-lane")
    assert "## Kim Lane, Scribe (kim-lane)\n\n- PRV-01 Who may" in markdown


def test_other_programs_read_it(office: Office) -> None:
    rows = json.loads(office("--missing", "--format", "json", "--person", "kim-lane"))
    assert rows[1] == {
        "person": "kim-lane",
        "name": "Kim Lane",
        "role": "scribe",
        "policy": "keys",
        "code": "PRV-02",
        "title": "Keys and doors",
        "version": "2.0",
        "seal": office.seal(),
        "since": "2026-07-01",
        "due": "2026-07-10",
        "days_late": 138,
        "away_until": "",
        "signed_before": "",
    }
    table = office("--missing", "--format", "csv", "--person", "kim-lane")
    assert [row["policy"] for row in csv.DictReader(io.StringIO(table))] == ["notice", "keys"]


LIST = """\
person,policy,on,version,method
kim-lane,PRV-02,2026-11-24,2.0,meeting
Sam Rivers,keys,11/24/2026,,
"""


def test_a_list_is_taken_in(office: Office) -> None:
    said = office("--import", office.list(LIST), *BY)
    assert said.count("Written: ") == 2
    told = [line.split(",")[0:7:3] for line in office.lines()]
    assert told == [["kim-lane", "2.0", "meeting"], ["sam-rivers", "2.0", "paper"]]
    assert office("--import", office.list(LIST), *BY) == "2 lines are there already, and skipped.\n"
    assert len(office.lines()) == 2
    said = office("--import", office.list("person,policy,on\n"), *BY)
    assert said == "There is nothing to write down: the list is empty.\n"


@pytest.mark.parametrize(
    "change",
    [
        lambda text: b"\xef\xbb\xbf" + text.encode(),
        lambda text: text.replace(",", ";").encode(),
        lambda text: text.replace(",", "\t").encode(),
        lambda text: text.replace("\n", "\r\n").encode(),
        lambda text: text.replace("\n", ",,\n").encode() + b",,,,,,\n",
        lambda text: text.replace("2.0", "2").replace("person", " Person ").encode(),
        lambda text: text.replace("2026-11-24", "20261124").replace("kim-lane", '"kim-lane"')
        .encode(),
    ],
)  # fmt: skip
def test_a_spreadsheet_writes_it_in_its_own_way(office: Office, change: object) -> None:
    assert callable(change)
    office("--import", office.list(change(LIST)), *BY)
    assert [line.split(",")[5] for line in office.lines()] == ["2026-11-24"] * 2


def test_all_that_is_wrong_with_a_list_is_told_with_its_lines(office: Office) -> None:
    wrong = """\
person,policy,on,version,method
kim-lane,PRV-02,2026-11-24,2.0,meeting
kim-lan,PRV-02,2026-11-24,2.0,paper
kim-lane,PRV-02,13/24/2026,,
kim-lane,,11/24/26,,by phone
kim-lane,PRV-02,2026-11-24,1.0,paper,too,much
"""
    said = office("--import", office.list(wrong), *BY, code=1)
    assert said == (
        "june.csv:3: there is no person 'kim-lan'; did you mean 'kim-lane'?\n"
        "june.csv:4: '13/24/2026' is not a day like 2026-11-25 or 11/25/2026\n"
        "june.csv:5: `policy` is empty\n"
        "june.csv:5: '11/24/26' is not a day like 2026-11-25 or 11/25/2026\n"
        "june.csv:5: `method` 'by phone' is not one of paper, form, meeting, service\n"
        "june.csv:6: 'too' stands under no column\n"
        "june.csv:6: 'much' stands under no column\n"
        "Nothing was written: 7 problems.\n"
    )
    assert office.lines() == []


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("person,polcy,on\n", ("there is no column 'polcy'; did you mean 'policy'? column 'policy'"
         " is missing; the columns are person, policy, on, version, seal, method, recorded_by")),
        ("", ("column 'person' is missing; column 'policy' is missing; column 'on' is missing;"
         " the columns are person, policy, on, version, seal, method, recorded_by")),
        (LIST.encode("utf-16"), "it is saved as Unicode text (UTF-16): save it as CSV UTF-8"),
        (b"PK\x03\x04", "it is a workbook, not a list: save it as CSV UTF-8"),
        (b"person\xe9,policy,on\n", "it is not UTF-8: save it as CSV UTF-8"),
        ('person,policy,on\n"kim\n', "line 2 cannot be read as CSV: unexpected end of data"),
    ],
)  # fmt: skip
def test_what_is_no_list_is_named(office: Office, content: str | bytes, said: str) -> None:
    told = office("--import", office.list(content), *BY, code=1)
    assert told == f"Nothing was written: june.csv: {said}.\n"


def test_days_are_read_as_the_practice_writes_them(office: Office) -> None:
    practice = office.data / "practice.yaml"
    text = practice.read_text("utf-8")
    for dates, said, day in (
        ("day-first", "04/11/2026", "2026-11-04"),
        ("month-first", "04/11/2026", "2026-04-11"),
    ):
        practice.write_text(f"{text}formats:\n  dates: {dates}\n", "utf-8")
        office.file.write_bytes(new())
        office("--import", office.list(f"person;policy;on\nsam-rivers;PRV-01;{said}\n"), *BY)
        assert office.lines()[0].split(",")[5] == day
    practice.write_text(f"{text}formats:\n  dates: iso\n", "utf-8")
    said = office(
        "--import", office.list("person,policy,on\nsam-rivers,keys,04/11/2026\n"), *BY, code=1
    )
    assert "june.csv:2: '04/11/2026' may be one of two days: write it like 2026-11-25" in said


def test_nothing_is_built_on_a_broken_chain(office: Office) -> None:
    for policy in ("keys", "notice"):
        office("kim-lane", policy, *BY)
    broken = office.file.read_bytes().replace(b"2026-11-25,paper", b"2026-11-23,paper", 1)
    office.file.write_bytes(broken)
    problem = (
        "records/acknowledgements.csv:3: it does not carry the hash of line 2: that line was"
        " changed, or one between them was taken out\n"
    )
    said = office("sam-rivers", "keys", *BY, code=1)
    assert said.startswith(f"{problem}Nothing was written. Bring the file back as it was: ")
    told = said.replace("Nothing was written. ", "Something was altered: 1 problem. ")
    assert office("--check", code=1) == told
    assert office("--missing", code=1).startswith(problem)
    assert office.file.read_bytes() == broken


def test_the_check_holds_each_line_against_the_handbook(office: Office) -> None:
    office("kim-lane", "keys", *BY)
    said = office("--check")
    assert said == (
        "git cannot say more: this folder is not a git repository. So nobody sees whether the last"
        " lines were changed or taken out.\n"
        "records/acknowledgements.csv holds 1 signature; each line carries the hash of the line"
        " before, and every seal fits.\n"
    )
    more = [
        signed("kim-lane", "9.0", "2026-11-25"),
        signed("kim-lane", "1.1", "2026-11-25"),
        signed("kim-lane", "1.0", "2020-11-25", "long-gone"),
    ]
    office.file.write_bytes(appended(office.file.read_bytes(), more))
    assert office("--check", code=1) == (
        "records/acknowledgements.csv:3: version 9.0 of 'keys' is not among the approved ones\n"
        "records/acknowledgements.csv:4: version 1.1 of 'keys' has the seal"
        f" {office.seal(index=1)} now\n"
        "Something was altered: 2 problems.\n"
    )


def test_git_is_the_witness_where_the_records_are_a_repository(office: Office) -> None:
    repository = Repository(office.records, data=".")
    office("kim-lane", "keys", *BY)
    assert office("--check").startswith("git cannot say more: nothing was committed yet.")
    repository.commit("2026-11-25")
    office("kim-lane", "notice", *BY)
    assert office("--check").splitlines()[0] == (
        "git keeps 1 line, and every state of the file begins with the one before;"
        " 1 more line not committed yet."
    )
    office.file.write_bytes(new())
    said = office("sam-rivers", "keys", *BY, code=1)
    assert said.startswith(
        "records/acknowledgements.csv: git kept it otherwise: line 2 is gone\nNothing was written."
    )


def test_a_new_repository_is_laid_out_whole(office: Office, tmp_path: Path) -> None:
    folder = tmp_path / "new" / "records"
    said = office("--start", str(folder))
    names = sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file())
    assert names == sorted(template())
    assert ".github/workflows/sign.yml" in names
    assert said.splitlines()[-1] == "Now records/README.md says what comes next."
    assert (folder / FILE).read_bytes() == new()
    said = office("--start", str(folder), code=1)
    assert said.startswith(f"Nothing was written: {folder} holds README.md, ")
    (folder / "README.md").write_text("mine", "utf-8")
    for name in names:
        if name != "README.md":
            (folder / name).unlink()
    assert "holds README.md already" in office("--start", str(folder), code=1)
    assert [p.name for p in folder.rglob("*") if p.is_file()] == ["README.md"]
    (folder / "README.md").unlink()
    # A repository that was made empty, and fetched.
    (folder / ".git").mkdir()
    (folder / ".git" / "config").write_text("", "utf-8")
    office("--start", str(folder))
    assert (folder / ".github" / "workflows" / "sign.yml").is_file()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "say who signed, and what; or use --missing"),
        (("kim-lane",), "name the policies that were signed, or say --all-due"),
        (("kim-lane", "keys", "--all-due"), "name the policies that were signed, or say --all-due"),
        (("kim-lane", "--all-due", "--withdraw"), "name the policies to take back"),
        (("kim-lane", "--missing"), "'kim-lane' is one word too many"),
        (("--missing", "--check"), "not allowed with argument"),
        (("--sheet", "kim-lane"), "--sheet needs --output FILE that ends in .pdf, .html, .docx"),
        (("kim-lane", "keys", "--on", "soon"), "'soon' is not a date like 2026-11-21"),
        (("--missing", "--data", "nowhere"), "'nowhere' is not a folder"),
    ],
)
def test_a_wrong_command_line_is_answered_in_words(
    arguments: tuple[str, ...], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        acknowledge.main(list(arguments))
    assert ended.value.code == 2
    assert said in capsys.readouterr().err


def test_what_cannot_be_answered_says_why(office: Office, tmp_path: Path) -> None:
    assert office("--missing", "--role", "scrib", code=1) == (
        "This cannot be answered: there is no role 'scrib'; did you mean 'scribe'?\n"
    )
    office.file.unlink()
    assert office("--missing", code=1) == (
        "This cannot be answered: there is no records/acknowledgements.csv: check the records"
        " repository out there, or start one with --start records.\n"
    )
    done = run("-m", "scripts.acknowledge", "kim-lane", "keys", "--records", str(tmp_path / "no"))
    assert (done.returncode, done.stdout) == (1, "")
    assert "Traceback" not in done.stderr


def test_it_runs_as_a_file_from_any_folder(tmp_path: Path, office: Office) -> None:
    script = str(ROOT / "scripts" / "acknowledge.py")
    where = ("--data", str(office.data), "--records", str(office.records))
    done = run(script, "--missing", *where, cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")


def test_a_file_that_cannot_be_read_leaves_the_answer_in_doubt(office: Office) -> None:
    path = office.data / "policies/privacy/keys.yaml"
    path.write_text(
        path.read_text("utf-8").replace("effective: 2026-07-01", "effective: soon"), "utf-8"
    )
    said = office("--missing", code=1)
    assert said == (
        "These files of the handbook have problems: data/policies/privacy/keys.yaml.\n"
        "The answer is not the whole one.\n"
    )
    said = office("kim-lane", "keys", *BY, code=1)
    assert said.endswith("problems; validate names them\nNothing was written: 1 problem.\n")
