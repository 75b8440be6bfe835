"""A new, empty records repository: its files are laid into a folder, all of them or none."""

import shutil
import tempfile
from collections.abc import Mapping
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from macros.finding import RefusedError

from .chain import FILE, new

# Kept here without their dots, so that neither git nor a packager takes them for our own.
_DOTTED = ("github", "gitignore", "gitattributes")


def template() -> dict[str, bytes]:
    """What a new records repository holds, by path."""
    return {**dict(_files(files("macros.records") / "template")), FILE: new()}


def _files(folder: Traversable, inside: str = "") -> list[tuple[str, bytes]]:
    found = []
    for entry in sorted(folder.iterdir(), key=lambda one: one.name):
        dot = "." if not inside and entry.name in _DOTTED else ""
        path = f"{inside}{dot}{entry.name}"
        if entry.is_dir():
            found += _files(entry, f"{path}/")
        else:
            found.append((path, entry.read_bytes()))
    return found


def lay_out(folder: Path) -> list[str]:
    """Lay the files into a folder, and name them; RefusedError where one of them is there."""
    made = template()
    there = [name for name in made if (folder / name).exists()]
    if there:
        raise RefusedError(
            f"{folder} holds {', '.join(there)} already, and nothing is written over"
        )
    if folder.exists() and not folder.is_dir():
        raise RefusedError(f"{folder} is a file")
    try:
        _lay(folder, made)
    except OSError as error:
        raise RefusedError(f"{folder} cannot be written: {error.strerror}") from None
    return list(made)


def _lay(folder: Path, made: Mapping[str, bytes]) -> None:
    """Write everything aside first, so that what can fail fails before anything is there."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix=".records-") as aside:
        for name, content in made.items():
            path = Path(aside) / "made" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        if not folder.exists():
            (Path(aside) / "made").rename(folder)
            return
        _move(Path(aside) / "made", folder, made)


def _move(source: Path, folder: Path, names: Mapping[str, bytes]) -> None:
    moved: list[Path] = []
    try:
        for name in names:
            target = folder / name
            target.parent.mkdir(parents=True, exist_ok=True)
            moved.append(Path(shutil.move(source / name, target)))
    except BaseException:
        for path in moved:
            path.unlink(missing_ok=True)
        raise
