"""What turns wrong by the calendar alone: pointed out, never in the way of an urgent change."""

from datetime import date

from macros.model.handbook import Handbook
from macros.views.dates import next_recheck, next_review
from macros.views.law import in_scope

from .rule import Findings, rule


@rule("DUE001", fix="Review the policy and add an entry to `reviews`.", severity="warning")
def reviews_are_not_overdue(book: Handbook, today: date) -> Findings:
    """No active policy is past the day of its next review.

    Bad:

    ```yaml title="data/policies/privacy/notice.yaml"
    reviews:
      - due: 2025-01-05
        on: 2025-01-02
        by: sam-rivers
        outcome: no-change
    ```

    Good:

    ```yaml title="data/policies/privacy/notice.yaml"
    reviews:
      - due: 2026-01-05
        on: 2026-01-02
        by: sam-rivers
        outcome: no-change
    ```
    """
    for policy in book.policies.values():
        due = next_review(book, policy) if policy.status == "active" else None
        if due and due < today:
            yield policy.at("review"), f"the review of {policy.id!r} was due on {due}"


@rule("DUE002", fix="End the exception, or have it approved again.", severity="warning")
def exceptions_have_not_expired(book: Handbook, today: date) -> Findings:
    """No exception from a policy has run out unnoticed.

    Bad:

    ```yaml title="data/policies/privacy/notice.yaml"
    exceptions:
      - id: paper-log
        who: office-manager
        reason: The new log is not set up yet.
        until: 2026-06-30
    ```

    Good:

    ```yaml title="data/policies/privacy/notice.yaml"
    exceptions:
      - id: paper-log
        who: office-manager
        reason: The new log is not set up yet.
        until: 2027-06-30
    ```
    """
    for policy in book.policies.values():
        for index, exception in enumerate(policy.exceptions):
            if exception.until < today:
                message = f"exception {exception.id!r} ended on {exception.until}"
                yield policy.at("exceptions", index, "until"), message


@rule("DUE003", fix="Read the text again, and set `verified_on` to that day.", severity="warning")
def regulations_are_rechecked(book: Handbook, today: date) -> Findings:
    """Every regulation that concerns the practice was read again in time.

    Bad:

    ```yaml title="data/regulations/privacy-rule.yaml"
    title: Privacy rule
    citation: 45 CFR 164.530
    summary: Safeguards for what we know about patients.
    basis: law
    status: in-force
    requirements:
      - id: safeguards
        text: Have safeguards that fit the work.
    confidence: verified
    verified_on: 2024-06-20
    ```

    ```yaml title="data/policies/privacy/notice.yaml"
    satisfies:
      - privacy-rule
    ```

    Good:

    ```yaml title="data/regulations/privacy-rule.yaml"
    title: Privacy rule
    citation: 45 CFR 164.530
    summary: Safeguards for what we know about patients.
    basis: law
    status: in-force
    requirements:
      - id: safeguards
        text: Have safeguards that fit the work.
    confidence: verified
    verified_on: 2026-06-20
    ```

    ```yaml title="data/policies/privacy/notice.yaml"
    satisfies:
      - privacy-rule
    ```
    """
    for regulation in book.regulations.values():
        due = next_recheck(book, regulation)
        if due < today and in_scope(book, regulation, today)[0]:
            yield regulation.at("verified_on"), f"{regulation.id!r} was to be read again on {due}"


@rule("DUE005", fix="Close the gap, or plan it anew in `gap`.", severity="warning")
def gaps_are_closed_in_time(book: Handbook, today: date) -> Findings:
    """No known gap in what law asks for is open past its day.

    Bad:

    ```yaml title="data/regulations/privacy-rule.yaml"
    title: Privacy rule
    citation: 45 CFR 164.530
    summary: Safeguards for what we know about patients.
    basis: law
    status: in-force
    gap:
      owner: office-manager
      by: 2026-09-30
      plan: The office manager writes a policy on safeguards.
    requirements:
      - id: safeguards
        text: Have safeguards that fit the work.
    confidence: verified
    verified_on: 2026-06-20
    ```

    Good:

    ```yaml title="data/regulations/privacy-rule.yaml"
    title: Privacy rule
    citation: 45 CFR 164.530
    summary: Safeguards for what we know about patients.
    basis: law
    status: in-force
    gap:
      owner: office-manager
      by: 2027-09-30
      plan: The office manager writes a policy on safeguards.
    requirements:
      - id: safeguards
        text: Have safeguards that fit the work.
    confidence: verified
    verified_on: 2026-06-20
    ```
    """
    for regulation in book.regulations.values():
        if regulation.gap and regulation.gap.by < today:
            message = f"the gap in {regulation.id!r} was to be closed by {regulation.gap.by}"
            yield regulation.at("gap", "by"), message


@rule("DUE004", fix="Correct the day; what is to come is not written down as done.")
def what_happened_is_past(book: Handbook, today: date) -> Findings:
    """Reviews, tests and checks that are recorded have taken place.

    Bad:

    ```yaml title="data/policies/privacy/notice.yaml"
    reviews:
      - due: 2027-01-05
        on: 2027-01-02
        by: sam-rivers
        outcome: no-change
    ```

    Good:

    ```yaml title="data/policies/privacy/notice.yaml"
    reviews:
      - due: 2026-01-05
        on: 2026-01-02
        by: sam-rivers
        outcome: no-change
    ```
    """
    for policy in book.policies.values():
        for index, review in enumerate(policy.reviews):
            if review.on > today:
                yield policy.at("reviews", index, "on"), f"{review.on} is still to come"
    for procedure in book.procedures.values():
        if procedure.last_tested and procedure.last_tested > today:
            yield procedure.at("last_tested"), f"{procedure.last_tested} is still to come"
    for regulation in book.regulations.values():
        if regulation.verified_on > today:
            yield regulation.at("verified_on"), f"{regulation.verified_on} is still to come"
    for question in book.state_questions.values():
        if question.answered_on and question.answered_on > today:
            yield question.at("answered_on"), f"{question.answered_on} is still to come"
