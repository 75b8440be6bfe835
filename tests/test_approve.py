"""The commands that record an approval and a review: what they ask, refuse, write and say."""

import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from macros.load import load
from scripts import approve, reviewed
from tests.lay import problems, put
from tests.test_life import BY, KEYS

FILE = "policies/privacy/keys.yaml"
COPY = "approved/keys/1.0.md"
DAY = "2026-01-26"
SCRIBE = {
    "people/kim-lane.yaml": "name: Kim Lane\nassignments:\n"
    "  - role: scribe\n    from: 2020-05-01\n",
    "roles/scribe.yaml": "title: Scribe\nowner: owner-physician\ndepartment: practice\n"
    "reports_to: owner-physician\ndescription: You write notes.\n"
    "exposure:\n  bloodborne: none\n",
}


class Desk:
    """A handbook with a proposal in it, and the commands at it."""

    def __init__(self, data: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.data, self.capsys = data, capsys
        self.write({FILE: KEYS})

    def write(self, files: Mapping[str, str]) -> None:
        for name, text in files.items():
            put(self.data, name, text)

    def edit(self, old: str, new: str, name: str = FILE) -> None:
        text = (self.data / name).read_bytes().decode()
        assert old in text
        (self.data / name).write_bytes(text.replace(old, new).encode())

    def approve(self, *arguments: str, day: str = DAY) -> tuple[int, str, str]:
        return self._run(approve.main, arguments, day)

    def reviewed(self, *arguments: str, day: str = DAY) -> tuple[int, str, str]:
        return self._run(reviewed.main, arguments, day)

    def _run(
        self, main: Callable[[list[str]], int], arguments: tuple[str, ...], day: str
    ) -> tuple[int, str, str]:
        try:
            code = main([*arguments, "--today", day, "--data", str(self.data)])
        except SystemExit as stopped:
            code = int(str(stopped.code))
        said = self.capsys.readouterr()
        return code, said.out, said.err

    def refused(self, *arguments: str, day: str = DAY, command: str = "approve") -> str:
        """What a command says that changes nothing."""
        before = self.files()
        code, _, err = getattr(self, command)(*arguments, day=day)
        assert (code, self.files()) == (1, before)
        return str(err).removeprefix("Nothing was changed: ").removesuffix("\n").removesuffix(".")

    def done(self, *arguments: str, day: str = DAY, command: str = "approve") -> str:
        code, out, err = getattr(self, command)(*arguments, day=day)
        assert (code, err) == (0, ""), err
        return str(out)

    def files(self) -> dict[str, bytes]:
        return {
            path.relative_to(self.data).as_posix(): path.read_bytes()
            for path in self.data.rglob("*")
            if path.is_file()
        }

    def text(self, name: str = FILE) -> str:
        return (self.data / name).read_text("utf-8")


@pytest.fixture
def desk(data: Path, capsys: pytest.CaptureFixture[str]) -> Desk:
    return Desk(data, capsys)


def approved(desk: Desk) -> None:
    """The proposal was approved on January 26."""
    desk.done("keys", *BY)


def test_without_arguments_it_lists_and_asks(desk: Desk, typed: Callable[..., list[str]]) -> None:
    asked = typed("prv-02", "alex-stone", "Minutes.")
    said = desk.done()
    assert asked == [
        "Which one? Code or id: ",
        "Who approved? Id or name: ",
        "Where can the approval be seen: ",
    ]
    assert said == (
        "These wait for approval:\n"
        "  PRV-02  Keys and doors (keys)\n"
        "Alex Stone approved version 1.0 of 'Keys and doors'."
        " Staff read it from 2026-02-02 on. People sign it again.\n"
        f"  data/{COPY}\n  data/{FILE}\n"
    )
    assert problems(desk.data) == []


def test_a_change_without_a_version_is_asked_for(
    desk: Desk, typed: Callable[..., list[str]]
) -> None:
    approved(desk)
    desk.edit("the same day when", "within the hour when")
    asked = typed("Sooner.", "No", "alex-stone", "Minutes.")
    said = desk.done("keys", day="2026-03-02")
    assert said.startswith("Alex Stone approved version 1.1 of 'Keys and doors'.")
    assert asked[:2] == ["What changed, in one sentence: ", "Do people sign again? yes or no: "]
    assert "material: false" in desk.text()


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ((), "\nNothing was changed.\n"),
        (("keys",), "\nNothing was changed.\n"),
        (("keys", "alex-stone", " "), "`Where can the approval be seen` was not answered"),
        (("kays",), "there is no policy 'kays'; did you mean 'keys'?"),
        (
            ("keys", "alex-stome", "Minutes."),
            "there is no person 'alex-stome'; did you mean 'alex-stone'?",
        ),
    ],
)
def test_answers_that_are_none(
    given: tuple[str, ...], said: str, desk: Desk, typed: Callable[..., list[str]]
) -> None:
    typed(*given)
    assert desk.refused() == said.removesuffix(".\n")


