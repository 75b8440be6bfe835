"""Recording an approval: which files change, and how; nothing is written here."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

from . import words
from .approval_lines import record_lines, with_approval
from .decode import did_you_mean, origin
from .formats import listed
from .insert import with_item, with_value
from .markdown import canonical
from .model.handbook import Handbook
from .model.policy import Approval, Policy, Revision
from .model.record import Phrase
from .views import approving, standing
from .views.cover import acting

Method = Literal["review", "paper", "meeting"]
Outcome = Literal["no-change", "changed", "retire"]


class RefusedError(ValueError):
    """Something that cannot be recorded, and why, in words."""


@dataclass(frozen=True, slots=True)
class Yes:
    """What somebody who approves says."""

    person: str
    on: date
    evidence: str
    method: Method = "review"
    material: bool | None = None
    change: str = ""
    effective: date | None = None
    recorded_by: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """The files that change, by their path below data/, and what to tell people."""

    files: dict[str, str]
    said: str


def named_policy(book: Handbook, name: str) -> Policy:
    """The policy that an id or a code names; RefusedError if there is none."""
    by_code = {policy.code.casefold(): policy for policy in book.policies.values()}
    found = book.policies.get(name) or by_code.get(name.casefold())
    if found is None:
        hint = did_you_mean(name, [*book.policies, *(p.code for p in book.policies.values())])
        raise RefusedError(f"there is no policy {name!r}{hint}")
    return found


def find_policy(book: Handbook, name: str) -> Policy:
    """The same, of a policy whose file could be read whole."""
    found = named_policy(book, name)
    if origin(found).dropped:
        raise RefusedError(f"{origin(found).source.shown} has problems; validate names them")
    return found


def waiting(book: Handbook) -> list[Policy]:
    """The policies with something to approve or to ratify."""
    return [policy for policy in book.policies.values() if _can_be_approved(book, policy)]


def _can_be_approved(book: Handbook, policy: Policy) -> bool:
    if policy.status == "retired" or not policy.revisions:
        return False
    done = standing.approved(book, policy)
    ratify = bool(done) and standing.to_ratify(book, policy, done[0]) is not None
    return ratify or standing.under_way(book, policy) is not None or standing.changed(book, policy)


def approval(book: Handbook, data: Path, policy: Policy, yes: Yes, today: date) -> Plan:
    """What it takes to record that somebody approved a policy; RefusedError, if it cannot be."""
    if yes.person not in book.people:
        hint = did_you_mean(yes.person, book.people)
        raise RefusedError(f"there is no person {yes.person!r}{hint}")
    inside = origin(policy).source.inside
    text = raw(data / inside)
    revision, index = _proposed(book, policy, yes)
    if revision not in policy.revisions:
        text = with_item(text, ("revisions",), record_lines(revision))
    kept = words.text(policy)
    _refuse_other_words(book, policy, revision, kept)
    given = _given(book, policy, revision, yes, today)
    text = with_approval(text, index, given, None if revision.approved else words.seal(kept))
    files = {inside: text}
    every = (*revision.approved, given)
    left = standing.missing(book, policy, every)
    if not left:
        if policy.status == "in-review":
            files[inside] = with_value(text, "status", "in-review", "active")
        # The copy comes first: until the approval is written, nothing points at it.
        files = {f"approved/{policy.id}/{revision.version}.md": kept, **files}
    return Plan(files, _said(book, policy, revision, given, left))


def raw(path: Path) -> str:
    return path.read_bytes().decode("utf-8")


def _proposed(book: Handbook, policy: Policy, yes: Yes) -> tuple[Revision, int]:
    """The version that is approved: the one that waits, or the one to ratify, or a new one."""
    found = standing.under_way(book, policy)
    if found is None and standing.changed(book, policy):
        return _new(policy, yes), 0
    if found is None:
        done = standing.approved(book, policy)
        if not done or standing.to_ratify(book, policy, done[0]) is None:
            raise RefusedError(f"nothing in {policy.id!r} waits for approval")
        found = done[0]
    if yes.material is not None and yes.material != found.material:
        ours, theirs = _again(yes.material), _again(found.material)
        raise RefusedError(f"version {found.version} says {theirs}, and you say {ours}")
    if yes.change and canonical(yes.change) != canonical(found.change):
        raise RefusedError(f"version {found.version} says what changed in other words")
    return found, policy.revisions.index(found)


def _again(material: bool) -> str:  # noqa: FBT001 - it is what is asked
    return "`material: true` (people sign again)" if material else "`material: false`"


def _new(policy: Policy, yes: Yes) -> Revision:
    if not yes.change or yes.material is None:
        raise RefusedError(
            f"the words of {policy.id!r} changed, and no version says so:"
            " say what changed, and whether people sign again (material or minor)"
        )
    return Revision(
        version=standing.next_version(policy, material=yes.material),
        effective=yes.effective or yes.on,
        material=yes.material,
        change=Phrase(yes.change),
    )


def _refuse_other_words(book: Handbook, policy: Policy, revision: Revision, kept: str) -> None:
    name = f"data/approved/{policy.id}/{revision.version}.md"
    copy = book.approved.get(policy.id, {}).get(revision.version)
    if revision.approved and revision.seal != words.seal(kept):
        raise RefusedError(
            f"version {revision.version} was approved in other words:"
            " take its `approved` and `seal` out, or give the change a version of its own"
        )
    if copy and words.plain(copy.text) != kept:
        raise RefusedError(f"{name} is there with other words: give this version another number")
    try:
        again = words.text(words.spoken(policy, kept))
    except ValueError as error:
        raise RefusedError(f"the words cannot be kept as they are: {error}") from None
    if again != kept:
        raise RefusedError("the words cannot be kept as they are: a heading in them ends in {#…}")


def _given(book: Handbook, policy: Policy, revision: Revision, yes: Yes, today: date) -> Approval:
    if yes.on > today:
        raise RefusedError(f"{yes.on} is still to come; record the approval when it was given")
    if not revision.approved and yes.on > revision.effective:
        raise RefusedError(
            f"version {revision.version} would take effect on {revision.effective}, before it was"
            f" approved on {yes.on}: set `effective` to that day or a later one"
        )
    return Approval(
        person=yes.person,
        role=_role(book, policy, revision, yes),
        on=yes.on,
        method=yes.method,
        evidence=Phrase(yes.evidence),
        recorded_by=yes.recorded_by or yes.person,
        recorded_on=today,
    )


def _role(book: Handbook, policy: Policy, revision: Revision, yes: Yes) -> str:
    """The role in which somebody approves; RefusedError says who may, if this person may not."""
    asked = approving.approvers_of(book, policy)
    if asked is None:
        raise RefusedError(f"nobody is said to approve {policy.id!r}: see data/categories.yaml")
    done = {given.role for given in revision.approved}
    roles = [r for r in (*asked.roles, *([asked.deputy] if asked.deputy else [])) if r not in done]
    may = {r: [p.id for p in approving.may_approve(book, policy, r, yes.on)] for r in roles}
    found = next((role for role in roles if yes.person in may[role]), None)
    if found:
        return found
    if any(yes.person in {p.id for p in acting(book, role, yes.on)} for role in roles):
        raise RefusedError(
            f"{yes.person!r} owns {policy.id!r} and does not approve it alone;"
            " where nobody else can, `sole_approver` in the policy says why"
        )
    names = list(dict.fromkeys(person for role in roles for person in may[role]))
    who = listed(names, "or") or "nobody"
    raise RefusedError(f"{yes.person!r} could not approve {policy.id!r} on {yes.on}: {who} could")


def _said(
    book: Handbook, policy: Policy, revision: Revision, given: Approval, left: list[str]
) -> str:
    name = book.people[given.person].name
    head = f"{name} approved version {revision.version} of {policy.title!r}."
    if left:
        roles = listed([book.roles[role].title for role in left])
        return f"{head} It still lacks the approval of: {roles}."
    again = "People sign it again." if revision.material else "Nobody needs to sign again."
    asked = approving.approvers_of(book, policy)
    deputy = asked is not None and given.role == asked.deputy
    ratify = (
        f" As this was the deputy, an approver ratifies it within {standing.RATIFY_DAYS} days."
        if deputy
        else ""
    )
    return f"{head} Staff read it from {revision.effective} on. {again}{ratify}"


def unfinished(book: Handbook) -> dict[str, str]:
    """The approved copies that are still to be written, by their path below data/."""
    found = {}
    for policy in book.policies.values():
        newest = policy.revisions[0] if policy.revisions else None
        if newest is None or not newest.approved or newest.version in _copies(book, policy):
            continue
        kept = words.text(policy)
        if newest.seal == words.seal(kept) and not standing.missing(book, policy, newest.approved):
            found[f"approved/{policy.id}/{newest.version}.md"] = kept
    return found


def _copies(book: Handbook, policy: Policy) -> frozenset[str]:
    return frozenset(book.approved.get(policy.id, {}))
