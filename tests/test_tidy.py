"""Tidy mends form, keeps comments and never changes what a file says."""

import subprocess
import sys
from pathlib import Path

import pytest

from macros.form import form_problems
from macros.kinds import BY_NAME
from macros.source import read, read_text
from macros.tidy import tidied
from macros.tree import Keys
from tests.lay import MINIMAL, ROOT, problems, put

UNTIDY = """\
# Ann is our first.
contact: {extension: 102, desk: 'Window'}
works: [monday, tuesday]  # never on Friday
name: Ann
away: []
assignments:
- from: 2021-03-01
  role: office-manager   # since the move
"""
TIDY = """\
# Ann is our first.
name: Ann
contact:
  extension: "102"
  desk: 'Window'
works: # never on Friday
  - monday
  - tuesday
assignments:
  - role: office-manager # since the move
    from: 2021-03-01
"""


def mend(tmp_path: Path, text: str, inside: str = "people/ann.yaml") -> str | None:
    path = tmp_path / Path(inside).name
    path.write_text(text, encoding="utf-8")
    return tidied(path, inside)


def squeezed(text: str) -> list[str]:
    return [" ".join(line.split()) for line in text.splitlines()]


def test_everything_at_once(tmp_path: Path) -> None:
    done = mend(tmp_path, UNTIDY)
    assert done is not None
    assert squeezed(done) == squeezed(TIDY)
    assert mend(tmp_path, done) is None


def test_sentences_get_a_line_each_and_abbreviations_none(tmp_path: Path) -> None:
    text = "mission: We care. Dr. Stone opens at 8:00 a.m. each day. Why? We like it.\n"
    assert mend(tmp_path, text, "purpose.yaml") == (
        "mission: |\n  We care.\n  Dr. Stone opens at 8:00 a.m. each day.\n  Why?\n  We like it.\n"
    )


def test_lists_in_prose_stay_as_they_are(tmp_path: Path) -> None:
    text = "mission: |\n  - One. Two.\n  - Three.\n"
    assert mend(tmp_path, text, "purpose.yaml") is None


def test_numbers_stay_numbers_and_text_keeps_its_digits(tmp_path: Path) -> None:
    text = "revisions:\n  - version: 1.10\n    effective: 2026-01-05\nsign_by: 10\n"
    done = mend(tmp_path, text, "policies/privacy/x.yaml")
    assert done == ('sign_by: 10\nrevisions:\n  - version: "1.10"\n    effective: 2026-01-05\n')


@pytest.mark.parametrize("text", ["a: b: c\n", "", "- a\n", "x: &a 1\ny: *a\n"])
def test_what_cannot_be_read_is_left_alone(text: str, tmp_path: Path) -> None:
    assert mend(tmp_path, text) is None


@pytest.mark.parametrize("data", [ROOT / "data", MINIMAL], ids=["data", "minimal"])
def test_our_own_data_is_tidy(data: Path) -> None:
    files = sorted(data.rglob("*.yaml"))
    assert [p.name for p in files if tidied(p, p.relative_to(data).as_posix())] == []


def test_every_form_warning_is_mended(data: Path) -> None:
    put(data, "people/sam-rivers.yaml", "contact: {extension: 102}\nworks: [monday]\n")
    path = data / "people" / "sam-rivers.yaml"
    path.write_text("away:\n" + path.read_text("utf-8"), encoding="utf-8")
    assert {p.rule for p in problems(data)} == {"FRM001", "FRM002", "FRM003", "FRM004"}
    command = [sys.executable, "-m", "scripts.tidy", "--data", str(data)]
    assert subprocess.run([*command, "--check"], cwd=ROOT, check=False).returncode == 1
    assert subprocess.run(command, cwd=ROOT, check=False).returncode == 0
    assert problems(data) == []
    assert subprocess.run([*command, "--check"], cwd=ROOT, check=False).returncode == 0


def test_form_warnings_name_the_place(tmp_path: Path) -> None:
    path = tmp_path / "ann.yaml"
    path.write_text("works:\n  - monday\nname: Ann\n", encoding="utf-8")
    source = read(path, "data/people/ann.yaml")
    assert isinstance(source.tree, Keys)
    found = [str(p) for p in form_problems(BY_NAME["person"].record, source.tree, source)]
    assert found == [
        (
            "data/people/ann.yaml:1:1: FRM001 warning: keys are out of order;"
            " correct order: name, works"
        )
    ]


def test_places_of_brackets_and_empty_values_are_kept() -> None:
    source = read_text("a: [b]\nc:\nd: {e: f}\n")
    assert (source.flow, source.empty) == ([(1, 4), (3, 4)], [(2, 3)])
