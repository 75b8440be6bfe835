"""The smallest valid handbook, a pinned day, and a way to change one thing in it."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Protocol

from macros.edit import top_level
from macros.form import key_order
from macros.kinds import FILES, FOLDERS
from macros.load import load
from macros.problems import Problem
from macros.rules import check
from macros.source import read
from macros.tree import Keys

ROOT = Path(__file__).parent.parent
MINIMAL = Path(__file__).parent / "minimal"
TODAY = date(2026, 11, 21)


class Lay(Protocol):
    """Lays texts over the smallest handbook and says what is wrong with it then."""

    def __call__(self, files: Mapping[str, str], *, approve: bool = True) -> list[Problem]:
        """Lay the texts; policies are approved as they stand then, unless told not to."""


def problems(data: Path, today: date = TODAY) -> list[Problem]:
    """Everything wrong with a handbook on the pinned day."""
    return check(load(data), today)


def put(data: Path, name: str, text: str) -> None:
    """Lay one text over one file."""
    path = data / name
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.exists():
        laid = path.with_suffix(".laid")
        laid.write_text(text, encoding="utf-8")
        new, old = read(laid, ""), read(path, "")
        laid.unlink()
        if isinstance(new.tree, Keys) and isinstance(old.tree, Keys) and not new.problems:
            keys = {**top_level(old.text, old.tree), **top_level(new.text, new.tree)}
            order = _order(name)
            text = "".join(
                keys[key] for key in sorted(keys, key=lambda k: (k not in order, order.get(k, 0)))
            )
    path.write_text(text, encoding="utf-8")


def _order(name: str) -> dict[str, int]:
    kinds = FILES.get(name) or (FOLDERS[name.split("/", maxsplit=1)[0]],)
    words = key_order(kinds[0].record) if not kinds[0].key else [kind.key for kind in kinds]
    return {key: index for index, key in enumerate(words)}
