"""Killed at any moment, an edition is there as a whole or not at all, and a second run works."""

import os
import random
import signal
import subprocess
import time

import pytest

from tests.lay import ROOT
from tests.publishing import Publisher, command
from tests.repository import environment

pytestmark = pytest.mark.skipif(os.name == "nt", reason="a group of processes is killed at once")
DAY = "2026-01-12"
FOLDERS = ("2026.01", "latest")


@pytest.fixture(scope="module")
def practice(tmp_path_factory: pytest.TempPathFactory) -> Publisher:
    return Publisher(tmp_path_factory.mktemp("killed"))


def killed(practice: Publisher, seconds: float) -> None:
    """Start to publish, and kill the command and all that it started after a while."""
    with subprocess.Popen(
        command(practice, "2026.01"),
        cwd=ROOT,
        env=environment(HANDBOOK_TODAY=DAY),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    ) as process:
        time.sleep(seconds)
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)


def assert_whole(practice: Publisher) -> bool:
    """Nothing of the edition is to be seen, or everything is; whether it is."""
    practice.repository.git("fsck", "--connectivity-only", "--no-dangling")
    if not practice.ref("refs/heads/gh-pages"):
        return False
    assert practice.ref("refs/tags/edition/2026.01")
    for name in FOLDERS:
        assert practice.show(f"gh-pages:{name}/edition.json")
        assert practice.show(f"gh-pages:{name}/policies/notice/index.html")
    return True


def unpublish(practice: Publisher) -> None:
    for ref in practice.ref("refs/heads/gh-pages") and ("heads/gh-pages", "tags/edition/2026.01"):
        practice.repository.git("update-ref", "-d", f"refs/{ref}")


def test_killed_at_some_moment_all_or_nothing_is_there(practice: Publisher) -> None:
    # Where in a run these moments fall depends on the machine; any of them must do.
    chance = random.Random(2026)  # noqa: S311 - no secret
    for seconds in (chance.uniform(0.2, 1.5), chance.uniform(1.5, 4)):
        killed(practice, seconds)
        assert_whole(practice)


def test_two_at_once_do_not_meet(practice: Publisher) -> None:
    unpublish(practice)
    folder = practice.folder / ".git" / "handbook-publish"
    left = set(folder.glob("run-*/handbook"))
    with subprocess.Popen(
        command(practice, "2026.01"),
        cwd=ROOT,
        env=environment(HANDBOOK_TODAY=DAY),
        stdout=subprocess.PIPE,
        encoding="utf-8",
    ) as first:
        deadline = time.monotonic() + 30
        while set(folder.glob("run-*/handbook")) <= left and time.monotonic() < deadline:
            time.sleep(0.05)
        second = practice.publish("2026.01", day=DAY)
        said, _ = first.communicate()
    assert (first.returncode, second.returncode) == (0, 1), said
    assert second.stderr == (
        "Edition 2026.01 was not published, and nothing was changed:\n"
        "- another edition is being published here; wait for it\n"
    )
    assert assert_whole(practice)


def test_a_second_run_ends_what_the_first_began(practice: Publisher) -> None:
    """It finds everything that a killed run can leave, and writes the same as a run of its own."""
    if not practice.ref("refs/heads/gh-pages"):
        assert practice.publish("2026.01", day=DAY).returncode == 0
    once = practice.ref("refs")
    tag = practice.ref("refs/tags/edition/2026.01")
    unpublish(practice)
    inside = practice.folder / ".git"
    left = inside / "handbook-publish" / "run-left" / "handbook"
    left.mkdir(parents=True)
    for ref in ("heads/gh-pages", "tags/edition/2026.01"):
        lock = inside / "refs" / f"{ref}.lock"
        lock.parent.mkdir(parents=True, exist_ok=True)
        lock.touch()
    # Of the two refs the tag comes first.
    (inside / "refs" / "tags" / "edition" / "2026.01").write_text(f"{tag}\n", "utf-8")
    done = practice.publish("2026.01", day="2026-01-20")
    assert done.returncode == 0, done.stderr
    assert practice.ref("refs") == once
    assert not left.exists()
    assert assert_whole(practice)
