"""A checkout becomes somebody's own practice: valid, buildable, and nothing half done."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from macros.load import load
from tests.lay import ROOT, problems
from tests.site import Built, build

KEPT = (
    ".ci",
    ".github",
    "handbook",
    "macros",
    "scripts",
    "tests",
    "data",
    "mkdocs.yml",
    "pyproject.toml",
)


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    folder = tmp_path / "checkout"
    for name in KEPT:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, folder / name)
        else:
            shutil.copy(ROOT / name, folder / name)
    return folder


def init(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "scripts.init", *arguments],
        cwd=folder,
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        encoding="utf-8",
        check=False,
    )


ANSWERS = (
    '--name=St. Mary\'s "Lakeside" Clinic: North',
    "--state=State of Example",
    "--address=7 Pine Road, Pinetown",
    "--phone=(555) 010-0177",
    "--owner=Dr. Jo O'Neill",
    "--manager=Kim Lane",
)


def test_the_sample_goes_and_the_practice_comes(checkout: Path, tmp_path: Path) -> None:
    done = init(checkout, *ANSWERS)
    assert done.returncode == 0, done.stderr
    data = checkout / "data"
    assert problems(data) == []
    book = load(data).book
    assert book.practice is not None
    assert book.practice.name == 'St. Mary\'s "Lakeside" Clinic: North'
    assert (book.practice.sample, book.practice.repository) == (False, None)
    assert book.practice.locations[0].phone == "(555) 010-0177"
    assert {p.name for p in book.people.values()} == {"Dr. Jo O'Neill", "Kim Lane"}
    assert set(book.people) == {"dr-jo-o-neill", "kim-lane"}
    everything = "".join(p.read_text("utf-8") for p in data.rglob("*.yaml"))
    assert "Willow Bend" not in everything
    assert (data / ".schemas" / "role.json").is_file()
    assert not (checkout / "tests" / "sample").exists()
    site = tmp_path / "site"
    assert build(checkout, site).returncode == 0
    assert "St. Mary&#39;s" in Built(site, "").pages[""].text or "St. Mary's" in (
        Built(site, "").pages[""].text
    )


def test_what_was_not_answered_is_named(checkout: Path) -> None:
    done = init(checkout, "--name=Pine Clinic")
    assert done.returncode == 0
    assert "Still an example, to be changed in data/: State whose law applies;" in done.stdout
    assert problems(checkout / "data") == []


def test_a_handbook_of_ones_own_is_not_thrown_away(checkout: Path) -> None:
    init(checkout, *ANSWERS)
    before = {p: p.read_bytes() for p in (checkout / "data").rglob("*") if p.is_file()}
    done = init(checkout, "--name=Another")
    assert done.returncode == 1
    assert "This is not the sample any more." in done.stderr
    assert "Nothing was changed." in done.stderr
    assert {p: p.read_bytes() for p in (checkout / "data").rglob("*") if p.is_file()} == before
    assert init(checkout, "--name=Another", "--force").returncode == 0


@pytest.mark.parametrize("name", ["<script>alert(1)</script>", "{{ 7*7 }}", "x" * 200])
def test_a_name_that_does_not_fit_changes_nothing(name: str, checkout: Path) -> None:
    done = init(checkout, f"--name={name}")
    assert done.returncode == 1
    assert "Nothing was changed." in done.stderr
    assert "Traceback" not in done.stderr
    book = load(checkout / "data").book
    assert book.practice is not None
    assert book.practice.sample
    assert not list(checkout.glob(".init-*"))


def test_two_people_of_one_name(checkout: Path) -> None:
    assert init(checkout, "--name=X", "--owner=Ann Lee", "--manager=Ann Lee").returncode == 0
    assert problems(checkout / "data") == []


def test_tests_of_the_sample_leave_with_it(checkout: Path) -> None:
    command = [sys.executable, "-m", "pytest", "--collect-only", "-q", "-p", "no:cacheprovider"]
    named = []
    for _ in range(2):
        done = subprocess.run(command, cwd=checkout, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout
        named.append("tests/test_site.py" in done.stdout)
        init(checkout, "--name=Pine Clinic")
    assert named == [True, False]
