"""What a reader notices since the edition before."""

import tempfile
from datetime import date
from pathlib import Path

from macros.changes.notable import notable
from macros.load import load
from macros.model.edition import Edition, EditionChange
from macros.model.handbook import Handbook
from macros.snapshot import NoRevisionError, revision

from .refusal import FailedError


def changes_since(
    data: Path, before: Edition | None, after: Handbook, today: date
) -> tuple[EditionChange, ...]:
    """The changes since an edition, whose files git has; the first edition changes nothing.

    Raises FailedError, in words, when git cannot show the edition before.
    """
    if before is None:
        return ()
    with tempfile.TemporaryDirectory(prefix="handbook-") as folder:
        try:
            old = revision(data, before.commit, Path(folder) / data.name)
        except NoRevisionError as unknown:
            told = f"edition {before.edition} cannot be compared with: {unknown}"
            raise FailedError(told) from None
        return notable(load(old.data).book, after, today, since=before.on)
