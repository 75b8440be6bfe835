"""The command that starts a policy or a role: what it asks, refuses, writes and says."""

import os
import re
import subprocess
import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from macros import starting
from macros.load import load
from macros.naming import free_id
from macros.tidy import tidied
from scripts import approve, new
from tests.lay import MINIMAL, ROOT, problems, put

DAY = "2026-11-21"
KEYS = {
    "title": "Keys & doors: who has one",
    "category": "prv",
    "owner": "Office manager",
    "summary": "How we keep keys. Nobody lends one.",
    "why": "A lost key is a door that stands open.",
    "do": "Carry your key on you; tell the office manager the same day when it is lost",
    "for": "everyone",
    "sign": "yes",
}
SCRIBE = {
    "title": "Scribe",
    "description": "You write the note. The physician talks with the patient.",
    "department": "The practice",
    "owner": "owner-physician",
    "reports-to": "owner physician",
    "backup": "office-manager",
    "blood": "some",
}
POLICY_FILE = """\
title: "Keys & doors: who has one"
code: PRV-02
summary: |
  How we keep keys.
  Nobody lends one.
owner: office-manager
status: in-review
applies_to:
  - everyone: true
acknowledge: true
sign_by: 30
review:
  every_months: 12
  basis: practice
what_you_do:
  - Carry your key on you
  - tell the office manager the same day when it is lost
sections:
  - id: why
    heading: Why we do this
    body: A lost key is a door that stands open.
  - id: who-does-what
    heading: Who does what
    body: "The [owner of this policy](role:office-manager) answers questions and reviews it."
  - id: when-things-go-wrong
    heading: When things go wrong
    body: "Tell the [owner of this policy](role:office-manager)."
revisions:
  - version: "1.0"
    effective: 2026-12-21
    material: true
    change: First version.
"""
ROLE_FILE = """\
title: Scribe
owner: owner-physician
department: practice
reports_to: owner-physician
backup: office-manager
description: |
  You write the note.
  The physician talks with the patient.
exposure:
  bloodborne: some
"""


