"""Approvers: who may say yes to a policy, when, and who may end one."""

from datetime import date

from macros.formats import listed
from macros.model.handbook import Handbook
from macros.model.policy import Approval, Policy, Revision
from macros.views import approving, standing
from macros.views.cover import acting

from .rule import Findings, rule

_KINDS = ("policy", "category", "role", "person")


@rule(
    "APR005",
    fix="Have it approved by somebody who may, or correct who did; see the category's `approvers`.",
    needs=_KINDS,
)
def approver_may_approve(book: Handbook) -> Findings:
    """Every approval was given by somebody who could give it on that day.

    The person did the role's work on the day of the approval, and the role approves the policy.
    The owner of a policy does not approve it alone,
    unless the practice says in `sole_approver` why nobody else can.
    Where all approvers must agree, the words are kept when the last of them did.

    Bad:

    ```yaml title="data/policies/privacy/notice.yaml"
    revisions:
      - version: "1.0"
        effective: 2026-01-05
        material: true
        change: First version.
        approved:
          - person: sam-rivers
            role: office-manager
            on: 2026-01-05
            method: meeting
            evidence: Minutes of January 5, 2026.
            recorded_by: sam-rivers
            recorded_on: 2026-01-05
        seal: "s1:0c80da16ce705f4d"
    ```

    Good:

    ```yaml title="data/policies/privacy/notice.yaml"
    revisions:
      - version: "1.0"
        effective: 2026-01-05
        material: true
        change: First version.
        approved:
          - person: alex-stone
            role: owner-physician
            on: 2026-01-05
            method: meeting
            evidence: Minutes of January 5, 2026.
            recorded_by: sam-rivers
            recorded_on: 2026-01-05
        seal: "s1:0c80da16ce705f4d"
    ```
    """
    for policy in book.policies.values():
        for index, revision in enumerate(policy.revisions):
            for number, given in enumerate(revision.approved):
                if message := objection(book, policy, given):
                    yield policy.at("revisions", index, "approved", number, "person"), message
        done = standing.approved(book, policy)
        if not done:
            continue
        at = policy.at("revisions", policy.revisions.index(done[0]), "approved")
        if not policy.sole_approver and _by_owner_alone(book, policy, done[0]):
            yield at, f"version {done[0].version!r} was approved by the owner of the policy alone"
        if left := standing.lacking(book, policy, done[0]):
            lacks = f"lacks the approval of {listed(left)}"
            yield at, f"version {done[0].version!r} {lacks}, and its words are kept already"


def objection(book: Handbook, policy: Policy, given: Approval) -> str:
    """Why a person could not approve a policy as they did; empty if they could."""
    asked = approving.approvers_of(book, policy)
    if asked is None or (asked.since and given.on < asked.since):
        return ""
    roles = [*asked.roles, *([asked.deputy] if asked.deputy else [])]
    if given.role not in roles:
        return f"role {given.role!r} does not approve {policy.id!r}; {listed(roles, 'or')} may"
    there = [person.id for person in acting(book, given.role, given.on)]
    if given.person not in there and given.person in book.people:
        who = listed(there, "or") or "nobody"
        return f"{given.person!r} was not {given.role!r} on {given.on}; {who} was"
    return ""


def _by_owner_alone(book: Handbook, policy: Policy, revision: Revision) -> bool:
    day = max(given.on for given in revision.approved)
    owners = {person.id for person in acting(book, policy.owner, day)}
    asked = approving.approvers_of(book, policy)
    # Where nobody else could have approved, POL008 asks for the reason.
    others = (
        [p for r in asked.roles for p in approving.may_approve(book, policy, r, day)]
        if asked
        else []
    )
    return bool(others) and {given.person for given in revision.approved} <= owners


@rule(
    "APR006",
    fix="Set `effective` to the day of the approval or a later one; approve nothing ahead of time.",
    needs=("policy",),
)
def approval_comes_before_it_takes_effect(book: Handbook, today: date) -> Findings:
    """A version is approved by the day it takes effect, and written down by then or later.

    Nobody can be held to words that nobody had approved yet.

    Bad:

    ```yaml title="data/policies/privacy/notice.yaml"
    revisions:
      - version: "1.0"
        effective: 2026-01-05
        material: true
        change: First version.
        approved:
          - person: alex-stone
            role: owner-physician
            on: 2026-01-09
            method: meeting
            evidence: Minutes of January 9, 2026.
            recorded_by: sam-rivers
            recorded_on: 2026-01-09
        seal: "s1:0c80da16ce705f4d"
    ```

    Good:

    ```yaml title="data/policies/privacy/notice.yaml"
    revisions:
      - version: "1.0"
        effective: 2026-01-09
        material: true
        change: First version.
        approved:
          - person: alex-stone
            role: owner-physician
            on: 2026-01-09
            method: meeting
            evidence: Minutes of January 9, 2026.
            recorded_by: sam-rivers
            recorded_on: 2026-01-09
        seal: "s1:0c80da16ce705f4d"
    ```
    """
    for policy in book.policies.values():
        for index, revision in enumerate(policy.revisions):
            for number, given in enumerate(revision.approved):
                at = policy.at("revisions", index, "approved", number, "on")
                # A later yes ratifies an earlier one: only the first has to be in time.
                first = min(one.on for one in revision.approved)
                if given.on == first and given.on > revision.effective:
                    yield at, f"approved on {given.on}, in effect since {revision.effective}"
                if given.on > today:
                    yield at, f"{given.on} is still to come"
                if given.recorded_on < given.on:
                    yield at, f"written down on {given.recorded_on}, approved on {given.on}"


