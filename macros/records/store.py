"""Where the signatures are kept: the only reader and writer of the file."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from macros import whole
from macros.alone import NotAloneError
from macros.alone import alone as one_at_a_time
from macros.finding import RefusedError
from macros.model.signature import Signature

from .chain import FILE, Ledger, appended, ledger
from .witness import Kept, difference, events, kept

LOCK = "acknowledgements.lock"
# Seconds to wait for somebody else who is writing.
_PATIENCE = 30


@dataclass(frozen=True, slots=True)
class Checked:
    """The file, what git keeps of it, and everything wrong with it, each with its place."""

    ledger: Ledger
    kept: Kept
    problems: tuple[str, ...]

    @property
    def signatures(self) -> tuple[Signature, ...]:
        """What can be read of it."""
        return tuple(self.ledger.signatures.values())


def read(folder: Path) -> Checked:
    """Read the file and check that nothing in it was altered; RefusedError if it is not there."""
    path = folder / FILE
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        raise _absent(folder) from None
    except OSError as error:
        raise RefusedError(f"{_shown(folder)} cannot be read: {error.strerror}") from None
    found, seen = ledger(content), kept(folder)
    problems = [f"{_shown(folder)}:{line}: {message}" for line, message in found.faults]
    if not content.startswith(seen.content):
        said = difference(seen.content, content)
        problems.append(f"{_shown(folder)}: git kept it otherwise: {said}")
    if lost := sorted(seen.owed - events(found.signatures.values())):
        said = f"a merge left out what git kept, to be written down again: {', '.join(lost)}"
        problems.append(f"{_shown(folder)}: {said}")
    return Checked(found, seen, tuple(problems))


def _absent(folder: Path) -> RefusedError:
    return RefusedError(
        f"there is no {_shown(folder)}: check the records repository out there,"
        f" or start one with --start {folder.name}"
    )


def _shown(folder: Path) -> str:
    return f"{folder.name}/{FILE}"


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Nobody else writes until this ends; RefusedError where somebody does for too long."""
    if not (folder / FILE).is_file():
        raise _absent(folder)
    try:
        with one_at_a_time(folder / LOCK, _PATIENCE):
            yield
    except NotAloneError as other:
        why = f"{folder.name}/{LOCK} cannot be written: {other}"
        busy = "somebody else is writing signatures; run it again later"
        raise RefusedError(why if str(other) else busy) from None


def append(folder: Path, found: Checked, signatures: Iterable[Signature]) -> None:
    """Write more lines, all or none; the file must be whole, and nobody else may be writing."""
    try:
        whole.write(folder / FILE, appended(found.ledger.content, signatures))
    except OSError as error:
        raise RefusedError(f"{_shown(folder)} cannot be written: {error.strerror}") from None
