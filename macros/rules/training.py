"""Trainings: their occasions, who takes them, and that nobody new is forgotten."""

from macros.model.growth import Training
from macros.model.handbook import Handbook
from macros.model.people import Role
from macros.views.paths import calendar_day, paths_of, tasks
from macros.views.training import given, takers, trainings_of

from .rule import Findings, rule


@rule("TRN001", fix="Write both `interval` under `triggers` and `every_months`, or neither.")
def occasions_are_complete(book: Handbook) -> Findings:
    """A training that comes round says after how many months, and only one at the start by when.

    Bad:

    ```yaml title="data/training/privacy-basics.yaml"
    title: Privacy basics
    owner: office-manager
    summary: You know what you may say about a patient.
    given_by: office-manager
    everyone: true
    triggers:
      - interval
    basis: practice
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
    for training in book.trainings.values():
        comes_round = "interval" in training.triggers
        if comes_round and training.every_months is None:
            yield training.at("triggers"), "`interval` is there, but no `every_months`"
        elif not comes_round and training.every_months is not None:
            message = f"`every_months` {training.every_months} is there, but no trigger `interval`"
            yield training.at("every_months"), message
        if training.within_days is not None and "hire" not in training.triggers:
            message = f"`within_days` {training.within_days} is there, but no trigger `hire`"
            yield training.at("within_days"), message


@rule(
    "TRN002",
    fix="Add `everyone: true`, `exposed: true`, `roles` or `departments`; or retire it.",
    needs=("role",),
)
def training_is_taken(book: Handbook) -> Findings:
    """Every training that is given is taken by some role.

    Bad:

    ```yaml title="data/training/privacy-basics.yaml"
    title: Privacy basics
    owner: office-manager
    summary: You know what you may say about a patient.
    given_by: office-manager
    triggers:
      - material-change
    basis: practice
    evidence: A line in the training log.
    ```

    Good:

    ```yaml title="data/training/privacy-basics.yaml"
    title: Privacy basics
    owner: office-manager
    summary: You know what you may say about a patient.
    given_by: office-manager
    roles:
      - office-manager
    triggers:
      - material-change
    basis: practice
    evidence: A line in the training log.
    ```
    """
    for training in given(book):
        if not takers(book, training):
            yield training.at(), f"training {training.id!r} is taken by nobody"


@rule(
    "TRN003",
    fix="Add the training to `trainings` of a task, by the day that its `within_days` names.",
    needs=("role", "onboarding", "training"),
)
def newcomers_are_trained(book: Handbook) -> Findings:
    """Every training at the start has a task on the way in of each role that takes it, in time.

    All paths of a role count: the common core, its department's, and its own.

    Bad:

    ```yaml title="data/training/privacy-basics.yaml"
    title: Privacy basics
    owner: office-manager
    summary: You know what you may say about a patient.
    given_by: office-manager
    everyone: true
    triggers:
      - hire
    within_days: 10
    basis: practice
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
      - hire
    within_days: 10
    basis: practice
    evidence: A line in the training log.
    ```

    ```yaml title="data/onboarding/core.yaml"
    phases:
      - id: day-1
        aim: You know why we are here and how we keep things private.
        tasks:
          - id: mission
            text: Talk with the owner physician about our mission and values.
            offset: 0
            who: newcomer
            marks:
              - mission-and-values
          - id: privacy
            text: Take the privacy training, read the privacy policy and sign.
            offset: 0
            who: newcomer
            marks:
              - privacy
            signs:
              - notice
            trainings:
              - privacy-basics
          - id: shadow
            text: Spend half a day with somebody whose work is not yours.
            offset: 0
            who: newcomer
            marks:
              - shadow-shift
    ```
    """
    forgotten: dict[str, list[str]] = {}
    late: dict[tuple[str, int], list[str]] = {}
    for role in book.roles.values():
        if role.status == "active":
            for training, day in _on_the_way(book, role):
                if day is None:
                    forgotten.setdefault(training.id, []).append(role.id)
                elif training.within_days is not None and day > training.within_days:
                    late.setdefault((training.id, day), []).append(role.id)
    for training_id, roles in forgotten.items():
        message = f"no task on the way in of {_quoted(roles)} has {training_id!r}"
        yield book.trainings[training_id].at("triggers"), message
    for (training_id, day), roles in late.items():
        training = book.trainings[training_id]
        message = f"{_quoted(roles)} is trained on day {day}, not by day {training.within_days}"
        yield training.at("within_days"), message


def _on_the_way(book: Handbook, role: Role) -> list[tuple[Training, int | None]]:
    """The trainings a role takes at the start, with the calendar day of the task that has it."""
    # The latest first, so that of two tasks for one training the earlier is kept.
    found = reversed(tasks(paths_of(book, role)))
    days = {training: calendar_day(task) for task in found for training in task.trainings}
    taken = (t.training for t in trainings_of(book, role) if "hire" in t.training.triggers)
    return [(training, days.get(training.id)) for training in taken]


def _quoted(ids: list[str]) -> str:
    return ", ".join(map(repr, ids))
