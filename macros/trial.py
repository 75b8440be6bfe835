"""Trying a change of data files before it is made."""

import shutil
import tempfile
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from .edit import write
from .load import load
from .problems import Problem, errors, new_since
from .rules import check


class UnwritableError(OSError):
    """A file that could not be written, and why, in words."""


def new_errors(data: Path, files: Mapping[str, str], today: date) -> list[Problem]:
    """The errors that a handbook would have with other files in it, and does not have now.

    `files` maps paths below `data` to their new text; nothing in `data` is changed.
    """
    before = check(load(data, data.name), today)
    with tempfile.TemporaryDirectory(prefix="handbook-") as folder:
        copy = Path(shutil.copytree(data, Path(folder) / data.name, symlinks=True))
        put(copy, files)
        after = errors(check(load(copy, data.name), today))
    return new_since(before, after)


def put(data: Path, files: Mapping[str, str]) -> None:
    """Write files below a folder, in the order given, each whole or not at all."""
    for inside, text in files.items():
        path = data / inside
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            write(path, text)
        except OSError as error:
            why = error.strerror or "unknown reason"
            raise UnwritableError(f"{data.name}/{inside} cannot be written: {why}") from None
