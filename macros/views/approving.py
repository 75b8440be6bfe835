"""Who can approve a policy on a day."""

from datetime import date

from macros.model.handbook import Handbook
from macros.model.people import Person
from macros.model.policy import Approvers, Policy

from .cover import acting


def approvers_of(book: Handbook, policy: Policy) -> Approvers | None:
    """Who approves a policy: its own approvers, or those of its category."""
    category = book.categories.get(policy.category)
    return policy.approvers or (category.approvers if category else None)


def approving_roles(book: Handbook, policy: Policy) -> list[str]:
    """The roles that approve a policy, the deputy last."""
    found = approvers_of(book, policy)
    return [*found.roles, *([found.deputy] if found.deputy else [])] if found else []


def can_approve(book: Handbook, policy: Policy, today: date) -> set[str]:
    """The people, other than its owner, who can approve a policy on a day."""
    roles = approving_roles(book, policy)
    people = {person.id for role in roles for person in acting(book, role, today)}
    return people - {person.id for person in acting(book, policy.owner, today)}


def may_approve(book: Handbook, policy: Policy, role: str, day: date) -> list[Person]:
    """The people who may approve a policy in a role on a day.

    They do the role's work on that day;
    the owner's own people are left out unless nobody else can.
    """
    people = acting(book, role, day)
    if policy.sole_approver:
        return people
    owners = {person.id for person in acting(book, policy.owner, day)}
    return [person for person in people if person.id not in owners]
