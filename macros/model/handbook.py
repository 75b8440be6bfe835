"""The whole handbook as one value."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from .growth import Onboarding, Term
from .law import Regulation
from .people import Designation, Person, Role, Separation, Topic
from .policy import Category, Policy
from .practice import Department, Practice, Purpose
from .record import Record
from .work import Checklist, Emergency, Form, Procedure


@dataclass(frozen=True)
class Handbook:
    """All records of one practice, each kind by id, in the order in which they were read.

    `known` maps the name of a kind to its ids, those of unreadable records among them,
    so that a reference to one of them is not called unknown.
    `torn` are records of which only parts could be read: good for questions about single values.
    `incomplete` names the kinds of which something could not be read,
    so that nothing is called missing in vain.
    """

    practice: Practice | None = None
    purpose: Purpose | None = None
    departments: Mapping[str, Department] = field(default_factory=dict)
    roles: Mapping[str, Role] = field(default_factory=dict)
    people: Mapping[str, Person] = field(default_factory=dict)
    designations: Mapping[str, Designation] = field(default_factory=dict)
    separations: Mapping[str, Separation] = field(default_factory=dict)
    categories: Mapping[str, Category] = field(default_factory=dict)
    policies: Mapping[str, Policy] = field(default_factory=dict)
    procedures: Mapping[str, Procedure] = field(default_factory=dict)
    forms: Mapping[str, Form] = field(default_factory=dict)
    emergencies: Mapping[str, Emergency] = field(default_factory=dict)
    regulations: Mapping[str, Regulation] = field(default_factory=dict)
    onboarding: Mapping[str, Onboarding] = field(default_factory=dict)
    checklists: Mapping[str, Checklist] = field(default_factory=dict)
    topics: Mapping[str, Topic] = field(default_factory=dict)
    terms: Mapping[str, Term] = field(default_factory=dict)
    known: Mapping[str, frozenset[str]] = field(default_factory=dict)
    torn: Sequence[Record] = ()
    incomplete: frozenset[str] = frozenset()

    def knows(self, kind: str, record_id: str) -> bool:
        """Whether a record of this kind has this id, readable or not."""
        return record_id in self.known.get(kind, ())

    def records(self) -> list[Record]:
        """Every record that could be read."""
        singles: list[Record] = [r for r in (self.practice, self.purpose) if r is not None]
        tables = (v for v in vars(self).values() if isinstance(v, dict))
        return singles + [r for t in tables for r in t.values() if isinstance(r, Record)]
