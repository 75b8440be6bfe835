"""What git is asked, in real repositories, some of them in a poor state."""

import os
import shutil
import subprocess
from datetime import date
from pathlib import Path

import pytest

from macros.history import known_on, past
from macros.model.past import Alteration, Gone, Known, Past, Witness
from tests.lay import MINIMAL
from tests.repository import Repository

COPY = "approved/notice/1.0.md"
KEY = ("notice", "1.0")
POLICY = "policies/privacy/notice.yaml"
FIRST = "# Who may know what\n\nSay nothing.\n"
OTHER = "# Who may know what\n\nSay everything.\n"


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    """A repository with one approved copy, committed on January 5."""
    made = Repository(tmp_path / "practice")
    made.write(COPY, FIRST)
    made.commit("2026-01-05")
    return made


def witness(repository: Repository) -> Witness:
    return past(repository.data).copies[KEY]


def test_a_copy_that_nobody_touched(repository: Repository) -> None:
    commit = repository.git("rev-parse", "HEAD")
    repository.write("policies/privacy/other.yaml", "title: Other\n")
    repository.commit("2026-02-02")
    expected = Witness(f"data/{COPY}", date(2026, 1, 5), commit)
    assert past(repository.data) == Past(copies={KEY: expected})


def test_the_day_of_a_commit_is_the_day_where_it_was_made(tmp_path: Path) -> None:
    made = Repository(tmp_path)
    made.write(COPY, FIRST)
    made.git("add", "--all")
    made.git("commit", "--quiet", "--message", "Late", day="2026-03-31", zone="-1300")
    assert past(made.data).copies[KEY].since == date(2026, 3, 31)


def test_an_altered_copy(repository: Repository) -> None:
    repository.write(COPY, OTHER)
    commit = repository.commit("2026-02-02")
    assert witness(repository).altered == (Alteration(date(2026, 2, 2), commit),)
    assert not witness(repository).stands


def test_a_copy_changed_and_changed_back_was_altered(repository: Repository) -> None:
    repository.write(COPY, OTHER)
    commit = repository.commit("2026-02-02")
    repository.write(COPY, FIRST)
    repository.commit("2026-02-03")
    altered = (Alteration(date(2026, 2, 2), commit, date(2026, 2, 3)),)
    assert (witness(repository).altered, witness(repository).stands) == (altered, True)


def test_a_copy_removed_and_restored_was_not(repository: Repository) -> None:
    commit = repository.git("rev-parse", "HEAD")
    repository.delete(COPY)
    gone = repository.commit("2026-02-02")
    lost = Gone(
        "notice",
        f"data/{COPY}",
        commit,
        date(2026, 1, 5),
        date(2026, 2, 2),
        gone,
        version="1.0",
    )
    assert past(repository.data) == Past(gone=(lost,))
    repository.git("revert", "--no-edit", "HEAD", day="2026-02-03")
    assert past(repository.data).gone == ()
    assert (witness(repository).altered, witness(repository).stands) == ((), True)


def test_a_copy_removed_and_written_anew_was_altered(repository: Repository) -> None:
    repository.delete(COPY)
    repository.commit("2026-02-02")
    repository.write(COPY, OTHER)
    commit = repository.commit("2026-02-03")
    assert witness(repository).altered == (Alteration(date(2026, 2, 3), commit),)
    assert witness(repository).since == date(2026, 1, 5)


def test_a_copy_altered_on_the_disk_only(repository: Repository) -> None:
    repository.write(COPY, OTHER)
    assert (witness(repository).altered, witness(repository).stands) == ((Alteration(),), False)


def test_a_copy_that_is_not_committed_yet_has_no_witness(repository: Repository) -> None:
    repository.write("approved/notice/1.1.md", OTHER)
    repository.git("add", "--all")
    assert set(past(repository.data).copies) == {KEY}


def test_a_copy_deleted_on_the_disk_only(repository: Repository) -> None:
    repository.delete(COPY)
    (lost,) = past(repository.data).gone
    assert (lost.version, lost.on, lost.commit) == ("1.0", None, "")


