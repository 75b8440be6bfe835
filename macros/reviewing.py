"""Recording a review of a policy, and its retirement; nothing is written here."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Literal

from .approval_lines import with_listed
from .decode import origin
from .finding import RefusedError, named_person, named_policy
from .form import key_order
from .formats import listed
from .insert import with_keys, with_value
from .model.handbook import Handbook
from .model.policy import Policy, Review
from .recording import Plan, raw, sentence
from .views import approving
from .views.cover import acting, current
from .views.dates import defaults, next_review

Outcome = Literal["no-change", "changed", "retire"]
OUTCOMES: tuple[Outcome, ...] = ("no-change", "changed", "retire")


@dataclass(frozen=True, slots=True)
class Read:
    """What somebody who reviewed a policy says."""

    person: str
    on: date
    outcome: Outcome
    note: str = ""
    replaced_by: str = ""


def review(book: Handbook, data: Path, policy: Policy, done: Read, today: date) -> Plan:
    """What it takes to record a review of a policy; RefusedError, if it cannot be."""
    done = _with_ids(book, done)
    _refuse_review(book, policy, done, today)
    inside = origin(policy).source.inside
    due = next_review(book, policy) or done.on
    entry = Review(
        due=due,
        on=done.on,
        by=done.person,
        outcome=done.outcome,
        note=sentence(done.note, "the note") if done.note else None,
    )
    text = with_listed(raw(data / inside), "reviews", entry, there=bool(policy.reviews))
    if done.outcome == "retire":
        text = _retired(text, done)
    name = book.people[done.person].name
    said = f"{name} reviewed {policy.title!r}; it was due on {due}."
    return Plan({inside: text}, f"{said}{_early(book, done, due)}")


def _with_ids(book: Handbook, done: Read) -> Read:
    """The same, with ids for names and codes; RefusedError, where there is no such record."""
    by = named_policy(book, done.replaced_by).id if done.replaced_by else ""
    return replace(done, person=named_person(book, done.person).id, replaced_by=by)


def _early(book: Handbook, done: Read, due: date) -> str:
    """What to say of a review that was so early that the next is due on the same day."""
    days = defaults(book).warning_days
    if done.outcome == "retire" or done.on >= due - timedelta(days=days):
        return ""
    return f" That is more than {days} days ahead, so it is due on that day all the same."


def _refuse_review(book: Handbook, policy: Policy, done: Read, today: date) -> None:
    if policy.status != "active":
        raise RefusedError(f"{policy.id!r} is {policy.status}; only active policies are reviewed")
    if done.on > today:
        raise RefusedError(f"{done.on} is still to come; record the review when it was done")
    if not any(current(a, done.on) for a in book.people[done.person].assignments):
        raise RefusedError(f"{done.person!r} did not work here on {done.on}")
    if policy.reviews and done.on < policy.reviews[0].on:
        raise RefusedError(f"the last review was on {policy.reviews[0].on}, after {done.on}")
    if done.replaced_by and done.outcome != "retire":
        raise RefusedError("only a policy that is retired is replaced")
    if done.outcome == "retire":
        _refuse_retirement(book, policy, done)


def _refuse_retirement(book: Handbook, policy: Policy, done: Read) -> None:
    asked = approving.approvers_of(book, policy)
    roles = [*asked.roles, *([asked.deputy] if asked.deputy else [])] if asked else []
    may = list(dict.fromkeys(p.id for role in roles for p in acting(book, role, done.on)))
    if done.person not in may:
        who = listed(may, "or") or "nobody"
        raise RefusedError(f"{done.person!r} cannot retire {policy.id!r}: {who} can")


def _retired(text: str, done: Read) -> str:
    text = with_value(text, "status", "active", "retired")
    keys = {"replaced_by": [f"replaced_by: {done.replaced_by}"]} if done.replaced_by else {}
    return with_keys(
        text, (), {**keys, "retired_on": [f"retired_on: {done.on}"]}, key_order(Policy)
    )
