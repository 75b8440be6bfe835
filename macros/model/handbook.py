"""The whole handbook as one value."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from functools import cached_property

from .growth import Onboarding, Term, Training
from .law import Element, Regulation, StateQuestion
from .people import Assignment, Designation, Person, Role, Separation, Topic
from .policy import ApprovedCopy, Category, Policy
from .practice import Department, Formats, Practice, Purpose
from .record import Record
from .walk import Leaf, Wording, leaves, wording
from .work import Checklist, Emergency, Form, Procedure


@dataclass(frozen=True)
class Handbook:
    """All records of one practice, each kind by id, in the order in which they were read.

    `known` maps the name of a kind to its ids, those of unreadable records among them,
    so that a reference to one of them is not called unknown.
    `torn` are records of which only parts could be read: good for questions about single values.
    `incomplete` names the kinds of which something could not be read,
    so that nothing is called missing in vain.
    `approved` maps the id of a policy and a version to the words that were approved.

    It never changes, so it keeps what many questions start from: who points at what, who is where.
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
    state_questions: Mapping[str, StateQuestion] = field(default_factory=dict)
    elements: Mapping[str, Element] = field(default_factory=dict)
    onboarding: Mapping[str, Onboarding] = field(default_factory=dict)
    trainings: Mapping[str, Training] = field(default_factory=dict)
    checklists: Mapping[str, Checklist] = field(default_factory=dict)
    topics: Mapping[str, Topic] = field(default_factory=dict)
    terms: Mapping[str, Term] = field(default_factory=dict)
    approved: Mapping[str, Mapping[str, ApprovedCopy]] = field(default_factory=dict)
    known: Mapping[str, frozenset[str]] = field(default_factory=dict)
    torn: Sequence[Record] = ()
    incomplete: frozenset[str] = frozenset()

    @property
    def formats(self) -> Formats:
        """How the practice writes days and times; the usual way where none could be read."""
        return self.practice.formats if self.practice else Formats()

    def knows(self, kind: str, record_id: str) -> bool:
        """Whether a record of this kind has this id, readable or not."""
        return record_id in self.known.get(kind, ())

    def records(self) -> list[Record]:
        """Every record that could be read."""
        singles: list[Record] = [r for r in (self.practice, self.purpose) if r is not None]
        values = (getattr(self, f.name) for f in fields(self))
        tables = (value for value in values if isinstance(value, dict))
        return singles + [r for t in tables for r in t.values() if isinstance(r, Record)]

    @cached_property
    def wording(self) -> tuple[Wording, ...]:
        """The text of every record, of those read in parts too."""
        return tuple(wording(record) for record in (*self.records(), *self.torn))

    @cached_property
    def references(self) -> tuple[tuple[Record, Leaf], ...]:
        """Every value of every readable record that points at another record."""
        return tuple((r, leaf) for r in self.records() for leaf in leaves(r) if leaf.ref)

    @cached_property
    def users(self) -> Mapping[tuple[str, str], Sequence[Record]]:
        """The records that point at one, by its kind and id, each once."""
        found: dict[tuple[str, str], dict[int, Record]] = defaultdict(dict)
        for record, leaf in self.references:
            if leaf.ref:
                found[leaf.ref.kind, str(leaf.value)][id(record)] = record
        return {key: tuple(records.values()) for key, records in found.items()}

    @cached_property
    def assigned(self) -> Mapping[str, Sequence[tuple[Person, Assignment]]]:
        """The people ever assigned to a role, by its id, with the assignment."""
        found: dict[str, list[tuple[Person, Assignment]]] = defaultdict(list)
        for person in self.people.values():
            for assignment in person.assignments:
                found[assignment.role].append((person, assignment))
        return dict(found)

    @cached_property
    def reach(self) -> Mapping[tuple[str, str], Sequence[int]]:
        """The positions of the policies that may concern a role or a department, by kind and id.

        Those for everybody, or for a location, stand under two empty words.
        """
        found: dict[tuple[str, str], list[int]] = defaultdict(list)
        for position, policy in enumerate(self.policies.values()):
            for scope in policy.applies_to:
                if scope.everyone or scope.locations:
                    found["", ""].append(position)
                for role in scope.roles:
                    found["role", role].append(position)
                for department in scope.departments:
                    found["department", department].append(position)
        return dict(found)
