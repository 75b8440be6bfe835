"""What the record of an edition says of the handbook."""

from collections.abc import Iterator
from datetime import date

from macros.model.edition import Edition, EditionPolicy
from macros.model.handbook import Handbook
from macros.model.policy import Policy
from macros.views.standing import approved, changed, in_force, retired, under_way


def filled(begun: Edition, book: Handbook) -> Edition:
    """The record of an edition with what it holds, and what it lacks for want of approval."""
    told = {
        "held_back": tuple(policy.id for policy in held_back(book)),
        "policies": tuple(_policies(book, begun.on)),
    }
    return begun.model_copy(update=told)


def held_back(book: Handbook) -> list[Policy]:
    """The policies that are not in an edition because no version of them was approved."""
    return [p for p in _by_code(book) if p.status != "retired" and not approved(book, p)]


def waiting(book: Handbook, today: date) -> list[Policy]:
    """The policies that an edition shows in their words before, because new ones wait."""
    return [
        policy
        for policy in _by_code(book)
        if approved(book, policy)
        and not retired(policy, today)
        and (under_way(book, policy) or changed(book, policy))
    ]


def _policies(book: Handbook, today: date) -> Iterator[EditionPolicy]:
    for policy in _by_code(book):
        revision = in_force(book, policy, today)
        if revision and not retired(policy, today):
            yield EditionPolicy(
                id=policy.id,
                code=policy.code,
                title=policy.title,
                audience=policy.audience,
                version=revision.version,
                effective=revision.effective,
                approved_on=max(given.on for given in revision.approved),
                seal=revision.seal or "",
            )


def _by_code(book: Handbook) -> list[Policy]:
    return sorted(book.policies.values(), key=lambda policy: policy.code)
