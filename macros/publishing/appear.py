"""The one step in which an edition appears: before it nothing is changed, after it all is."""

import os
import time
from contextlib import suppress

from macros.history import UnknownError, git
from macros.published import TAGS

from .draft import Draft
from .ground import Ground
from .refusal import FailedError
from .scratch import PAGES

_NOTHING = "0" * 40
# A ref is locked for milliseconds; who holds it longer was killed.
_TRIES, _PAUSE = 30, 0.1
_QUIET = ("-c", "gc.auto=0", "-c", "maintenance.auto=false")


def appear(draft: Draft, commit: str) -> None:
    """Let an edition appear: at the remote, if there is one, and here."""
    try:
        _bring(draft)
        if draft.where.remote:
            _push(draft, commit)
            # The remote has it; what is missing here comes with the next edition.
            with suppress(UnknownError):
                _move(draft, commit)
        else:
            _move(draft, commit)
    except UnknownError as unknown:
        raise FailedError(str(unknown)) from None


def _bring(draft: Draft) -> None:
    """Store what was made; nothing points at it yet."""
    quiet = (*_QUIET, "fetch", "--quiet", "--no-tags", "--no-write-fetch-head")
    refs = (PAGES, draft.ref)
    git(draft.where.top, *quiet, "--", str(draft.place), *refs, online=True)


def _push(draft: Draft, commit: str) -> None:
    """Branch and tags together or not at all; a branch that moved meanwhile is left alone."""
    where = draft.where
    names = [f"{commit}:{where.ref}", *_tags(draft)]
    try:
        git(where.top, "push", "--quiet", "--atomic", "--", where.remote, *names, online=True)
    except UnknownError as unknown:
        raise FailedError(f"{where.remote} did not take it: {unknown}") from None


def _tags(draft: Draft) -> list[str]:
    """The tags of this edition and of those that were published here and not pushed."""
    listed = git(draft.place, "for-each-ref", "--format=%(objectname):%(refname)", TAGS)
    return [row for row in listed.splitlines() if row.partition(":")[2] not in draft.where.theirs]


def _move(draft: Draft, commit: str) -> None:
    where, tag = draft.where, git(draft.place, "rev-parse", draft.ref).strip()
    # The tag first: a branch that lacks the edition can still get it, by a second run.
    wanted = {draft.ref: tag, **where.lacking}
    have = git(where.top, "for-each-ref", "--format=%(refname)", TAGS).splitlines()
    steps = [f"create {ref} {name}" for ref, name in wanted.items() if ref not in have]
    steps += [f"update {where.ref} {commit} {where.local or _NOTHING}"]
    _free(where, draft.ref, where.ref)
    said = "\n".join(["start", *steps, "prepare", "commit", ""])
    git(where.top, "update-ref", "--stdin", given=said)


def _free(where: Ground, *refs: str) -> None:
    """Wait for whoever holds a ref; what a run left that was killed is taken away."""
    asked = (git(where.top, "rev-parse", "--git-path", f"{ref}.lock") for ref in refs)
    locks = [where.top / path.removesuffix("\n") for path in asked]
    for _ in range(_TRIES):
        if not any(map(os.path.lexists, locks)):
            return
        time.sleep(_PAUSE)
    for lock in locks:
        lock.unlink(missing_ok=True)
