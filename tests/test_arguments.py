"""What commands share: how they write what they made, and which folders they take."""

import argparse
import os
from pathlib import Path

import pytest

from macros.finding import RefusedError
from scripts.arguments import a_project, make_folder, put
from scripts.review import main as review
from tests.repository import Repository


def test_what_is_made_is_printed_as_it_is(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    put("Tomás\r\n", None)
    put(b"\xff", None)
    assert capsysbinary.readouterr().out == "Tomás\r\n".encode() + b"\xff"


def test_a_file_is_written_whole_and_keeps_its_rights(tmp_path: Path) -> None:
    path = tmp_path / "made.txt"
    path.write_text("before", "utf-8")
    path.chmod(0o600)
    put("after\n", path)
    assert path.read_bytes() == b"after\n"
    assert path.stat().st_mode & 0o777 == 0o600
    assert [entry.name for entry in tmp_path.iterdir()] == ["made.txt"]


def test_what_is_no_file_stays_what_it_is() -> None:
    put("nobody reads it", Path(os.devnull))
    assert not Path(os.devnull).is_file()


@pytest.mark.parametrize("name", ["", "nowhere/made.txt", "file/made.txt"])
def test_what_cannot_be_written_is_said(name: str, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(RefusedError, match="cannot be written: "):
        put("text", tmp_path / name)


def test_a_folder_that_cannot_be_made(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "file").touch()
    make_folder(argparse.ArgumentParser(), tmp_path / "new" / "folder")
    assert (tmp_path / "new" / "folder").is_dir()
    with pytest.raises(SystemExit, match="2"):
        make_folder(argparse.ArgumentParser(prog="it"), tmp_path / "file")
    said = f"it: error: the folder {str(tmp_path / 'file')!r} cannot be made: File exists\n"
    assert capsys.readouterr().err.endswith(said)


def test_a_project_holds_a_handbook(data: Path) -> None:
    with pytest.raises(argparse.ArgumentTypeError, match=r"holds no mkdocs\.yml"):
        a_project(str(data.parent))
    (data.parent / "mkdocs.yml").touch()
    assert a_project(str(data.parent)) == data.parent.resolve()


def test_a_report_that_cannot_be_written_is_no_traceback(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Repository(data.parent).commit()
    where = ["--base", "HEAD", "--data", str(data), "--today", "2026-01-05"]
    assert review([*where, "--output", str(data)]) == 1
    said = f"There is no report: {data} cannot be written: Is a directory.\n"
    assert capsys.readouterr().err == said
