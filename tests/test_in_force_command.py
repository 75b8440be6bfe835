"""`python -m scripts.in_force`: what it says in each format, and what it says to bad input."""

import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest

from scripts import in_force
from tests.lay import MINIMAL, ROOT, put
from tests.repository import Repository
from tests.test_life import FILE, Life, first_version, second_version
from tests.test_life import life as life  # noqa: PLC0414 - a fixture
from tests.test_validate import run

COMMIT = re.compile(r"\b[0-9a-f]{12}\b")


class Asked:
    """Asks about the policy of the story of a life, and has the answer as text."""

    def __init__(self, life: Life) -> None:
        self.life = life

    def __call__(self, *arguments: str, code: int = 0) -> str:
        got = in_force.main([*arguments, "--data", str(self.life.data)])
        said = self.life.capsys.readouterr()
        assert got == code, said
        return COMMIT.sub("COMMIT", said.out + said.err)

    def json(self, *arguments: str, code: int = 0) -> Any:  # noqa: ANN401 - JSON is anything
        return json.loads(self(*arguments, "--format", "json", code=code))


@pytest.fixture
def asked(life: Life, monkeypatch: pytest.MonkeyPatch) -> Asked:
    monkeypatch.setenv("HANDBOOK_TODAY", "2026-11-21")
    return Asked(life)


ANSWER = """\
PRV-02 Keys and doors: in force on March 2, 2026
Example Family Practice

In force on: March 2, 2026
As known on: November 21, 2026, from the files as they lie
Where: Main office, 1 Example Street, Lakeland Falls
How far to trust it: Each text is the approved copy that is kept of its version, and the seal is \
made from its words.

PRV-02 Keys and doors
Version: 1.0, in force from February 2, 2026 until June 30, 2026
Category: Privacy
What changed: First version.
Approved by: Alex Stone as Owner physician on January 26, 2026, in review of the change. Seen in: \
Review of the proposal in the repository. Recorded by Alex Stone on January 26, 2026.
Seal: {seal}
What git saw: Its approved copy (data/approved/keys/1.0.md) appeared on January 26, 2026, commit \
COMMIT, and reads the same today.
Next version: 2.0, from July 1, 2026 on
Who has a key, and what you do when one is lost.
What you do:
- Keep your key on you.
- Tell the office manager the same day when a key is lost.

Why we do this
A lost key is a lock that anybody can open.

Whom it concerns
- Everyone: reading is required
"""


def test_one_policy_is_told_with_its_approval_and_its_words(life: Life, asked: Asked) -> None:
    second_version(life)
    seal = life.policy().revisions[1].seal
    assert asked("2026-03-02", "--policy", "prv-02") == ANSWER.format(seal=seal)
    assert "within the hour" in asked("2026-07-01", "--policy", "keys")


def test_the_manual_lists_what_held_what_ended_and_what_is_to_come(
    life: Life, asked: Asked
) -> None:
    second_version(life)
    text = asked("2026-01-10")
    assert "On January 10, 2026: 1 policy in force and 1 not yet in force." in text
    assert "- PRV-01 Who may know what about a patient; Version: 1.0;" in text
    assert "- PRV-02 Keys and doors: Version 1.0 takes effect on February 2, 2026." in text
    life.reviewed("keys", "--by", "alex-stone", "--outcome", "retire", day="2026-09-01")
    text = asked("2026-10-01")
    assert "On October 1, 2026: 1 policy in force and 1 retired." in text
    assert (
        "- PRV-02 Keys and doors: It was retired on September 1, 2026; version 2.0 was in force"
        " from July 1, 2026 until August 31, 2026." in text
    )
    assert "Not in force on that day\nIt was retired" in asked("2026-10-01", "--policy", "keys")


def merged_in_march(life: Life) -> None:
    """Approved in January for February 2, and merged on March 9."""
    life.repository.git("checkout", "--quiet", "-b", "work")
    first_version(life)
    life.repository.git("checkout", "--quiet", "main")
    life.repository.git("merge", "--quiet", "--no-ff", "--no-edit", "work", day="2026-03-09")


def test_merged_after_it_took_effect_is_recorded_late(life: Life, asked: Asked) -> None:
    merged_in_march(life)
    assert (
        "Recorded late: It took effect on February 2, 2026 and reached this handbook on"
        " March 9, 2026. On the day asked it was not here yet; --as-known-on 2026-02-10 shows"
        " what was.\n" in asked("2026-02-10", "--policy", "keys")
    )
    assert "Recorded late; Approved by: Alex Stone" in asked("2026-02-10")
    then = asked("2026-02-10", "--as-known-on", "2026-02-10", "--policy", "PRV-02")
    assert "As known on: February 10, 2026 (commit COMMIT of January 5, 2026)" in then
    assert "approved in the handbook as it was known on February 10, 2026." in then
    assert (
        "- PRV-02 Keys and doors: known then: not in the handbook;"
        " known today: version 1.0 in force, here since March 9, 2026." in then
    )
    after = asked("2026-02-10", "--as-known-on", "2026-03-09")
    assert "Nothing: today's handbook says the same about the day" in after


