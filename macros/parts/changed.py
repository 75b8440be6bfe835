"""The part about what each edition brought."""

from macros.changes.names import named, spoken
from macros.formats import day_words
from macros.model.edition import EditionChange
from macros.pages import FOLDERS, SHARED, address, find
from macros.problems import counted
from macros.views.changed import brought

from .part import Desk, Values, part
from .policy import page_of

# More roles than this are counted: their names would hide the change.
_MOST = 4
# There is one of each, and its name says what it is.
_ALONE = ("practice", "purpose")


@part
def what_changed(desk: Desk) -> Values:
    dates = desk.renderer.formats.dates
    editions = brought(desk.site.published)
    return {
        "editions": [(e, [_line(desk, *row) for row in e.changes]) for e in editions],
        "since": [(e.edition.edition, day_words(e.edition.on, dates)) for e in editions],
        "roles": [(r, spoken(r.title)) for r in desk.table("role") if r.status == "active"],
    }


def _line(desk: Desk, change: EditionChange, ask: str) -> Values:
    version = page_of(desk, change.id, change.version) if change.kind == "policy" else ""
    return {
        "change": change,
        "ask": ask,
        "kind": "" if change.kind in _ALONE else named(change.kind),
        "page": page_of_change(desk, change),
        "version_page": version,
        "concerns": _concerns(desk, change),
    }


def _concerns(desk: Desk, change: EditionChange) -> str:
    """The roles that a change concerns, in words; empty where it is everybody."""
    titles = [desk.book.roles[role].title for role in change.roles if role in desk.book.roles]
    return ", ".join(titles) if len(titles) <= _MOST else counted(len(change.roles), "role")


def page_of_change(desk: Desk, change: EditionChange) -> str:
    """The page of what changed, and its anchor there; empty where this site has none."""
    if change.kind == "purpose":
        return "purpose.md"
    shown = change.kind in FOLDERS or change.kind in SHARED
    if not shown or find(desk.book, change.kind, change.id) is None:
        return ""
    path, anchor = address(change.kind, change.id)
    return f"{path}#{anchor}" if anchor else path
