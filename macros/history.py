"""The one module that runs git: what it saw of the policies and of their approved copies.

It reads the main line: what this branch held, commit by commit, a merge as the one change
that it made here. What another branch tried before it was merged was nobody's handbook.
"""

import os
import re
import subprocess
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import IO, Self

from .lives import Change, seen
from .model.past import Known, Past
from .pause import collector_paused

_SAMPLE = re.compile(rb"(?m)^sample:\s*true\s*$")
_PRACTICE = "practice.yaml"

# Nothing that a person, a machine or a hook has set for git may change its answers.
_KEPT = ("GIT_CONFIG_GLOBAL", "GIT_CEILING_DIRECTORIES")
_FIXED = {
    "LC_ALL": "C",
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_GRAFT_FILE": os.devnull,
    # What a partial clone lacks is not fetched.
    "GIT_ALLOW_PROTOCOL": "none",
}
# What git tells a hook, and what would lead a command elsewhere.
_OF_A_HOOK = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_COMMON_DIR")
_SETTINGS = (
    *("core.quotePath=false", "core.commitGraph=false", "core.fsmonitor=false"),
    *("log.showSignature=false", "log.showRoot=true", "log.mailmap=false"),
    *("diff.relative=false", f"diff.orderFile={os.devnull}", "color.ui=false"),
)
_LOG = (
    *("log", "--first-parent", "-m", "--raw", "-z", "--no-abbrev", "--no-renames"),
    *("--no-ext-diff", "--format=%H %cI", "--"),
)
_LINE = ("log", "--first-parent", "--format=%H %cI")
_NO_REPOSITORY = "this folder is not a git repository"
_NOTHING = "nothing was committed yet"
_REASONS = (
    ("not a git repository", _NO_REPOSITORY),
    ("does not have any commits yet", _NOTHING),
    ("dubious ownership", "git does not trust this folder, which belongs to somebody else"),
    ("transport '", "the history was fetched in part only (partial clone)"),
    ("but expected", "somebody else changed the branch meanwhile; run it again"),
)


class UnknownError(Exception):
    """Git cannot say; the text is the reason."""


def past(data: Path, shown: str = "data") -> Past:
    """What git saw of the files in `data`, calling the folder `shown` in messages.

    Never raises: where git cannot be asked, the answer says why.
    """
    if not data.is_dir():
        return Past("there is no folder to ask about")
    try:
        with collector_paused(), Blobs(data) as blobs:
            changes = _changes(data, prefix(data))
            return seen(data, shown, _ours(data, changes, blobs), blobs.read)
    except UnknownError as unknown:
        return Past(str(unknown))
    except OSError as error:
        return Past(f"the history could not be read: {error.strerror or 'unknown reason'}")


def known_on(data: Path, day: date) -> Known:
    """The newest commit of the main line that was made by the end of a day.

    Never raises: where git cannot say, or there was none yet, the answer says why.
    """
    try:
        prefix(data)
        commits = [_told(line) for line in git(data, *_LINE).splitlines()]
    except UnknownError as unknown:
        return Known(str(unknown))
    below = next((n for n, (_, on) in enumerate(commits) if on <= day), None)
    if below is None:
        return Known(f"the history begins only on {commits[-1][1]}")
    doubt = max(on for _, on in commits[below:])
    commit, on = commits[below]
    return Known(commit=commit, on=on, doubt=doubt if doubt > day else None)


def _told(line: str) -> tuple[str, date]:
    commit, _, day = line.partition(" ")
    return commit, _day(day)


def _environment() -> dict[str, str]:
    own = {k: v for k, v in os.environ.items() if k in _KEPT or not k.startswith("GIT_")}
    return own | _FIXED


def _online() -> dict[str, str]:
    """For another repository: the keys and settings of whoever runs this, and no question."""
    own = {k: v for k, v in os.environ.items() if k not in _OF_A_HOOK}
    return own | {"LC_ALL": "C", "GIT_TERMINAL_PROMPT": "0"}


def _command(folder: Path, *arguments: str) -> list[str]:
    settings = [word for setting in _SETTINGS for word in ("-c", setting)]
    return ["git", "--no-pager", "--literal-pathspecs", "-C", str(folder), *settings, *arguments]


def git(folder: Path, *arguments: str, given: str = "", online: bool = False) -> str:
    """What git says; UnknownError, in words, where it cannot.

    `given` is what it reads. Only `online` does it speak with another repository.
    """
    try:
        done = subprocess.run(
            _command(folder, *arguments),
            env=_online() if online else _environment(),
            input=given.encode("utf-8", "surrogateescape"),
            capture_output=True,
            check=False,
        )
    except FileNotFoundError:
        raise UnknownError("git is not installed") from None
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace")
        raise UnknownError(_told_online(said) if online else _reason(said))
    return done.stdout.decode("utf-8", "surrogateescape")


