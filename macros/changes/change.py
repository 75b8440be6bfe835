"""What a report says: plain values, in words, for every format alike."""

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from macros.problems import Problem
from macros.views.redline import Passage

from .fields import Difference
from .numbers import Number

Fate = Literal["new", "gone", "changed", "unread"]
Consent = Literal["none", "waiting", "part", "given"]


@dataclass(frozen=True, slots=True)
class Group:
    """A role, and how many people work in it on the day."""

    role: str
    title: str
    people: int


@dataclass(frozen=True, slots=True)
class Change:
    """What became of one record: sentences first, then every value that differs."""

    kind: str
    id: str
    title: str
    fate: Fate
    notes: tuple[str, ...] = ()
    differences: tuple[Difference, ...] = ()
    numbers: tuple[Number, ...] = ()


@dataclass(frozen=True, slots=True)
class Approving:
    """Who approves a version, judged by the handbook before the change, and who did already.

    `who` is said in a sentence, `people` are those who may; `doubts` are approvals that
    those rules do not bear out.
    """

    state: Consent
    who: str = ""
    people: tuple[str, ...] = ()
    given: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PolicyChange:
    """What became of one policy, so that it can be approved or sent back by itself.

    `material` is None while nobody has said whether people sign again.
    """

    change: Change
    version_before: str
    version_after: str
    effective: date | None
    material: bool | None
    says: str
    approving: Approving
    passages: tuple[Passage, ...] = ()
    numbers: tuple[Number, ...] = ()
    newly: tuple[Group, ...] = ()
    no_longer: tuple[Group, ...] = ()
    readers: tuple[Group, ...] = ()
    signs: bool = False
    signers: frozenset[str] = frozenset()
    laws_gone: tuple[str, ...] = ()
    laws_new: tuple[str, ...] = ()
    review: str = ""

    @property
    def words(self) -> bool:
        """Whether what staff are told changes, or is told for the first time."""
        return bool(self.passages)


@dataclass(frozen=True, slots=True)
class Authority:
    """Something that touches who may approve, and who decides about it by the older handbook."""

    what: str
    decides: str


@dataclass(frozen=True, slots=True)
class Duty:
    """Something to do, by whom."""

    who: str
    what: str


@dataclass(frozen=True, slots=True)
class Report:
    """Everything there is to say about a change, the most important first."""

    sentence: str
    today: date
    base: str
    head: str
    authority: tuple[Authority, ...] = ()
    policies: tuple[PolicyChange, ...] = ()
    others: tuple[Change, ...] = ()
    before: tuple[Duty, ...] = ()
    after: tuple[Duty, ...] = ()
    problems: tuple[Problem, ...] = ()
    mended: tuple[Problem, ...] = ()
    earlier: tuple[Problem, ...] = ()
    form: tuple[str, ...] = field(default=())

    @property
    def empty(self) -> bool:
        """Whether there is nothing that a reader would notice."""
        return not (self.authority or self.policies or self.others)