def test_neither_yes_nor_no(desk: Desk, typed: Callable[..., list[str]]) -> None:
    approved(desk)
    desk.edit("the same day when", "within the hour when")
    typed("Sooner.", "perhaps")
    assert desk.refused("keys") == "'perhaps' is neither yes nor no"


def test_nothing_waits(desk: Desk) -> None:
    approved(desk)
    assert desk.refused() == "no policy waits for approval"
    assert desk.refused("keys", *BY) == "nothing in 'keys' waits for approval"
    assert desk.refused("keys", "--show") == "'keys' has no version that waits for approval"


EVIDENCE = ("--evidence", "Minutes.")
# Command lines that record nothing, and what they say.
REFUSED: dict[tuple[str, ...], str] = {
    (): "`Which one? Code or id` was not answered; see --help for the options",
    ("keys",): "`Who approved? Id or name` was not answered; see --help for the options",
    ("keys", "--by", "alex-stone"): (
        "`Where can the approval be seen` was not answered; see --help for the options"
    ),
    ("",): "`Which one? Code or id` was not answered; see --help for the options",
    ("kays", *BY): "there is no policy 'kays'; did you mean 'keys'?",
    ("PRV-3", *BY): "there is no policy 'PRV-3'; did you mean 'PRV-02'?",
    ("keys", "--by", "alex-stome", *EVIDENCE): (
        "there is no person 'alex-stome'; did you mean 'alex-stone'?"
    ),
    ("keys", "--by", "nobody", *EVIDENCE): "there is no person 'nobody'",
    ("keys", *BY, "--recorded-by", "sam-river"): (
        "there is no person 'sam-river'; did you mean 'sam-rivers'?"
    ),
    ("keys", "--by", "sam-rivers", *EVIDENCE): (
        "'sam-rivers' could not approve 'keys' on 2026-01-26: alex-stone could"
    ),
    ("keys", "--by", "alex-stone", "--evidence", " \n"): (
        "where the approval can be seen is empty"
    ),
    ("keys", "--by", "alex-stone", "--evidence", "bell \x07"): (
        "where the approval can be seen holds a character that cannot be seen: 'bell \\x07'"
    ),
    ("keys", "--by", "alex-stone", "--evidence", "half \udc80"): (
        "where the approval can be seen holds a character that cannot be seen: 'half \\udc80'"
    ),
    ("keys", *BY, "--on", "2026-01-27"): (
        "2026-01-27 is still to come; record the approval when it was given"
    ),
    ("keys", *BY, "--minor"): (
        "version 1.0 says `material: true` (people sign again), and you say `material: false`"
    ),
    ("keys", *BY, "--change", "Other words."): (
        "version 1.0 says what changed in other words: 'First version.'"
    ),
    ("keys", *BY, "--effective", "2026-03-02"): (
        "version 1.0 takes effect on 2026-02-02, not on 2026-03-02"
    ),
    ("notice", *BY): "nothing in 'notice' waits for approval",
    ("keys", *BY, "--on", "2019-01-01"): (
        "'alex-stone' could not approve 'keys' on 2019-01-01: nobody could"
    ),
}


@pytest.mark.parametrize("arguments", REFUSED, ids=" ".join)
def test_what_cannot_be_recorded_is_refused_in_words(
    arguments: tuple[str, ...], desk: Desk
) -> None:
    assert desk.refused(*arguments) == REFUSED[arguments]


