"""The workflows of the forge: what may write, and the scripts that they call."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from macros.forge import MARK, ROOM, comment, due_mark, plan, rows
from tests.gh import OURS
from tests.lay import MINIMAL, ROOT, put
from tests.repository import Repository

FOLDER = ROOT / ".github" / "workflows"
WORKFLOWS = {p.name: yaml.safe_load(p.read_text("utf-8")) for p in sorted(FOLDER.glob("*.yml"))}
TEXTS = [p.read_text("utf-8") for p in (*FOLDER.glob("*.yml"), *(ROOT / ".ci").iterdir())]
on_unix = pytest.mark.skipif(os.name == "nt", reason="the forge runs these on Linux")
SHA = "5f0c9a1e" * 5
HEAD = {"number": 7, "state": "open", "head": {"sha": SHA}}


@pytest.mark.parametrize("name", WORKFLOWS)
def test_a_workflow_may_write_only_where_it_says_so(name: str) -> None:
    assert WORKFLOWS[name]["permissions"] in ({}, {"contents": "read"})


def test_what_anybody_wrote_runs_without_the_right_to_write() -> None:
    # YAML 1.1 reads the key `on` as true.
    events = {name: set(found[True]) for name, found in WORKFLOWS.items()}
    assert not any("pull_request_target" in found for found in events.values())
    assert [n for n, found in events.items() if "workflow_run" in found] == ["comment.yml"]
    check = WORKFLOWS["check.yml"]
    assert not any("permissions" in job for job in check["jobs"].values())
    assert WORKFLOWS["comment.yml"][True]["workflow_run"]["workflows"] == [check["name"]]
    (fetch, _) = WORKFLOWS["comment.yml"]["jobs"]["comment"]["steps"]
    assert fetch["with"]["ref"] == "${{ github.event.repository.default_branch }}"


def test_the_answer_does_not_wait_for_the_tests() -> None:
    jobs = WORKFLOWS["check.yml"]["jobs"]
    assert "needs" not in jobs["review"]
    assert {name: job.get("needs") for name, job in jobs.items() if name != "review"} == {
        "linux": "review",
        "windows": "review",
    }


def test_what_workflows_call_is_there() -> None:
    text = "\n".join(TEXTS)
    for script in set(re.findall(r"-m scripts\.(\w+)", text)):
        assert (ROOT / "scripts" / f"{script}.py").is_file(), script
    for called in set(re.findall(r"(?<![\w/])\.ci/[\w-]+", text)):
        assert os.access(ROOT / called, os.X_OK), called
    for called in set(re.findall(r"gh workflow run (\S+)", text)):
        assert "workflow_dispatch" in WORKFLOWS[called][True], called


def test_a_text_of_a_workflow_never_becomes_a_command() -> None:
    for name, found in WORKFLOWS.items():
        for job in found["jobs"].values():
            for step in job["steps"]:
                assert "${{" not in step.get("run", ""), name


class Forge:
    """A folder that the stand-in answers from, and our scripts run against it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "forge"
        (self.folder / "bin").mkdir(parents=True)
        program = self.folder / "bin" / "gh"
        program.write_text(f'#!/bin/sh\nexec "{sys.executable}" "{ROOT}/tests/gh.py" "$@"\n')
        program.chmod(0o755)
        for name in ("pulls", "files", "comments", "issues"):
            self.put(name, [])

    def put(self, name: str, value: object) -> None:
        (self.folder / f"{name}.json").write_text(json.dumps(value), "utf-8")

    def get(self, name: str) -> Any:  # noqa: ANN401
        return json.loads((self.folder / f"{name}.json").read_text("utf-8"))

    def calls(self) -> list[str]:
        """What was asked since the last time."""
        path = self.folder / "calls"
        found = path.read_text("utf-8").splitlines() if path.exists() else []
        path.unlink(missing_ok=True)
        return found

    def run(self, script: Path, *arguments: str, code: int = 0, **env: str) -> str:
        done = subprocess.run(
            [script, *arguments],
            env={
                **os.environ,
                "PATH": f"{self.folder / 'bin'}:{os.environ['PATH']}",
                "PYTHON": sys.executable,
                "FORGE": str(self.folder),
                "REPOSITORY": "clinic/handbook",
                "HANDBOOK_TODAY": "2026-11-21",
                **env,
            },
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        assert done.returncode == code, done.stderr
        return done.stdout

    def report(self, text: str) -> None:
        (self.folder / "review").mkdir(exist_ok=True)
        (self.folder / "review" / "review.md").write_text(text, "utf-8")

    def say(self, code: int = 0) -> str:
        env = {"RUN": "9", "OWNER": "clinic", "BRANCH": "copies; rm -rf $HOME", "SHA": SHA}
        return self.run(ROOT / ".ci" / "keep-comment", code=code, **env)


@pytest.fixture
def forge(tmp_path: Path) -> Forge:
    return Forge(tmp_path)


@on_unix
def test_one_comment_is_kept_up_to_date(forge: Forge) -> None:
    theirs = {"id": 1, "body": f"{MARK}\n\nMine!", "user": {"login": "somebody"}}
    forge.put("comments", [theirs])
    forge.put("pulls", [{**HEAD, "number": 6, "head": {"sha": "0" * 40}}, HEAD])
    forge.report(f"{MARK}\n\n**May be merged.** $(touch x) `id`\n")
    forge.say()
    assert forge.get("comments")[1]["body"] == f"{MARK}\n\n**May be merged.** $(touch x) `id`"
    asked = "-f state=open -f head=clinic:copies; rm -rf $HOME"
    calls = forge.calls()
    assert calls[0] == f"api --method GET repos/clinic/handbook/pulls {asked}"
    assert calls[1].startswith("run download 9 --repo clinic/handbook --name review --dir ")
    assert calls[2] == "api --paginate repos/clinic/handbook/pulls/7/files"
    forge.report(f"{MARK}\n\n**Cannot be merged yet.**\n")
    forge.say()
    bodies = [row["body"] for row in forge.get("comments")]
    assert bodies == [theirs["body"], f"{MARK}\n\n**Cannot be merged yet.**"]


@on_unix
def test_a_report_for_no_open_request_is_not_posted(forge: Forge) -> None:
    forge.report(f"{MARK}\n\n**May be merged.**\n")
    forge.put("pulls", [{**HEAD, "head": {"sha": "0" * 40}}, {**HEAD, "state": "closed"}])
    assert "nothing to say" in forge.say()
    assert len(forge.calls()) == 1
    forge.put("pulls", [HEAD])
    shutil.rmtree(forge.folder / "review")
    assert "left no report" in forge.say()
    (forge.folder / "review").mkdir()
    (forge.folder / "review" / "review.md").symlink_to("/etc/hostname")
    assert "is not a report" in forge.say(code=1)
    assert forge.get("comments") == []


@on_unix
def test_a_changed_program_is_named_above_its_own_report(forge: Forge) -> None:
    forge.put("pulls", [HEAD])
    files = ["data/roles/nurse.yaml", ".ci/run", "handbook/about/index.md"]
    moved = {"filename": "handbook/gate.md", "previous_filename": "macros/gate.py"}
    forge.put("files", [*({"filename": name} for name in files), moved])
    forge.report(f"{MARK}\n\n**May be merged.**\n")
    forge.say()
    assert forge.get("comments")[0]["body"] == (
        f"{MARK}\n\n"
        "**This request changes the program that checks it, so the words below are not a check.**\n"
        "Somebody who reads programs must look at: `.ci/run`, `macros/gate.py`.\n\n"
        "**May be merged.**"
    )


def test_what_may_write_a_comment_needs_nothing_but_python() -> None:
    alone = [sys.executable, "-I", "-S", str(ROOT / "scripts" / "comment.py"), "--help"]
    subprocess.run(alone, check=True, capture_output=True)


def test_a_comment_calls_nobody_and_hides_nothing() -> None:
    text = comment(f"Ask @owners \x1b[31m<!-- hidden --> {'x' * ROOM}", ["a`b"] * 5)
    assert len(text) == ROOM
    assert text.count("<!--") == 1
    assert "Ask &#64;owners [31m&lt;!-- hidden" in text
    assert "`ab`, `ab`, `ab` and 2 more." in text


def test_what_a_forge_lists_page_by_page_is_one_list() -> None:
    expected = [{"id": 1}, {"id": 2}]
    for said in ('[{"id": 1}][{"id": 2}]', '[[{"id": 1}],\n[{"id": 2}]]', '[{"id":1},{"id":2}]\n'):
        assert rows(said) == expected
    assert rows("") == []


def issue(number: int, role: str, **other: object) -> dict[str, object]:
    body = f"{due_mark(role)}\n\nSome words."
    return {"number": number, "body": body, "user": OURS, "state": "open", **other}


def test_no_role_ever_has_two_issues() -> None:
    there = [
        issue(9, "nurse"),
        issue(4, "nurse"),
        issue(5, "biller"),
        issue(6, "manager", state="closed"),
        issue(7, "manager", user={"login": "somebody"}),
        issue(8, "manager", pull_request={}),
        issue(3, "manager", body=f"Look: {due_mark('manager')}"),
        issue(2, "manager", body=None),
    ]
    steps = plan(there, {"manager": "Manager", "nurse": "Nurse"})
    assert [tuple(step) for step in steps] == [
        ("open", 0, "manager", "Manager"),
        ("update", 4, "nurse", "Nurse"),
        ("close", 9, "nurse", ""),
        ("close", 5, "biller", ""),
    ]


ISSUE = """\
<!-- handbook-due: office-manager -->

For @sam-example.

# What is due at Example Family Practice for the role Office manager, as of January 4, 2027

1 thing is due in the next 30 days.

## Next 30 days

- [ ] **January 5, 2027** PRV-01 Who may know what about a patient. Read it again, and record what \
came of it. *Office manager*

_This is written anew every week, ticks and all; it closes by itself when nothing is due._
"""
REVIEWED = """\
reviews:
  - due: 2027-01-05
    on: 2027-01-04
    by: sam-rivers
    outcome: no-change
"""


@on_unix
def test_a_week_opens_another_updates_and_the_last_closes(forge: Forge, data: Path) -> None:
    put(data, "people/sam-rivers.yaml", "account: sam-example\n")
    keep = ROOT / ".ci" / "keep-issues"

    def week(day: str) -> list[str]:
        forge.run(keep, "--data", str(data), HANDBOOK_TODAY=day)
        return [call.split()[1] for call in forge.calls() if call.startswith("issue")]

    assert week("2026-11-23") == []
    assert week("2027-01-04") == ["create"]
    assert week("2027-01-11") == ["edit"]
    (found,) = forge.get("issues")
    assert found["title"] == "What is due for the role Office manager"
    assert "1 thing is overdue" in found["body"]
    assert week("2027-01-04") == ["edit"]
    assert forge.get("issues")[0]["body"] == ISSUE
    reviewed = (
        "  - due: 2027-01-05\n    on: 2027-01-04\n    by: sam-rivers\n    outcome: no-change\n"
    )
    put(data, "policies/privacy/notice.yaml", f"reviews:\n{reviewed}")
    assert week("2027-01-18") == ["close"]
    assert [found["state"] for found in forge.get("issues")] == ["closed"]
    put(data, "people/sam-rivers.yaml", "name: 5\n")
    forge.run(keep, "--data", str(data), code=1)


@on_unix
def test_form_is_mended_by_a_commit_of_its_own(forge: Forge, tmp_path: Path) -> None:
    made = Repository(tmp_path / "practice")
    for name in ("macros", "scripts", ".ci"):
        shutil.copytree(
            ROOT / name, made.folder / name, ignore=shutil.ignore_patterns("__pycache__")
        )
    shutil.copytree(MINIMAL, made.data)
    (made.folder / ".gitignore").write_text("__pycache__\n")
    first = made.commit()
    away = str(tmp_path / "away.git")
    made.git("clone", "--quiet", "--bare", str(made.folder), away)
    made.git("remote", "add", "origin", away)
    made.git("checkout", "--quiet", "--detach")
    mend = made.folder / ".ci" / "mend"

    untidy = (made.data / "people" / "sam-rivers.yaml").read_text("utf-8")
    made.write("people/sam-rivers.yaml", f"{untidy}works: [monday]\n")
    second = made.commit()
    told = forge.run(mend, OURS="false", BRANCH="main")
    assert told == (
        "data/people/sam-rivers.yaml: mended\n"
        "Without an account, so not asked: Alex Stone, Sam Rivers.\n"
        ".github/CODEOWNERS is written.\n"
        "This is what would be mended; it can wait until the change is merged.\n"
    )
    assert made.git("ls-remote", "origin", "main").split()[0] == first
    made.git("push", "--quiet", "origin", "HEAD:main")

    made.git("checkout", "--quiet", "--force", second)
    made.git("clean", "--quiet", "--force")
    told = forge.run(mend, OURS="true", BRANCH="main")
    assert told.endswith("The form is mended, in a commit of its own.\n")
    assert forge.calls() == ["workflow run check.yml --ref main"]
    log = made.git("log", "--format=%s", "--name-only", "-1", "HEAD")
    assert log.split() == [
        *["data:", "Put", "the", "files", "into", "good", "form"],
        ".github/CODEOWNERS",
        "data/people/sam-rivers.yaml",
    ]
    assert made.git("ls-remote", "origin", "main").split()[0] == made.git("rev-parse", "HEAD")
    assert forge.run(mend, OURS="true", BRANCH="main").endswith("The form is good.\n")

    made.git("checkout", "--quiet", "--force", second)
    told = forge.run(mend, OURS="true", BRANCH="main")
    assert told.endswith("Somebody else was faster; their commit is mended in its turn.\n")
    assert forge.calls() == []