def _reason(said: str) -> str:
    known = (reason for mark, reason in _REASONS if mark in said)
    first = said.strip().partition("\n")[0].removeprefix("fatal: ")
    return next(known, f"git could not read the history ({first or 'it did not say why'})")


def _told_online(said: str) -> str:
    """What a remote answers, by its line on what it did not take, or else by the first."""
    lines = [line.strip() for line in said.splitlines() if line.strip()] or ["it did not say why"]
    told = next((line for line in lines if line.startswith("! ")), lines[0])
    return f"git says: {told.removeprefix('fatal: ')}"


def prefix(data: Path) -> str:
    """The folder as git names it, from the top of the repository; ends in a slash.

    Raises UnknownError, where there is no repository, or only a part of its history.
    """
    asked = ("rev-parse", "--is-inside-work-tree", "--is-shallow-repository", "--show-prefix")
    inside, shallow, path = git(data, *asked).split("\n", 2)
    if inside != "true":
        raise UnknownError(_NO_REPOSITORY)
    if shallow != "false":
        raise UnknownError("the history was fetched in part only (shallow clone)")
    return path.removesuffix("\n")


def _changes(data: Path, prefix: str) -> list[Change]:
    """Every change to what matters, oldest first."""
    try:
        log = git(data, *_LOG, "policies", "approved", _PRACTICE)
    except UnknownError as unknown:
        if str(unknown) == _NOTHING:
            return []
        raise
    return list(_parsed(log, prefix))[::-1]


def _parsed(log: str, prefix: str) -> Iterator[Change]:
    """Read the log: a commit and its day, then for each file its blobs and its path."""
    words = iter(log.split("\0"))
    commit, on = "", date.min
    for word in words:
        told = word.lstrip("\n")
        if told.startswith(":"):
            _, _, before, after, _ = told.split(" ")
            path = next(words).removeprefix(prefix)
            yield Change(commit, on, path, _blob(after), _blob(before))
        elif told:
            commit, on = _told(told)


def _blob(name: str) -> str:
    return name if name.strip("0") else ""


def _day(said: str) -> date:
    """The day of a commit where it was made; some programs write days that there never were."""
    try:
        return date.fromisoformat(said[: len("2026-01-05")])
    except ValueError:
        return date(1970, 1, 1)


def _ours(data: Path, changes: list[Change], blobs: "Blobs") -> Iterator[Change]:
    """The changes since the sample made room for a practice of its own; all, if it never did.

    What the sample held is not the practice's to keep; what was taken over and changed later is.
    """
    ours = changes[_end_of_sample(data, changes, blobs) :]
    known: set[str] = set()
    for change in ours:
        started_before = change.before and change.path not in known
        if started_before and change.blob and change.commit != ours[0].commit:
            yield ours[0]._replace(path=change.path, blob=change.before)
        known.add(change.path)
        yield change


def _end_of_sample(data: Path, changes: list[Change], blobs: "Blobs") -> int:
    """The position of the first change of the commit with which this stopped being the sample."""
    practice = data / _PRACTICE
    written = [i for i, change in enumerate(changes) if change.path == _PRACTICE and change.blob]
    if not written or (practice.is_file() and _SAMPLE.search(practice.read_bytes())):
        return 0
    end = len(changes)
    for index in reversed(written):
        if _SAMPLE.search(blobs.read(changes[index].blob)):
            return end
        commit = changes[index].commit
        end = next(i for i, change in enumerate(changes) if change.commit == commit)
    return 0


class Blobs:
    """Reads stored files one by one, by one process that starts when the first is asked for."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._process:
            # Closes what it reads from, at which it ends.
            self._process.__exit__(None, None, None)

    def read(self, blob: str) -> bytes:
        """The content of a stored file."""
        source, target = self._pipes()
        try:
            target.write(f"{blob}\n".encode())
            target.flush()
            said = source.readline().split()
        except OSError:
            said = []
        if said[1:2] != [b"blob"]:
            raise UnknownError("a part of the history is missing")
        content = source.read(int(said[2]))
        source.read(1)
        return content

    def _pipes(self) -> tuple[IO[bytes], IO[bytes]]:
        if self._process is None:
            self._process = subprocess.Popen(
                _command(self._folder, "cat-file", "--batch"),
                env=_environment(),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            )
        if self._process.stdout is None or self._process.stdin is None:
            raise UnknownError("git does not answer")
        return self._process.stdout, self._process.stdin