@pytest.mark.parametrize("raw", [FIRST.replace("\n", "\r\n").encode(), FIRST.encode()])
def test_line_ends_of_windows_alter_nothing(repository: Repository, raw: bytes) -> None:
    repository.write(COPY, raw)
    assert witness(repository).stands
    repository.commit("2026-02-02")
    repository.write(COPY, FIRST)
    assert (witness(repository).altered, witness(repository).stands) == ((), True)


def test_a_program_or_a_link_in_place_of_a_copy(repository: Repository) -> None:
    (repository.data / COPY).chmod(0o755)
    repository.commit("2026-02-02")
    assert witness(repository).altered == ()
    repository.delete(COPY)
    (repository.data / COPY).symlink_to("elsewhere.md")
    repository.write("approved/notice/elsewhere.md", FIRST)
    repository.commit("2026-02-03")
    assert [a.on for a in witness(repository).altered] == [date(2026, 2, 3)]


def test_a_merge_that_alters_a_copy(repository: Repository) -> None:
    repository.git("switch", "--quiet", "-c", "side")
    repository.write("policies/privacy/side.yaml", "title: Side\n")
    repository.commit("2026-02-01")
    repository.git("switch", "--quiet", "main")
    repository.git("merge", "--quiet", "--no-ff", "--no-commit", "side")
    repository.write(COPY, OTHER)
    commit = repository.commit("2026-02-02")
    assert witness(repository).altered == (Alteration(date(2026, 2, 2), commit),)


def test_a_merge_that_takes_the_altered_copy_of_a_branch(repository: Repository) -> None:
    repository.git("switch", "--quiet", "-c", "side")
    repository.write(COPY, OTHER)
    repository.commit("2026-02-01")
    repository.git("switch", "--quiet", "main")
    repository.git("merge", "--quiet", "--no-ff", "--no-edit", "side", day="2026-02-02")
    assert [a.on for a in witness(repository).altered] == [date(2026, 2, 2)]


def test_a_merge_that_drops_a_copy(repository: Repository) -> None:
    repository.git("switch", "--quiet", "-c", "side")
    repository.commit("2026-02-01")
    repository.git("switch", "--quiet", "main")
    repository.git("merge", "--quiet", "--no-ff", "--no-commit", "side")
    repository.delete(COPY)
    commit = repository.commit("2026-02-02")
    assert [gone.commit for gone in past(repository.data).gone] == [commit]


@pytest.fixture
def collision(repository: Repository) -> Repository:
    """Two branches approved one version in different words; the older came to main second."""
    for name, day, words in (("one", "2026-02-02", FIRST), ("two", "2026-02-01", OTHER)):
        repository.git("switch", "--quiet", "-c", name, "main")
        repository.write("approved/fax/1.0.md", words)
        repository.commit(day)
    repository.git("switch", "--quiet", "main")
    repository.git("merge", "--quiet", "--no-ff", "--no-edit", "one", day="2026-02-03")
    return repository


@pytest.mark.parametrize(("words", "stands"), [(FIRST, True), (OTHER, False)])
def test_two_branches_that_add_one_copy(collision: Repository, words: str, *, stands: bool) -> None:
    collision.git("merge", "--quiet", "-s", "ours", "--no-commit", "two")
    collision.write("approved/fax/1.0.md", words)
    commit = collision.commit("2026-02-04")
    found = past(collision.data).copies["fax", "1.0"]
    altered = () if stands else (Alteration(date(2026, 2, 4), commit),)
    assert (found.since, found.altered, found.stands) == (date(2026, 2, 3), altered, stands)


def test_what_a_branch_tried_before_it_was_merged_was_nobodys_handbook(
    repository: Repository,
) -> None:
    repository.git("switch", "--quiet", "-c", "side")
    for words in (FIRST, OTHER):
        repository.write("approved/fax/1.0.md", words)
        repository.write("policies/privacy/draft.yaml", "title: Draft\n")
        repository.commit("2026-02-01")
    repository.delete("policies/privacy/draft.yaml")
    repository.commit("2026-02-02")
    repository.git("switch", "--quiet", "main")
    repository.git("merge", "--quiet", "--no-ff", "--no-edit", "side", day="2026-02-03")
    found = past(repository.data)
    assert (found.gone, found.copies["fax", "1.0"].altered) == ((), ())


