"""One site to build: a handbook, for an audience, on a day."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from .day import chosen_day
from .load import Loaded, load
from .model.handbook import Handbook
from .model.record import Audience
from .views.audience import LEVELS, for_audience


@dataclass(frozen=True)
class Site:
    """What every page is made from: the records this audience may see, and the day."""

    book: Handbook
    today: date
    audience: Audience
    loaded: Loaded


def site(data: Path, environ: Mapping[str, str]) -> Site:
    """The site that the environment asks for: `AUDIENCE` and `HANDBOOK_TODAY`.

    Raises ValueError, in words, when one of them cannot be used.
    """
    audience = environ.get("AUDIENCE", "staff")
    if audience not in LEVELS:
        raise ValueError(f"AUDIENCE is {audience!r}, not one of {', '.join(LEVELS)}")
    try:
        today = chosen_day(environ)
    except ValueError:
        raise ValueError("HANDBOOK_TODAY is not a date like 2026-11-21") from None
    loaded = load(data)
    return Site(for_audience(loaded.book, audience), today, audience, loaded)
