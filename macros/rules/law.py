"""What law asks for is carried out, rests on what holds, and says whom it concerns."""

from datetime import date

from macros.model.handbook import Handbook
from macros.views.crosswalk import carried_out_by
from macros.views.law import in_scope
from macros.views.training import given, unmet

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
    for regulation in book.regulations.values():
        concerns, why = in_scope(book, regulation, today)
        met = carried_out_by(book, regulation) or regulation.gap is not None
        if concerns and regulation.mandatory and not met:
            message = f"no active policy carries out {regulation.id!r}; it concerns us: {why}"
            yield regulation.at(), message


@rule("LAW004", fix="Set it on a regulation that is in force.", needs=("regulation",))
def rests_on_what_holds(book: Handbook) -> Findings:
    """An active policy or training rests on regulations that are in force.

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
    named = [(p, "satisfies", p.satisfies) for p in book.policies.values() if p.status == "active"]
    taught = [(t, "regulations", t.regulations) for t in given(book)]
    for record, key, ids in (*named, *taught):
        for index, regulation_id in enumerate(ids):
            regulation = book.regulations.get(regulation_id)
            if regulation and regulation.status != "in-force":
                message = f"regulation {regulation_id!r} is {regulation.status}"
                yield record.at(key, index), message


@rule("LAW006", fix="Delete `gap`.", severity="warning", needs=("policy", "training"))
def gap_is_open(book: Handbook) -> Findings:
    """A regulation that an active policy carries out is no gap any more.

    While a training that it asks for is missing, it still is one.

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
    for regulation in book.regulations.values():
        met = carried_out_by(book, regulation) and not any(unmet(book, regulation))
        if regulation.gap and met:
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