class Desk:
    """A handbook, and the command at it."""

    def __init__(self, data: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.data, self.capsys = data, capsys

    def new(self, kind: str, answers: dict[str, str]) -> tuple[int, str, str]:
        given = [f"--{key}={value}" for key, value in answers.items()]
        code = new.main([kind, *given, "--today", DAY, "--data", str(self.data)])
        said = self.capsys.readouterr()
        return code, said.out, said.err

    def files(self) -> dict[str, bytes]:
        found = (path for path in self.data.rglob("*") if path.is_file())
        return {path.relative_to(self.data).as_posix(): path.read_bytes() for path in found}

    def refused(self, kind: str, answers: dict[str, str]) -> str:
        before = self.files()
        code, out, err = self.new(kind, answers)
        assert (code, out, self.files()) == (1, "", before)
        assert err.endswith("Nothing was made.\n")
        return err.removesuffix("Nothing was made.\n")


@pytest.fixture
def desk(data: Path, capsys: pytest.CaptureFixture[str]) -> Desk:
    return Desk(data, capsys)


def test_a_policy(desk: Desk) -> None:
    code, said, err = desk.new("policy", KEYS)
    inside = "policies/privacy/keys-doors-who-has-one.yaml"
    assert (code, err) == (0, "")
    assert desk.files()[inside].decode() == POLICY_FILE
    assert problems(desk.data) == []
    assert tidied(desk.data / inside, inside) is None
    assert said == (
        f"Made: data/{inside}\n\nWhat to do next:\n"
        "1. Write the text: who does which part, what happens when something goes wrong,"
        " and what is written down and for how long (`sections`).\n"
        "2. Add the words people search with (`also_known_as`), what they ask (`questions`),"
        " and the law it carries out, if there is one (`satisfies`).\n"
        "3. Name it in `signs` of a task in data/onboarding/, so that new people sign it too.\n"
        "4. Have it approved by: Owner physician. The form Approve a policy writes that down,"
        " and so does `python -m scripts.approve PRV-02`. Until then it is nobody's rule.\n"
        "5. It is to hold from December 21, 2026 on (`effective`);"
        " move that day if the approval comes later.\n"
    )


def test_a_policy_can_be_approved_as_it_was_made(desk: Desk) -> None:
    assert desk.new("policy", KEYS)[0] == 0
    by = ("--by=alex-stone", "--evidence=Minutes.", f"--today={DAY}", f"--data={desk.data}")
    assert approve.main(["PRV-02", *by]) == 0
    # What is left is to have new people sign it, which the command said.
    left = [p.rule for p in problems(desk.data, date(2026, 12, 22))]
    assert left == ["ONB008"]


def test_a_policy_for_some_that_nobody_signs(desk: Desk) -> None:
    answers = {"for": "Owner physician, office-manager; practice", "sign": "no"}
    assert desk.new("policy", KEYS | answers | {"effective": "2027-01-04"})[0] == 0
    made = load(desk.data).book.policies["keys-doors-who-has-one"]
    (scope,) = made.applies_to
    assert scope.roles == ("owner-physician", "office-manager")
    assert scope.departments == ("practice",)
    assert (made.acknowledge, made.sign_by) == (False, None)
    assert made.revisions[0].effective == date(2027, 1, 4)


def test_the_owner_who_would_approve_alone_is_told(desk: Desk) -> None:
    said = desk.new("policy", KEYS | {"owner": "owner-physician"})[1]
    assert "Only its owner could approve it today: choose another owner" in said


def test_a_role(desk: Desk) -> None:
    code, said, err = desk.new("role", SCRIBE)
    assert (code, err) == (0, "")
    assert desk.files()["roles/scribe.yaml"].decode() == ROLE_FILE
    assert problems(desk.data) == []
    assert said.startswith("Made: data/roles/scribe.yaml\n")
    assert said.endswith("add `role: scribe` to the `assignments` of a person.\n")


@pytest.mark.parametrize("nobody", ["", "nobody", "None"])
def test_a_role_without_a_backup(desk: Desk, nobody: str) -> None:
    assert desk.new("role", SCRIBE | {"backup": nobody})[0] == 0
    assert load(desk.data).book.roles["scribe"].backup is None
    assert problems(desk.data) == []


def test_everything_that_does_not_fit_is_said_at_once(desk: Desk) -> None:
    answers = {
        "title": "who may know WHAT about a patient",
        "category": "privcy",
        "owner": "Ofice manager",
        "for": "everyone, nurses",
        "do": " ; ",
        "sign": "perhaps",
        "effective": "Dec 15",
        "why": "TBD",
    }
    assert desk.refused("policy", answers) == (
        "What is it called?\n"
        "    'who may know WHAT about a patient' is there already: its id is 'notice'\n"
        "Which category does it belong to?\n"
        "    there is no category 'privcy'; did you mean 'privacy'?\n"
        "Which role answers questions about it and reviews it?\n"
        "    there is no role 'Ofice manager'; did you mean 'Office manager'?\n"
        "What is it about, in one or two sentences?\n    this was not answered\n"
        "What do staff do? Three to six things, with a semicolon between\n"
        "    this was not answered\n"
        "Whom does it concern? Everyone, or roles with a comma between\n"
        "    there is no role or department 'everyone'; there is office-manager"
        " and owner-physician\n"
        "Do people sign that they read it? Yes or no\n    'perhaps' is neither yes nor no\n"
        "From which day does it hold? Like 2026-12-15; empty means in 30 days\n"
        "    'Dec 15' is not a date like 2026-11-21\n"
        "the text is not finished: 'TBD'\n"
        "    fix: Write the text, or leave the key out until it is known.\n"
    )


@pytest.mark.parametrize("kind", ["policy", "role"])
def test_nothing_answered(desk: Desk, kind: str) -> None:
    said = desk.refused(kind, {})
    needless = {"effective", "backup"}
    asked = [q.asked for q in new.KINDS[kind] if q.key not in needless]
    assert said == "".join(f"{question}\n    this was not answered\n" for question in asked)


def test_a_number_is_never_given_twice(desk: Desk) -> None:
    put(desk.data, "policies/privacy/torn.yaml", "title: Torn\ncode: PRV-07\n")
    put(desk.data, "policies/privacy/worse.yaml", "title: Worse\ncode: seven\n")
    assert desk.new("policy", KEYS)[0] == 0
    assert "code: PRV-08\n" in desk.files()["policies/privacy/keys-doors-who-has-one.yaml"].decode()


def test_what_breaks_a_rule_is_said_with_the_remedy(desk: Desk) -> None:
    said = desk.refused("policy", KEYS | {"summary": "TBD", "why": "{{ x }}", "title": "x" * 121})
    assert [line for line in said.splitlines() if not line.startswith("    ")] == [
        "`title` is longer than 120 characters",
        "the text is not finished: 'TBD'",
        "there is a template mark in the text: '{{'",
    ]
    assert "    fix: Write the text, or leave the key out until it is known." in said


def test_a_character_that_cannot_be_seen(desk: Desk) -> None:
    said = desk.refused("role", SCRIBE | {"title": "Scr\u202eibe", "blood": "a little"})
    assert said == (
        "What is it called?\n    it holds a character that cannot be seen: 'Scr\\u202eibe'\n"
        "Can the holders meet blood in their work? All, some or none of them\n"
        "    'a little' is not all, some or none\n"
    )


def test_it_asks_for_what_is_left_out_and_again_for_what_does_not_fit(
    desk: Desk, typed: Callable[..., list[str]]
) -> None:
    asked = typed("You write notes.", "practise", "owner-physician", "", "none", "practice")
    given = {"title": "Scribe", "owner": "owner-physician"}
    code, said, err = desk.new("role", given)
    assert (code, err) == (0, "")
    assert asked == [
        "What is the job for? Two or three sentences that start with You: ",
        "Which department does it belong to? ",
        "Which role does it report to? ",
        "Which role covers it when nobody is there? Empty means none: ",
        "Can the holders meet blood in their work? All, some or none of them: ",
        "Which department does it belong to? ",
    ]
    assert said.startswith(
        "  practice\n  there is no department 'practise'; did you mean 'practice'?\n"
        "  practice\nMade: "
    )


def test_who_leaves_at_the_terminal_leaves_nothing(
    desk: Desk, typed: Callable[..., list[str]]
) -> None:
    typed("Scribe")
    before = desk.files()
    assert desk.new("role", {})[0] == 1
    assert desk.files() == before


def test_nothing_is_ever_overwritten(desk: Desk) -> None:
    put(desk.data, "policies/privacy/keys.yaml", "not: [yaml")
    before = desk.files()["policies/privacy/keys.yaml"]
    assert desk.new("policy", KEYS | {"title": "Keys"})[0] == 0
    assert desk.new("policy", KEYS | {"title": "Keys!"})[0] == 0
    files = desk.files()
    assert files["policies/privacy/keys.yaml"] == before
    assert {"policies/privacy/keys-2.yaml", "policies/privacy/keys-3.yaml"} <= set(files)
    codes = {p.id: p.code for p in load(desk.data).book.policies.values()}
    assert codes == {"notice": "PRV-01", "keys-2": "PRV-02", "keys-3": "PRV-03"}


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("The patient's Café №2", "the-patients-cafe-no2"),
        ("手洗い", "prv-02"),
        ("a " * 40, "a-" * 29 + "a"),
        ("x" * 90, "x" * 60),
        ("Taken", "taken-2"),
    ],
)
def test_ids(title: str, expected: str) -> None:
    assert free_id(title, "prv-02", {"taken"}) == expected


