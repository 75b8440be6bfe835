"""The files of a revision, laid out in a folder."""

from pathlib import Path

import pytest

from macros.snapshot import NoRevisionError, revision
from tests.repository import Repository

COPY = "approved/notice/1.0.md"
FIRST, OTHER = b"# Say nothing.\n", b"# Say everything.\n"


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    """A repository with one file, committed on January 5."""
    made = Repository(tmp_path / "practice")
    made.write(COPY, FIRST)
    made.commit("2026-01-05")
    return made


def files(folder: Path) -> dict[str, bytes]:
    found = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def reason(data: Path, name: str, into: Path) -> str:
    with pytest.raises(NoRevisionError) as unknown:
        revision(data, name, into)
    assert not into.exists()
    return str(unknown.value)


def test_the_files_of_a_commit(repository: Repository, tmp_path: Path) -> None:
    first = repository.git("rev-parse", "HEAD")
    repository.write(COPY, OTHER)
    repository.write("naïve.md", b"\xff\r\n")
    (repository.data / "link.md").symlink_to("/etc/hostname")
    repository.write(".hidden/file.md", b"a program's own")
    repository.commit("2026-02-02")
    for commit, expected in (
        (first, {COPY: FIRST}),
        ("HEAD", {COPY: OTHER, "naïve.md": b"\xff\r\n"}),
    ):
        made = revision(repository.data, commit, tmp_path / commit)
        assert files(made.data) == expected


def test_why_there_are_no_files_of_a_commit(repository: Repository, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert reason(tmp_path, "HEAD", out) == "this folder is not a git repository"
    for name in ("nowhere", "--help", "HEAD:data"):
        assert reason(repository.data, name, out) == (
            f"there is no revision {name!r} here; `git log` names what there is,"
            f" and `git fetch origin {name}` may bring it"
        )
    (tmp_path / "file").touch()
    with pytest.raises(NoRevisionError, match="its files could not be written: "):
        revision(repository.data, "HEAD", tmp_path / "file")


def test_a_folder_that_was_not_there_yet(repository: Repository, tmp_path: Path) -> None:
    other = repository.folder / "other"
    other.mkdir()
    made = revision(other, "HEAD", tmp_path / "out")
    assert not made.data.exists()
