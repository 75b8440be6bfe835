"""Every controlled document: what is in force since when, whose it is, when it is read again."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from macros.model.handbook import Handbook
from macros.model.work import Checklist, Form, Procedure

from .approving import approvers_of
from .dates import next_reading, next_review
from .retention import kept_for
from .standing import in_force

Kind = Literal["policy", "procedure", "form", "checklist", "role"]
DOCUMENTS: Mapping[Kind, str] = {
    "policy": "Policy",
    "procedure": "Procedure",
    "form": "Form",
    "checklist": "Checklist",
    "role": "Role description",
}


@dataclass(frozen=True, slots=True)
class Document:
    """A document under control; what its kind does not have is empty."""

    kind: Kind
    id: str
    title: str
    owner: str
    status: str
    audience: str = "staff"
    code: str = ""
    category: str = ""
    approvers: tuple[str, ...] = ()
    version: str = ""
    effective: date | None = None
    approved_on: date | None = None
    approved_by: tuple[str, ...] = ()
    seal: str = ""
    next_review: date | None = None
    keep_years: int | None = None


def documents(book: Handbook, today: date) -> list[Document]:
    """Every document: policies by code, then the other kinds by title."""
    found = [*_policies(book, today), *_others(book)]
    order = list(DOCUMENTS)
    return sorted(found, key=lambda d: (order.index(d.kind), d.code, d.title.casefold()))


def _policies(book: Handbook, today: date) -> Iterator[Document]:
    for policy in book.policies.values():
        revision = in_force(book, policy, today)
        approvers, approved = approvers_of(book, policy), revision.approved if revision else ()
        yield Document(
            "policy",
            policy.id,
            policy.title,
            policy.owner,
            policy.status,
            policy.audience,
            policy.code,
            policy.category,
            approvers.roles if approvers else (),
            revision.version if revision else "",
            revision.effective if revision else None,
            max((a.on for a in approved), default=None),
            tuple(dict.fromkeys(a.role for a in approved)),
            (revision.seal or "") if revision else "",
            next_review(book, policy) if policy.status == "active" else None,
            kept_for(book, policy)[0],
        )


def _others(book: Handbook) -> Iterator[Document]:
    for procedure in book.procedures.values():
        yield _document("procedure", procedure)
    for form in book.forms.values():
        yield _document("form", form, keep_years=form.keep_years)
    for checklist in book.checklists.values():
        yield _document("checklist", checklist)
    for role in book.roles.values():
        due = next_reading(role) if role.status == "active" else None
        owner = role.owner or ""
        yield Document("role", role.id, role.title, owner, role.status, next_review=due)


def _document(
    kind: Kind, record: Procedure | Form | Checklist, keep_years: int | None = None
) -> Document:
    return Document(
        kind,
        record.id,
        record.title,
        record.owner,
        record.status,
        record.audience,
        keep_years=keep_years,
    )
