"""The handbook as a revision of the repository holds it, laid out in a folder to be read."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from .formats import commit_words
from .history import Blobs, UnknownError, git

# Where forges look for the people who are asked to review.
OWNERS = ("CODEOWNERS", ".github/CODEOWNERS", "docs/CODEOWNERS", ".gitlab/CODEOWNERS")
# The main branch, as the place knows it that this was cloned from, or as it is known here.
_MAIN = (
    *("refs/remotes/origin/HEAD", "refs/remotes/origin/main", "refs/remotes/origin/master"),
    *("refs/heads/main", "refs/heads/master"),
)
_LINK, _SUBMODULE = "120000", "160000"


class NoRevisionError(ValueError):
    """A revision that cannot be read, and what to do, in words."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Where the data lies, what people call its state, and the files that say who reviews."""

    data: Path
    name: str
    owners: Mapping[str, str] = field(default_factory=dict)


def worktree(data: Path) -> Snapshot:
    """The files as they lie there, committed or not."""
    try:
        top = Path(git(data, "rev-parse", "--show-toplevel").removesuffix("\n"))
    except UnknownError as unknown:
        raise NoRevisionError(str(unknown)) from None
    texts = {name: _text(top / name) for name in OWNERS if (top / name).is_file()}
    return Snapshot(data, "the files as they lie here", texts)


def revision(data: Path, name: str, into: Path) -> Snapshot:
    """The data of a revision, written below a folder; NoRevisionError says why it cannot be.

    Nothing is written where the revision has no such data.
    """
    try:
        said = git(data, "rev-parse", "--is-shallow-repository", "--show-prefix")
        shallow, prefix, *_ = said.split("\n")
        commit = _commit(data, name, shallow=shallow == "true")
        with Blobs(data) as blobs:
            owners = dict(_written(data, commit, prefix, into, blobs))
    except UnknownError as unknown:
        raise NoRevisionError(str(unknown)) from None
    except OSError as error:
        why = error.strerror or "unknown reason"
        raise NoRevisionError(f"its files could not be written: {why}") from None
    short = commit_words(commit)
    return Snapshot(into, short if commit.startswith(name) else f"{name} ({short})", owners)


def branch_point(folder: Path) -> str:
    """The commit where this branch left the main one; NoRevisionError says what to do about none.

    On the main branch itself it is the newest commit, so that what is not committed is compared.
    """
    try:
        shallow = git(folder, "rev-parse", "--is-shallow-repository").strip() == "true"
        known = git(folder, "for-each-ref", "--format=%(refname)").split()
    except UnknownError as unknown:
        raise NoRevisionError(str(unknown)) from None
    main = next((name for name in _MAIN if name in known), None)
    if main is None:
        hint = "say with --base what to compare with, or `git fetch origin main`"
        raise NoRevisionError(f"there is no branch main or master here; {hint}")
    try:
        return git(folder, "merge-base", main, "HEAD").strip()
    except UnknownError:
        hint = (
            "this clone holds only the newest commits: `git fetch --unshallow` brings the others"
            if shallow
            else "say with --base what to compare with"
        )
        said = "nobody can tell where this branch left the main one"
        raise NoRevisionError(f"{said}; {hint}") from None


def touched(folder: Path, base: str) -> list[str]:
    """The files below a folder that differ from a revision, committed or not, in order."""
    try:
        prefix = git(folder, "rev-parse", "--show-prefix").removesuffix("\n")
        listing = ("--name-only", "-z", "--no-renames", "--no-ext-diff")
        known = git(folder, "diff", *listing, "--end-of-options", base, "--", ".")
        new = git(folder, "ls-files", "--others", "--exclude-standard", "--full-name", "-z")
    except UnknownError as unknown:
        raise NoRevisionError(str(unknown)) from None
    paths = {*known.split("\0"), *new.split("\0")} - {""}
    return sorted(path.removeprefix(prefix) for path in paths)


def _commit(data: Path, name: str, *, shallow: bool) -> str:
    asked = f"{name}^{{commit}}"
    try:
        return git(data, "rev-parse", "--quiet", "--verify", "--end-of-options", asked).strip()
    except UnknownError:
        hint = (
            f"this clone holds only the newest commits: `git fetch --unshallow`, or"
            f" `git fetch --depth=1 origin {name}`, brings it"
            if shallow
            else f"`git log` names what there is, and `git fetch origin {name}` may bring it"
        )
        raise NoRevisionError(f"there is no revision {name!r} here; {hint}") from None


def _written(
    data: Path, commit: str, prefix: str, into: Path, blobs: Blobs
) -> Iterator[tuple[str, str]]:
    """Write the files of the data; the name and text of each file that says who reviews."""
    listing = git(data, "ls-tree", "-r", "-z", "--full-tree", commit, "--", *OWNERS, prefix or ".")
    for row in filter(None, listing.split("\0")):
        facts, _, path = row.partition("\t")
        mode, _, blob = facts.split(" ")
        if mode in (_LINK, _SUBMODULE):
            continue
        if path in OWNERS:
            yield path, blobs.read(blob).decode("utf-8", "replace")
        inside = PurePosixPath(path.removeprefix(prefix))
        if path.startswith(prefix) and not any(step.startswith(".") for step in inside.parts):
            target = into / inside
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(blobs.read(blob))


def _text(path: Path) -> str:
    return path.read_bytes().decode("utf-8", "replace")