def test_an_approval_after_the_day_it_takes_effect(desk: Desk) -> None:
    assert desk.refused("keys", *BY, day="2026-02-03") == (
        "version 1.0 would take effect on 2026-02-02, before it was approved on 2026-02-03:"
        " set `effective` to that day or a later one"
    )
    assert "version 1.0" in desk.done("keys", *BY, "--on", "2026-02-02", day="2026-02-03")


WRONG: dict[tuple[str, ...], str] = {
    ("keys", "--on", "26.1.2026"): "argument --on: '26.1.2026' is not a date like 2026-11-21",
    ("keys", "--on", "2026-02-30"): "argument --on: '2026-02-30' is not a date like 2026-11-21",
    ("keys", "--method", "phone"): "argument --method: invalid choice: 'phone'",
    ("keys", "--material", "--minor"): "argument --minor: not allowed with argument --material",
    ("keys", "more"): "unrecognized arguments: more",
}


@pytest.mark.parametrize("arguments", WRONG, ids=" ".join)
def test_a_wrong_command_line(arguments: tuple[str, ...], desk: Desk) -> None:
    code, out, err = desk.approve(*arguments)
    assert (code, out) == (2, "")
    assert WRONG[arguments] in err


def test_no_folder_and_no_day(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for main in (approve.main, reviewed.main):
        with pytest.raises(SystemExit, match="2"):
            main(["--data", str(tmp_path / "nowhere")])
        assert "nowhere' is not a folder" in capsys.readouterr().err
    monkeypatch.setenv("HANDBOOK_TODAY", "soon")
    for main in (approve.main, reviewed.main):
        with pytest.raises(SystemExit, match="2"):
            main(["keys"])
        assert "HANDBOOK_TODAY is not a date like 2026-11-21" in capsys.readouterr().err


def test_an_empty_folder_is_no_traceback(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for arguments, said in (
        ([], "no policy waits for approval"),
        (["keys"], "there is no policy 'keys'"),
        (["keys", "--show"], "there is no policy 'keys'"),
    ):
        assert approve.main([*arguments, "--data", str(tmp_path)]) == 1
        assert capsys.readouterr().err == f"Nothing was changed: {said}.\n"


@pytest.mark.parametrize("main", [approve.main, reviewed.main])
def test_help_says_what_and_how(
    main: Callable[[list[str]], int], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit, match="0"):
        main(["--help"])
    said = capsys.readouterr().out
    assert "Record that somebody" in said
    assert "id or code of the policy, such as PRV-08" in said


# Ways in which the proposal's file is written, and whether it can be approved as it lies there.
LAID_OUT = {
    "CRLF": lambda t: t.replace("\n", "\r\n"),
    "BOM": lambda t: "\ufeff" + t,
    "no end": lambda t: t.removesuffix("\n"),
    "quoted": lambda t: t.replace("status: in-review", '"status": "in-review"  # yet'),
    "flat lists": lambda t: t.replace("\n  - ", "\n- ").replace("\n    ", "\n  "),
    "block at the end": lambda t: t.replace(
        "change: First version.", "change: |\n      First version.\n\n# The end."
    ),
    "out of order": lambda t: t.replace("status: in-review\n", "") + "status: in-review\n",
}


@pytest.mark.parametrize("way", LAID_OUT)
def test_only_the_lines_of_the_approval_are_new(way: str, desk: Desk) -> None:
    before = LAID_OUT[way](KEYS)
    (desk.data / FILE).write_bytes(before.encode())
    desk.done("keys", *BY)
    after = (desk.data / FILE).read_bytes().decode()
    end = "\r\n" if way == "CRLF" else "\n"
    lines = [line.replace("in-review", "active") for line in before.removesuffix(end).split(end)]
    rows = after.removesuffix(end).split(end)
    new = [line for line in rows if line not in lines]
    assert [line.split(":")[0].strip(" -") for line in new] == [
        *("approved", "person", "role", "on", "method", "evidence"),
        *("recorded_by", "recorded_on", "seal"),
    ]
    assert [line for line in rows if line in lines] == lines
    assert [p for p in problems(desk.data) if p.severity == "error"] == []


def test_brackets_are_for_tidy(desk: Desk) -> None:
    line = '  - {version: "1.0", effective: 2026-02-02, material: true, change: First version.}\n'
    (desk.data / FILE).write_text(KEYS[: KEYS.index("  - version")] + line, "utf-8")
    assert desk.refused("keys", *BY) == (
        "the file at `revisions` is not laid out line by line;"
        " `python -m scripts.tidy` mends what it can"
    )


def test_errors_elsewhere_do_not_stop_it(desk: Desk) -> None:
    desk.write({"roles/office-manager.yaml": "reports_to: nobody\n"})
    assert [p.severity for p in problems(desk.data)].count("error") > 0
    approved(desk)


def test_errors_in_its_own_file_do(desk: Desk) -> None:
    for wrong in ("colour: red\n", "title: Keys\n", "sign_by: soon\n"):
        (desk.data / FILE).write_text(KEYS + wrong, "utf-8")
        assert desk.refused("keys", *BY) == f"data/{FILE} has problems; validate names them"
    for wrong in ("owner: [\n", "\x00"):
        (desk.data / FILE).write_text(KEYS + wrong, "utf-8")
        assert desk.refused("keys", *BY) == "the file of 'keys' has problems; validate names them"
    (desk.data / FILE).write_text(KEYS.replace("title: Keys and doors\n", ""), "utf-8")
    assert desk.refused("keys", *BY) == "the file of 'keys' has problems; validate names them"


def test_what_would_be_new_errors_is_said_and_not_done(desk: Desk) -> None:
    approved(desk)
    desk.edit("the same day when", "within the hour when")
    before = desk.files()
    code, out, err = desk.approve("keys", *BY, "--minor", "--change", "Call 123-45-6789.")
    assert (code, out, desk.files()) == (1, "", before)
    assert f"data/{FILE}:" in err
    assert err.endswith("Nothing was changed.\n")


def test_matters_of_form_do_not_stop_it(desk: Desk) -> None:
    text = KEYS.replace("code: PRV-02\n", "").replace("owner:", "code: PRV-02\nowner:")
    (desk.data / FILE).write_text(text, "utf-8")
    assert [p.rule for p in problems(desk.data) if p.rule.startswith("FRM")] == ["FRM001"]
    approved(desk)


def test_a_rerun_goes_on_where_it_stopped(desk: Desk) -> None:
    approved(desk)
    whole = desk.files()
    # The copy was written, and the policy was not.
    (desk.data / FILE).write_text(KEYS, "utf-8")
    approved(desk)
    assert desk.files() == whole
    # The policy was written, and the copy was not.
    (desk.data / COPY).unlink()
    assert desk.done("keys", *BY) == (
        "Version 1.0 of 'Keys and doors' was approved already. Now its words are kept.\n"
        f"  data/{COPY}\n"
    )
    assert desk.files() == whole
    (desk.data / COPY).unlink()
    assert desk.done("--finish") == f"data/{COPY}: written\n"
    assert desk.done("--finish") == "Every approved version has its approved copy.\n"
    assert desk.files() == whole


def test_words_that_changed_since_are_not_finished(desk: Desk) -> None:
    approved(desk)
    (desk.data / COPY).unlink()
    desk.edit("the same day when", "within the hour when")
    assert desk.refused("keys", *BY) == (
        "version 1.0 was approved in other words: take its `approved` and `seal` out,"
        " or give the change a version of its own"
    )
    assert desk.done("--finish") == "Every approved version has its approved copy.\n"


def test_a_copy_in_other_words_is_never_written_over(desk: Desk) -> None:
    desk.write({COPY: "# Keys and doors\n\nOther words.\n"})
    assert desk.refused("keys", *BY) == (
        f"data/{COPY} is there with other words: give this version another number"
    )


def test_a_file_that_cannot_be_written_is_named(desk: Desk) -> None:
    (desk.data / "approved/keys").write_text("A file, and no folder.\n", "utf-8")
    assert desk.refused("keys", *BY) == (
        f"data/{COPY} cannot be written: File exists."
        " Mend that and run the command again; it goes on"
    )


def test_a_link_that_leads_nowhere_is_no_traceback(desk: Desk) -> None:
    (desk.data / "policies/privacy/lost.yaml").symlink_to("nowhere.yaml")
    approved(desk)


ALL = """\
categories:
  - id: privacy
    title: Privacy
    code: PRV
    approvers:
      need: all
      roles:
        - owner-physician
        - scribe
"""


def test_all_approvers_and_each_once(desk: Desk) -> None:
    desk.write({**SCRIBE, "categories.yaml": ALL})
    first = desk.done("keys", "--show")
    assert "The words are kept when the last approver has agreed. They are:" in first
    assert COPY not in first
    approved(desk)
    assert desk.refused("keys", *BY) == (
        "'alex-stone' has approved version 1.0 already; it waits for scribe"
    )
    shown = desk.done("keys", "--show")
    assert shown.startswith(
        "Below the last approval of version 1.0, indented like the line `change`:\n\n"
        "  - person: kim-lane\n"
    )
    assert "seal:" not in shown
    assert f"In a new file data/{COPY}:" in shown
    desk.done("keys", "--by", "kim-lane", *EVIDENCE)
    assert "1.0" in load(desk.data).book.approved["keys"]


def test_words_kept_before_all_agreed_are_an_error_and_can_be_mended(desk: Desk) -> None:
    approved(desk)
    desk.write({**SCRIBE, "categories.yaml": ALL})
    found = problems(desk.data)
    assert [(p.rule, p.message) for p in found if "keys" in p.place.file] == [
        ("APR005", "version '1.0' lacks the approval of scribe, and its words are kept already")
    ]
    desk.done("keys", "--by", "kim-lane", *EVIDENCE)
    assert [p.rule for p in problems(desk.data) if "keys" in p.place.file] == []


def test_a_deputy_and_the_owner(desk: Desk) -> None:
    deputy = ALL.replace("need: all\n      ", "").replace(
        "        - scribe\n", "      deputy: scribe\n"
    )
    desk.write({**SCRIBE, "categories.yaml": deputy})
    desk.edit("owner: office-manager", "owner: scribe")
    assert desk.refused("keys", "--by", "kim-lane", *EVIDENCE) == (
        "'kim-lane' owns 'keys' and does not approve it alone; where nobody else can,"
        " `sole_approver` in the policy says why"
    )


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Keep your key on you.  # the bell is for patients", "|\n      a\\\n      - b"),
        ("heading: Why we do this", "heading: Why {#this}"),
        ("title: Keys and doors", "title: Keys {#doors}"),
    ],
)
def test_words_with_marks_of_ours(old: str, new: str, desk: Desk) -> None:
    desk.edit(old, new)
    approved(desk)
    assert [p for p in problems(desk.data) if p.rule.startswith("APR")] == []


