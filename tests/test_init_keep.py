"""A practice starts from parts of the sample: valid, as drafts, and nothing of its people."""

import os
import re
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from macros.load import files, load
from macros.model.handbook import Handbook
from tests.lay import ROOT, problems
from tests.site import build

TODAY = date(2026, 11, 25)
ANSWERS = (
    '--name=St. Mary\'s "Lakeside" Clinic: North',
    "--state=State of Vermont",
    "--address=7 Pine Road, Pinetown",
    "--phone=(802) 010-0177",
    "--owner=Dr. Jo O'Neill",
    "--manager=Kim Lane",
)
SAMPLE = load(ROOT / "data").book


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    folder = tmp_path / "checkout"
    for name in ("handbook", "macros", "scripts", "tests/minimal", "data"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "mkdocs.yml", folder)
    return folder


def init(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "scripts.init", *arguments],
        cwd=folder,
        env={**os.environ, "HANDBOOK_TODAY": TODAY.isoformat()},
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        encoding="utf-8",
        check=False,
    )


def everything(data: Path) -> str:
    return "\n".join(f"{p.relative_to(data)}\n{p.read_text('utf-8')}" for p in files(data))


def of_the_sample(book: Handbook) -> list[str]:
    """What must not be found in another practice's handbook."""
    practice = book.practice
    assert practice is not None
    people = [word for p in book.people.values() for word in (p.id, p.name)]
    places = [word for p in practice.locations for word in (p.address, p.phone)]
    outside = [word for c in practice.contacts if "555" in c.phone for word in (c.name, c.phone)]
    named = [practice.name, "Willow Bend", practice.state.removeprefix("State of ")]
    return [*people, *places, *outside, *named, practice.repository or practice.name]


def assert_it_is_a_start(data: Path, categories: set[str]) -> Handbook:
    """It hangs together, it has nothing of the sample's people and days, and all are drafts."""
    assert problems(data, TODAY) == []
    text = everything(data)
    assert [word for word in of_the_sample(SAMPLE) if word in text] == []
    assert "555" not in text
    assert not (data / "approved").exists()
    book = load(data).book
    living = (p for p in SAMPLE.policies.values() if p.status != "retired")
    kept = {p.id for p in living if p.category in categories}
    assert kept <= book.policies.keys() <= kept | {"notice"}
    for policy in book.policies.values():
        (revision,) = policy.revisions
        assert (policy.status, revision.version, policy.reviews) == ("in-review", "1.0", ())
        assert (revision.approved, revision.seal) == ((), None)
    assert len(book.people) == 2
    assert not [q.id for q in book.state_questions.values() if q.answer or q.source]
    assert not [p.id for p in book.procedures.values() if p.last_tested]
    return book


def test_one_part(checkout: Path) -> None:
    done = init(checkout, *ANSWERS, "--keep=safety")
    assert done.returncode == 0, done.stderr
    book = assert_it_is_a_start(checkout / "data", {"safety"})
    assert set(book.categories) == {"safety", "privacy"}
    assert "notice" in book.policies
    first = done.stdout.splitlines()[1]
    number = sum(p.category == "safety" for p in book.policies.values())
    assert first.startswith(f"{number} policies wait for you: read, change and approve each.")
    covered = re.search(r"^(\d+) roles are vacant;", done.stdout, re.MULTILINE)
    assert covered
    assert int(covered[1]) == len(book.roles) - 2
    assert "- Owner physician covers " in done.stdout
    again = init(checkout, *ANSWERS, "--keep=privacy", "--force")
    assert again.returncode == 1
    assert again.stderr == (
        "This is not the sample any more, so there is nothing of it to keep.\n"
        "Nothing was changed.\n"
    )


def test_two_parts_and_their_site(checkout: Path, tmp_path: Path) -> None:
    done = init(checkout, *ANSWERS, "--keep=Safety, privacy")
    assert done.returncode == 0, done.stderr
    book = assert_it_is_a_start(checkout / "data", {"safety", "privacy"})
    # The sample's privacy policies stand in place of the starter's, in the first days too.
    assert "notice" not in book.policies
    signed = {p for phase in book.onboarding["core"].phases for t in phase.tasks for p in t.signs}
    assert "phone-and-texting" in signed
    done = build(checkout, tmp_path / "site", {"HANDBOOK_TODAY": TODAY.isoformat()})
    assert done.returncode == 0, done.stderr


def test_every_part(checkout: Path) -> None:
    done = init(checkout, *ANSWERS, "--keep=all")
    assert done.returncode == 0, done.stderr
    book = assert_it_is_a_start(checkout / "data", set(SAMPLE.categories))
    assert set(book.categories) == set(SAMPLE.categories)


def test_a_part_that_is_not_there(checkout: Path) -> None:
    before = everything(checkout / "data")
    done = init(checkout, *ANSWERS, "--keep=safty,privacy")
    assert done.returncode == 1
    assert done.stderr == (
        "'safty' is not a category of the sample; did you mean 'safety'?\n"
        f"There is {', '.join(SAMPLE.categories)}, all.\n"
        "Nothing was changed.\n"
    )
    assert everything(checkout / "data") == before
    assert not list(checkout.glob(".init-*"))
