"""Plain answers to plain questions, read in the words of a handbook."""

import re
from collections.abc import Mapping, Sequence
from datetime import date

from .decode import did_you_mean
from .finding import RefusedError, Titled, meant
from .formats import listed
from .model.handbook import Handbook
from .recording import sentence

_BETWEEN_LINES = re.compile(r"[;\n]+")
_BETWEEN_NAMES = re.compile(r"[,;\n]+")
_YES, _NO = ("yes", "y", "true"), ("no", "n", "false")
_UNANSWERED = "this was not answered"
_EVERYONE = ("everyone", "everybody", "all", "all staff")
# Said where nobody is meant.
_NOBODY = ("nobody", "no one", "none", "-")


class Answers:
    """What somebody answered, by the name of each question.

    What does not fit is gathered in `faults`, by question, so that all of it is said at once.
    """

    def __init__(self, book: Handbook, given: Mapping[str, str]) -> None:
        self._book, self._given = book, given
        self.faults: dict[str, str] = {}

    def text(self, key: str) -> str:
        """One line of text."""
        said = self._given.get(key, "")
        try:
            return str(sentence(said, "it")) if said.strip() else self._fault(key, _UNANSWERED)
        except RefusedError as refused:
            return self._fault(key, str(refused))

    def lines(self, key: str) -> list[str]:
        """Several lines, with semicolons between."""
        return self._split(key, _BETWEEN_LINES)

    def yes(self, key: str) -> bool:
        """A yes or a no."""
        said = self.text(key).casefold()
        if said and said not in (*_YES, *_NO):
            self._fault(key, f"{said!r} is neither yes nor no")
        return said in _YES

    def word(self, key: str, words: Sequence[str]) -> str:
        """One of a few words."""
        said = self.text(key).casefold()
        if said and said not in words:
            self._fault(key, f"{said!r} is not {listed(list(words), 'or')}")
        return said

    def day(self, key: str, otherwise: date) -> date:
        """A day; another one where nothing is said."""
        said = self._given.get(key, "").strip()
        try:
            return date.fromisoformat(said) if said else otherwise
        except ValueError:
            self._fault(key, f"{said!r} is not a date like 2026-11-21")
            return otherwise

    def category(self, key: str) -> str:
        """The id of a category."""
        return self._named(key, self.text(key), "category", self._book.categories)

    def department(self, key: str) -> str:
        """The id of a department."""
        return self._named(key, self.text(key), "department", self._book.departments)

    def role(self, key: str) -> str:
        """The id of a role."""
        return self._named(key, self.text(key), "role", self._book.roles)

    def role_or_nobody(self, key: str) -> str:
        """The id of a role, or nothing."""
        said = " ".join(self._given.get(key, "").split())
        return self.role(key) if said and said.casefold() not in _NOBODY else ""

    def readers(self, key: str) -> Mapping[str, bool | list[str]]:
        """Everyone, or roles and departments with commas between, as a scope says it."""
        names = self._split(key, _BETWEEN_NAMES)
        if len(names) == 1 and names[0].casefold() in _EVERYONE:
            return {"everyone": True}
        departments = [d for name in names if (d := meant(name, self._book.departments))]
        rest = [name for name in names if not meant(name, self._book.departments)]
        roles = [
            self._named(key, name, "role", self._book.roles, "role or department") for name in rest
        ]
        found = {"roles": roles, "departments": departments}
        return {name: ids for name, ids in found.items() if ids}

    def _split(self, key: str, between: re.Pattern[str]) -> list[str]:
        if not self.text(key):
            return []
        pieces = (" ".join(piece.split()) for piece in between.split(self._given[key]))
        found = list(dict.fromkeys(filter(None, pieces)))
        if not found:
            self._fault(key, _UNANSWERED)
        return found

    def _named(self, key: str, said: str, kind: str, records: Titled, called: str = "") -> str:
        found = meant(said, records)
        if said and not found:
            if self._book.knows(kind, said):
                return self._fault(key, f"the file of {said!r} has problems; validate names them")
            titles = [record.title for record in records.values()]
            hint = did_you_mean(said, [*records, *titles]) or f"; there is {listed(list(records))}"
            self._fault(key, f"there is no {called or kind} {said!r}{hint}")
        return found

    def _fault(self, key: str, why: str) -> str:
        self.faults.setdefault(key, why)
        return ""