def test_a_policy_that_is_gone(repository: Repository) -> None:
    text = (MINIMAL / POLICY).read_text("utf-8")
    repository.write(POLICY, text.replace("active", "retired"))
    kept = repository.commit("2026-02-02")
    repository.delete(POLICY)
    commit = repository.commit("2026-02-03")
    (gone,) = past(repository.data, "here").gone
    assert (gone.id, gone.path, gone.version) == ("notice", f"here/{POLICY}", "")
    assert (gone.kept_in, gone.written) == (kept, date(2026, 2, 2))
    assert (gone.on, gone.commit) == (date(2026, 2, 3), commit)
    assert gone.policy
    assert (gone.policy.category, gone.policy.status) == ("privacy", "retired")


@pytest.mark.parametrize("text", ["- a list\n", "a: [\n", "status: gone\ntitle: Notice\n", "\xff"])
def test_a_policy_that_is_gone_and_cannot_be_read(repository: Repository, text: str) -> None:
    repository.write(POLICY, text.encode("latin-1"))
    repository.commit("2026-02-02")
    repository.delete(POLICY)
    repository.commit("2026-02-03")
    (gone,) = past(repository.data).gone
    assert (gone.policy, gone.written) == (None, date(2026, 2, 2))


def test_a_policy_that_moved_is_not_gone(repository: Repository) -> None:
    for folder in ("privacy", "safety", "a"):
        shutil.rmtree(repository.data / "policies", ignore_errors=True)
        repository.write(f"policies/{folder}/notice.yaml", "title: Notice\n")
        last = repository.commit("2026-02-02")
    assert past(repository.data).gone == ()
    repository.delete("policies/a/notice.yaml")
    (gone,) = past(repository.data).gone
    assert (gone.path, gone.kept_in, gone.on) == ("data/policies/a/notice.yaml", last, None)


def test_what_the_sample_held_is_not_the_practices(repository: Repository) -> None:
    repository.write("practice.yaml", "name: Sample\nsample: true\n")
    for name in ("gone", "kept", "taken"):
        repository.write(f"policies/privacy/{name}.yaml", "title: Sample\n")
        repository.write(f"approved/{name}/1.0.md", FIRST)
    repository.commit("2026-02-01")
    assert set(past(repository.data).copies) == {
        KEY,
        *((n, "1.0") for n in ("gone", "kept", "taken")),
    }
    shutil.rmtree(repository.data)
    repository.write("practice.yaml", "name: Ours\n")
    repository.write("approved/taken/1.0.md", FIRST)
    repository.write("policies/privacy/kept.yaml", "title: Sample\n")
    assert past(repository.data) == Past()
    start = repository.commit("2026-02-02")
    assert past(repository.data).gone == ()
    repository.delete("policies/privacy/kept.yaml")
    repository.write("approved/taken/1.0.md", OTHER)
    commit = repository.commit("2026-02-03")
    taken = Witness(
        "data/approved/taken/1.0.md",
        date(2026, 2, 2),
        start,
        (Alteration(date(2026, 2, 3), commit),),
        stands=False,
    )
    assert past(repository.data) == Past(copies={("taken", "1.0"): taken})


def test_a_folder_that_is_no_repository(tmp_path: Path) -> None:
    assert past(tmp_path) == Past("this folder is not a git repository")


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    assert past(tmp_path / "data") == Past("there is no folder to ask about")


def test_no_git(repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(repository.folder))
    assert past(repository.data) == Past("git is not installed")


def test_inside_the_folder_of_git_itself(repository: Repository) -> None:
    assert past(repository.folder / ".git") == Past("this folder is not a git repository")


def test_an_empty_repository_has_seen_nothing(tmp_path: Path) -> None:
    made = Repository(tmp_path)
    made.write(COPY, FIRST)
    assert past(made.data) == Past()


def test_a_shallow_clone_cannot_know(repository: Repository, tmp_path: Path) -> None:
    repository.commit("2026-02-02")
    source = repository.folder.as_uri()
    repository.git("clone", "--quiet", "--depth", "1", source, str(tmp_path / "clone"))
    reason = "the history was fetched in part only (shallow clone)"
    assert past(tmp_path / "clone" / "data") == Past(reason)


