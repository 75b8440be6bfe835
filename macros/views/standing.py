"""Where each version of a policy stands, and the handbook in the words that are in force."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any, Literal, NamedTuple

from macros.kinds import KINDS
from macros.model.cut import renewed, without
from macros.model.handbook import Handbook
from macros.model.policy import Approval, Policy, Revision
from macros.words import readable, same, seal, spoken

from .approving import approvers_of

# A deputy's approval is urgent; one of the approvers ratifies it within so many days.
RATIFY_DAYS = 30

Standing = Literal["proposed", "coming", "in-force", "superseded"]


class Version(NamedTuple):
    """One version of a policy: where it stands on a day, and the policy in its words."""

    revision: Revision
    standing: Standing
    policy: Policy


def kept(book: Handbook, policy: Policy, revision: Revision) -> str | None:
    """The text of a version's approved copy, if there is one that fits its seal and can be read."""
    copy = book.approved.get(policy.id, {}).get(revision.version)
    fits = copy is not None and revision.seal == seal(copy.text) and readable(copy.text)
    return copy.text if copy and fits else None


def approved(book: Handbook, policy: Policy) -> list[Revision]:
    """The versions whose words were approved, newest first."""
    return [r for r in policy.revisions if r.approved and kept(book, policy, r) is not None]


def in_force(book: Handbook, policy: Policy, today: date) -> Revision | None:
    """The approved version that holds on a day; none before the first takes effect."""
    return next((r for r in approved(book, policy) if r.effective <= today), None)


def coming(book: Handbook, policy: Policy, today: date) -> Revision | None:
    """The next approved version that takes effect after a day."""
    later = [r for r in approved(book, policy) if r.effective > today]
    return later[-1] if later else None


def under_way(book: Handbook, policy: Policy) -> Revision | None:
    """The version that is being worked on: the newest, while it lacks approval."""
    newest = policy.revisions[0] if policy.revisions else None
    done = approved(book, policy)
    return newest if newest and newest not in done else None


def next_version(policy: Policy, *, material: bool) -> str:
    """The number after the newest: a new first part where people sign again."""
    if not policy.revisions:
        return "1.0"
    major, minor = map(int, policy.revisions[0].version.split("."))
    return f"{major + 1}.0" if material else f"{major}.{minor + 1}"


def changed(book: Handbook, policy: Policy) -> bool:
    """Whether a policy says something else than its newest approved version."""
    done = approved(book, policy)
    words = kept(book, policy, done[0]) if done else None
    return words is not None and not same(policy, words)


def retired(policy: Policy, today: date) -> bool:
    """Whether a policy is retired on a day; it holds until the day before."""
    since = policy.retired_on
    return policy.status == "retired" and (since is None or since <= today)


def missing(book: Handbook, policy: Policy, given: tuple[Approval, ...]) -> list[str]:
    """The roles whose approval a version still lacks; of roles of which one is enough, all."""
    asked = approvers_of(book, policy)
    if asked is None or (asked.deputy and any(a.role == asked.deputy for a in given)):
        return []
    left = [role for role in asked.roles if role not in {a.role for a in given}]
    return left if asked.need == "all" or len(left) == len(asked.roles) else []


def lacking(book: Handbook, policy: Policy, revision: Revision) -> list[str]:
    """The roles whose approval a version lacks though it has some and its words are kept.

    What was approved before its approvers were the approvers stands as it is.
    """
    asked = approvers_of(book, policy)
    day = max((a.on for a in revision.approved), default=None)
    if asked is None or day is None or (asked.since and day < asked.since):
        return []
    return missing(book, policy, revision.approved)


def to_ratify(book: Handbook, policy: Policy, revision: Revision) -> date | None:
    """The day by which an approver ratifies a version that only the deputy approved."""
    asked = approvers_of(book, policy)
    if not asked or not asked.deputy or not revision.approved:
        return None
    if any(a.role != asked.deputy for a in revision.approved):
        return None
    return max(a.on for a in revision.approved) + timedelta(days=RATIFY_DAYS)


def recorded_on(book: Handbook, policy: Policy, revision: Revision) -> date:
    """The day on which the approval of a version had been written down whole.

    An approver who ratifies what a deputy approved comes later and delays nothing.
    """
    given = sorted(revision.approved, key=lambda one: one.recorded_on)
    for count, one in enumerate(given, start=1):
        if not missing(book, policy, tuple(given[:count])):
            return one.recorded_on
    return given[-1].recorded_on if given else revision.effective


def recorded_late(book: Handbook, policy: Policy, revision: Revision) -> bool:
    """Whether a version was written down only after it took effect."""
    return recorded_on(book, policy, revision) > revision.effective


def versions(book: Handbook, policy: Policy, today: date) -> Iterator[Version]:
    """Every approved version of a policy, newest first, in its own words."""
    now = in_force(book, policy, today)
    for revision in approved(book, policy):
        words = kept(book, policy, revision) or ""
        standing: Standing = "superseded"
        if revision is now:
            standing = "in-force"
        elif revision.effective > today:
            standing = "coming"
        yield Version(revision, standing, spoken(policy, words))


def as_in_force(book: Handbook, today: date) -> Handbook:
    """The handbook that staff read: every policy in the words that are in force on a day.

    A policy of which no version was ever approved is not in it.
    """
    policies: Mapping[str, Policy] = {
        policy.id: shown
        for policy in book.policies.values()
        if (shown := _shown(book, policy, today)) is not None
    }
    gone = frozenset(book.policies.keys() - policies.keys())
    known = {**book.known, "policy": book.known.get("policy", frozenset()) - gone}
    made: dict[str, Any] = {"policies": policies, "known": known}
    if gone:
        for kind in KINDS:
            table = getattr(book, kind.table)
            if isinstance(table, dict):
                rows = made.get(kind.table, table)
                made[kind.table] = {i: without(r, {"policy": gone}) for i, r in rows.items()}
    return replace(book, **made)


def _shown(book: Handbook, policy: Policy, today: date) -> Policy | None:
    now = in_force(book, policy, today) or coming(book, policy, today)
    words = kept(book, policy, now) if now else None
    if words is None:
        return None
    # The sentence on what a version changes is read by staff as well.
    return renewed(spoken(policy, words), {"revisions": tuple(approved(book, policy))})
