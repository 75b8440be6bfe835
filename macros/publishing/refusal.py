"""Why an edition is not published, in words that somebody in the office can act on."""

from collections.abc import Sequence

from macros.problems import Problem


class RefusedError(Exception):
    """Every reason why an edition is not published, and the problems that are among them."""

    def __init__(self, reasons: Sequence[str], problems: Sequence[Problem] = ()) -> None:
        super().__init__("; ".join(reasons))
        self.reasons = tuple(reasons)
        self.problems = tuple(problems)


class FailedError(Exception):
    """What went wrong on the way, in words; nothing was published."""
