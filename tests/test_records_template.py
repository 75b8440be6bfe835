"""The template of the records repository: its forms, and that no line is lost when two run."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from macros.model.signature import METHODS
from macros.records.chain import FILE, ledger
from macros.records.start import lay_out, template
from macros.records.store import read
from tests.lay import ROOT
from tests.repository import Repository
from tests.signing import keys, person

FORMS = sorted(name for name in template() if name.endswith(".yml"))
INPUT = re.compile(r"\$\{\{ inputs\.(\w+) \}\}")
PINNED = re.compile(r"[\w-]+/[\w-]+@[0-9a-f]{40}")


def form(name: str) -> Any:  # noqa: ANN401 - YAML is anything
    # `on` is a word that YAML 1.1 takes for yes.
    return yaml.safe_load(template()[name].decode().replace("\non:\n", "\nwhen:\n"))


def test_every_form_is_there() -> None:
    found = {Path(name).stem: form(name)["name"] for name in FORMS}
    assert found == {
        "check": "Check the records",
        "import": "Import a list of signatures",
        "missing": "Who has yet to sign",
        "sheet": "A sheet to sign",
        "sign": "Record a signature",
    }
    readme = template()["README.md"].decode()
    for name in found.values():
        assert f"**{name}**" in readme


@pytest.mark.parametrize("name", FORMS)
def test_a_form_may_do_what_it_must_and_no_more(name: str) -> None:
    made = form(name)
    assert made["permissions"] == {"contents": "read"}
    (job,) = made["jobs"].values()
    writes = Path(name).stem in ("sign", "import")
    assert job["permissions"] == {"contents": "write" if writes else "read"}
    ours = "".join(path.read_text("utf-8") for path in (ROOT / ".github").rglob("*.yml"))
    for step in job["steps"]:
        if action := step.get("uses"):
            assert PINNED.fullmatch(action)
            assert action in ours, "pinned as in the handbook's own workflows"
        # What somebody types reaches the shell as a variable, never as a part of the program.
        assert "${{" not in step.get("run", "")
    handbook = next(s for s in job["steps"] if s["name"] == "Fetch the handbook")["with"]
    assert handbook["persist-credentials"] is False
    records = next(s for s in job["steps"] if s["name"] == "Fetch the records")["with"]
    assert records["path"] == "records"
    assert records.get("persist-credentials", True) is writes


def test_the_methods_are_those_of_the_command() -> None:
    for name in (".github/workflows/sign.yml", ".github/workflows/import.yml"):
        options = form(name)["when"]["workflow_dispatch"]["inputs"]["method"]["options"]
        assert tuple(options) == METHODS


class Runner:
    """A machine on which a form runs: the handbook, and a clone of the records in it."""

    def __init__(self, folder: Path, remote: Path, data: Path) -> None:
        self.folder, self.summary = folder, folder / "summary.md"
        folder.mkdir()
        for name in ("macros", "scripts"):
            ignored = shutil.ignore_patterns("__pycache__")
            shutil.copytree(ROOT / name, folder / name, ignore=ignored)
        shutil.copytree(data, folder / "data")
        (folder / ".venv").symlink_to(sys.prefix)
        subprocess.run(
            ["git", "clone", "--quiet", str(remote), str(folder / "records")], check=True
        )

    def start(self, name: str, **answers: str) -> "subprocess.Popen[str]":
        """Run the last step of a form with these answers."""
        (job,) = form(name)["jobs"].values()
        step = job["steps"][-1]
        given = {
            name: INPUT.sub(lambda found: answers.get(found[1], ""), value)
            for name, value in step["env"].items()
        }
        environment = {
            **os.environ,
            **given,
            "GITHUB_REF_NAME": "main",
            "GITHUB_ACTOR": "sam",
            "GITHUB_STEP_SUMMARY": str(self.summary),
            "PAUSE": "0",
            "HANDBOOK_TODAY": "2026-11-25",
        }
        return subprocess.Popen(
            ["bash", "-e", "-c", step["run"]],
            cwd=self.folder,
            env=environment,
            text=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )

    def run(self, name: str, code: int = 0, **answers: str) -> str:
        running = self.start(name, **answers)
        said, _ = running.communicate(timeout=60)
        assert running.returncode == code, said
        return self.summary.read_text("utf-8")


@pytest.fixture
def remote(tmp_path: Path) -> Path:
    """The records repository as a host keeps it."""
    first = Repository(tmp_path / "first", data=".")
    lay_out(tmp_path / "laid")
    shutil.copytree(tmp_path / "laid", first.folder, dirs_exist_ok=True)
    first.commit("2026-11-01")
    bare = tmp_path / "records.git"
    first.git("clone", "--quiet", "--bare", str(first.folder), str(bare))
    return bare


@pytest.fixture
def practice(data: Path) -> Path:
    keys(data, ("1.0", "2026-03-02", True))
    person(data, "kim-lane", "scribe 2026-04-06")
    return data


on_linux = pytest.mark.skipif(sys.platform == "win32", reason="forms run on Linux")
SIGN = ".github/workflows/sign.yml"


@on_linux
def test_two_forms_at_once_lose_no_line(tmp_path: Path, remote: Path, practice: Path) -> None:
    runners = [Runner(tmp_path / name, remote, practice) for name in ("one", "two")]
    people = ("kim-lane", "sam-rivers")
    running = [
        runner.start(SIGN, person=who, policies="PRV-02, notice", method="paper",
                     recorded_by="sam-rivers")
        for runner, who in zip(runners, people, strict=True)
    ]  # fmt: skip
    for process in running:
        said, _ = process.communicate(timeout=100)
        assert process.returncode == 0, said
        assert "It is kept: commit " in said
    kept = Runner(tmp_path / "third", remote, practice)
    found = read(kept.folder / "records")
    assert (found.problems, found.kept.altered) == ((), ())
    assert sorted((one.person, one.policy) for one in found.signatures) == [
        (who, policy) for who in people for policy in ("keys", "notice")
    ]
    log = subprocess.run(
        ["git", "-C", str(kept.folder / "records"), "log", "-1", "--format=%B"],
        check=True, capture_output=True, text=True,
    ).stdout  # fmt: skip
    assert log == "Record a signature\n\nAsked for by sam.\n\n"


@on_linux
def test_a_form_answers_in_words(tmp_path: Path, remote: Path, practice: Path) -> None:
    runner = Runner(tmp_path / "one", remote, practice)
    said = runner.run(SIGN, 1, person="kim-lan", policies="", method="paper")
    assert "there is no person 'kim-lan'; did you mean 'kim-lane'?" in said
    said = runner.run(SIGN, person="Kim Lane", policies="", method="form", day="2026-11-24")
    assert "Written: Kim Lane signed PRV-02 version 1.0 on 2026-11-24." in said
    said = runner.run(SIGN, person="Kim Lane", policies="", method="form")
    assert "There is nothing to write down: nothing is due then." in said
    what = "an earlier line was a mistake"
    by = "sam-rivers"
    said = runner.run(SIGN, 2, person="Kim Lane", method="paper", recorded_by=by, what=what)
    assert "error: name the policies to take back" in said
    answers = {"person": "Kim Lane", "policies": "PRV-02", "method": "paper"}
    said = runner.run(SIGN, 0, **answers, recorded_by=by, what=what)
    assert "Written: the signature of Kim Lane for PRV-02 version 1.0 is taken back." in said
    said = runner.run(".github/workflows/missing.yml", role="office-manager")
    assert "## Sam Rivers, Office manager (sam-rivers)" in said
    lists = runner.folder / "records" / "lists"
    (lists / "june.csv").write_text("person,policy,on\nsam-rivers,keys,2026-11-20\n", "utf-8")
    import_form = ".github/workflows/import.yml"
    said = runner.run(import_form, file="june.csv", method="paper", recorded_by="sam-rivers")
    assert "Written: Sam Rivers signed PRV-02 version 1.0 on 2026-11-20." in said
    text = (runner.folder / "records" / FILE).read_bytes()
    assert (len(ledger(text).signatures), ledger(text).faults) == (4, ())


@on_linux
def test_what_somebody_types_is_no_command(tmp_path: Path, remote: Path, practice: Path) -> None:
    runner = Runner(tmp_path / "one", remote, practice)
    evil = "$(touch evil) `touch evil`; touch evil ```"
    said = runner.run(
        SIGN,
        1,
        person=evil,
        policies=f"--check {evil}",
        method="paper",
        recorded_by="--data=/",
        seal="--start=evil",
    )
    assert "there is no person" in said
    assert not list(runner.folder.rglob("evil"))
