"""What git saw of the policies and of their approved copies."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from .policy import Policy


@dataclass(frozen=True, slots=True)
class Alteration:
    """Other words than those a copy appeared with: since a commit, until it was changed again.

    `on` and `commit` are empty while nobody has committed them.
    """

    on: date | None = None
    commit: str = ""
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Witness:
    """An approved copy as git saw it appear, and what became of it.

    `stands` says that it reads today as it did then.
    """

    path: str
    since: date
    commit: str
    altered: tuple[Alteration, ...] = ()
    stands: bool = True


@dataclass(frozen=True, slots=True)
class Gone:
    """A policy's file, or the approved copy of a `version`, that was there and no longer is.

    It appeared on the day `since`, and was last written in the commit `kept_in`, on `written`.
    `on` and `commit` say when it was deleted; they are empty while nobody has committed that.
    `policy` is what the file of a policy said last, None where that cannot be read.
    """

    id: str
    path: str
    kept_in: str
    written: date
    on: date | None = None
    commit: str = ""
    version: str = ""
    policy: Policy | None = None
    since: date | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Past:
    """What git can say; with a `reason`, why it can say nothing.

    `copies` are the approved copies that are there, by policy and version,
    without those that nobody has committed yet.
    `begins` is the day of the first commit; of what came before, git knows nothing.
    """

    reason: str = ""
    copies: Mapping[tuple[str, str], Witness] = field(default_factory=dict)
    gone: tuple[Gone, ...] = ()
    begins: date | None = field(default=None, compare=False)

    @property
    def known(self) -> bool:
        """Whether git could be asked."""
        return not self.reason

    @property
    def unasked(self) -> str:
        """What nobody looked for, and why; empty where git could be asked."""
        lack = "so nobody looked for early deletions and altered copies"
        return "" if self.known else f"git: {self.reason}, {lack}"

    def first_seen(self, policy_id: str, version: str) -> date | None:
        """The day on which an approved copy appeared, of one that is gone too."""
        if found := self.copies.get((policy_id, version)):
            return found.since
        gone = (one for one in self.gone if (one.id, one.version) == (policy_id, version))
        return next((one.since for one in gone), None)

    def ever_approved(self, policy_id: str) -> bool:
        """Whether git ever saw an approved copy of a policy."""
        lost = (gone.id for gone in self.gone if gone.version)
        return policy_id in {*(policy for policy, _ in self.copies), *lost}


@dataclass(frozen=True, slots=True)
class Known:
    """The commit with what was known at the end of a day; with a `reason`, why there is none.

    `on` is the day of that commit.
    `doubt` is the day of a commit below it that says it was made later: a clock was wrong.
    """

    reason: str = ""
    commit: str = ""
    on: date | None = None
    doubt: date | None = None
