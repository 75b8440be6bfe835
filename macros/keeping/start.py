"""What a practice starts from: parts of another handbook, and its own first records."""

from collections.abc import Iterable
from datetime import date, timedelta
from functools import cached_property

from macros.kinds import KINDS
from macros.model.cut import renewed
from macros.model.handbook import Handbook
from macros.model.people import Role
from macros.model.policy import Policy
from macros.model.practice import Headcount, Practice
from macros.model.walk import leaves

from .kept import Ids, kept
from .lost import standing

# Days for reading, changing and approving the drafts; until then what law asks for is a known gap.
DAYS = 90
_METHOD = "Not counted yet: the people of the first day."


class Start:
    """What is kept of a sample, next to the records of the new practice."""

    def __init__(
        self, sample: Handbook, categories: Iterable[str], own: Handbook, today: date
    ) -> None:
        self.sample, self.own, self.today = sample, own, today
        self.until = today + timedelta(days=DAYS)
        ids: Ids = {
            **{kind.name: frozenset() for kind in KINDS},
            **kept(sample, categories, self.held),
            "location": own.known["location"],
            "contact": own.known["contact"],
            "headcount": sample.known["headcount"],
            "onboarding": own.onboarding.keys(),
        }
        self.ids = standing(sample, ids)

    def knows(self, kind: str, record_id: str) -> bool:
        """Whether the new handbook has a record."""
        return record_id in self.ids.get(kind, ())

    @cached_property
    def held(self) -> list[str]:
        """The roles that somebody holds on the first day, the root of the org chart first."""
        jobs = [job.role for person in self.own.people.values() for job in person.assignments]
        roles = self.own.roles
        return sorted(dict.fromkeys(jobs), key=lambda role: roles[role].reports_to is not None)

    @cached_property
    def practice(self) -> Practice:
        """The new practice with the head counts that kept regulations ask about."""
        practice = self.own.practice
        assert practice is not None  # noqa: S101 - the starter has one
        asked = {
            str(leaf.value)
            for name in self.ids["regulation"]
            for leaf in leaves(self.sample.regulations[name])
            if leaf.ref
            and leaf.ref.kind == "headcount"
            and self.knows("headcount", str(leaf.value))
        }
        counts = tuple(
            Headcount(id=name, count=len(self.held), method=_METHOD, counted_on=self.today)
            for name in sorted(asked)
        )
        return renewed(practice, {"headcounts": counts})

    def done_by(self, role: str) -> str:
        """The held role that does the work of a role: itself, or the nearest one above.

        Duties that are kept apart lie with different people on the first day too.
        """
        seen: set[str] = set()
        above: str | None = role
        while above and above not in self.held and above not in seen:
            seen.add(above)
            above = self.sample.roles[above].reports_to if above in self.sample.roles else None
        found = above if above in self.held else self.held[0]
        return self.other_than(found) if self._are_apart(role, found) else found

    def _are_apart(self, one: str, other: str) -> bool:
        kept_apart = (apart.roles for apart in self.sample.separations.values())
        return one != other and any({one, other} <= set(roles) for roles in kept_apart)

    def other_than(self, role: str) -> str:
        """A held role beside another one."""
        return next((held for held in reversed(self.held) if held != role), role)

    def backup(self, role: Role) -> str:
        """The role that covers one from the first day on."""
        doing = self.done_by(role.id)
        return self.other_than(role.id) if doing == role.id else doing

    def owner(self, policy: Policy) -> str:
        """The owner of a draft: as it was, unless only the same person could approve it."""
        asked = policy.approvers or self.sample.categories[policy.category].approvers
        doing = self.done_by(policy.owner)
        others = {self.done_by(role) for role in asked.roles} - {doing}
        return policy.owner if others else self.other_than(doing)

    @cached_property
    def policies(self) -> list[Policy]:
        """The policies that are kept."""
        return [p for p in self.sample.policies.values() if self.knows("policy", p.id)]

    @cached_property
    def vacant(self) -> list[Role]:
        """The kept roles that nobody holds."""
        roles = [r for r in self.sample.roles.values() if self.knows("role", r.id)]
        return [role for role in roles if role.id not in self.held]