@rule("APR007", fix="Delete the version, or approve it.", needs=_KINDS)
def no_version_was_passed_over(book: Handbook) -> Findings:
    """Below an approved version stand approved versions only.

    What was proposed and never approved was never in force, and has no place in the history.

    Bad:

    ```yaml title="data/policies/privacy/notice.yaml"
    revisions:
      - version: "1.0"
        effective: 2026-01-05
        material: true
        change: First version.
        approved:
          - person: alex-stone
            role: owner-physician
            on: 2026-01-05
            method: meeting
            evidence: Minutes of January 5, 2026.
            recorded_by: sam-rivers
            recorded_on: 2026-01-05
        seal: "s1:0c80da16ce705f4d"
      - version: "0.9"
        effective: 2026-01-02
        material: true
        change: Draft.
    ```

    Good:

    ```yaml title="data/policies/privacy/notice.yaml"
    revisions:
      - version: "1.0"
        effective: 2026-01-05
        material: true
        change: First version.
        approved:
          - person: alex-stone
            role: owner-physician
            on: 2026-01-05
            method: meeting
            evidence: Minutes of January 5, 2026.
            recorded_by: sam-rivers
            recorded_on: 2026-01-05
        seal: "s1:0c80da16ce705f4d"
    ```
    """
    for policy in book.policies.values():
        for index, revision in enumerate(policy.revisions[1:], start=1):
            later = any(one.approved for one in policy.revisions[:index])
            if later and not revision.approved:
                message = f"version {revision.version!r} was never approved, and a later one was"
                yield policy.at("revisions", index), message
        for index, revision in enumerate(policy.revisions[1:], start=1):
            if not revision.approved and not policy.revisions[0].approved:
                message = f"version {revision.version!r} and a later one both wait for approval"
                yield policy.at("revisions", index), message


@rule(
    "APR008",
    fix="An approver ratifies it with `python -m scripts.approve`, or a new version replaces it.",
    severity="warning",
    needs=_KINDS,
)
def deputy_is_ratified(book: Handbook, today: date) -> Findings:
    """What only the deputy approved is ratified by an approver within 30 days.

    A deputy approves when it is urgent and no approver is there; the approvers read it afterwards.

    Bad:

    ```yaml title="data/categories.yaml"
    categories:
      - id: privacy
        title: Privacy
        code: PRV
        approvers:
          roles:
            - office-manager
          deputy: owner-physician
    ```

    ```yaml title="data/policies/privacy/notice.yaml"
    owner: scribe
    ```

    ```yaml title="data/roles/scribe.yaml"
    title: Scribe
    owner: owner-physician
    department: practice
    reports_to: owner-physician
    description: You write the note while the physician talks with the patient.
    exposure:
      bloodborne: none
    ```

    ```yaml title="data/people/kim-lane.yaml"
    name: Kim Lane
    assignments:
      - role: scribe
        from: 2026-01-05
    ```

    Good:

    ```yaml title="data/categories.yaml"
    categories:
      - id: privacy
        title: Privacy
        code: PRV
        approvers:
          roles:
            - owner-physician
          deputy: office-manager
    ```
    """
    for policy in book.policies.values():
        done = standing.approved(book, policy) if policy.status == "active" else []
        until = standing.to_ratify(book, policy, done[0]) if done else None
        if until and until < today:
            at = policy.at("revisions", policy.revisions.index(done[0]), "approved")
            yield at, f"version {done[0].version!r} was to be ratified by {until}"


@rule(
    "APR009",
    fix="Record it with `python -m scripts.reviewed … --outcome retire` by somebody who may.",
    needs=_KINDS,
)
def retirement_is_approved(book: Handbook) -> Findings:
    """A policy is retired by somebody who may approve it.

    Bad:

    ```yaml title="data/policies/privacy/fax.yaml"
    title: Faxing
    code: PRV-02
    summary: How we send a fax.
    owner: office-manager
    status: retired
    applies_to:
      - everyone: true
    review:
      every_months: 12
      basis: practice
    reviews:
      - due: 2026-02-02
        on: 2026-02-02
        by: sam-rivers
        outcome: retire
    retired_on: 2026-02-02
    what_you_do:
      - Check the number twice.
    sections:
      - id: why
        heading: Why we do this
        body: A wrong digit sends a chart to a stranger.
    revisions:
      - version: "1.0"
        effective: 2025-12-01
        material: true
        change: First version.
    ```

    Good:

    ```yaml title="data/policies/privacy/fax.yaml"
    title: Faxing
    code: PRV-02
    summary: How we send a fax.
    owner: office-manager
    status: retired
    applies_to:
      - everyone: true
    review:
      every_months: 12
      basis: practice
    reviews:
      - due: 2026-02-02
        on: 2026-02-02
        by: alex-stone
        outcome: retire
    retired_on: 2026-02-02
    what_you_do:
      - Check the number twice.
    sections:
      - id: why
        heading: Why we do this
        body: A wrong digit sends a chart to a stranger.
    revisions:
      - version: "1.0"
        effective: 2025-12-01
        material: true
        change: First version.
    ```
    """
    for policy in book.policies.values():
        if policy.status != "retired":
            continue
        last = next((r for r in policy.reviews if r.outcome == "retire"), None)
        if last is None:
            yield policy.at("status"), f"nobody retired {policy.id!r}: no review says so"
        elif message := _cannot_retire(book, policy, last.by, last.on):
            yield policy.at("reviews", policy.reviews.index(last), "by"), message


def _cannot_retire(book: Handbook, policy: Policy, person: str, day: date) -> str:
    asked = approving.approvers_of(book, policy)
    if asked is None or (asked.since and day < asked.since):
        return ""
    roles = [*asked.roles, *([asked.deputy] if asked.deputy else [])]
    there = {p.id for role in roles for p in acting(book, role, day)}
    return "" if person in there else f"{person!r} could not retire {policy.id!r} on {day}"
