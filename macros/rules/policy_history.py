"""The life of a policy: its versions, its reviews, its end."""

import itertools

from macros.model.handbook import Handbook
from macros.views.standing import approved

from .rule import Findings, rule


@rule("POL005", fix="Add `revisions` with a version, the day it takes effect and what changed.")
def policy_has_a_version(book: Handbook) -> Findings:
    """Every active policy has a version.

    Without one, nobody can say which text was in force on a day.

    Bad:

    ```yaml title="data/policies/privacy/notice.yaml"
    revisions:
    ```

    Good:

    ```yaml title="data/policies/privacy/notice.yaml"
    revisions:
      - version: "1.0"
        effective: 2026-01-05
        material: true
        change: First version.
    ```
    """
    for policy in book.policies.values():
        if policy.status == "active" and not policy.revisions:
            yield policy.at("revisions"), f"policy {policy.id!r} has no version"


@rule("POL006", fix="Put the newest entry first, and give each a later number and day.")
def history_runs_backward(book: Handbook) -> Findings:
    """Revisions and reviews stand newest first.

    The first entry is the one that counts today.

    Bad:

    ```yaml title="data/policies/privacy/notice.yaml"
    revisions:
      - version: "1.0"
        effective: 2026-01-05
        material: true
        change: First version.
      - version: "1.1"
        effective: 2026-02-02
        material: false
        change: The office manager answers questions.
    ```

    Good:

    ```yaml title="data/policies/privacy/notice.yaml"
    revisions:
      - version: "1.1"
        effective: 2026-02-02
        material: false
        change: The office manager answers questions.
      - version: "1.0"
        effective: 2026-01-05
        material: true
        change: First version.
    ```
    """
    for policy in book.policies.values():
        rows = list(enumerate(policy.revisions))
        for (_, newer), (index, older) in itertools.pairwise(rows):
            if _number(older.version) >= _number(newer.version):
                message = f"version {older.version!r} stands below {newer.version!r}"
                yield policy.at("revisions", index, "version"), message
            if older.effective > newer.effective:
                message = f"{older.effective} stands below {newer.effective}"
                yield policy.at("revisions", index, "effective"), message
        for index, (later, earlier) in enumerate(
            zip(policy.reviews, policy.reviews[1:], strict=False), start=1
        ):
            if earlier.on > later.on:
                message = f"{earlier.on} stands below {later.on}"
                yield policy.at("reviews", index, "on"), message


def _number(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split("."))


@rule("POL009", fix="Set `status: retired` with `retired_on`, or delete the other keys.")
def retirement_is_said_once(book: Handbook) -> Findings:
    """A retired policy says when it was retired; only a retired one says what replaced it.

    Bad:

    ```yaml title="data/policies/privacy/fax.yaml"
    title: Faxing
    code: PRV-02
    summary: How we send a fax.
    owner: office-manager
    status: active
    applies_to:
      - everyone: true
        reading: recommended
    review:
      every_months: 12
      basis: practice
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
        reading: recommended
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
        retired = policy.status == "retired"
        if retired and policy.retired_on is None:
            yield policy.at("retired_on"), f"retired policy {policy.id!r} does not say since when"
        for key in () if retired else ("retired_on", "replaced_by"):
            if getattr(policy, key):
                yield policy.at(key), f"`{key}` stands in a policy that is {policy.status}"
        if policy.replaced_by == policy.id:
            yield policy.at("replaced_by"), f"policy {policy.id!r} replaces itself"


@rule("POL011", fix="Set `status: active`: a policy is in review only until it is first approved.")
def in_review_is_new(book: Handbook) -> Findings:
    """A policy is in review only until it is first approved.

    A change to an active policy waits as a newer revision; the policy stays active.

    Bad:

    ```yaml title="data/policies/privacy/notice.yaml"
    status: in-review
    reviews:
      - due: 2026-01-05
        on: 2026-01-05
        by: sam-rivers
        outcome: no-change
    ```

    Good:

    ```yaml title="data/policies/privacy/notice.yaml"
    status: active
    reviews:
      - due: 2026-01-05
        on: 2026-01-05
        by: sam-rivers
        outcome: no-change
    ```
    """
    for policy in book.policies.values():
        if policy.status == "in-review" and policy.reviews:
            yield policy.at("status"), f"policy {policy.id!r} is in review, and was reviewed before"
        elif policy.status == "in-review" and approved(book, policy):
            yield policy.at("status"), f"policy {policy.id!r} is in review, and was approved before"
