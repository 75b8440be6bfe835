"""Where an edition is made before anybody sees it: a clone of its own, gone afterwards."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from macros.alone import NotAloneError, alone
from macros.history import git

from .ground import Ground
from .refusal import RefusedError

_FOLDER = "handbook-publish"
# Nothing of the person's own settings runs in the clone.
_NO_HOOKS = ("-c", f"core.hooksPath={os.devnull}")
PAGES = "refs/heads/pages"


@contextmanager
def scratch(where: Ground) -> Iterator[Path]:
    """A clone at the commit, in which the branch `pages` is the published one.

    It shares what is stored with the repository and writes nothing there. What a run left that
    was killed is taken away first; RefusedError, if another one is under way.
    """
    common = git(where.top, "rev-parse", "--git-common-dir").removesuffix("\n")
    folder = where.top / common / _FOLDER
    folder.mkdir(exist_ok=True)
    try:
        with alone(folder / "lock"):
            for left in folder.glob("run-*"):
                shutil.rmtree(left, ignore_errors=True)
            with tempfile.TemporaryDirectory(
                dir=folder, prefix="run-", ignore_cleanup_errors=True
            ) as made:
                yield _clone(where, Path(made) / "handbook")
    except NotAloneError as other:
        busy = "another edition is being published here; wait for it"
        raise RefusedError([str(other) or busy]) from None


def _clone(where: Ground, place: Path) -> Path:
    settings = ("--quiet", "--shared", "--no-checkout", "--template=")
    git(where.top, *_NO_HOOKS, "clone", *settings, "--", str(where.top), str(place), online=True)
    known = {**where.lacking, **({PAGES: where.base} if where.base else {})}
    rows = [f"create {ref} {name}\n" for ref, name in known.items()]
    git(place, *_NO_HOOKS, "update-ref", "--stdin", given="".join(rows))
    git(place, *_NO_HOOKS, "checkout", "--quiet", "--detach", where.commit)
    return place
