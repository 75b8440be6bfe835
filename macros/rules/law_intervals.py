"""Policies are reviewed as often as law allows, and claim law only where there is one."""

from datetime import date

from macros.model.handbook import Handbook
from macros.model.law import Regulation
from macros.model.policy import Policy
from macros.views.law import in_scope

from .rule import Findings, rule


def _governing(book: Handbook, policy: Policy, today: date) -> list[Regulation]:
    found = [book.regulations[r] for r in policy.satisfies if r in book.regulations]
    return [r for r in found if r.review_months and in_scope(book, r, today)[0]]


@rule(
    "LAW002",
    fix="Shorten `every_months`.",
    needs=("practice", "regulation"),
)
def interval_is_within_the_law(book: Handbook, today: date) -> Findings:
    """No policy is reviewed less often than a regulation allows.

    Bad:

    ```yaml title="data/regulations/bloodborne.yaml"
    title: Bloodborne pathogens
    citation: 29 CFR 1910.1030
    summary: Keeps staff safe from blood.
    basis: law
    status: in-force
    review_months: 12
    requirements:
      - id: plan
        text: Keep a written plan.
    confidence: verified
    verified_on: 2026-06-20
    ```

    ```yaml title="data/policies/privacy/notice.yaml"
    satisfies:
      - bloodborne
    review:
      every_months: 24
      basis: practice
    ```

    Good:

    ```yaml title="data/regulations/bloodborne.yaml"
    title: Bloodborne pathogens
    citation: 29 CFR 1910.1030
    summary: Keeps staff safe from blood.
    basis: law
    status: in-force
    review_months: 12
    requirements:
      - id: plan
        text: Keep a written plan.
    confidence: verified
    verified_on: 2026-06-20
    ```

    ```yaml title="data/policies/privacy/notice.yaml"
    satisfies:
      - bloodborne
    review:
      every_months: 12
      basis: law
    ```
    """
    for policy in book.policies.values():
        for regulation in _governing(book, policy, today):
            allowed = regulation.review_months
            if policy.review and allowed and policy.review.every_months > allowed:
                months = policy.review.every_months
                message = (
                    f"`every_months` {months} is longer than the {allowed} of {regulation.id!r}"
                )
                yield policy.at("review", "every_months"), message


@rule(
    "LAW003",
    fix="Write `basis: practice`, or name the regulation under `satisfies`.",
    needs=("practice", "regulation"),
)
def basis_is_not_claimed(book: Handbook, today: date) -> Findings:
    """A policy rests its interval on law, guidance or contract only where one sets it.

    Few laws say how often a policy is reviewed.
    Claiming one where there is none makes every other claim doubtful.

    Bad:

    ```yaml title="data/policies/privacy/notice.yaml"
    review:
      every_months: 12
      basis: law
    ```

    Good:

    ```yaml title="data/policies/privacy/notice.yaml"
    review:
      every_months: 12
      basis: practice
    ```
    """
    for policy in book.policies.values():
        if policy.review and policy.review.basis != "practice":
            bases = {r.basis for r in _governing(book, policy, today)}
            if policy.review.basis not in bases:
                basis = policy.review.basis
                message = f"`basis` is {basis!r}, but nothing under `satisfies` sets an interval"
                yield policy.at("review", "basis"), message
