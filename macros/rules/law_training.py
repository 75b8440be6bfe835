"""What law asks to be taught is taught, often enough, and its record is kept long enough."""

from datetime import date

from macros.model.growth import Training
from macros.model.handbook import Handbook
from macros.model.law import Regulation
from macros.views.law import in_scope
from macros.views.training import given, rests_on, unmet

from .rule import Findings, rule


@rule(
    "LAW007",
    fix="Name the regulation under `regulations` of a training with these occasions; or use `gap`.",
    needs=("practice", "regulation", "training"),
)
def what_law_wants_taught_is_taught(book: Handbook, today: date) -> Findings:
    """A regulation that asks for training is carried out by one, on its occasions, often enough.

    It is asked of law and contracts that concern the practice; guidance only advises.
    A gap that is known stands in the regulation's `gap`, with who closes it by when.

    Bad:

    ```yaml title="data/regulations/bloodborne.yaml"
    title: Bloodborne pathogens
    citation: 29 CFR 1910.1030
    summary: Keeps staff safe from blood.
    basis: law
    status: in-force
    training_months: 12
    requirements:
      - id: training
        text: Train staff once a year.
    confidence: verified
    verified_on: 2026-06-20
    ```

    ```yaml title="data/policies/privacy/notice.yaml"
    satisfies:
      - bloodborne
    ```

    ```yaml title="data/training/bloodborne-basics.yaml"
    title: Work with blood
    owner: office-manager
    summary: You know how to protect yourself.
    given_by: owner-physician
    exposed: true
    triggers:
      - interval
    every_months: 24
    basis: practice
    regulations:
      - bloodborne
    evidence: A line in the training log.
    ```

    Good:

    ```yaml title="data/regulations/bloodborne.yaml"
    title: Bloodborne pathogens
    citation: 29 CFR 1910.1030
    summary: Keeps staff safe from blood.
    basis: law
    status: in-force
    training_months: 12
    requirements:
      - id: training
        text: Train staff once a year.
    confidence: verified
    verified_on: 2026-06-20
    ```

    ```yaml title="data/policies/privacy/notice.yaml"
    satisfies:
      - bloodborne
    ```

    ```yaml title="data/training/bloodborne-basics.yaml"
    title: Work with blood
    owner: office-manager
    summary: You know how to protect yourself.
    given_by: owner-physician
    exposed: true
    triggers:
      - interval
    every_months: 12
    basis: law
    regulations:
      - bloodborne
    evidence: A line in the training log.
    ```
    """
    for regulation in book.regulations.values():
        concerns, why = in_scope(book, regulation, today)
        if concerns and regulation.basis != "guidance" and regulation.gap is None:
            key = "training_months" if regulation.training_months else "training_triggers"
            for lack in unmet(book, regulation):
                message = f"{lack}: {regulation.id!r} concerns us: {why}"
                yield regulation.at(key), message


def _asking(book: Handbook, training: Training, today: date) -> list[Regulation]:
    """The regulations in scope that ask for a training, and for its interval if it has one."""
    behind = rests_on(book, training, today)
    if training.every_months:
        return [regulation for regulation in behind if regulation.training_months]
    return [r for r in behind if r.training_months or r.training_triggers]


@rule(
    "TRN004",
    fix="Write `basis: practice`, or name what asks for it under `regulations`.",
    needs=("practice", "regulation"),
)
def training_claims_no_law(book: Handbook, today: date) -> Findings:
    """A training rests on law, guidance or contract only where one asks for it.

    One that comes round needs one that sets an interval: few do.
    Claiming one where there is none makes every other claim doubtful.

    Bad:

    ```yaml title="data/training/privacy-basics.yaml"
    title: Privacy basics
    owner: office-manager
    summary: You know what you may say about a patient.
    given_by: office-manager
    everyone: true
    triggers:
      - interval
    every_months: 12
    basis: law
    evidence: A line in the training log.
    ```

    Good:

    ```yaml title="data/training/privacy-basics.yaml"
    title: Privacy basics
    owner: office-manager
    summary: You know what you may say about a patient.
    given_by: office-manager
    everyone: true
    triggers:
      - interval
    every_months: 12
    basis: practice
    evidence: A line in the training log.
    ```
    """
    for training in given(book):
        bases = {regulation.basis for regulation in _asking(book, training, today)}
        if training.basis != "practice" and training.basis not in bases:
            asked = "sets an interval" if training.every_months else "asks for a training"
            message = f"`basis` is {training.basis!r}, but nothing under `regulations` {asked}"
            yield training.at("basis"), message


@rule(
    "TRN005",
    fix="Raise `keep_years` to what the regulation asks for.",
    needs=("practice", "regulation"),
)
def record_of_training_is_kept(book: Handbook, today: date) -> Findings:
    """The record of a training is kept at least as long as law asks.

    Bad:

    ```yaml title="data/regulations/bloodborne.yaml"
    title: Bloodborne pathogens
    citation: 29 CFR 1910.1030
    summary: Keeps staff safe from blood.
    basis: law
    status: in-force
    retention:
      - what: Records of this training
        of: training
        years: 3
        after: The day of the training
    requirements:
      - id: training
        text: Train staff when they start.
    confidence: verified
    verified_on: 2026-06-20
    ```

    ```yaml title="data/policies/privacy/notice.yaml"
    satisfies:
      - bloodborne
    ```

    ```yaml title="data/training/bloodborne-basics.yaml"
    title: Work with blood
    owner: office-manager
    summary: You know how to protect yourself.
    given_by: owner-physician
    exposed: true
    triggers:
      - new-task
    basis: practice
    regulations:
      - bloodborne
    evidence: A line in the training log.
    keep_years: 2
    ```

    Good:

    ```yaml title="data/regulations/bloodborne.yaml"
    title: Bloodborne pathogens
    citation: 29 CFR 1910.1030
    summary: Keeps staff safe from blood.
    basis: law
    status: in-force
    retention:
      - what: Records of this training
        of: training
        years: 3
        after: The day of the training
    requirements:
      - id: training
        text: Train staff when they start.
    confidence: verified
    verified_on: 2026-06-20
    ```

    ```yaml title="data/policies/privacy/notice.yaml"
    satisfies:
      - bloodborne
    ```

    ```yaml title="data/training/bloodborne-basics.yaml"
    title: Work with blood
    owner: office-manager
    summary: You know how to protect yourself.
    given_by: owner-physician
    exposed: true
    triggers:
      - new-task
    basis: practice
    regulations:
      - bloodborne
    evidence: A line in the training log.
    keep_years: 3
    ```
    """
    for training in given(book):
        years, regulation_id = _asked_years(book, training, today)
        if (training.keep_years or 0) < years:
            kept = "is not there" if training.keep_years is None else f"is {training.keep_years}"
            message = f"`keep_years` {kept}, and {regulation_id!r} asks for {years}"
            yield training.at("keep_years"), message


def _asked_years(book: Handbook, training: Training, today: date) -> tuple[int, str]:
    """The longest time that law or a contract in scope asks to keep the record, and which."""
    found = [
        (kept.years, regulation.id)
        for regulation in rests_on(book, training, today)
        if regulation.basis != "guidance"
        for kept in regulation.retention
        if kept.of == "training"
    ]
    return max(found, default=(0, ""))
