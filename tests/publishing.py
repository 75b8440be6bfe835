"""A practice that publishes editions: a repository, the smallest handbook in it, and a remote."""

import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from tests.lay import MINIMAL, ROOT
from tests.repository import Repository, environment, git
from tests.site import NO_CHANGE, project

POLICY = "policies/privacy/notice.yaml"
# Pages about the program are most of a small site, and say nothing about editions.
_LEFT_OUT = ("data", "rules")


class Publisher:
    """A checkout with a remote, on its own days."""

    def __init__(self, folder: Path) -> None:
        project(folder / "made", MINIMAL)
        for name in _LEFT_OUT:
            page = folder / "made" / "handbook" / "about" / name / "index.md"
            page.write_text(f"---\naudience: owner\n---\n{page.read_text('utf-8')}", "utf-8")
        self.remote = folder / "remote.git"
        self.repository = Repository(folder / "made")
        git(folder, "init", "--quiet", "--bare", "-b", "main", str(self.remote))
        self.repository.git("remote", "add", "origin", str(self.remote))
        self.repository.git("config", "user.name", "Sam Rivers")
        self.repository.git("config", "user.email", "sam@example.org")
        self.repository.commit("2026-01-12")
        self.push()

    @property
    def folder(self) -> Path:
        return self.repository.folder

    @property
    def data(self) -> Path:
        return self.repository.data

    def push(self) -> None:
        self.repository.git("push", "--quiet", "origin", "main")

    def edit(self, name: str, old: str, new: str, day: str = "") -> None:
        """Change a text below the data, and commit it on a day."""
        text = (self.data / name).read_text("utf-8")
        assert old in text, old
        self.repository.write(name, text.replace(old, new))
        if day:
            self.repository.commit(day)

    def publish(
        self, *arguments: str, day: str, env: Mapping[str, str] = NO_CHANGE
    ) -> subprocess.CompletedProcess[str]:
        """Run the command here on a day."""
        return subprocess.run(
            command(self, *arguments),
            cwd=ROOT,
            env={**environment(HANDBOOK_TODAY=day), **env},
            capture_output=True,
            encoding="utf-8",
            check=False,
        )

    def ref(self, name: str, *, at_remote: bool = False) -> str:
        """What a ref names, here or at the remote; empty, where there is none."""
        folder = self.remote if at_remote else self.folder
        return git(folder, "for-each-ref", "--format=%(objectname)", name)

    def show(self, what: str) -> str:
        """The text of an object here."""
        return self.repository.git("show", what)

    def laid_out(self, folder: Path, branch: str = "gh-pages") -> Path:
        """The published branch, as a host would serve it."""
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        packed = folder.with_suffix(".zip")
        self.repository.git("archive", "--output", str(packed), branch)
        shutil.unpack_archive(packed, folder)
        return folder


def command(publisher: Publisher, *arguments: str) -> list[str]:
    place = ("--project", str(publisher.folder))
    return [sys.executable, "-m", "scripts.publish", *place, *arguments]


def refused(edition: str, *reasons: str) -> str:
    """What the command says when it publishes nothing."""
    head = f"Edition {edition} was not published, and nothing was changed:\n"
    return head + "".join(f"- {reason}\n" for reason in reasons)
