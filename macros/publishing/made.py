"""An edition as git keeps it: a commit of the published branch, and a tag with its record."""

from pathlib import Path

from macros.day import epoch
from macros.history import Blobs, UnknownError, git
from macros.published import NEWEST, as_record

from .draft import Draft
from .ground import Ground, holds, tree
from .refusal import FailedError
from .scratch import PAGES
from .top import top_files

_HEADERS = "_headers"
Entries = dict[str, tuple[str, str, str]]


def made(draft: Draft) -> str:
    """Turn what mike laid on the scratch branch into one commit, and write the tag."""
    place, edition = draft.place, draft.edition
    entries = tree(place, PAGES)
    _refuse_loss(draft.where, entries)
    said = _said(place, entries)
    for name, text in top_files(draft.audience, draft.address, NEWEST, said).items():
        content = git(place, "hash-object", "-w", "--stdin", given=text).strip()
        entries[name] = ("100644", "blob", content)
    commit = _commit(draft, entries)
    git(place, "update-ref", PAGES, commit)
    if not holds(place, "rev-parse", "--quiet", "--verify", draft.ref):
        head = f"object {edition.commit}\ntype commit\ntag {draft.tag}\ntagger {_who(draft)}\n"
        words = f"\nEdition {edition.edition}\n\n{as_record(edition)}"
        git(place, "update-ref", draft.ref, git(place, "mktag", given=f"{head}{words}").strip())
    return commit


def _refuse_loss(where: Ground, entries: Entries) -> None:
    """No edition that was published is lost or altered, whatever mike did."""
    before = tree(where.top, where.base) if where.base else {}
    for name, entry in before.items():
        if entry[1] == "tree" and name != NEWEST and entries.get(name) != entry:
            raise FailedError(f"the folder {name} would not stay as it was published")


def _said(place: Path, entries: Entries) -> dict[str, str]:
    """The file of headers of each folder that has one."""
    found = {}
    with Blobs(place) as blobs:
        for name, (_, kind, content) in sorted(entries.items()):
            inside = tree(place, content) if kind == "tree" else {}
            if _HEADERS in inside:
                found[name] = blobs.read(inside[_HEADERS][2]).decode("utf-8", "replace")
    return found


def _commit(draft: Draft, entries: Entries) -> str:
    rows = [f"{mode} {kind} {content}\t{name}\0" for name, (mode, kind, content) in entries.items()]
    whole = git(draft.place, "mktree", "-z", given="".join(rows)).strip()
    base, who = draft.where.base, _who(draft)
    lines = [f"tree {whole}", *([f"parent {base}"] if base else [])]
    lines += [f"author {who}", f"committer {who}", "", f"Edition {draft.edition.edition}", ""]
    lines += [f"Made from {draft.edition.commit}.", ""]
    written = ("hash-object", "-t", "commit", "-w", "--stdin")
    return git(draft.place, *written, given="\n".join(lines)).strip()


def _who(draft: Draft) -> str:
    """Whoever publishes, at the first moment of the edition's day: a second run writes the same."""
    name = _setting(draft.where, "user.name") or "Handbook"
    address = _setting(draft.where, "user.email") or "handbook@localhost"
    return f"{name} <{address}> {epoch(draft.edition.on)} +0000"


def _setting(where: Ground, key: str) -> str:
    try:
        said = git(where.top, "config", "--get", key)
    except UnknownError:
        return ""
    return " ".join(said.translate(str.maketrans("<>\n", "   ")).split())