@pytest.mark.parametrize(
    ("part", "reason"),
    [
        ("tree:0", "the history was fetched in part only (partial clone)"),
        ("blob:none", "a part of the history is missing"),
    ],
)
def test_a_partial_clone_fetches_nothing(
    repository: Repository, tmp_path: Path, part: str, reason: str
) -> None:
    repository.git("config", "uploadpack.allowFilter", "true")
    repository.write(COPY, OTHER)
    repository.commit("2026-02-02")
    source = repository.folder.as_uri()
    repository.git("clone", "--quiet", f"--filter={part}", source, str(tmp_path / "clone"))
    assert past(tmp_path / "clone" / "data") == Past(reason)


def test_a_history_with_a_hole_cannot_be_read(repository: Repository) -> None:
    tree = repository.git("rev-parse", "HEAD:data")
    (repository.folder / ".git" / "objects" / tree[:2] / tree[2:]).unlink()
    assert past(repository.data).reason.startswith("git could not read the history (")


@pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="only root gives files away")
def test_somebody_elses_folder(repository: Repository) -> None:
    for path in (repository.folder, *repository.folder.rglob("*")):
        os.chown(path, 12345, 12345)
    reason = "git does not trust this folder, which belongs to somebody else"
    assert past(repository.data) == Past(reason)


def test_the_project_may_be_a_folder_of_a_repository(tmp_path: Path) -> None:
    made = Repository(tmp_path, data='Praxis für alle/our "book"/data')
    made.write(COPY, FIRST)
    made.commit("2026-01-05")
    made.write(COPY, OTHER)
    made.commit("2026-02-02")
    assert [a.on for a in witness(made).altered] == [date(2026, 2, 2)]


def test_a_worktree_and_a_detached_head(repository: Repository, tmp_path: Path) -> None:
    repository.write(COPY, OTHER)
    repository.commit("2026-02-02")
    repository.git("worktree", "add", "--quiet", "--detach", str(tmp_path / "tree"))
    tree = tmp_path / "tree"
    assert (tree / ".git").is_file()
    assert past(tree / "data") == past(repository.data)


def test_a_submodule(repository: Repository, tmp_path: Path) -> None:
    outer = Repository(tmp_path / "outer")
    source = repository.folder.as_uri()
    allow = ("-c", "protocol.file.allow=always")
    outer.git(*allow, "submodule", "--quiet", "add", source, "book")
    assert set(past(outer.folder / "book" / "data").copies) == {KEY}


def test_the_newer_kind_of_names(tmp_path: Path) -> None:
    made = Repository(tmp_path, "--object-format=sha256")
    made.write(COPY, FIRST)
    made.commit("2026-01-05")
    assert witness(made).stands
    made.write(COPY, OTHER)
    assert not witness(made).stands


def test_settings_do_not_matter(
    repository: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository.write(COPY, OTHER)
    repository.commit("2026-02-02")
    expected = past(repository.data)
    order = tmp_path / "order"
    order.write_text("*.yaml\n", encoding="utf-8")
    for setting in (
        *("log.showRoot=false", "log.showSignature=true", "log.follow=true", "log.date=relative"),
        *("log.diffMerges=off", "diff.renames=copies", "diff.noprefix=true", "color.ui=always"),
        *("core.quotePath=true", "core.abbrev=4", "format.pretty=oneline", "core.pager=false"),
        *("log.decorate=full", "diff.relative=true", "core.autocrlf=true", "diff.external=false"),
        *(f"diff.orderFile={order}", "core.fsmonitor=false", "notes.displayRef=*"),
    ):
        repository.git("config", *setting.split("=", 1))
    config = tmp_path / "config"
    shutil.copy(repository.folder / ".git" / "config", config)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(config))
    # As in a hook of another repository.
    monkeypatch.setenv("GIT_DIR", str(tmp_path))
    monkeypatch.setenv("GIT_INDEX_FILE", str(tmp_path / "index"))
    monkeypatch.setenv("GIT_LITERAL_PATHSPECS", "0")
    monkeypatch.setenv("GIT_TRACE", "1")
    monkeypatch.setenv("LANGUAGE", "de")
    assert past(repository.data) == expected


def test_a_replaced_commit_is_not_believed(repository: Repository) -> None:
    repository.write(COPY, OTHER)
    repository.commit("2026-02-02")
    expected = past(repository.data)
    root = repository.git("commit-tree", "-m", "Nothing happened", "HEAD^{tree}")
    repository.git("replace", "HEAD", root)
    (repository.folder / ".git" / "info" / "grafts").write_text(
        repository.git("--no-replace-objects", "rev-parse", "HEAD") + "\n", encoding="utf-8"
    )
    assert past(repository.data) == expected


