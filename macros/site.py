"""One site to build: a handbook, for an audience, on a day."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from .day import chosen_day
from .load import Loaded, load
from .model.edition import Despite, Edition
from .model.handbook import Handbook
from .model.record import Audience
from .published import VARIABLE, as_edition, number, published
from .views.audience import LEVELS, cut_for, edition_for, for_audience
from .views.standing import Version, as_in_force, versions


@dataclass(frozen=True)
class Site:
    """What every page is made from: the records this audience may see, and the day.

    `versions` holds every approved version of each policy it may see, newest first.
    A preview shows policies as they are being written instead of as they are in force.
    `published` are the editions, newest first, with what this audience may know of each.
    In the build of an edition `edition` is the first of them; `despite` does not stop it.
    """

    book: Handbook
    today: date
    audience: Audience
    loaded: Loaded
    preview: bool = False
    versions: Mapping[str, tuple[Version, ...]] = field(default_factory=dict)
    published: tuple[Edition, ...] = ()
    edition: Edition | None = None
    despite: tuple[Despite, ...] = ()


def site(data: Path, environ: Mapping[str, str]) -> Site:
    """The site that the environment asks for.

    It names `AUDIENCE`, `PREVIEW` and `HANDBOOK_TODAY`, and `HANDBOOK_EDITION` in the build of an
    edition. Raises ValueError, in words, when one of them cannot be used.
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
    record = _record(environ.get(VARIABLE, ""))
    known = _known(record, published(data).editions)
    found = made(load(data), today, audience, preview=preview == "1", published=known)
    if record is None:
        return found
    return replace(found, edition=found.published[0], despite=record.despite)


def _record(path: str) -> Edition | None:
    """The record of the edition that is being built."""
    try:
        return as_edition(Path(path).read_text("utf-8")) if path else None
    except (OSError, ValueError):
        raise ValueError(f"{VARIABLE} is {path!r}, not the record of an edition") from None


def _known(record: Edition | None, editions: tuple[Edition, ...]) -> tuple[Edition, ...]:
    """The editions that a site knows; that of an edition knows of none that came later."""
    if record is None:
        return editions
    newest = number(record.edition)
    return (record, *(one for one in editions if number(one.edition) < newest))


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
