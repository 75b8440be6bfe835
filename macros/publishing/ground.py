"""What an edition is made from: a commit of the main line, and what was published before it."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from macros.history import UnknownError, git
from macros.model.edition import EDITION
from macros.published import TAGS

# What mike keeps at the top of the published branch.
LIST = "versions.json"
_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Ground:
    """The repository at one moment.

    `inside` is the folder of the handbook in it, `base` the newest state of the published branch
    that this repository or the remote knows, and `local` that of its own branch; empty for none.
    `theirs` are the tags of editions at the remote, `lacking` those that this repository lacks.
    """

    top: Path
    inside: str
    commit: str
    branch: str
    remote: str
    local: str
    base: str
    theirs: dict[str, str]
    lacking: dict[str, str]

    @property
    def ref(self) -> str:
        """The published branch, as git names it."""
        return f"refs/heads/{self.branch}"


def ground(project: Path, branch: str, remote: str) -> Ground:
    """What git knows; UnknownError, in words, where that is not enough to publish."""
    asked = ("rev-parse", "--is-shallow-repository", "--show-toplevel", "--show-prefix")
    shallow, top_, prefix, *_ = git(project, *asked).split("\n")
    if shallow != "false":
        raise UnknownError(
            "only the newest commits are here; `git fetch --unshallow` brings the others,"
            " which prove that no approved copy was altered"
        )
    top = Path(top_)
    commit = tip(top, "HEAD")
    if not commit:
        raise UnknownError("nothing was committed yet")
    if not holds(top, "check-ref-format", f"refs/heads/{branch}") or branch.startswith("-"):
        raise UnknownError(f"{branch!r} cannot be the name of a branch")
    local = tip(top, f"refs/heads/{branch}")
    theirs, tags = _theirs(top, branch, remote)
    have = git(top, "for-each-ref", "--format=%(refname)", TAGS).splitlines()
    lacking = {ref: name for ref, name in tags.items() if ref not in have}
    base = _newer(top, local, theirs)
    return Ground(top, prefix, commit, branch, remote, local, base, tags, lacking)


def tip(folder: Path, ref: str) -> str:
    """The commit at a ref; empty where there is none."""
    try:
        return git(folder, "rev-parse", "--quiet", "--verify", f"{ref}^{{commit}}").strip()
    except UnknownError:
        return ""


def holds(folder: Path, *question: str) -> bool:
    """Whether git says yes."""
    try:
        git(folder, *question)
    except UnknownError:
        return False
    return True


def _theirs(top: Path, branch: str, remote: str) -> tuple[str, dict[str, str]]:
    """The published branch of a remote, and the tags of its editions; all that is fetched."""
    if not remote:
        return tip(top, f"refs/remotes/origin/{branch}"), {}
    head = f"refs/heads/{branch}"
    try:
        asked = ("ls-remote", "--quiet", "--refs", "--", remote, head, f"{TAGS}*")
        rows = (row.partition("\t") for row in git(top, *asked, online=True).splitlines())
        found = {ref: name for name, _, ref in rows}
        if found:
            fetched = ("fetch", "--quiet", "--no-tags", "--no-write-fetch-head", "--", remote)
            git(top, *fetched, *found, online=True)
    except UnknownError as unknown:
        raise UnknownError(f"{remote} could not be asked: {unknown}") from None
    return found.pop(head, ""), found


def _newer(top: Path, one: str, other: str) -> str:
    """The newer of two states of a branch; UnknownError where they went apart."""
    for older, newer in ((one, other), (other, one)):
        if not older or (newer and holds(top, "merge-base", "--is-ancestor", older, newer)):
            return newer
    raise UnknownError(
        "the published branch here and that of the remote went apart; ask whoever looks after the"
        " repository to bring them together, so that no edition is lost"
    )


def unfit(where: Ground, main: str) -> Iterator[str]:
    """Why no edition can be made of what is checked out."""
    if changed := _uncommitted(where.top):
        more = "" if len(changed) <= _SHOWN else f" and {len(changed) - _SHOWN} more"
        yield (
            f"these files are not as they were committed: {', '.join(changed[:_SHOWN])}{more};"
            " commit them, or put them elsewhere"
        )
    name, lines = repr(main), [f"refs/heads/{main}", f"refs/remotes/*/{main}"]
    theirs = f"refs/remotes/{where.remote}/{main}"
    if where.remote and tip(where.top, theirs):
        name, lines = f"{main!r} of {where.remote}", [theirs]
    known = git(where.top, "for-each-ref", "--format=%(refname)", *lines)
    if not known:
        yield (
            f"there is no branch {main!r}, of which editions are made;"
            " name yours under `branch` in data/practice.yaml"
        )
    elif not git(where.top, "for-each-ref", "--format=x", f"--contains={where.commit}", *lines):
        yield (
            f"what is checked out was not taken over into {name}: an edition is made of that"
            f" branch, after approval; `git switch {main}` and `git pull` go there"
        )


def _uncommitted(top: Path) -> list[str]:
    rows = git(top, "status", "--porcelain", "--no-renames", "-z").split("\0")
    return [row[len("?? ") :] for row in rows if row]


@dataclass(frozen=True, slots=True)
class Shelf:
    """What lies on a published branch: its editions, and whom it is for."""

    editions: tuple[str, ...] = ()
    audiences: frozenset[str] = frozenset()
    foreign: bool = False


def shelf(where: Ground) -> Shelf:
    """Look at the published branch."""
    if not where.base:
        return Shelf()
    entries = tree(where.top, where.base)
    if LIST not in entries:
        return Shelf(foreign=True)
    editions = tuple(name for name in entries if re.fullmatch(EDITION, name))
    return Shelf(editions, frozenset(_audiences(git(where.top, "show", f"{where.base}:{LIST}"))))


def _audiences(listed: str) -> Iterator[str]:
    try:
        versions: Any = json.loads(listed)
    except ValueError:
        return
    for version in versions if isinstance(versions, list) else ():
        said = version.get("properties") if isinstance(version, dict) else None
        if isinstance(said, dict) and isinstance(said.get("audience"), str):
            yield said["audience"]


def tree(folder: Path, commit: str) -> dict[str, tuple[str, str, str]]:
    """Mode, kind and content of each entry at the top of a commit."""
    rows = filter(None, git(folder, "ls-tree", "-z", commit).split("\0"))
    found = {}
    for facts, _, name in (row.partition("\t") for row in rows):
        mode, kind, content = facts.split(" ")
        found[name] = (mode, kind, content)
    return found
