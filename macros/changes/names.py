"""What things are called in a report on two handbooks."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from macros.formats import day_words, listed
from macros.kinds import BY_NAME, Kind, kind_of
from macros.model.handbook import Handbook
from macros.model.record import Record
from macros.pages import title

_LONGEST = 70
_PLURALS = {
    "policy": "policies",
    "category": "categories",
    "person": "people",
    "emergency": "emergency cards",
    "onboarding": "onboarding paths",
}
_SINGULARS = {
    "emergency": "emergency card",
    "onboarding": "onboarding path",
    "purpose": "mission and values",
    "state-question": "question of State law",
    "element": "element of the compliance program",
}


class Names:
    """Calls things as the newer handbook does, or as the older did where they are gone."""

    def __init__(self, base: Handbook, head: Handbook) -> None:
        self._books = (head, base)
        self._dates = (head if head.practice else base).formats.dates

    def of(self, kind: str, record_id: str) -> str:
        """The title of a record, or its id where neither handbook has it."""
        for book in self._books:
            if kind in BY_NAME and (record := table(book, BY_NAME[kind]).get(record_id)):
                return title(record)
        return self._part(kind, record_id) or record_id

    def _part(self, kind: str, record_id: str) -> str:
        """The name of a place or of a line outside, which stand inside practice.yaml."""
        for book in self._books:
            rows = {"location": "locations", "contact": "contacts"}.get(kind)
            for row in getattr(book.practice, rows, ()) if rows and book.practice else ():
                if row.id == record_id:
                    return str(row.name)
        return ""

    def all(self, kind: str, ids: Iterable[str], word: str = "and") -> str:
        """Several titles in a sentence."""
        return listed([self.of(kind, record_id) for record_id in ids], word)

    def the(self, roles: Iterable[str], word: str = "and") -> str:
        """Roles in a sentence: the owner physician and the office manager."""
        return listed([f"the {spoken(self.of('role', role))}" for role in roles], word)

    def day(self, day: date) -> str:
        """A day as people say it."""
        return day_words(day, self._dates)


def spoken(name: str) -> str:
    """A title within a sentence: abbreviations keep their capitals."""
    return " ".join(w if w[1:] != w[1:].lower() else w.lower() for w in name.split())


def short(text: str) -> str:
    """The beginning of a text, up to the end of a word."""
    flat = " ".join(text.split())
    return flat if len(flat) <= _LONGEST else f"{flat[:_LONGEST].rsplit(' ', 1)[0]} …"


def named(kind: str) -> str:
    """The word for one record of a kind."""
    return _SINGULARS.get(kind, kind.replace("-", " "))


def counted_kind(kind: str, number: int) -> str:
    """So many records of a kind: 2 policies, 1 role, the practice."""
    if _is_single(kind):
        return f"the {named(kind)}"
    return f"{number} {named(kind) if number == 1 else many(kind)}"


def many(kind: str) -> str:
    """The word for the records of a kind."""
    if _is_single(kind):
        return named(kind)
    first, _, rest = named(kind).partition(" of ")
    return _PLURALS.get(kind) or (f"{first}s of {rest}" if rest else f"{first}s")


def _is_single(kind: str) -> bool:
    return not BY_NAME[kind].folder and not BY_NAME[kind].key


def table(book: Handbook, kind: Kind) -> Mapping[str, Record]:
    """The records of a kind by id, where there is only one as well."""
    found: Any = getattr(book, kind.table)
    return {found.id: found} if isinstance(found, Record) else found or {}


def label_of(record: Record) -> str:
    """A record in a list: its code, if it has one, and its title."""
    kind = kind_of(record).name
    if kind == "purpose":
        return named(kind).capitalize()
    return f"{getattr(record, 'code', '')} {title(record)}" if kind == "policy" else title(record)
