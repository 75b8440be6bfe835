"""One at a time: the lock that a program holds, and gives back however it ends."""

from pathlib import Path

import pytest

from macros.alone import NotAloneError, alone
from macros.finding import RefusedError
from macros.records import store
from macros.records.chain import FILE, new


def test_only_one_holds_a_lock(tmp_path: Path) -> None:
    lock = tmp_path / "lock"
    with alone(lock), pytest.raises(NotAloneError, match=r"^$"), alone(lock, 0.1):
        pass
    with pytest.raises(OSError, match="in between"), alone(lock):
        raise OSError("in between")
    with alone(lock):
        pass


def test_a_lock_that_cannot_be_made_says_why(tmp_path: Path) -> None:
    with pytest.raises(NotAloneError, match="unable to open"), alone(tmp_path):
        pass


def test_the_records_say_who_is_in_the_way(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / FILE).write_bytes(new())
    monkeypatch.setattr(store, "_PATIENCE", 0.1)
    with (
        store.alone(tmp_path),
        pytest.raises(RefusedError, match="somebody else is writing signatures"),
        store.alone(tmp_path),
    ):
        pass
    (tmp_path / store.LOCK).unlink()
    (tmp_path / store.LOCK).mkdir()
    with (
        pytest.raises(RefusedError, match=r"acknowledgements\.lock cannot be written: unable"),
        store.alone(tmp_path),
    ):
        pass