def test_a_question_that_is_a_list_cannot_be_kept(desk: Desk) -> None:
    check = "self_check:\n  - id: a\n    question: |\n      - a\n      - b\n    answer: c\n"
    desk.edit("revisions:", f"{check}revisions:")
    assert desk.refused("keys", *BY) == (
        "the words cannot be kept as they are; write `self_check` more simply"
    )


def test_people_are_named_by_their_names(desk: Desk) -> None:
    by = ("--by", "alex STONE", *EVIDENCE, "--recorded-by", "Sam Rivers")
    assert desk.done("keys", *by).startswith("Alex Stone approved version 1.0")
    text = (desk.data / FILE).read_text("utf-8")
    assert "person: alex-stone\n" in text
    assert "recorded_by: sam-rivers\n" in text
    retired = ("--by", "Alex Stone", "--outcome", "retire", "--replaced-by", "prv-01")
    desk.done("keys", *retired, day="2027-01-15", command="reviewed")
    text = (desk.data / FILE).read_text("utf-8")
    assert "replaced_by: notice\n" in text
    assert "by: alex-stone\n" in text


REVIEW = ("--by", "sam-rivers", "--outcome", "no-change")
NOT_REVIEWED: dict[tuple[str, ...], str] = {
    (): "`Which policy? Code or id` was not answered; see --help for the options",
    ("keys",): (
        "`Outcome: no-change, changed, retire` was not answered; see --help for the options"
    ),
    ("keys", "--outcome", "no-change"): (
        "`Who reviewed it? Id or name` was not answered; see --help for the options"
    ),
    ("keyz", *REVIEW): "there is no policy 'keyz'; did you mean 'keys'?",
    ("keys", "--by", "sam-river", "--outcome", "changed"): (
        "there is no person 'sam-river'; did you mean 'sam-rivers'?"
    ),
    ("keys", *REVIEW, "--on", "2027-01-16"): (
        "2027-01-16 is still to come; record the review when it was done"
    ),
    ("keys", *REVIEW, "--on", "2019-01-01"): "'sam-rivers' did not work here on 2019-01-01",
    ("keys", *REVIEW, "--replaced-by", "notice"): "only a policy that is retired is replaced",
    ("keys", *REVIEW, "--note", "\x07"): (
        "the note holds a character that cannot be seen: '\\x07'"
    ),
    ("keys", *REVIEW, "--note", "  "): "the note is empty",
    ("keys", *BY[:2], "--outcome", "retire", "--replaced-by", "notise"): (
        "there is no policy 'notise'; did you mean 'notice'?"
    ),
    ("keys", "--by", "sam-rivers", "--outcome", "retire"): (
        "'sam-rivers' cannot retire 'keys': alex-stone can"
    ),
}


