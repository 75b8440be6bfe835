"""Who has yet to sign which policy, and by when."""

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from macros.model.handbook import Handbook
from macros.model.people import Assignment, Person, Role
from macros.model.policy import Policy, Revision
from macros.model.signature import Signature, valid

from .cover import current
from .reading import concern
from .standing import in_force, recorded_on, retired, versions

_LAST = date.max.toordinal()
# Digits of the seal of a sheet: it is typed from paper.
_SHORT = 12
# What starts the seal of a whole sheet.
SHEET = "p1:"


class Asked(NamedTuple):
    """A policy in force, and its versions of which a signature counts, newest first.

    The last of them is the one with which the words last changed in substance.
    """

    versions: tuple[tuple[Revision, Policy], ...]
    from_days: tuple[date, ...]

    @property
    def policy(self) -> Policy:
        """The policy in the words that are in force."""
        return self.versions[0][1]


class Unsigned(NamedTuple):
    """A version that somebody has yet to sign, in which role, since when and by when.

    `before` is the newest signature of earlier words, where there is one.
    """

    person: Person
    role: Role
    policy: Policy
    revision: Revision
    since: date
    due: date
    before: Signature | None = None

    def late(self, today: date) -> int:
        """Days since the day by which it was due."""
        return max((today - self.due).days, 0)

    def away_until(self, today: date) -> date | None:
        """The last day away of somebody who is away."""
        spans = [a.to for a in self.person.away if a.from_day <= today <= a.to]
        return max(spans, default=None)


def asked_on(book: Handbook, today: date) -> list[Asked]:
    """The policies that are in force on a day and signed by those whom they concern."""
    found = (_asked(book, p, today) for p in book.policies.values() if not retired(p, today))
    return sorted(
        (one for one in found if one and one.policy.acknowledge), key=lambda a: a.policy.code
    )


def _asked(book: Handbook, policy: Policy, today: date) -> Asked | None:
    if in_force(book, policy, today) is None:
        return None
    counted: list[tuple[Revision, Policy]] = []
    for revision, standing, spoken in versions(book, policy, today):
        if standing == "coming":
            continue
        counted.append((revision, spoken))
        if revision.material:
            break
    # What was written down late could not be signed before.
    days = tuple(max(r.effective, recorded_on(book, policy, r)) for r, _ in counted)
    return Asked(tuple(counted), days)


def unsigned(
    book: Handbook,
    written: Iterable[Signature],
    today: date,
    people: Collection[str] | None = None,
) -> list[Unsigned]:
    """What people have yet to sign on a day, first what was due first; of some `people`, or all."""
    signed: dict[tuple[str, str], list[Signature]] = defaultdict(list)
    for one in valid(written):
        if one.on <= today:
            signed[one.person, one.policy].append(one)
    asked = asked_on(book, today)
    found = [
        open_one
        for person in book.people.values()
        if people is None or person.id in people
        for one in asked
        if (open_one := _open(book, person, one, signed[person.id, one.policy.id], today))
    ]
    return sorted(found, key=lambda u: (u.due, u.person.name, u.person.id, u.policy.code))


def _open(
    book: Handbook, person: Person, asked: Asked, signed: Sequence[Signature], today: date
) -> Unsigned | None:
    counts = {revision.version for revision, _ in asked.versions}
    if any(one.version in counts for one in signed):
        return None
    spans = list(_spans(book, person, asked))
    now = [role for role, post, first, _ in spans if current(post, today) and first <= today]
    if not now:
        return None
    since = _stretch([(first, last) for _, _, first, last in spans], today)
    due = _passed(person, since, asked.policy.sign_by or 1)
    before = max(signed, key=lambda one: one.on, default=None)
    return Unsigned(person, now[0], asked.policy, asked.versions[0][0], since, due, before)


def _spans(
    book: Handbook, person: Person, asked: Asked
) -> Iterator[tuple[Role, Assignment, date, date]]:
    """The assignments in which a policy is signed, each with its first and last such day."""
    for post in person.assignments:
        role = book.roles.get(post.role)
        words = _asking(role, post, asked) if role else None
        if role and words:
            first, last = max(post.from_day, words), post.to or date.max
            if first <= last:
                yield role, post, first, last


def _asking(role: Role, post: Assignment, asked: Asked) -> date | None:
    """The day since which the words ask whoever holds a post to sign; None where they do not."""
    since = None
    for (_, policy), day in zip(asked.versions, asked.from_days, strict=True):
        if not signs(policy, role, post):
            break
        since = day
    return since


def signs(policy: Policy, role: Role, post: Assignment) -> bool:
    """Whether a policy asks the holder of a post for a signature."""
    why = concern(_there(policy, post), role) if policy.acknowledge else None
    return why is not None and why[0] == "required"


def _there(policy: Policy, post: Assignment) -> Policy:
    """The policy without what it says to other locations than the one somebody works at."""
    if post.location is None or not any(scope.locations for scope in policy.applies_to):
        return policy
    scopes = tuple(
        scope if post.location in scope.locations else scope.model_copy(update={"locations": ()})
        for scope in policy.applies_to
    )
    return policy.model_copy(update={"applies_to": scopes})


def _stretch(spans: Sequence[tuple[date, date]], today: date) -> date:
    """The first day of the unbroken time around a day that some spans make together."""
    first = today
    for start, end in sorted(spans, key=lambda span: span[1], reverse=True):
        if start < first and end.toordinal() >= first.toordinal() - 1:
            first = start
    return first


def _passed(person: Person, since: date, days: int) -> date:
    """The last of so many days from a first one on; days away are not counted."""
    day, left = since.toordinal(), days
    for absence in sorted(person.away, key=lambda a: a.from_day):
        start, end = absence.from_day.toordinal(), absence.to.toordinal()
        if end < day:
            continue
        if start - day >= left:
            break
        left -= max(start - day, 0)
        day = end + 1
    return date.fromordinal(min(day + left - 1, _LAST))


def sheet_seal(person: str, lines: Iterable[tuple[str, str, str]]) -> str:
    """The seal of a sign-off sheet: who signs, and the policy, version and seal of each line."""
    told = "\n".join([person, *sorted(" ".join(line) for line in lines)])
    return f"{SHEET}{hashlib.sha256(told.encode()).hexdigest()[:_SHORT]}"
