"""What may be written down: which version somebody signed, or all that speaks against it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple, TypeVar

from macros.decode import did_you_mean
from macros.finding import RefusedError, named_person, readable_policy
from macros.model.handbook import Handbook
from macros.model.people import Assignment, Person
from macros.model.policy import Policy, Revision
from macros.model.signature import Method, Signature
from macros.views import standing
from macros.views.cover import current
from macros.views.signing import signs

T = TypeVar("T")


class Claim(NamedTuple):
    """Somebody's word that a person signed a policy; what is empty, the handbook says."""

    person: str
    policy: str
    on: date
    version: str = ""
    seal: str = ""
    method: Method = "paper"
    recorded_by: str = ""


class Answer(NamedTuple):
    """The signature that a claim comes to, or what is wrong with it."""

    signature: Signature | None
    problems: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Clerk:
    """Holds claims against the handbook, as it is known on a day."""

    book: Handbook
    today: date

    def answer(self, claim: Claim) -> Answer:
        """Look at everything a claim says; every problem is told."""
        problems = self.doubts(claim)
        person = found([], lambda: named_person(self.book, claim.person))
        by = found([], lambda: self.recorder(claim))
        policy = found(problems, lambda: readable_policy(self.book, claim.policy))
        revision = found(problems, lambda: self._revision(policy, claim)) if policy else None
        if problems or not (person and by and policy and revision and revision.seal):
            return Answer(None, tuple(problems))
        made = Signature(
            person=person.id,
            role=self._role(person, policy, revision, claim.on),
            policy=policy.id,
            version=revision.version,
            seal=revision.seal,
            on=claim.on,
            method=claim.method,
            recorded_by=by.id,
            recorded_on=self.today,
        )
        return Answer(made)

    def doubts(self, claim: Claim) -> list[str]:
        """What speaks against a claim whatever was signed: who, by whose word, and when."""
        problems: list[str] = []
        person = found(problems, lambda: named_person(self.book, claim.person))
        found(problems, lambda: self.recorder(claim))
        if person:
            found(problems, lambda: self._refuse_day(person, claim.on))
        return problems

    def recorder(self, claim: Claim) -> Person:
        """Who writes a claim down."""
        # In the form people speak for themselves; everything else somebody saw.
        name = claim.recorded_by or (claim.person if claim.method == "form" else "")
        if not name:
            raise RefusedError("nobody is said to write it down: --recorded-by names the person")
        return named_person(self.book, name)

    def _refuse_day(self, person: Person, on: date) -> None:
        if on > self.today:
            raise RefusedError(f"{on} is still to come: record it once it was signed")
        if not posts(person, on):
            raise RefusedError(f"{person.id!r} did not work here on {on}{_when(person)}")

    def _revision(self, policy: Policy, claim: Claim) -> Revision:
        """The version that was signed: the one named, or the one in force on the day."""
        named, on = claim.policy, claim.on
        if standing.retired(policy, on):
            raise RefusedError(f"{named!r} was retired on {policy.retired_on or 'that day'}")
        done = standing.approved(self.book, policy)
        if not done:
            raise RefusedError(f"no words of {named!r} were ever approved, so nobody signs them")
        now = standing.in_force(self.book, policy, on)
        revision = self._named(policy, claim, done) if claim.version else (now or done[-1])
        if revision.effective <= on and revision != now:
            kept = f"{now.version} was" if now else "none was"
            raise RefusedError(
                f"version {revision.version} of {named!r} was no longer in force on {on}; {kept}"
            )
        since = self._approved_on(policy, revision)
        if since > on:
            raise RefusedError(
                f"version {revision.version} of {named!r} was approved on {since}, after {on}"
            )
        if claim.seal and claim.seal != revision.seal:
            raise RefusedError(
                f"version {revision.version} of {named!r} has the seal {revision.seal},"
                f" and what was signed has {claim.seal}: those are other words"
            )
        return revision

    def _named(self, policy: Policy, claim: Claim, done: Sequence[Revision]) -> Revision:
        every = {revision.version: revision for revision in policy.revisions}
        if claim.version not in every:
            hint = did_you_mean(claim.version, every)
            raise RefusedError(f"{claim.policy!r} has no version {claim.version!r}{hint}")
        if every[claim.version] not in done:
            raise RefusedError(
                f"nobody approved the words of version {claim.version} of {claim.policy!r} yet"
            )
        return every[claim.version]

    def _approved_on(self, policy: Policy, revision: Revision) -> date:
        """The day on which the last approver who was needed agreed."""
        given = sorted(revision.approved, key=lambda one: one.on)
        for count, one in enumerate(given, start=1):
            if not standing.missing(self.book, policy, tuple(given[:count])):
                return one.on
        return given[-1].on

    def _role(self, person: Person, policy: Policy, revision: Revision, on: date) -> str:
        """The role in which the words concern somebody; else the first one held."""
        held = posts(person, on)
        all_of_it = standing.versions(self.book, policy, on)
        words = next(one.policy for one in all_of_it if one.revision == revision)
        roles = self.book.roles
        asked = (p.role for p in held if p.role in roles and signs(words, roles[p.role], p))
        return next(asked, held[0].role)


def found(problems: list[str], look: Callable[[], T]) -> T | None:
    """What somebody looks for; where it is refused, the reason joins the problems."""
    try:
        return look()
    except RefusedError as refused:
        problems.append(str(refused))
        return None


def posts(person: Person, on: date) -> list[Assignment]:
    """What somebody works as on a day."""
    return [post for post in person.assignments if current(post, on)]


def _when(person: Person) -> str:
    rows = sorted(person.assignments, key=lambda post: post.from_day)
    spans = [f"from {p.from_day} to {p.to}" if p.to else f"from {p.from_day} on" for p in rows]
    return f", but {', '.join(dict.fromkeys(spans))}" if spans else ""
