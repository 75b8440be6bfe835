"""The one module that runs mike, which builds the site and lays it beside the older editions."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from macros import day, published
from macros.model.edition import Edition
from macros.model.record import Audience

from .draft import Draft
from .refusal import FailedError
from .scratch import PAGES

_LINES = 20


def deploy(draft: Draft) -> None:
    """Build an edition in its scratch clone and lay it on the branch `pages` there."""
    record = draft.place.parent / "edition.json"
    record.write_text(published.as_record(draft.edition), "utf-8")
    done = subprocess.run(
        _command(draft),
        cwd=draft.project,
        env=_environment(draft.edition, draft.audience, record),
        capture_output=True,
        text=True,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    if done.returncode:
        said = "\n".join(f"{done.stdout}{done.stderr}".strip().splitlines()[-_LINES:])
        raise FailedError(f"the site could not be made:\n{said}")


def _command(draft: Draft) -> list[str]:
    name, branch = draft.edition.edition, PAGES.rpartition("/")[2]
    words = ("--title", name, "--prop-set-string", f"audience={draft.audience}")
    # A copy: some hosts refuse links between folders, and git stores the same content once.
    how = ("--alias-type", "copy", "--update-aliases", "--ignore-remote-status")
    return [_mike(), "deploy", "--branch", branch, *how, *words, name, published.NEWEST]


def _mike() -> str:
    found = shutil.which("mike", path=str(Path(sys.executable).parent)) or shutil.which("mike")
    if not found:
        raise FailedError("mike is not installed; run `python scripts/setup.py`")
    return found


def _environment(edition: Edition, audience: Audience, record: Path) -> dict[str, str]:
    """Everything that could make two builds of one edition differ, said once."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith("GIT_")}
    seconds = day.epoch(edition.on)
    own = {
        # mike finds the program that builds the site by its name.
        "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")]),
        "AUDIENCE": audience,
        "PREVIEW": "0",
        day.VARIABLE: edition.on.isoformat(),
        published.VARIABLE: str(record),
        "SOURCE_DATE_EPOCH": str(seconds),
        # A warning stops the build, unless somebody publishes against a rule.
        "CI": "false" if edition.despite else "true",
        # The order of the words in a set, in the list that mike writes.
        "PYTHONHASHSEED": "0",
        "PYTHONUTF8": "1",
        "NO_MKDOCS_2_WARNING": "1",
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_COMMITTER_NAME": "Handbook",
        "GIT_COMMITTER_EMAIL": "handbook@localhost",
        "GIT_COMMITTER_DATE": f"{seconds} +0000",
    }
    return kept | own
