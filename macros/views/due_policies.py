"""What is due about policies: reviews, exceptions, ratifications, versions to come."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from macros.model.handbook import Handbook
from macros.model.policy import Approvers, Policy, Revision
from macros.rules.policy import approvers_of

from .dates import next_review
from .due_item import Due, Kind

_RATIFIED_WITHIN = timedelta(days=30)


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
    """What a deputy approved and the approvers have yet to confirm."""
    del today
    for policy in active_policies(book):
        approvers = approvers_of(book, policy)
        revision = next((r for r in policy.revisions if r.approved), None)
        if approvers and revision and _by_deputy(revision, approvers):
            day = max(a.on for a in revision.approved) + _RATIFIED_WITHIN
            what = (
                f"Ratify version {revision.version}, which the"
                f" {_title(book, approvers.deputy or '')} approved as deputy."
            )
            due = _about(policy, day, "ratification", what)
            yield replace(due, owner=approvers.roles[0], part=revision.version)


def _by_deputy(revision: Revision, approvers: Approvers) -> bool:
    """Whether nobody but the deputy has approved."""
    deputy = approvers.deputy
    return deputy not in approvers.roles and all(a.role == deputy for a in revision.approved)


def versions(book: Handbook, today: date) -> Iterator[Due]:
    """The approved versions that are to come."""
    for policy in book.policies.values():
        for revision in policy.revisions:
            # A version that nobody has approved is work under way: it takes effect on no day.
            if revision.approved and revision.effective >= today and policy.status != "retired":
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