@pytest.mark.parametrize("second", [b"99999999999999999", b"300000000000", b"-5", b"soon"])
def test_a_commit_of_a_day_that_there_never_was(repository: Repository, second: bytes) -> None:
    repository.write(COPY, OTHER)
    repository.commit("2026-02-02")
    raw = subprocess.run(
        ["git", "cat-file", "commit", "HEAD"],
        cwd=repository.folder,
        capture_output=True,
        check=True,
    ).stdout.replace(b"> 1770055200 ", b"> %b " % second)
    assert second in raw
    made = subprocess.run(
        ["git", "hash-object", "-t", "commit", "-w", "--literally", "--stdin"],
        cwd=repository.folder,
        input=raw,
        capture_output=True,
        check=True,
    ).stdout
    repository.git("reset", "--quiet", "--hard", made.decode().strip())
    assert len(witness(repository).altered) == 1


def test_names_that_no_record_can_have_are_nobodys(repository: Repository) -> None:
    for name in ("policies/privacy/\x1b[31m.yaml", "policies/a b/c.yaml", "approved/notice/a\n.md"):
        repository.write(name, "title: T\n")
    repository.commit("2026-02-02")
    shutil.rmtree(repository.data / "policies")
    shutil.rmtree(repository.data / "approved")
    assert [gone.path for gone in past(repository.data).gone] == [f"data/{COPY}"]


def test_what_was_known_on_a_day_is_the_last_commit_of_that_day(repository: Repository) -> None:
    repository.write(COPY, OTHER)
    first = repository.commit("2026-02-02")
    second = repository.commit("2026-02-02")
    assert known_on(repository.data, date(2026, 2, 2)).commit == second
    assert known_on(repository.data, date(2026, 2, 1)).commit not in (first, second)
    early = known_on(repository.data, date(2026, 1, 4))
    assert early == Known("the history begins only on 2026-01-05")


def test_a_day_is_counted_where_the_commit_was_made(repository: Repository) -> None:
    # Noon on February 2 in the farthest east is still February 1 elsewhere.
    repository.write(COPY, OTHER)
    repository.git("commit", "--all", "--quiet", "-m", "East", day="2026-02-02", zone="+1400")
    east = known_on(repository.data, date(2026, 2, 2))
    assert (east.on, east.doubt) == (date(2026, 2, 2), None)
    assert known_on(repository.data, date(2026, 2, 1)).on == date(2026, 1, 5)


def test_a_commit_that_is_dated_later_than_the_one_above_it(repository: Repository) -> None:
    repository.commit("2031-01-05")
    commit = repository.commit("2026-02-02")
    found = known_on(repository.data, date(2026, 3, 2))
    assert found == Known("", commit, date(2026, 2, 2), date(2031, 1, 5))


def test_what_was_merged_is_known_when_it_was_merged(repository: Repository) -> None:
    repository.git("checkout", "--quiet", "-b", "work")
    repository.write(COPY, OTHER)
    work = repository.commit("2026-02-02")
    repository.git("checkout", "--quiet", "main")
    repository.git("merge", "--quiet", "--no-ff", "--no-edit", "work", day="2026-03-02")
    assert known_on(repository.data, date(2026, 3, 1)).on == date(2026, 1, 5)
    merged = known_on(repository.data, date(2026, 3, 2))
    assert merged.on == date(2026, 3, 2)
    assert merged.commit != work


def test_a_day_without_a_commit(tmp_path: Path) -> None:
    empty = Repository(tmp_path / "empty")
    empty.data.mkdir()
    assert known_on(empty.data, date(2026, 1, 5)) == Known("nothing was committed yet")


def test_a_shallow_clone_knows_no_day(repository: Repository, tmp_path: Path) -> None:
    repository.commit("2026-02-02")
    address = repository.folder.as_uri()
    repository.git("clone", "--quiet", "--depth", "1", address, str(tmp_path / "shallow"))
    found = known_on(tmp_path / "shallow" / "data", date(2026, 3, 2))
    assert found == Known("the history was fetched in part only (shallow clone)")
