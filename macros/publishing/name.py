"""Which names an edition may have."""

import re
from collections.abc import Iterable, Iterator
from datetime import date

from dateutil.relativedelta import relativedelta

from macros.model.edition import EDITION
from macros.published import number

_NAME = re.compile(EDITION)


def unusable(edition: str, today: date) -> Iterator[str]:
    """Why no edition can have this name on a day."""
    if not _NAME.fullmatch(edition):
        yield (
            f"{edition!r} is not the name of an edition: it is a year and a month, like"
            f" {today:%Y.%m}, and {today:%Y.%m}.2 for the second of a month"
        )
        return
    ahead = today + relativedelta(months=1)
    if number(edition)[:2] > (ahead.year, ahead.month):
        yield f"edition {edition} is more than a month ahead; today it would be {today:%Y.%m}"


def out_of_order(edition: str, known: Iterable[str]) -> Iterator[str]:
    """Why an edition would not be the newest among those that are known."""
    later = max(known, key=number, default="")
    if later and _NAME.fullmatch(edition) and number(edition) < number(later):
        yield f"edition {later} is newer, and an edition is the newest when it is published"
