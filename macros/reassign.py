"""What a handbook says about one role, to be said about another; and what must stay as it is."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, NamedTuple

from .decode import origin
from .kinds import kind_of
from .model.handbook import Handbook
from .model.people import Designation, Person, Role, Separation
from .model.policy import Policy
from .model.record import Path, Record
from .model.walk import Leaf, leaves
from .swap import Names, Swap, UnusualError, swapped
from .tree import Source
from .views.bonds import BONDS, HISTORY, dotted
from .words import FIELDS

LINKS = "links"
# What a command may be limited to: the keys that name roles, and links in texts.
CHOICES = (*sorted({word for _, key in BONDS for word in key.split(".")}), LINKS)


class Change(NamedTuple):
    """One place where the other role comes in."""

    record: Record
    swap: Swap

    @property
    def named(self) -> str:
        """The key of the place, for people; `links` for those in a text."""
        keys = [step for step in self.swap.path if isinstance(step, str)]
        return LINKS if self.swap.what == "links" else ".".join(keys)


class Left(NamedTuple):
    """A place that keeps the old role, and why."""

    record: Record
    path: Path
    why: str


@dataclass
class Plan:
    """What changes from one role to another, and what stays; `history` counts what was."""

    names: Names
    changes: list[Change] = field(default_factory=list)
    left: list[Left] = field(default_factory=list)
    history: int = 0

    def texts(self) -> dict[str, str]:
        """The new text of each file that changes, by its path below data/.

        Raises UnusualError, in words, for a place that has to be changed by hand.
        """
        files: dict[str, tuple[Source, list[Swap]]] = {}
        for record, swap in self.changes:
            source = origin(record).source
            files.setdefault(source.inside, (source, []))[1].append(swap)
        return {inside: self._text(*found) for inside, found in files.items()}

    def _text(self, source: Source, swaps: list[Swap]) -> str:
        try:
            return swapped(source, swaps, self.names)
        except UnusualError as error:
            where = source.at(error.line, error.column)
            raise ValueError(
                f"{where}: {self.names.old!r} is written here in an unusual way; change it by hand"
            ) from None

    @property
    def voided(self) -> list[Policy]:
        """The approved policies whose words change: staff read the change after a new version."""
        found = {
            record.id: record
            for record, swap in self.changes
            if isinstance(record, Policy) and swap.path[0] in FIELDS and _was_approved(record)
        }
        return sorted(found.values(), key=lambda policy: policy.code)


def plan(
    book: Handbook, old: str, new: str, today: date, only: frozenset[str] = frozenset()
) -> Plan:
    """What has to change for `new` to stand wherever `old` does, limited to some keys if asked."""
    made = Plan(Names("role", old, new))
    above = {role.id: role.reports_to for role in book.roles.values()}
    for record in book.records():
        # A role that goes keeps its own description: it tells what the job was.
        if not (isinstance(record, Role) and record.id == old):
            for leaf in leaves(record):
                if _is_meant(leaf, made.names) and _is_asked(leaf, only):
                    _place(made, record, leaf, above, today)
    return made


def _is_meant(leaf: Leaf, names: Names) -> bool:
    if leaf.ref:
        return leaf.ref.kind == names.kind and leaf.value == names.old
    return leaf.kind in ("prose", "phrase") and bool(names.link.search(str(leaf.value)))


def _is_asked(leaf: Leaf, only: frozenset[str]) -> bool:
    words = set(dotted(leaf.path).split(".")) if leaf.ref else {LINKS}
    return not only or bool(only & words)


def _place(
    made: Plan, record: Record, leaf: Leaf, above: dict[str, str | None], today: date
) -> None:
    if _is_history(record, leaf, today):
        made.history += 1
        return
    if why := _why_not(made.names, record, leaf, above, today):
        made.left.append(Left(record, leaf.path, why))
        return
    if isinstance(record, Role) and leaf.path == ("reports_to",):
        above[record.id] = made.names.new
    made.changes.append(
        Change(record, Swap(origin(record).tree, leaf.path, _what(made, record, leaf)))
    )


def _what(made: Plan, record: Record, leaf: Leaf) -> Literal["value", "item", "links"]:
    if not leaf.ref:
        return "links"
    listed = isinstance(leaf.path[-1], int)
    return "item" if listed and _stands_there(made, record, leaf) else "value"


def _is_history(record: Record, leaf: Leaf, today: date) -> bool:
    """Whether a place tells what was: who approved in which role, who held it, what was found."""
    if isinstance(record, Person) and leaf.path[0] == "assignments":
        step = leaf.path[1]
        assert isinstance(step, int)  # noqa: S101 - assignments are a list
        ended = record.assignments[step].to
        return ended is not None and ended < today
    key = (kind_of(record).name, dotted(leaf.path))
    return key in HISTORY or (isinstance(record, Policy) and leaf.path[0] in _PAST)


_PAST = ("reviews", "revisions")


def _why_not(
    names: Names, record: Record, leaf: Leaf, above: dict[str, str | None], today: date
) -> str:
    """Why a place keeps the old role, or nothing."""
    new = names.new
    if leaf.ref and isinstance(record, Role):
        return _why_role_stays(record, dotted(leaf.path), new, above)
    if leaf.ref and isinstance(record, Designation) and new in (record.role, record.backup):
        return f"post {record.id!r} would have {new!r} as its own backup"
    if leaf.ref and isinstance(record, Separation) and new in record.roles:
        return f"{new!r} would have both duties that {record.id!r} keeps apart"
    if leaf.ref and isinstance(record, Person):
        return f"{record.name} holds {names.old!r}; end that and add the next role in this file"
    return _why_words_stay(record, leaf, today)


def _why_role_stays(role: Role, key: str, new: str, above: dict[str, str | None]) -> str:
    if role.id == new:
        return f"role {new!r} would stand under its own `{key}`"
    if key == "reports_to" and role.id in _line(above, new):
        return f"the reporting line {role.id!r} -> {new!r} would be a loop"
    if _twice(role, key, new):
        return f"{new!r} is already the other role that {role.id!r} reports to"
    if key == "leads_to.role" and new in {step.role for step in role.leads_to}:
        return f"role {role.id!r} leads to {new!r} already"
    return ""


def _twice(role: Role, key: str, new: str) -> bool:
    other = {"reports_to": role.reports_to_in_absence, "reports_to_in_absence": role.reports_to}
    return other.get(key) == new


def _why_words_stay(record: Record, leaf: Leaf, today: date) -> str:
    """Words of a policy that nobody approves again, and exceptions that are over, stay."""
    if not isinstance(record, Policy) or leaf.path[0] not in FIELDS:
        return ""
    if record.status == "retired":
        return f"policy {record.id!r} is retired and keeps its words"
    step = leaf.path[1] if leaf.path[0] == "exceptions" else None
    if isinstance(step, int) and record.exceptions[step].until < today:
        return f"the exception {record.exceptions[step].id!r} is over"
    return ""


def _line(above: dict[str, str | None], role: str) -> Iterator[str]:
    """A role and the roles above it, each once."""
    seen: set[str] = set()
    step: str | None = role
    while step and step not in seen:
        seen.add(step)
        yield step
        step = above.get(step)


def _stands_there(made: Plan, record: Record, leaf: Leaf) -> bool:
    """Whether the new role is in the same list already, or has just come into it."""
    inside = [other for other in leaves(record) if other.path[:-1] == leaf.path[:-1]]
    there = {other.path for other in inside if other.value == made.names.new}
    done = {c.swap.path for c in made.changes if c.record is record}
    return bool(there) or any(other.path in done for other in inside)


def _was_approved(policy: Policy) -> bool:
    return any(revision.approved or revision.seal for revision in policy.revisions)


def still_named(book: Handbook, plan: Plan) -> list[str]:
    """The files whose words still speak of the old role by its title."""
    role = book.roles.get(plan.names.old)
    title = role.title.casefold() if role else ""
    return sorted(
        {
            origin(said.record).source.inside
            for said in book.wording
            if title and title in said.lower and said.record is not role
        }
    )
