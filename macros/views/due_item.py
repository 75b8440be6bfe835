"""Something that is due: its kinds in words, and how far away it is."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from macros.model.record import Phrase

Kind = Literal[
    "review",
    "exception",
    "ratification",
    "version",
    "regulation",
    "gap",
    "role",
    "state-question",
    "assignment",
    "checklist",
]
NAMES: Mapping[Kind, str] = {
    "review": "Policy review",
    "exception": "Exception ends",
    "ratification": "Ratification",
    "version": "New version",
    "regulation": "Law to read again",
    "gap": "Gap to close",
    "role": "Role description",
    "state-question": "State law to look up again",
    "assignment": "Assignment ends",
    "checklist": "Checklist",
}
# These come by themselves: nobody can be late with them.
PASSING: frozenset[Kind] = frozenset({"version", "assignment", "checklist"})
Span = Literal["overdue", "30", "60", "90", "later"]
SPANS: Mapping[Span, str] = {
    "overdue": "Overdue",
    "30": "Next 30 days",
    "60": "31 to 60 days",
    "90": "61 to 90 days",
    "later": "Later",
}
_LIMITS: Mapping[Span, int] = {"30": 30, "60": 60, "90": 90}


@dataclass(frozen=True, slots=True)
class Due:
    """Something to do by a day: what it is, whose it is, and the record it is about.

    `part` tells things about one record apart; `note` is what the data says about it.
    """

    day: date
    kind: Kind
    title: str
    what: str
    owner: str
    record: tuple[str, str]
    part: str = ""
    note: Phrase | None = None
    code: str = ""

    @property
    def key(self) -> str:
        """A name of its own that stays when the day moves."""
        return ".".join(filter(None, (self.kind, *self.record, self.part)))

    @property
    def name(self) -> str:
        """The title, after the code where there is one."""
        return f"{self.code} {self.title}".strip()

    @property
    def can_be_late(self) -> bool:
        """Whether somebody is late when the day has passed."""
        return self.kind not in PASSING

    def span(self, today: date) -> Span:
        """How far away it is."""
        days = (self.day - today).days
        if days < 0:
            return "overdue"
        return next((span for span, limit in _LIMITS.items() if days <= limit), "later")
