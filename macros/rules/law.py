"""What law asks for is promised by a policy, and no policy claims law where there is none."""

from datetime import date

from macros.model.handbook import Handbook
from macros.model.law import Regulation
from macros.model.policy import Policy
from macros.views.law import in_scope

from .rule import Findings, rule


@rule(
    "LAW001",
    fix="Write a policy that carries it out and name it under `satisfies`, or plan it in `gap`.",
    needs=("practice", "policy", "regulation"),
)
def mandatory_regulation_is_carried_out(book: Handbook, today: date) -> Findings:
    """Every mandatory regulation that concerns the practice has an active policy.

    Whether one concerns the practice follows from head counts, services and dates.
    A gap that is known stands in the regulation's `gap`, with who closes it by when.

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
    verified_on: 2026-06-20
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
    met = {r for p in book.policies.values() if p.status == "active" for r in p.satisfies}
    for regulation in book.regulations.values():
        concerns, why = in_scope(book, regulation, today)
        planned = regulation.gap is not None
        if concerns and regulation.mandatory and regulation.id not in met and not planned:
            message = f"no active policy carries out {regulation.id!r}; it concerns us: {why}"
            yield regulation.at(), message


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


@rule("LAW004", fix="Set the policy on a regulation that is in force.", needs=("regulation",))
def policy_rests_on_what_holds(book: Handbook) -> Findings:
    """An active policy carries out regulations that are in force.

    What is proposed, vacated or expired is no duty.

    Bad:

    ```yaml title="data/regulations/attestation.yaml"
    title: Attestation
    citation: 45 CFR 164.509
    summary: Asked for a signed statement.
    basis: law
    status: vacated
    requirements:
      - id: statement
        text: Ask for a signed statement.
    confidence: secondary
    verified_on: 2026-06-20
    ```

    ```yaml title="data/policies/privacy/notice.yaml"
    satisfies:
      - attestation
    ```

    Good:

    ```yaml title="data/regulations/attestation.yaml"
    title: Attestation
    citation: 45 CFR 164.509
    summary: Asked for a signed statement.
    basis: law
    status: vacated
    requirements:
      - id: statement
        text: Ask for a signed statement.
    confidence: secondary
    verified_on: 2026-06-20
    ```
    """
    for policy in book.policies.values():
        for index, regulation_id in enumerate(policy.satisfies):
            regulation = book.regulations.get(regulation_id)
            if policy.status == "active" and regulation and regulation.status != "in-force":
                message = f"regulation {regulation_id!r} is {regulation.status}"
                yield policy.at("satisfies", index), message


@rule("LAW006", fix="Delete `gap`.", severity="warning", needs=("policy",))
def gap_is_open(book: Handbook) -> Findings:
    """A regulation that an active policy carries out is no gap any more.

    Bad:

    ```yaml title="data/regulations/privacy-rule.yaml"
    title: Privacy rule
    citation: 45 CFR 164.530
    summary: Safeguards for what we know about patients.
    basis: law
    status: in-force
    gap:
      owner: office-manager
      by: 2027-03-31
      plan: The office manager writes a policy on safeguards.
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

    Good:

    ```yaml title="data/regulations/privacy-rule.yaml"
    title: Privacy rule
    citation: 45 CFR 164.530
    summary: Safeguards for what we know about patients.
    basis: law
    status: in-force
    gap:
      owner: office-manager
      by: 2027-03-31
      plan: The office manager writes a policy on safeguards.
    requirements:
      - id: safeguards
        text: Have safeguards that fit the work.
    confidence: verified
    verified_on: 2026-06-20
    ```
    """
    met = {r for p in book.policies.values() if p.status == "active" for r in p.satisfies}
    for regulation in book.regulations.values():
        if regulation.gap and regulation.id in met:
            yield (
                regulation.at("gap"),
                f"{regulation.id!r} is carried out, and `gap` says it is not",
            )


@rule("LAW005", fix="Write both `headcount` and `at_least`, or neither; let `until` follow `from`.")
def scope_of_a_regulation_is_complete(book: Handbook) -> Findings:
    """A regulation that starts at a number says which count decides, and its days run forward.

    Bad:

    ```yaml title="data/regulations/large-offices.yaml"
    title: Large offices
    citation: 29 CFR 1910.38
    summary: A written plan for larger offices.
    basis: law
    status: in-force
    mandatory: false
    applies:
      at_least: 11
    requirements:
      - id: plan
        text: Keep a written plan.
    confidence: verified
    verified_on: 2026-06-20
    ```

    ```yaml title="data/policies/privacy/notice.yaml"
    satisfies:
      - large-offices
    ```

    Good:

    ```yaml title="data/regulations/large-offices.yaml"
    title: Large offices
    citation: 29 CFR 1910.38
    summary: A written plan for larger offices.
    basis: law
    status: in-force
    mandatory: false
    requirements:
      - id: plan
        text: Keep a written plan.
    confidence: verified
    verified_on: 2026-06-20
    ```

    ```yaml title="data/policies/privacy/notice.yaml"
    satisfies:
      - large-offices
    ```
    """
    for regulation in book.regulations.values():
        applies = regulation.applies
        if applies and (applies.headcount is None) != (applies.at_least is None):
            yield regulation.at("applies"), "only one of `headcount` and `at_least` is there"
        if regulation.from_day and regulation.until and regulation.until < regulation.from_day:
            message = f"`until` {regulation.until} is before `from` {regulation.from_day}"
            yield regulation.at("until"), message
