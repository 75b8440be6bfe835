"""Recording an approval: which files change, and how; nothing is written here."""

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Literal

from . import words
from .approval_lines import record_lines, with_approval
from .decode import origin
from .finding import RefusedError, named_person
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


@dataclass(frozen=True, slots=True)
class Yes:
    """What somebody who approves says; `seal` is that of the words they read, if they name it."""

    person: str
    on: date
    evidence: str
    method: Method = "review"
    material: bool | None = None
    change: str = ""
    effective: date | None = None
    recorded_by: str = ""
    seal: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """The files that change, by their path below data/, and what to tell people."""

    files: dict[str, str]
    said: str


def waiting(book: Handbook) -> list[Policy]:
    """The policies with something to approve or to ratify."""
    return [policy for policy in book.policies.values() if _can_be_approved(book, policy)]


def _can_be_approved(book: Handbook, policy: Policy) -> bool:
    if policy.status == "retired" or not policy.revisions:
        return False
    done = standing.approved(book, policy)
    lacks = bool(done) and _lacks_somebody(book, policy, done[0])
    return lacks or standing.under_way(book, policy) is not None or standing.changed(book, policy)


def approval(book: Handbook, data: Path, policy: Policy, yes: Yes, today: date) -> Plan:
    """What it takes to record that somebody approved a policy; RefusedError, if it cannot be."""
    yes = _with_ids(book, yes)
    inside = origin(policy).source.inside
    text = raw(data / inside)
    revision, index = _proposed(book, policy, yes)
    if revision not in policy.revisions:
        text = with_item(text, ("revisions",), record_lines(revision))
    kept = words.text(policy)
    _refuse_other_words(book, policy, revision, kept)
    if yes.seal and yes.seal != words.seal(kept):
        raise RefusedError(
            f"the words read had the seal {yes.seal}, and now have {words.seal(kept)}:"
            " somebody changed them in between"
        )
    if _has_said_yes(book, policy, revision, yes):
        return _again_by(book, policy, revision, kept, yes)
    given = _given(book, policy, revision, yes, today)
    text = with_approval(text, index, given, None if revision.approved else words.seal(kept))
    files = {inside: text}
    every = (*revision.approved, given)
    left = standing.missing(book, policy, every)
    if not left:
        if policy.status == "in-review":
            files[inside] = with_value(text, "status", "in-review", "active")
        # The copy comes first: until the approval is written, nothing points at it.
        files = {_copy(policy, revision): kept, **files}
    return Plan(files, _said(book, policy, revision, given, left))


def _with_ids(book: Handbook, yes: Yes) -> Yes:
    """The same, with ids for names; RefusedError, where there is no such person."""
    person = named_person(book, yes.person).id
    by = named_person(book, yes.recorded_by).id if yes.recorded_by else person
    return replace(yes, person=person, recorded_by=by)


def sentence(text: str, what: str) -> Phrase:
    """What somebody typed, on one line; RefusedError, if nobody could read it."""
    line = " ".join(text.split())
    if not line:
        raise RefusedError(f"{what} is empty")
    if not line.isprintable():
        raise RefusedError(f"{what} holds a character that cannot be seen: {line!r}")
    return Phrase(line)


def raw(path: Path) -> str:
    """The text of a file, its line ends and its byte order mark included."""
    return path.read_bytes().decode("utf-8")


def _has_said_yes(book: Handbook, policy: Policy, revision: Revision, yes: Yes) -> bool:
    """Whether somebody approved a version before, and has no other role that is still missing."""
    left = standing.missing(book, policy, revision.approved)
    may = [p.id for role in left for p in approving.may_approve(book, policy, role, yes.on)]
    return yes.person not in may and any(one.person == yes.person for one in revision.approved)


def _again_by(book: Handbook, policy: Policy, revision: Revision, kept: str, yes: Yes) -> Plan:
    """What is left to do when somebody approves what they have approved already."""
    left = standing.missing(book, policy, revision.approved)
    if left or revision.version in _copies(book, policy):
        waits = f"; it waits for {listed(left)}" if left else ""
        raise RefusedError(f"{yes.person!r} has approved version {revision.version} already{waits}")
    said = f"Version {revision.version} of {policy.title!r} was approved already."
    return Plan({_copy(policy, revision): kept}, f"{said} Now its words are kept.")


def _copy(policy: Policy, revision: Revision) -> str:
    return f"approved/{policy.id}/{revision.version}.md"


def _proposed(book: Handbook, policy: Policy, yes: Yes) -> tuple[Revision, int]:
    """The version that is approved: the one that waits, or the one to ratify, or a new one."""
    found = standing.under_way(book, policy)
    if found is None and standing.changed(book, policy):
        return _new(policy, yes), 0
    if found is None:
        done = standing.approved(book, policy)
        if not done or not _lacks_somebody(book, policy, done[0]):
            raise RefusedError(f"nothing in {policy.id!r} waits for approval")
        found = done[0]
    if yes.material is not None and yes.material != found.material:
        ours, theirs = _again(yes.material), _again(found.material)
        raise RefusedError(f"version {found.version} says {theirs}, and you say {ours}")
    if yes.change and canonical(yes.change) != canonical(found.change):
        raise RefusedError(
            f"version {found.version} says what changed in other words: {str(found.change)!r}"
        )
    if yes.effective and yes.effective != found.effective:
        raise RefusedError(
            f"version {found.version} takes effect on {found.effective}, not on {yes.effective}"
        )
    return found, policy.revisions.index(found)


def _lacks_somebody(book: Handbook, policy: Policy, revision: Revision) -> bool:
    """Whether a version whose words are kept is still to be ratified, or approved by others."""
    ratify = standing.to_ratify(book, policy, revision) is not None
    return ratify or bool(standing.lacking(book, policy, revision))


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
        change=sentence(yes.change, "what changed"),
    )


def _refuse_other_words(book: Handbook, policy: Policy, revision: Revision, kept: str) -> None:
    name = f"data/{_copy(policy, revision)}"
    copy = book.approved.get(policy.id, {}).get(revision.version)
    if revision.approved and revision.seal != words.seal(kept):
        raise RefusedError(
            f"version {revision.version} was approved in other words:"
            " take its `approved` and `seal` out, or give the change a version of its own"
        )
    if copy and words.plain(copy.text) != kept:
        raise RefusedError(f"{name} is there with other words: give this version another number")
    try:
        lost = words.lost(policy, kept)
    except ValueError as error:
        raise RefusedError(f"the words cannot be kept as they are: {error}") from None
    if lost:
        raise RefusedError(f"the words cannot be kept as they are; write `{lost[0]}` more simply")


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
        evidence=sentence(yes.evidence, "where the approval can be seen"),
        recorded_by=yes.recorded_by,
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
            found[_copy(policy, newest)] = kept
    return found


def _copies(book: Handbook, policy: Policy) -> frozenset[str]:
    return frozenset(book.approved.get(policy.id, {}))
