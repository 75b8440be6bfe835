"""Approval: staff read only words that somebody who may has approved."""

from datetime import date

from macros.approval_lines import item_lines, pasted_lines, record_lines
from macros.formats import listed
from macros.model.handbook import Handbook
from macros.model.policy import Approval, Policy, Revision
from macros.views import approving, standing
from macros.words import read, seal, text

from .rule import Findings, rule

_KINDS = ("policy", "category", "role", "person")


def _index(policy: Policy, revision: Revision) -> int:
    return policy.revisions.index(revision)


@rule(
    "APR001",
    fix="Have it approved with `python -m scripts.approve`, or set `status: in-review`.",
    needs=_KINDS,
)
def active_policy_is_approved(book: Handbook) -> Findings:
    """Every policy that is or was in force has an approved version.

    Staff read approved words only; without a version that was approved there is nothing to read.

    Bad:

    ```yaml title="data/policies/privacy/notice.yaml"
    revisions:
      - version: "1.0"
        effective: 2026-01-05
        material: true
        change: First version.
    ```

    Good:

    ```yaml title="data/policies/privacy/notice.yaml"
    status: in-review
    revisions:
      - version: "1.0"
        effective: 2026-01-05
        material: true
        change: First version.
    ```
    """
    for policy in book.policies.values():
        begun = any(r.approved or r.seal for r in policy.revisions)
        if policy.status != "in-review" and policy.revisions and not begun:
            yield (
                policy.at("revisions"),
                f"policy {policy.id!r} is {policy.status}, and no version of it was ever approved",
            )


@rule(
    "APR002",
    fix="Approve it with `python -m scripts.approve`; staff read the version before until then.",
    severity="warning",
    needs=_KINDS,
)
def newest_version_is_approved(book: Handbook, today: date) -> Findings:
    """The newest version of a policy in force waits for nobody's approval.

    It is work under way: staff do not see it, and the version before stays in force.

    Bad:

    ```yaml title="data/policies/privacy/notice.yaml"
    revisions:
      - version: "1.1"
        effective: 2026-12-15
        material: false
        change: The office manager answers questions.
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
        waiting = standing.under_way(book, policy)
        if not waiting or policy.status != "active" or not standing.approved(book, policy):
            continue
        left = standing.missing(book, policy, waiting.approved)
        if left:
            place = policy.at("revisions", _index(policy, waiting))
            who = listed(left, "or" if not waiting.approved else "and")
            message = f"version {waiting.version!r} of {policy.id!r} waits for approval by {who}"
            yield place, message, _paste(book, policy, waiting, left[0], today)


def _paste(book: Handbook, policy: Policy, waiting: Revision, role: str, today: date) -> str:
    """How to approve a version in the browser: the lines, as they would stand in the file."""
    people = approving.may_approve(book, policy, role, today)
    given = Approval(
        person=people[0].id if people else "…",
        role=role,
        on=today,
        method="review",
        evidence="…",
        recorded_by=people[0].id if people else "…",
        recorded_on=today,
    )
    rows = pasted_lines(waiting, given, seal(text(policy)))
    lines = "\n".join(f"        {line}" for line in rows)
    where = "its last approval" if waiting.approved else "this version"
    last = not standing.missing(book, policy, (*waiting.approved, given))
    words = f"and the words in {_file(policy, waiting.version)}," if last else "and nothing else,"
    return (
        f"Run `python -m scripts.approve {policy.id}`, or fill in the form Approve a policy.\n"
        f"    By hand: below {where}\n{lines}\n"
        f"    {words} as `python -m scripts.approve {policy.id} --show` prints them."
    )


@rule(
    "APR003",
    fix="Add a version above the newest one; what is written below it waits for approval.",
    severity="warning",
    needs=_KINDS,
)
def change_is_announced(book: Handbook, today: date) -> Findings:
    """Words that differ from the approved ones belong to a new version.

    Until it is approved, staff read the approved words: an edit alone changes nothing for them.

    Bad:

    ```yaml title="data/policies/privacy/notice.yaml"
    what_you_do:
      - Look only at the charts you need for your work.
      - Check who you are talking to before you say anything about a patient.
      - Tell the office manager the next day when something went wrong.
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

    Good:

    ```yaml title="data/policies/privacy/notice.yaml"
    what_you_do:
      - Look only at the charts you need for your work.
      - Check who you are talking to before you say anything about a patient.
      - Tell the office manager the same day when something went wrong.
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
        if standing.under_way(book, policy) or not standing.changed(book, policy):
            continue
        version = policy.revisions[0].version
        new = Revision(
            version=standing.next_version(policy, material=False),
            effective=today,
            material=False,
            change="…",
        )
        lines = "\n".join(f"        {line}" for line in item_lines(record_lines(new)))
        yield (
            policy.at("revisions"),
            f"the words of {policy.id!r} differ from its approved version {version!r}",
            f"Add above that version, with what changed and from when:\n{lines}",
        )


@rule(
    "APR004",
    fix="Restore the file and the seal as they were approved, or have a new version approved.",
    needs=_KINDS,
)
def seal_fits_the_approved_words(book: Handbook) -> Findings:
    """Every approval has a seal, and the seal fits the approved words that are kept.

    The words in data/approved are written once; the seal shows whether they are still the same.

    Bad:

    ```yaml title="data/approved/notice/1.0.md"
    # Notice

    Say what you like.
    ```

    Good:

    ```yaml title="data/policies/privacy/notice.yaml"
    summary: |
      What you may say about a patient,
      and to whom.
    ```
    """
    for policy in book.policies.values():
        for index, revision in enumerate(policy.revisions):
            if message := _misfit(book, policy, revision):
                yield policy.at("revisions", index, "seal"), message
        said = {r.version for r in policy.revisions if r.approved}
        for version in book.approved.get(policy.id, {}):
            if said and version not in said and not standing.under_way(book, policy):
                message = f"{_file(policy, version)} belongs to no approved version"
                yield policy.at("revisions"), message


def _file(policy: Policy, version: str) -> str:
    return f"data/approved/{policy.id}/{version}.md"


def _misfit(book: Handbook, policy: Policy, revision: Revision) -> str:
    version, copy = revision.version, book.approved.get(policy.id, {}).get(revision.version)
    if not revision.approved or revision.seal is None:
        has, lacks = ("a seal", "approval") if revision.seal else ("an approval", "seal")
        half = revision.approved or revision.seal
        return f"version {version!r} has {has} and no {lacks}" if half else ""
    if copy is None:
        return _without_copy(book, policy, revision)
    if seal(copy.text) != revision.seal:
        return f"{_file(policy, version)} is not what was approved: its seal is {seal(copy.text)}"
    try:
        read(copy.text)
    except ValueError as error:
        return f"{_file(policy, version)} cannot be read: {error}"
    return ""


def _without_copy(book: Handbook, policy: Policy, revision: Revision) -> str:
    version = revision.version
    if _index(policy, revision) or revision.seal != seal(text(policy)):
        return f"the approved words of version {version!r} are not in {_file(policy, version)}"
    if standing.missing(book, policy, revision.approved):
        return ""
    return (
        f"version {version!r} is approved, and {_file(policy, version)} is not there yet;"
        f" `python -m scripts.approve {policy.id} --finish` writes it"
    )
