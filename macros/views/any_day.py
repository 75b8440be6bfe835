"""What was in force on a day: of every policy the version that held, and how far to trust that."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from macros.decode import origin
from macros.model.handbook import Handbook
from macros.model.past import Gone, Past
from macros.model.policy import Policy, Revision
from macros.words import spoken

from .standing import approved, coming, in_force, kept, missing, recorded_on, retired

# Without these, the file of a policy does not say which version held when, or for whom.
_TELLING = {"status", "retired_on", "revisions", "audience"}
State = Literal["in-force", "not-yet", "retired", "unsure"]


@dataclass(frozen=True, slots=True)
class Held:
    """An approved version: its policy in its words, the text kept, and its last day if known.

    `recorded` is the day on which its approval had been written down whole.
    """

    revision: Revision
    policy: Policy
    text: str
    until: date | None
    recorded: date

    @property
    def since(self) -> date:
        """The day from which it holds."""
        return self.revision.effective


@dataclass(frozen=True, slots=True)
class OnDay:
    """A policy on a day.

    `held` is the version in force; of a retired policy the last one, of a coming one the first.
    `following` is the next approved version that takes effect after the day.
    `unproven` are versions that say they held instead, and whose approved words are not there.
    """

    policy: Policy
    state: State
    held: Held | None
    following: Revision | None = None
    unproven: tuple[Revision, ...] = ()


def on_day(book: Handbook, day: date) -> list[OnDay]:
    """Every policy that was ever approved, by code, as it stands on a day."""
    found = (_on_day(book, policy, day) for policy in book.policies.values() if readable(policy))
    return sorted(filter(None, found), key=lambda one: (one.policy.code, one.policy.id))


def _on_day(book: Handbook, policy: Policy, day: date) -> OnDay | None:
    over = retired(policy, day)
    last = _before(policy.retired_on) if over and policy.retired_on else day
    now = in_force(book, policy, last)
    unproven = tuple(_unproven(book, policy, now, last))
    if not approved(book, policy) and not unproven:
        return None
    state: State = "retired" if over else "unsure" if unproven else "in-force"
    if now is None and state == "in-force":
        state, now = "not-yet", _next(book, policy, day)
    after = max(day, now.effective) if now else day
    held = _held(book, policy, now) if now else None
    return OnDay(policy, state, held, _next(book, policy, after), unproven)


def _next(book: Handbook, policy: Policy, day: date) -> Revision | None:
    """The version that holds after a day, unless the policy ends before."""
    ahead = coming(book, policy, day)
    if ahead is None or retired(policy, ahead.effective):
        return None
    # Of two versions for one day, the newer holds.
    return in_force(book, policy, ahead.effective)


def _before(day: date) -> date:
    return day - timedelta(days=1) if day > date.min else day


def _unproven(
    book: Handbook, policy: Policy, now: Revision | None, day: date
) -> Iterator[Revision]:
    """The approved versions above the one found of which nobody can show the approved words."""
    for revision in policy.revisions:
        if revision is now:
            return
        lost = revision.approved and kept(book, policy, revision) is None
        # Words that wait for a second approver have no copy yet.
        if lost and revision.effective <= day and not missing(book, policy, revision.approved):
            yield revision


def _held(book: Handbook, policy: Policy, revision: Revision) -> Held:
    text = kept(book, policy, revision) or ""
    done = approved(book, policy)
    ends = [newer.effective for newer in done[: done.index(revision)]]
    if policy.status == "retired" and policy.retired_on:
        ends.append(policy.retired_on)
    until = _before(min(ends)) if ends else None
    return Held(revision, spoken(policy, text), text, until, recorded_on(book, policy, revision))


def readable(policy: Policy) -> bool:
    """Whether the file of a policy says which version held when, and who may read it."""
    return not _TELLING & origin(policy).dropped


def unread(book: Handbook) -> list[str]:
    """The policies whose files do not say so, by id."""
    torn = {policy.id for policy in book.policies.values() if not readable(policy)}
    return sorted(torn | (book.known.get("policy", frozenset()) - book.policies.keys()))


def merged_late(past: Past, policy: Policy, held: Held) -> date | None:
    """The day on which git first saw the words, where they had taken effect before.

    Where its record begins later than that, it says nothing about the days before.
    """
    seen = past.first_seen(policy.id, held.revision.version)
    late = seen is not None and seen > held.since and seen > (past.begins or date.min)
    return seen if late else None


def lost(gone: Iterable[Gone], day: date) -> Iterator[Gone]:
    """The policies that held on a day and whose file is no longer there.

    Where the file cannot be read, it may have been one of them.
    """
    for one in gone:
        policy = one.policy
        begun = policy is None or any(r.approved and r.effective <= day for r in policy.revisions)
        if not one.version and begun and not (policy and retired(policy, day)):
            yield one
