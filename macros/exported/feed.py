"""What each edition brought, as an Atom feed: an entry for each edition."""

from datetime import UTC, date, datetime, time
from urllib.parse import urljoin
from uuid import NAMESPACE_URL, uuid5

from feedgenerator import Atom1Feed
from markupsafe import Markup

from macros.exports import export
from macros.model.edition import EditionChange
from macros.pages import url
from macros.parts import Desk
from macros.parts.changed import page_of_change
from macros.problems import counted
from macros.views.changed import Brought, brought

PATH = "changed.xml"
_PAGE = "changed.md"
# Readers keep what they have read; what came years ago is on the page.
_NEWEST = 24


class _Feed(Atom1Feed):  # type: ignore[misc] # the library comes without types
    """A feed that is as new as its newest edition, and without any as the site."""

    def latest_post_date(self) -> datetime:
        """The day of the newest edition; the library would ask the clock where there is none."""
        found: datetime = self.feed["newest"]
        return found


@export(PATH, page=_PAGE)
def feed(desk: Desk) -> str:
    """The newest editions, with what this audience may know of each."""
    practice = desk.book.practice
    name = f"{practice.name} Handbook" if practice else "Handbook"
    found = brought(desk.site.published)[:_NEWEST]
    made = _Feed(
        title=f"{name}: what changed",
        link=_address(desk, _PAGE),
        description="What is new in each edition of the handbook.",
        language="en",
        author_name=practice.name if practice else "The practice",
        feed_url=_address(desk, PATH) if desk.address else None,
        feed_guid=_id(desk, name),
        newest=_midday(found[0].edition.on if found else desk.today),
    )
    for edition in found:
        day = _midday(edition.edition.on)
        made.add_item(
            title=_title(edition),
            link=f"{_address(desk, _PAGE)}#{edition.anchor}",
            description=None,
            content=_content(desk, edition),
            unique_id=_id(desk, name, edition.edition.edition),
            pubdate=day,
            updateddate=day,
        )
    text: str = made.writeString("utf-8")
    return f"{text}\n"


def _address(desk: Desk, path: str) -> str:
    """The address of a page or a file; beside the feed, while nobody has said where the site is."""
    page, hash_, anchor = path.partition("#")
    return urljoin(desk.address, url(page, directories=desk.directories)) + hash_ + anchor


def _id(desk: Desk, *names: str) -> str:
    """A name for good: it stays when the site moves, and each audience's entries are their own."""
    return uuid5(NAMESPACE_URL, "/".join((*names, desk.site.audience))).urn


def _midday(day: date) -> datetime:
    # In every zone of the country the same day.
    return datetime.combine(day, time(17), UTC)


def _title(edition: Brought) -> str:
    changes = counted(len(edition.changes), "change") if edition.changes else ""
    signed = f"{counted(edition.signed, 'policy', 'policies')} to sign" if edition.signed else ""
    told = ", ".join(filter(None, [changes, signed]))
    return f"Edition {edition.edition.edition}{f': {told}' if told else ''}"


def _content(desk: Desk, edition: Brought) -> str:
    rows = Markup().join(_line(desk, *row) for row in edition.changes)
    if rows:
        return Markup("<ul>{}</ul>").format(rows)
    first = "The first edition: all of it was new."
    nothing = "Nothing in it changed that a reader would notice."
    return Markup("<p>{}</p>").format(nothing if edition.edition.before else first)


def _line(desk: Desk, change: EditionChange, ask: str) -> Markup:
    page = page_of_change(desk, change)
    name = Markup("<strong>{}</strong>").format(change.title)
    if page:
        name = Markup('<a href="{}">{}</a>').format(_address(desk, page), name)
    version = f", version {change.version}" if change.version else ""
    asked = f" {ask}." if ask else ""
    return Markup("<li>{}{}. {}{}</li>").format(name, version, change.says, asked)
