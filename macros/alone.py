"""One at a time: what two programs must not do side by side."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path


class NotAloneError(Exception):
    """The lock is not ours: somebody else holds it, or it cannot be made, and then it says why."""


@contextmanager
def alone(lock: Path, seconds: float = 0) -> Iterator[None]:
    """Hold a lock until this ends; NotAloneError, where somebody else holds it for so long.

    `lock` is a file for this and nothing else.
    """
    with closing(_held(lock, seconds)):
        yield


def _held(lock: Path, seconds: float) -> sqlite3.Connection:
    try:
        # The lock of a database ends with its process, however that ends, on every system.
        made = sqlite3.connect(lock, timeout=seconds, isolation_level=None)
    except sqlite3.OperationalError as error:
        raise NotAloneError(str(error)) from None
    try:
        made.execute("BEGIN EXCLUSIVE")
    except sqlite3.OperationalError as error:
        made.close()
        busy = error.sqlite_errorcode == sqlite3.SQLITE_BUSY
        raise NotAloneError("" if busy else str(error)) from None
    return made