def test_written_down_after_it_took_effect_is_recorded_late(life: Life, asked: Asked) -> None:
    first_version(life)
    life.edit("recorded_on: 2026-01-26", "recorded_on: 2026-02-20")
    assert "It took effect on February 2, 2026 and was written down on February 20, 2026." in asked(
        "2026-03-01", "--policy", "keys"
    )


def test_words_that_were_altered_are_not_passed_off_as_approved(life: Life, asked: Asked) -> None:
    second_version(life)
    life.repository.write("approved/keys/2.0.md", "# Keys and doors\n\nSay nothing.\n")
    text = asked("2026-08-01", "--policy", "keys", code=1)
    assert "Take care\nPRV-02: version 2.0 says it took effect on July 1, 2026, and" in text
    assert "It cannot be said which version was in force." in text
    assert text.endswith("The answer is not the whole one; it says why.\n")
    assert "Say nothing" not in text
    assert asked.json("2026-06-30", "--policy", "keys")["complete"] is True


def test_a_copy_altered_with_its_seal_is_named_by_git(life: Life, asked: Asked) -> None:
    first_version(life)
    copy = life.data / "approved/keys/1.0.md"
    seal = life.policy().revisions[0].seal
    copy.write_text(copy.read_text("utf-8").replace("the same day", "some day"), "utf-8")
    found = asked("2026-03-01", "--policy", "keys", code=1)
    assert "says it took effect" in found
    new = next(p for p in life.problems("2026-03-01") if p.rule == "APR004").message.split()[-1]
    life.edit(str(seal), new)
    found = asked("2026-03-01", "--policy", "keys", code=1)
    assert "PRV-02: the approved copy that is shown is not the one that git saw appear" in found
    assert "It does not read the same today: Other words, in no commit yet." in found
    life.repository.commit("2026-04-01")
    life.repository.git("revert", "--no-edit", "HEAD", day="2026-05-04")
    assert "is not the one that git saw appear" not in asked("2026-03-01")
    then = asked("2026-03-01", "--as-known-on", "2026-04-15", code=1)
    assert "is not the one that git saw appear on January 26, 2026, commit COMMIT." in then
    assert (
        "- PRV-02 Keys and doors: the same version has other words and another seal today" in then
    )
    assert "It reads the same today: Other words since April 1, 2026 (COMMIT)" in then


def test_a_file_that_cannot_be_read_leaves_the_answer_in_doubt(life: Life, asked: Asked) -> None:
    first_version(life)
    life.edit("effective: 2026-02-02", "effective: soon")
    text = asked("2026-03-01", code=1)
    assert "1 policy file could not be read, so this answer is not the whole one." in text
    assert "These policies could not be read: keys." in text
    assert asked("2026-03-01", "--policy", "keys", code=1)


def test_a_deleted_file_is_found_again(life: Life, asked: Asked) -> None:
    first_version(life)
    shutil.rmtree(life.data / "approved/keys")
    life.repository.delete(FILE)
    life.repository.commit("2026-05-04")
    said = (
        "PRV-02 Keys and doors: its file data/policies/privacy/keys.yaml was deleted on May 4,"
        " 2026; git keeps it in commit COMMIT of January 26, 2026, and --as-known-on 2026-01-26"
        " shows it."
    )
    assert said in asked("2026-03-01", "--policy", "prv-02")
    assert f"No longer kept here\n- {said}" in asked("2026-03-01")
    assert "No longer kept here" not in asked("2026-01-20")
    then = asked("2026-03-01", "--policy", "keys", "--as-known-on", "2026-01-26")
    assert "Tell the office manager the same day when a key is lost." in then
    assert "known then: version 1.0 in force; known today: not in the handbook" in then


def test_json_holds_the_sealed_words(life: Life, asked: Asked) -> None:
    first_version(life)
    found = asked.json("2026-03-01", "--policy", "keys", "--as-known-on", "2026-02-10")
    assert found["as_known_on"]["committed_on"] == "2026-01-26"
    version = found["policies"][0]["version"]
    assert version["words"] == (life.data / "approved/keys/1.0.md").read_text("utf-8")
    assert version["words_are_as_sealed"] is True
    assert version["approved"][0]["person"] == "alex-stone"
    assert version["witness"]["reads_the_same"] is True


@pytest.mark.parametrize("form", ["text", "html", "json"])
def test_nothing_above_an_audience_is_told(life: Life, asked: Asked, form: str) -> None:
    second_version(life)
    life.edit("status: active\n", "status: active\naudience: managers\n")
    life.repository.commit("2026-07-07")
    known = ("--as-known-on", "2026-06-20")
    for arguments in (("2026-08-01",), ("2026-08-01", *known)):
        text = asked(*arguments, "--format", form)
        assert "Who may know what" in text
        assert "key" not in text
        assert "key" in asked(*arguments, "--audience", "managers", "--format", form)
    assert asked("2026-08-01", "--policy", "keys", code=1) == (
        "This cannot be answered: there is no policy 'keys'.\n"
    )


