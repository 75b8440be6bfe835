"""Which law, which policy: what carries out each regulation, and what is missing."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple, TypeVar

from macros.model.growth import Training
from macros.model.handbook import Handbook
from macros.model.law import Element, Regulation
from macros.model.people import Designation
from macros.model.policy import Policy
from macros.model.record import Basis, Record
from macros.model.work import Form, Procedure

from .law import in_scope, standing, strongest
from .training import given, unmet

R = TypeVar("R", bound=Record)


class Crossing(NamedTuple):
    """A regulation, where it stands with the practice and why, and what carries it out.

    Procedures and forms follow through the policies.
    `missing` says in words what a binding regulation asks for and the practice does not have.
    """

    regulation: Regulation
    concerns: bool
    standing: str
    why: str
    policies: tuple[Policy, ...]
    procedures: tuple[Procedure, ...]
    trainings: tuple[Training, ...]
    designations: tuple[Designation, ...]
    forms: tuple[Form, ...]
    missing: tuple[str, ...]

    @property
    def is_gap(self) -> bool:
        """Whether something is missing, or planned because something was."""
        return bool(self.missing) or (self.concerns and self.regulation.gap is not None)


class Rest(NamedTuple):
    """A policy, what it rests on of all that concerns the practice, and how binding that is."""

    policy: Policy
    regulations: tuple[Regulation, ...]
    basis: Basis


def crossings(book: Handbook, today: date, whole: Handbook | None = None) -> list[Crossing]:
    """Every regulation with what carries it out, those that concern the practice first.

    `book` is the handbook as somebody may see it, `whole` all of it:
    what a reader may not see is not shown, but it is not called missing.
    """
    found = [crossing(book, regulation, today, whole) for regulation in book.regulations.values()]
    return sorted(found, key=lambda c: (not c.concerns, c.regulation.title.casefold()))


def crossing(
    book: Handbook, regulation: Regulation, today: date, whole: Handbook | None = None
) -> Crossing:
    """What carries out one regulation."""
    concerns, why = in_scope(book, regulation, today)
    policies = carried_out_by(book, regulation)
    procedures = _following(book, policies)
    trainings = tuple(t for t in given(book) if regulation.id in t.regulations)
    users: tuple[Policy | Procedure | Training, ...] = (*policies, *procedures, *trainings)
    return Crossing(
        regulation,
        concerns,
        standing(book, regulation, today),
        why,
        policies,
        procedures,
        trainings,
        tuple(post for post in book.designations.values() if _asked_for(post, regulation)),
        _among(book.forms.values(), (form for user in users for form in user.forms)),
        tuple(missing(whole or book, regulation, today)),
    )


def carried_out_by(book: Handbook, regulation: Regulation) -> tuple[Policy, ...]:
    """The active policies that carry out a regulation."""
    users = book.users.get(("regulation", regulation.id), ())
    found = (u for u in users if isinstance(u, Policy) and u.status == "active")
    return tuple(sorted(found, key=lambda policy: policy.code))


def _following(book: Handbook, policies: Iterable[Policy]) -> tuple[Procedure, ...]:
    found = {
        user.id: user
        for policy in policies
        for user in book.users.get(("policy", policy.id), ())
        if isinstance(user, Procedure) and user.status == "active" and policy.id in user.policies
    }
    return tuple(sorted(found.values(), key=lambda procedure: procedure.title))


def _asked_for(post: Designation, regulation: Regulation) -> bool:
    return regulation.id in post.regulations or post.id in regulation.designations


def _among(records: Iterable[R], ids: Iterable[str]) -> tuple[R, ...]:
    wanted = set(ids)
    return tuple(record for record in records if record.id in wanted)


def missing(book: Handbook, regulation: Regulation, today: date) -> Iterator[str]:
    """What a regulation that binds the practice asks for and nothing gives, in words.

    Guidance advises: not following it is a choice, and no gap.
    """
    if not in_scope(book, regulation, today)[0]:
        return
    if regulation.mandatory and not carried_out_by(book, regulation):
        yield "no active policy"
    if regulation.basis != "guidance":
        yield from unmet(book, regulation)


def rests(book: Handbook, today: date) -> list[Rest]:
    """Every active policy with the regulations in scope that it rests on, by code."""
    active = [policy for policy in book.policies.values() if policy.status == "active"]
    return [_rest(book, policy, today) for policy in sorted(active, key=lambda p: p.code)]


def _rest(book: Handbook, policy: Policy, today: date) -> Rest:
    named = (book.regulations[r] for r in policy.satisfies if r in book.regulations)
    found = tuple(regulation for regulation in named if in_scope(book, regulation, today)[0])
    return Rest(policy, found, strongest(found))


def behind(book: Handbook, element: Element) -> list[tuple[str, Record]]:
    """What carries out an element of a compliance program today, with the name of its kind."""
    tables: tuple[tuple[str, Iterable[Record], tuple[str, ...]], ...] = (
        ("policy", book.policies.values(), element.policies),
        ("procedure", book.procedures.values(), element.procedures),
        ("training", book.trainings.values(), element.trainings),
        ("designation", book.designations.values(), element.designations),
        ("form", book.forms.values(), element.forms),
        ("checklist", book.checklists.values(), element.checklists),
    )
    return [
        (kind, record)
        for kind, records, ids in tables
        for record in _among(records, ids)
        if getattr(record, "status", "active") == "active"
    ]
