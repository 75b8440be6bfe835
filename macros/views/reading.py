"""Who reads and signs which policy, how long that takes, and what else a role works by."""

import math
import re
from collections.abc import Iterable, Iterator
from typing import Literal, NamedTuple

from macros.model.handbook import Handbook
from macros.model.people import Role
from macros.model.policy import Policy
from macros.model.work import Checklist, Emergency, Procedure

# Words a minute at which people read what they have to remember.
_PACE = 200
_TARGET = re.compile(r"\]\([^)]*\)")

Duty = Literal["required", "recommended"]


class Reading(NamedTuple):
    """A policy on somebody's reading list, and why it is there."""

    policy: Policy
    duty: Duty
    reason: str

    @property
    def signs(self) -> bool:
        """Whether the reader signs it."""
        return self.policy.acknowledge and self.duty == "required"


def reading_list(book: Handbook, role: Role) -> list[Reading]:
    """The active policies a role reads, required ones first, each with the reason."""
    found = [
        Reading(policy, duty, reason)
        for policy in _near(book, role)
        if policy.status == "active" and (why := concern(policy, role)) is not None
        for duty, reason in [why]
    ]
    return sorted(found, key=lambda r: (r.duty != "required", r.policy.code))


def _near(book: Handbook, role: Role) -> list[Policy]:
    """The policies that may concern a role, in the order of the handbook."""
    keys = (("", ""), ("role", role.id), ("department", role.department))
    policies = list(book.policies.values())
    return [policies[n] for n in sorted({n for key in keys for n in book.reach.get(key, ())})]


def concern(policy: Policy, role: Role) -> tuple[Duty, str] | None:
    """How a policy concerns a role, if it does; what is required wins over what is recommended."""
    found: list[tuple[Duty, str]] = []
    for scope in policy.applies_to:
        if role.id in scope.roles:
            found.append((scope.reading, "your role"))
        elif role.department in scope.departments:
            found.append((scope.reading, "your department"))
        elif scope.everyone:
            found.append((scope.reading, "everyone"))
        elif scope.locations:
            found.append((scope.reading, "everyone at the location"))
    found.sort(key=lambda why: why[0] != "required")
    return found[0] if found else None


def readers(book: Handbook, policy: Policy) -> list[Role]:
    """The active roles that must read a policy."""
    return [
        role
        for role in book.roles.values()
        if role.status == "active" and (why := concern(policy, role)) and why[0] == "required"
    ]


def signed_by(policy: Policy, day: int) -> bool:
    """Whether a policy is to be signed within so many days from the first day of work."""
    return policy.acknowledge and policy.sign_by is not None and policy.sign_by <= day


def minutes(policies: Iterable[Policy]) -> int:
    """About how many minutes it takes to read policies."""
    words = sum(len(_TARGET.sub("]", text).split()) for p in policies for text in _told(p))
    return math.ceil(words / _PACE)


def _told(policy: Policy) -> Iterator[str]:
    """Everything that a policy tells its reader."""
    yield from (policy.title, policy.summary, *policy.what_you_do)
    for section in policy.sections:
        yield from (section.heading, section.body)
    if policy.how_checked:
        yield policy.how_checked
    for question in policy.questions:
        yield from (question.asked, question.answered)
    for check in policy.self_check:
        yield from (check.question, check.answer)


class Working(NamedTuple):
    """What a role works by: what it performs, ticks, and is called for."""

    procedures: list[Procedure]
    checklists: list[Checklist]
    emergencies: list[Emergency]


def working_papers(book: Handbook, role: str) -> Working:
    """The active procedures, checklists and emergency cards in which a role has a part."""
    procedures = (p for p in book.procedures.values() if p.status == "active")
    checklists = (c for c in book.checklists.values() if c.status == "active")
    return Working(
        [p for p in procedures if role in p.performed_by],
        [c for c in checklists if any(item.role == role for item in c.items)],
        [card for card in book.emergencies.values() if role in card.call],
    )
