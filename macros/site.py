"""One site to build: a handbook, for an audience, on a day."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from .day import chosen_day
from .load import Loaded, load
from .model.edition import Edition
from .model.handbook import Handbook
from .model.record import Audience
from .views.audience import LEVELS, cut_for, edition_for, for_audience
from .views.standing import Version, as_in_force, versions


@dataclass(frozen=True)
class Site:
    """What every page is made from: the records this audience may see, and the day.

    `versions` holds every approved version of each policy it may see, newest first.
    A preview shows policies as they are being written instead of as they are in force.
    `published` are the editions, newest first, with what this audience may know of each.
    """

    book: Handbook
    today: date
    audience: Audience
    loaded: Loaded
    preview: bool = False
    versions: Mapping[str, tuple[Version, ...]] = field(default_factory=dict)
    published: tuple[Edition, ...] = ()


def site(data: Path, environ: Mapping[str, str]) -> Site:
    """The site that the environment asks for: `AUDIENCE`, `PREVIEW` and `HANDBOOK_TODAY`.

    Raises ValueError, in words, when one of them cannot be used.
    """
    audience = environ.get("AUDIENCE", "staff")
    if audience not in LEVELS:
        raise ValueError(f"AUDIENCE is {audience!r}, not one of {', '.join(LEVELS)}")
    preview = environ.get("PREVIEW", "")
    if preview not in ("", "0", "1"):
        raise ValueError(f"PREVIEW is {preview!r}, not 1 or 0")
    try:
        today = chosen_day(environ)
    except ValueError:
        raise ValueError("HANDBOOK_TODAY is not a date like 2026-11-21") from None
    return made(load(data), today, audience, preview=preview == "1")


def made(
    loaded: Loaded,
    today: date,
    audience: Audience,
    *,
    preview: bool = False,
    published: tuple[Edition, ...] = (),
) -> Site:
    """The site of a handbook for an audience, on a day; `published` are its whole editions."""
    base = loaded.book if preview else as_in_force(loaded.book, today)
    book = for_audience(base, audience)
    found = {}
    # The public reads what holds, and not how it came about.
    for policy_id in book.policies if audience != "public" else ():
        all_of_it = versions(loaded.book, loaded.book.policies[policy_id], today)
        cut = (e._replace(policy=cut_for(base, audience, e.policy)) for e in all_of_it)
        found[policy_id] = tuple(cut)
    known = tuple(edition_for(loaded.book, audience, one) for one in published)
    return Site(book, today, audience, loaded, preview, found, known)