@pytest.mark.parametrize("arguments", NOT_REVIEWED, ids=" ".join)
def test_what_is_no_review_is_refused_in_words(arguments: tuple[str, ...], desk: Desk) -> None:
    approved(desk)
    said = desk.refused(*arguments, day="2027-01-15", command="reviewed")
    assert said == NOT_REVIEWED[arguments]


def test_an_unknown_outcome(desk: Desk, typed: Callable[..., list[str]]) -> None:
    approved(desk)
    code, out, err = desk.reviewed("keys", "--outcome", "fine")
    assert (code, out) == (2, "")
    assert "argument --outcome: invalid choice: 'fine'" in err
    typed("keys", "fine")
    said = desk.refused(day="2027-01-15", command="reviewed")
    assert said == "'fine' is not one of no-change, changed, retire"


def test_a_proposal_is_not_reviewed(desk: Desk) -> None:
    said = desk.refused("keys", *REVIEW, command="reviewed")
    assert said == "'keys' is in-review; only active policies are reviewed"


def test_a_review_in_time_and_another_on_that_day(desk: Desk) -> None:
    approved(desk)
    said = desk.done("keys", *REVIEW, day="2027-01-15", command="reviewed")
    assert said == (
        "Sam Rivers reviewed 'Keys and doors'; it was due on 2027-02-02.\n"
        "The next review is due by February 2, 2028.\n"
    )
    again = desk.done("keys", *REVIEW, "--note", "Once more.", day="2027-01-15", command="reviewed")
    assert again == (
        "Sam Rivers reviewed 'Keys and doors'; it was due on 2028-02-02."
        " That is more than 30 days ahead, so it is due on that day all the same.\n"
        "The next review is due by February 2, 2028.\n"
    )
    assert desk.text().count("by: sam-rivers") == 2
    said = desk.refused("keys", *REVIEW, "--on", "2027-01-14", day="2027-01-15", command="reviewed")
    assert said == "the last review was on 2027-01-15, after 2027-01-14"


def test_an_early_review_says_that_the_day_stays(desk: Desk) -> None:
    approved(desk)
    said = desk.done("keys", *REVIEW, day="2026-06-01", command="reviewed")
    assert said == (
        "Sam Rivers reviewed 'Keys and doors'; it was due on 2027-02-02."
        " That is more than 30 days ahead, so it is due on that day all the same.\n"
        "The next review is due by February 2, 2027.\n"
    )


def test_a_review_of_a_file_in_any_layout(desk: Desk) -> None:
    approved(desk)
    desk.edit("status: active", "status: 'active'")
    desk.done("keys", *BY[:2], "--outcome", "retire", day="2027-01-15", command="reviewed")
    assert "status: 'retired'\n" in desk.text()
    assert "retired_on: 2027-01-15\n" in desk.text()


def test_a_handbook_is_copied_for_a_trial_and_not_touched(desk: Desk) -> None:
    before = desk.files()
    shutil.rmtree(desk.data / "approved/notice")
    desk.refused("keys", "--by", "sam-rivers", *EVIDENCE)
    assert desk.files().keys() == before.keys() - {"approved/notice/1.0.md"}
