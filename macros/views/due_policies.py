"""What is due about policies: reviews, exceptions, ratifications, versions to come."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from macros.model.handbook import Handbook
from macros.model.policy import Policy

from .approving import approvers_of
from .dates import next_review
from .due_item import Due, Kind
from .standing import approved, to_ratify


def reviews(book: Handbook, today: date) -> Iterator[Due]:
    """The next review of each policy."""
    del today
    for policy in active_policies(book):
        if day := next_review(book, policy):
            yield _about(policy, day, "review", "Read it again, and record what came of it.")


def exceptions(book: Handbook, today: date) -> Iterator[Due]:
    """The end of each exception."""
    del today
    for policy in active_policies(book):
        for one in policy.exceptions:
            what = f"End the exception for the {_title(book, one.who)}, or have it approved again."
            due = _about(policy, one.until, "exception", what)
            yield replace(due, part=one.id, note=one.reason)


def ratifications(book: Handbook, today: date) -> Iterator[Due]:
    """What a deputy approved and the approvers have yet to ratify."""
    del today
    for policy in active_policies(book):
        asked, done = approvers_of(book, policy), approved(book, policy)
        day = to_ratify(book, policy, done[0]) if done else None
        if asked and day:
            what = (
                f"Ratify version {done[0].version}, which the"
                f" {_title(book, asked.deputy or '')} approved as deputy."
            )
            due = _about(policy, day, "ratification", what)
            yield replace(due, owner=asked.roles[0], part=done[0].version)


def versions(book: Handbook, today: date) -> Iterator[Due]:
    """The approved versions that are to come."""
    for policy in book.policies.values():
        for revision in approved(book, policy):
            if revision.effective >= today and policy.status != "retired":
                again = " Readers read and sign it again." if revision.material else ""
                what = f"Version {revision.version} takes effect.{again}"
                due = _about(policy, revision.effective, "version", what)
                yield replace(due, part=revision.version, note=revision.change)


def active_policies(book: Handbook) -> Iterator[Policy]:
    """The policies that are followed today."""
    return (policy for policy in book.policies.values() if policy.status == "active")


def _about(policy: Policy, day: date, kind: Kind, what: str) -> Due:
    record = ("policy", policy.id)
    return Due(day, kind, policy.title, what, policy.owner, record, code=policy.code)


def _title(book: Handbook, role: str) -> str:
    found = book.roles.get(role)
    return found.title if found else role
