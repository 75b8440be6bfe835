"""The ways in which records need a role, in words."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, NamedTuple

from macros.kinds import kind_of
from macros.model.handbook import Handbook
from macros.model.record import Path, Record
from macros.model.walk import leaves

Weight = Literal["duty", "spare", "named"]


@dataclass(frozen=True, slots=True)
class Bond:
    """A way in which a record needs a role.

    `words` is what the role does; `some` names what is counted, where a record has many.
    A `duty` must be done by somebody; a `spare` is a second line behind somebody else,
    and `lack` is what there would be without it;
    `named` says only that the role is meant, and nobody has to step in.
    Roles under the keys `first` of the record do it before the backup of this one does,
    those under `also` where there is none;
    those under `behind` cannot, because this role stands behind them.
    """

    words: str
    weight: Weight = "duty"
    some: str = ""
    lack: str = ""
    first: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    behind: tuple[str, ...] = ()


_APPROVERS = ("approvers.roles", "approvers.deputy")
_BY_APPROVAL = Bond("approves", first=_APPROVERS)
_AS_DEPUTY = Bond(
    "approves as deputy", "spare", lack="approvers without a deputy", behind=("approvers.roles",)
)

# By kind and key, the most serious first: pages list them in this order.
BONDS: dict[tuple[str, str], Bond] = {
    ("emergency", "call"): Bond("is called in an emergency", first=("call",)),
    ("designation", "role"): Bond("holds a post the law names", first=("backup",)),
    ("category", "approvers.roles"): _BY_APPROVAL,
    ("policy", "approvers.roles"): _BY_APPROVAL,
    ("regulation", "gap.owner"): Bond("closes a known gap"),
    ("policy", "owner"): Bond("owns policies"),
    ("procedure", "performed_by"): Bond("performs procedures", also=("performed_by",)),
    ("procedure", "steps.actor"): Bond("does steps of procedures", some="step"),
    ("procedure", "flow.role"): Bond("works at stations of a flow", some="station"),
    ("checklist", "items.role"): Bond("does items of checklists", some="item"),
    ("training", "given_by"): Bond("gives trainings"),
    ("onboarding", "phases.tasks.who"): Bond("does tasks for newcomers", some="task"),
    ("onboarding", "phases.tasks.verifies"): Bond("verifies tasks of newcomers", some="task"),
    ("onboarding", "helper"): Bond("helps newcomers along"),
    ("role", "reports_to"): Bond("is reported to by", first=("reports_to_in_absence",)),
    ("department", "head"): Bond("leads departments"),
    ("topic", "role"): Bond("is asked about"),
    ("procedure", "owner"): Bond("owns procedures"),
    ("checklist", "owner"): Bond("owns checklists"),
    ("form", "owner"): Bond("owns forms"),
    ("training", "owner"): Bond("owns trainings"),
    ("onboarding", "owner"): Bond("owns onboarding paths"),
    ("role", "owner"): Bond("keeps job descriptions true"),
    ("category", "approvers.deputy"): _AS_DEPUTY,
    ("policy", "approvers.deputy"): _AS_DEPUTY,
    ("designation", "backup"): Bond(
        "backs up posts", "spare", lack="posts without a backup", behind=("role",)
    ),
    ("role", "backup"): Bond(
        "backs up roles", "spare", lack="roles without a backup", behind=("id",)
    ),
    ("role", "reports_to_in_absence"): Bond(
        "is reported to in an absence by",
        "spare",
        lack="roles without somebody to report to in an absence",
        behind=("reports_to",),
    ),
    ("separation", "roles"): Bond("is kept apart from another role", "named"),
    ("policy", "applies_to.roles"): Bond("reads policies for the role", "named"),
    ("policy", "exceptions.who"): Bond("is excepted from policies", "named"),
    ("training", "roles"): Bond("takes trainings for the role", "named"),
    ("onboarding", "roles"): Bond("starts on a path for the role", "named"),
    ("role", "leads_to.role"): Bond("is where another job can lead", "named"),
}
# What tells who held or approved what: history, which needs nobody.
HISTORY = frozenset({("person", "assignments.role"), ("policy", "revisions.approved.role")})
_OVER = ("retired", "planned", "vacated", "expired")


class Use(NamedTuple):
    """One place in a record that needs a role."""

    record: Record
    path: Path
    bond: Bond


def uses(book: Handbook, role: str) -> Iterator[Use]:
    """Every place in what is in force today that needs a role, also under a key without words."""
    for record in book.users.get(("role", role), ()):
        if getattr(record, "status", "active") not in _OVER:
            for leaf in leaves(record):
                if leaf.ref and leaf.ref.kind == "role" and leaf.value == role:
                    key = (kind_of(record).name, dotted(leaf.path))
                    if key not in HISTORY:
                        yield Use(record, leaf.path, BONDS.get(key) or _unknown(*key))


def dotted(path: Path) -> str:
    """The keys of a path, joined by dots."""
    return ".".join(step for step in path if isinstance(step, str))


def under(record: Record, keys: tuple[str, ...]) -> list[str]:
    """The roles that stand under some keys of a record; its own id under `id`."""
    own = [record.id] if "id" in keys else []
    return own + [
        str(leaf.value)
        for leaf in leaves(record)
        if leaf.ref and leaf.ref.kind == "role" and dotted(leaf.path) in keys
    ]


def _unknown(kind: str, key: str) -> Bond:
    """A key that this module does not know yet is taken for a duty, so that it is not missed."""
    return Bond(f"is named as {key.replace('_', ' ')} ({kind})")
