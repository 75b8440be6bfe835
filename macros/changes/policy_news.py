"""What a reader notices of a policy between two days: its end, its versions, what goes with it."""

from collections.abc import Iterator
from datetime import date
from itertools import takewhile
from typing import NamedTuple

from macros.markdown import to_plain
from macros.model.handbook import Handbook
from macros.model.policy import Policy, Revision
from macros.views import standing

from .change import Change
from .names import Names
from .phrases import sentence


class Shown(NamedTuple):
    """A handbook as one audience reads it, on a day."""

    book: Handbook
    day: date

    def in_force(self, policy: Policy | None) -> Revision | None:
        return standing.in_force(self.book, policy, self.day) if policy else None

    def coming(self, policy: Policy | None) -> Revision | None:
        return standing.coming(self.book, policy, self.day) if policy else None

    def followed(self, policy: Policy | None) -> bool:
        """Whether a version of a policy holds, and the policy is not retired."""
        held = self.in_force(policy) is not None
        return held and not (policy and standing.retired(policy, self.day))


class Pair(NamedTuple):
    before: Shown
    after: Shown
    names: Names


class News(NamedTuple):
    """What is said of a record; of a policy, also the version that is meant."""

    kind: str
    id: str
    says: str
    version: str = ""
    material: bool = False


def policy_news(pair: Pair, policy: Policy, change: Change | None) -> Iterator[News]:
    """What became of a policy: its end, its versions, and what is kept with its words."""
    before = pair.before.book.policies.get(policy.id)
    if not pair.after.followed(policy):
        if pair.before.followed(before):
            yield News("policy", policy.id, _ended(pair, policy, "Retired"))
        elif coming := _newly_coming(pair, before, policy):
            yield coming
        return
    now = pair.after.in_force(policy)
    if pair.before.followed(before):
        if now and (new := _since(pair, before, policy)):
            says = " ".join(to_plain(revision.change) for revision in new)
            yield _version(policy, now, says, material=any(r.material for r in new))
        elif change and (says := sentence(change)):
            yield News("policy", policy.id, says)
    elif now:
        again = "In force again" if pair.before.in_force(before) else "New"
        yield _version(policy, now, f"{again}: {to_plain(policy.summary)}", material=True)
    if _ends(policy) and (before is None or _ends(policy) != _ends(before)):
        yield News("policy", policy.id, _ended(pair, policy, "To be retired"))
    if coming := _newly_coming(pair, before, policy):
        yield coming


def _since(pair: Pair, before: Policy | None, policy: Policy) -> list[Revision]:
    """The versions that took effect after the one that was in force before, newest first."""
    was, now = pair.before.in_force(before), pair.after.in_force(policy)
    if was is None or now is None or was.version == now.version:
        return []
    held = [r for r in standing.approved(pair.after.book, policy) if r.effective <= pair.after.day]
    new = list(takewhile(lambda r: r.version != was.version, held))
    return new if len(new) < len(held) else [now]


def _version(policy: Policy, revision: Revision, says: str, *, material: bool) -> News:
    signs = material and policy.acknowledge
    return News("policy", policy.id, says, revision.version, signs)


def _newly_coming(pair: Pair, before: Policy | None, policy: Policy) -> News | None:
    """A version that waits for its day, unless it was waiting for that day before."""
    coming, was = pair.after.coming(policy), pair.before.coming(before)
    if coming is None or (
        was and (was.version, was.effective) == (coming.version, coming.effective)
    ):
        return None
    first = pair.after.in_force(policy) is None
    words = to_plain(policy.summary if first else coming.change)
    day = pair.names.day(coming.effective)
    what = "New, and takes effect" if first else f"Version {coming.version} takes effect"
    material = first or coming.material
    return _version(policy, coming, f"{what} on {day}: {words}", material=material)


def _ends(policy: Policy) -> date | None:
    return policy.retired_on if policy.status == "retired" else None


def _ended(pair: Pair, policy: Policy, what: str) -> str:
    on = f" on {pair.names.day(policy.retired_on)}" if policy.retired_on else ""
    by = policy.replaced_by
    instead = f"; {pair.names.of('policy', by)} replaces it" if by else ""
    return f"{what}{on}{instead}."