@pytest.mark.parametrize("kind", ["policy", "role"])
def test_the_form_asks_what_the_command_asks(kind: str) -> None:
    form = yaml.safe_load((ROOT / ".github" / "workflows" / f"new-{kind}.yml").read_text("utf-8"))
    # YAML reads the key `on` as true.
    inputs = form[True]["workflow_dispatch"]["inputs"]
    asked = {key: value["description"] for key, value in inputs.items()}
    assert asked == {q.key: q.asked for q in new.KINDS[kind]}
    (run,) = (s["run"] for job in form["jobs"].values() for s in job["steps"] if "run" in s)
    told = re.findall(r'--([a-z-]+)="\$([A-Z_]+)"', run)
    assert [key for key, _ in told] == list(asked)
    assert [name for _, name in told] == [key.upper().replace("-", "_") for key in asked]


@pytest.mark.skipif(os.name == "nt", reason="the forms run on Linux")
def test_a_form_answers_in_its_summary(tmp_path: Path) -> None:
    summary = tmp_path / "summary.md"
    command = "printf 'Done: ```%s\\n' \"$1\"; echo Why not. >&2; exit 3"
    done = subprocess.run(
        [ROOT / ".ci" / "answer", "sh", "-c", command, "sh", "x & y"],
        env={**os.environ, "GITHUB_STEP_SUMMARY": str(summary)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (3, "Done: ```x & y\nWhy not.\n")
    assert summary.read_text("utf-8") == "```text\nDone: ` ` `x & y\nWhy not.\n\n```\n"


TEXTS = st.one_of(
    st.sampled_from(
        ["no", "1.10", "null", "~", "a: b", "# x", "- x", "'\"", "\\", "👩🏽 hi", "=", "@x"]
    ),
    st.text(min_size=1, max_size=60),
)


SMALLEST = load(MINIMAL).book


@settings(max_examples=50, deadline=None)
@given(title=TEXTS, summary=TEXTS, first=TEXTS, second=TEXTS, why=TEXTS)
def test_any_text_is_kept(title: str, summary: str, first: str, second: str, why: str) -> None:
    answers = {**KEYS, "title": title, "summary": summary, "why": why, "do": f"{first};{second}"}
    try:
        made = starting.policy(SMALLEST, answers, date(2026, 11, 21))
    except starting.UnfitError:
        return
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / made.inside
        path.parent.mkdir(parents=True)
        path.write_text(made.text, "utf-8")
        loaded = load(Path(folder)).book.policies[made.id]
        assert tidied(path, made.inside) is None
    assert loaded.title == " ".join(title.split())
    assert " ".join(loaded.summary.split()) == " ".join(summary.split())
    assert " ".join(loaded.sections[0].body.split()) == " ".join(why.split())
    lines = (" ".join(line.split()) for line in f"{first};{second}".replace("\n", ";").split(";"))
    assert [" ".join(w.split()) for w in loaded.what_you_do] == list(
        dict.fromkeys(filter(None, lines))
    )


def test_a_role_whose_file_is_broken_is_not_called_unknown(desk: Desk) -> None:
    (desk.data / "roles" / "office-manager.yaml").write_text("title: [\n", "utf-8")
    said = desk.refused("policy", {**KEYS, "owner": "office-manager", "for": "office-manager"})
    why = "    the file of 'office-manager' has problems; validate names them\n"
    assert said.count(why) == 2
