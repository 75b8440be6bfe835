"""The command as people run it: from any folder, with an answer they can act on."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from macros.rules import RULES
from tests.lay import MINIMAL, ROOT, put
from tests.repository import Repository

# What a folder of a test lacks: a history.
NO_GIT = (
    "git: this folder is not a git repository,"
    " so nobody looked for early deletions and altered copies\n"
)
NO_CHANGE: Mapping[str, str] = {}
SCRIPT = str(ROOT / "scripts" / "validate.py")


def run(
    *arguments: str, cwd: Path = ROOT, env: Mapping[str, str] = NO_CHANGE
) -> subprocess.CompletedProcess[str]:
    kept = {k: v for k, v in os.environ.items() if k not in ("GITHUB_ACTIONS", "HANDBOOK_TODAY")}
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=cwd,
        env={"HANDBOOK_TODAY": "2026-11-21", **kept, **env},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def validate(data: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return run(SCRIPT, "--data", str(data), *arguments, env=environment)


def test_a_sound_handbook_says_so_and_exits_0(data: Path) -> None:
    done = validate(data)
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr == (
        "The handbook hangs together (2 roles, 2 people, 1 policy;"
        " every role has a description and an owner): 0 problems, 0 warnings.\n" + NO_GIT
    )


def test_git_is_the_witness_where_there_is_one(tmp_path: Path) -> None:
    repository = Repository(tmp_path)
    shutil.copytree(MINIMAL, repository.data)
    commit = repository.commit()[:10]
    assert NO_GIT not in validate(repository.data).stderr
    repository.delete("policies/privacy/notice.yaml")
    done = validate(repository.data)
    path = f"{repository.data}/policies/privacy/notice.yaml"
    assert done.returncode == 1
    assert f"{path}:1:1: GIT002 policy 'notice' (PRV-01) was not retired" in done.stdout
    assert f"`git checkout {commit} -- {path}` brings it back" in done.stdout


def test_the_first_duty_description_and_owner(data: Path) -> None:
    put(data, "roles/office-manager.yaml", "description: TBD\n")
    path = data / "roles" / "owner-physician.yaml"
    text = path.read_text("utf-8").replace("owner: office-manager\n", "", 1)
    path.write_text(text, encoding="utf-8")
    done = validate(data)
    assert done.returncode == 1
    assert done.stdout.replace(f"{data}/", "data/") == (
        "data/roles/office-manager.yaml:6:14: ROL001 role 'office-manager' has no description,"
        " only 'TBD'\n"
        "    fix: Say in two or three sentences what the job is for.\n"
        "data/roles/owner-physician.yaml:1:1: ROL002 role 'owner-physician' has no owner\n"
        "    fix: Name the role that keeps this description true:"
        " the id of a file in data/roles/.\n"
    )
    assert done.stderr == "2 problems, 0 warnings; `--explain ID` says more about a rule\n" + NO_GIT


@pytest.mark.parametrize("how", [[SCRIPT], ["-m", "scripts.validate"]])
def test_runs_as_a_file_and_as_a_module(how: list[str]) -> None:
    assert run(*how, "--data", str(MINIMAL)).returncode == 0


def test_runs_from_any_folder(tmp_path: Path) -> None:
    done = run(SCRIPT, "--data", str(MINIMAL), cwd=tmp_path)
    assert done.returncode == 0


def test_the_real_data_holds_on_the_pinned_day(tmp_path: Path) -> None:
    done = run(SCRIPT, "--strict", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (0, "")


def test_github_is_the_format_inside_github_actions(data: Path) -> None:
    put(data, "roles/office-manager.yaml", "owner: nobody\n")
    done = validate(data, GITHUB_ACTIONS="true")
    assert done.stdout.startswith("::error file=")
    assert validate(data, "--format", "text", GITHUB_ACTIONS="true").stdout.startswith(str(data))


def test_json_for_other_programs(data: Path) -> None:
    put(data, "roles/office-manager.yaml", "owner: nobody\n")
    found = json.loads(validate(data, "--format", "json").stdout)
    assert [(p["rule"], p["line"], p["column"]) for p in found] == [("ROL002", 2, 8)]


def test_json_of_a_sound_handbook_is_an_empty_list() -> None:
    assert json.loads(validate(MINIMAL, "--format", "json").stdout) == []


def test_warnings_fail_only_when_strict(data: Path) -> None:
    put(data, "people/sam-rivers.yaml", "works: [monday]\n")
    assert validate(data).returncode == 0
    assert validate(data, "--strict").returncode == 1


def test_today_decides_what_is_overdue() -> None:
    late = validate(MINIMAL, "--today", "2027-02-01")
    assert late.returncode == 0
    assert "DUE001 warning: the review of 'notice' was due on 2027-01-05" in late.stdout
    assert validate(MINIMAL, HANDBOOK_TODAY="2027-02-01").stdout == late.stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--today", "tomorrow"], "'tomorrow' is not a date like 2026-11-21"),
        (["--data", "nowhere"], "'nowhere' is not a folder"),
        (["--explain", "ABC999"], "there is no rule 'ABC999'"),
        (["--format", "xml"], "invalid choice: 'xml'"),
    ],
)
def test_a_wrong_command_line_exits_2(arguments: list[str], said: str) -> None:
    done = run(SCRIPT, *arguments)
    assert done.returncode == 2
    assert said in done.stderr


def test_a_wrong_day_in_the_environment_exits_2() -> None:
    done = validate(MINIMAL, HANDBOOK_TODAY="yesterday")
    assert done.returncode == 2
    assert "HANDBOOK_TODAY is not a date like 2026-11-21" in done.stderr


def test_list_names_every_rule_once() -> None:
    lines = run(SCRIPT, "--list").stdout.splitlines()
    assert [line.split()[0] for line in lines] == sorted(RULES)


@pytest.mark.parametrize("rule_id", ["ROL001", "rol001"])
def test_explain_shows_reason_examples_and_fix(rule_id: str) -> None:
    text = run(SCRIPT, "--explain", rule_id).stdout
    assert text.startswith("ROL001 (error): Every role has a description.\n")
    assert "    description: TBD\n" in text
    assert text.endswith("Fix: Say in two or three sentences what the job is for.\n")


def test_a_missing_package_is_named_not_traced(tmp_path: Path) -> None:
    """Somebody runs the file with a Python that knows none of our packages."""
    done = subprocess.run(
        [sys.executable, "-S", "-I", SCRIPT],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "is not installed; run `make validate`" in done.stderr
    assert "Traceback" not in done.stderr
