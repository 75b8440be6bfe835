"""How long policies and their approved copies are kept."""

from dataclasses import dataclass
from datetime import MAXYEAR, date

from dateutil.relativedelta import relativedelta

from macros.model.handbook import Handbook
from macros.model.law import Regulation
from macros.model.policy import Policy

# 45 CFR 164.316(b)(2)(i): from the day it was made or was last in force, whichever is later.
YEARS = 6


@dataclass(frozen=True, slots=True)
class Retirement:
    """The end of a policy: since when, what took its place, until when it is kept and why.

    `replaced_by` is the policy that replaced it, and where that was replaced too, the last one.
    `asked_by` is the regulation that asks for more than the six years of every policy.
    """

    on: date
    replaced_by: Policy | None
    until: date
    years: int
    asked_by: Regulation | None


def retirement(book: Handbook, policy: Policy) -> Retirement | None:
    """What the page of a retired policy says of its end; None for any other policy."""
    if policy.status != "retired" or policy.retired_on is None:
        return None
    years, asked_by = kept_for(book, policy)
    until = kept_after(book, policy, policy.retired_on)
    return Retirement(policy.retired_on, successor(book, policy), until, years, asked_by)


def kept_until(book: Handbook, policy: Policy) -> date | None:
    """The last day on which the file of a policy is kept; None while it is not retired."""
    ended = policy.retired_on if policy.status == "retired" else None
    return kept_after(book, policy, ended) if ended else None


def copy_kept_until(book: Handbook, policy: Policy, version: str) -> date | None:
    """The last day on which the approved copy of a version is kept; None while it may be in force.

    A version ends with the day on which the next approved one takes effect.
    """
    number = _number(version)
    later = [r for r in policy.revisions if r.approved and _number(r.version) > number]
    if not later:
        return kept_until(book, policy)
    ended = min(later, key=lambda r: _number(r.version)).effective
    retired = policy.retired_on if policy.status == "retired" else None
    # A version that waited for its day when the policy was retired ended nothing.
    return kept_after(book, policy, min(ended, retired or ended))


def kept_after(book: Handbook, policy: Policy | None, ended: date) -> date:
    """The last day on which something of a policy is kept that ended on a day."""
    years = kept_for(book, policy)[0] if policy else YEARS
    # A day far beyond any handbook's life is kept for as long as there are dates.
    return ended + relativedelta(years=years) if ended.year + years <= MAXYEAR else date.max


def kept_for(book: Handbook, policy: Policy) -> tuple[int, Regulation | None]:
    """For how many years a policy is kept after its end, and what asks for more than six."""
    carried_out = [book.regulations[r] for r in policy.satisfies if r in book.regulations]
    asked = [(k.years, r) for r in carried_out for k in r.retention if k.of == "policies"]
    years, regulation = max(asked, key=lambda found: found[0], default=(YEARS, None))
    return (years, regulation) if years > YEARS else (YEARS, None)


def successor(book: Handbook, policy: Policy) -> Policy | None:
    """The policy that took the place of a retired one, at the end of the line."""
    seen = {policy.id}
    last: Policy | None = None
    following = policy.replaced_by
    while following and following in book.policies and following not in seen:
        seen.add(following)
        last = book.policies[following]
        following = last.replaced_by
    return last


def _number(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split("."))