def test_the_public_reads_what_held_and_not_who_approved_it(life: Life, asked: Asked) -> None:
    notice = "policies/privacy/notice.yaml"
    life.edit("status: active\n", "status: active\naudience: public\n", notice)
    for form in ("text", "html", "json"):
        text = asked("2026-03-01", "--audience", "public", "--format", form)
        assert "Look only at the charts you need" in text
        for word in ("Alex", "alex", "Minutes", "commit", "Everyone", "office-manager"):
            assert word not in text.replace("As known on", ""), (form, word)


def test_html_stands_alone_and_pdf_is_one(tmp_path: Path) -> None:
    page, paper = tmp_path / "a.html", tmp_path / "a.pdf"
    for file in (page, paper):
        done = run(*ask("2026-03-01", "--format", file.suffix[1:], "--output", str(file)))
        assert (done.returncode, done.stdout) == (0, f"Written: {file}\n"), done.stderr
    text = page.read_text("utf-8")
    assert "<h1>The manual: in force on March 1, 2026</h1>" in text
    assert "://" not in text
    anchors = re.findall(r'\bid="([^"]+)"', text)
    assert len(anchors) == len(set(anchors))
    assert set(re.findall(r'href="#([^"]+)"', text)) <= set(anchors)
    assert paper.read_bytes().startswith(b"%PDF-")


def ask(*arguments: str, data: Path = MINIMAL) -> list[str]:
    return ["-m", "scripts.in_force", "--data", str(data), *arguments]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("soon",), "'soon' is not a date like 2026-11-21"),
        (("2026-02-30",), "'2026-02-30' is not a date like 2026-11-21"),
        ((), "the following arguments are required: DATE"),
        (("2026-01-05", "--as-known-on", ""), "'' is not a date like 2026-11-21"),
        (("2026-01-05", "--data", "nowhere"), "'nowhere' is not a folder"),
        (("2026-01-05", "--format", "docx"), "invalid choice: 'docx'"),
        (("2026-01-05", "--format", "pdf"), "--format pdf needs --output FILE"),
        (("2026-01-05", "--audience", "all"), "invalid choice: 'all'"),
    ],
)
def test_a_wrong_command_line_is_answered_in_words(arguments: tuple[str, ...], said: str) -> None:
    done = run(*ask(*arguments))
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_no_day_is_too_far_away(day: str) -> None:
    assert run(*ask(day)).returncode == 0


def test_what_cannot_be_answered_says_why(data: Path, tmp_path: Path) -> None:
    done = run(*ask("2026-01-05", "--policy", "notise", data=data))
    said = "This cannot be answered: there is no policy 'notise'; did you mean 'notice'?\n"
    assert (done.returncode, done.stderr) == (1, said)
    done = run(*ask("2026-01-05", "--as-known-on", "2026-01-05", data=data))
    said = "what was known on 2026-01-05 git cannot say: this folder is not a git repository"
    assert (done.returncode, done.stderr) == (1, f"This cannot be answered: {said}.\n")
    done = run(*ask("2026-01-05", "--output", str(tmp_path), data=data))
    said = f"This cannot be answered: {tmp_path} cannot be written: Is a directory.\n"
    assert (done.returncode, done.stderr) == (1, said)


def test_before_the_handbook_was_in_the_repository_nothing_was_known(
    data: Path, tmp_path: Path
) -> None:
    repository = Repository(tmp_path / "practice")
    repository.commit("2026-01-02")
    shutil.move(data, repository.data)
    repository.commit("2026-02-02")
    done = run(*ask("2026-01-05", "--as-known-on", "2026-01-03", data=repository.data))
    said = "what was known on 2026-01-03 git cannot say: the folder was not there yet"
    assert (done.returncode, done.stderr) == (1, f"This cannot be answered: {said}.\n")


def test_without_git_the_answer_says_that_nobody_witnessed(data: Path) -> None:
    done = run(*ask("2026-03-01", "--policy", "notice", data=data))
    assert done.returncode == 0
    assert "What git saw: It cannot be said: this folder is not a git repository." in done.stdout


def test_the_sample_of_then_is_not_taken_for_ours(life: Life, asked: Asked) -> None:
    put(life.data, "practice.yaml", "sample: true\n")
    life.repository.commit("2026-02-02")
    life.edit("sample: true\n", "", "practice.yaml")
    life.repository.commit("2026-03-02")
    then = asked("2026-02-10", "--as-known-on", "2026-02-10")
    assert "At that time this folder held the sample, which was nobody's handbook." in then


def test_a_clock_that_was_wrong_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    made = Repository(tmp_path / "practice")
    shutil.copytree(MINIMAL, made.data)
    made.commit("2026-01-05")
    made.commit("2031-01-05")
    made.commit("2026-02-05")
    options = ["2026-03-01", "--as-known-on", "2026-03-01", "--data", str(made.data)]
    assert in_force.main(options) == 0
    said = capsys.readouterr().out
    assert "A commit below this one says it was made on January 5, 2031" in said


def test_it_runs_as_a_file_from_any_folder(tmp_path: Path) -> None:
    script = str(ROOT / "scripts" / "in_force.py")
    done = run(script, "2026-03-01", "--data", str(MINIMAL), cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
