"""A git repository made in a test, with days of its own and nobody's settings."""

import os
import subprocess
from pathlib import Path

_WHO = {
    "GIT_AUTHOR_NAME": "Sam Rivers",
    "GIT_AUTHOR_EMAIL": "sam@example.org",
    "GIT_COMMITTER_NAME": "Sam Rivers",
    "GIT_COMMITTER_EMAIL": "sam@example.org",
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
}


def environment(**more: str) -> dict[str, str]:
    """The environment of a program that runs git, without what a hook or a person has set."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith("GIT_")}
    return {**kept, **_WHO, **more}


def git(folder: Path, *arguments: str, day: str = "2026-01-05", zone: str = "-0600") -> str:
    """Run git in a folder, at noon of a day; what it said."""
    noon = f"{day}T12:00:00{zone}"
    done = subprocess.run(
        ["git", *arguments],
        cwd=folder,
        env=environment(GIT_AUTHOR_DATE=noon, GIT_COMMITTER_DATE=noon),
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    return done.stdout.strip()


class Repository:
    """A folder under git; `data` is where its handbook lies."""

    def __init__(self, folder: Path, *options: str, data: str = "data") -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.folder, self.data = folder, folder / data
        self.git("init", "--quiet", "-b", "main", *options)

    def git(self, *arguments: str, day: str = "2026-01-05", zone: str = "-0600") -> str:
        """Run git here, at noon of a day; what it said."""
        return git(self.folder, *arguments, day=day, zone=zone)

    def write(self, name: str, text: str | bytes) -> Path:
        """Write a file below the data."""
        path = self.data / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        return path

    def delete(self, name: str) -> None:
        """Delete a file below the data."""
        (self.data / name).unlink()

    def commit(self, day: str = "2026-01-05") -> str:
        """Commit everything as it lies there, and name the commit."""
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "--message", "A change", day=day)
        return self.git("rev-parse", "HEAD")
