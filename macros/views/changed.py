"""What each edition brought, for a reader: in order, with what is asked of whom."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from macros.model.edition import Edition, EditionChange


class Brought(NamedTuple):
    """An edition, its last day unless it is the newest, and what is asked for each change."""

    edition: Edition
    until: date | None
    changes: tuple[tuple[EditionChange, str], ...]

    @property
    def anchor(self) -> str:
        """The anchor of the edition on the page of all of them."""
        return f"edition-{self.edition.edition.replace('.', '-')}"

    @property
    def signed(self) -> int:
        """How many policies ask for a signature."""
        return len({change.id for change, _ in self.changes if change.material})


def brought(published: Sequence[Edition]) -> list[Brought]:
    """What each edition brought, newest first."""
    known = {edition.edition: edition for edition in published}
    newer = (None, *published)
    return [
        Brought(edition, _until(edition, after), _asked(edition, known.get(edition.before)))
        for edition, after in zip(published, newer, strict=False)
    ]


def _until(edition: Edition, after: Edition | None) -> date | None:
    return max(after.on - timedelta(days=1), edition.on) if after else None


def _asked(edition: Edition, before: Edition | None) -> tuple[tuple[EditionChange, str], ...]:
    held = {policy.id for policy in before.policies} if before else set()
    return tuple((change, _ask(change, new=change.id not in held)) for change in edition.changes)


def _ask(change: EditionChange, *, new: bool) -> str:
    """Whether a version of a policy is to be signed; nothing is asked for any other change."""
    if not change.version:
        return ""
    again = "" if new else " again"
    return f"Sign{again}" if change.material else f"No need to sign{again}"
