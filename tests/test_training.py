"""Who is trained in what, when, what asks for it, and what nobody teaches."""

import csv
import io
from collections.abc import Mapping
from pathlib import Path

import pytest

from macros.exported.training import training_matrix
from macros.load import load
from macros.model.handbook import Handbook
from macros.parts import Desk
from macros.site import made
from macros.views.training import occasions, takers, trainings_of, unmet
from tests.lay import TODAY, put

LAW = """title: Bloodborne pathogens
citation: 29 CFR 1910.1030
summary: Keeps staff safe from blood.
basis: {basis}
status: in-force
mandatory: false
{asks}requirements:
  - id: training
    text: Train staff.
confidence: verified
verified_on: 2026-06-20
"""
TRAINING = """title: {title}
owner: office-manager
summary: You know how it is done.
given_by: owner-physician
{whom}triggers:
{triggers}basis: practice
regulations:
  - bloodborne
evidence: A line in the training log.
keep_years: 6
"""
YEARLY = "  - interval\nevery_months: 12\n"
HIRED = "  - hire\nwithin_days: {}\n"


def training(
    whom: str = "everyone: true\n", triggers: str = YEARLY, title: str = "Work with blood"
) -> str:
    return TRAINING.format(title=title, whom=whom, triggers=triggers)


def book(data: Path, files: Mapping[str, str]) -> Handbook:
    for name, text in files.items():
        put(data, name, text)
    return load(data).book


WHOM = {
    "everyone: true\n": {"office-manager": "everyone", "owner-physician": "everyone"},
    "exposed: true\n": {"owner-physician": "exposure to blood"},
    "roles:\n  - office-manager\n": {"office-manager": "your role"},
    "departments:\n  - practice\n": {
        "office-manager": "your department",
        "owner-physician": "your department",
    },
    # What is nearest to the role is the reason.
    "everyone: true\nexposed: true\nroles:\n  - office-manager\n": {
        "office-manager": "your role",
        "owner-physician": "exposure to blood",
    },
    "status: planned\neveryone: true\n": {},
}


@pytest.mark.parametrize("whom", WHOM)
def test_a_training_is_taken_for_a_reason(whom: str, data: Path) -> None:
    law = LAW.format(basis="law", asks="")
    found = book(data, {"training/blood.yaml": training(whom), "regulations/bloodborne.yaml": law})
    by_role = {
        role.id: taken.reason
        for role in found.roles.values()
        for taken in trainings_of(found, role)
    }
    assert by_role == WHOM[whom]
    if "planned" not in whom:
        assert dict(_ids(found)) == WHOM[whom]


def _ids(found: Handbook) -> list[tuple[str, str]]:
    return [(role.id, reason) for role, reason in takers(found, found.trainings["blood"])]


MONTHS, EVENTS = "training_months: {}\n", "training_triggers:\n{}"
# What the law asks, when the training is due, and the words and basis of each occasion.
OCCASIONS = {
    (MONTHS.format(12), YEARLY): [("every 12 months", "law")],
    # Who trains more often than the law asks does so by choice.
    (MONTHS.format(24), YEARLY): [("every 12 months", "practice")],
    (EVENTS.format("  - hire\n"), HIRED.format(10)): [("when you start, within 10 days", "law")],
    (EVENTS.format("  - hire\n"), HIRED.format(0)): [("on your first day", "law")],
    (EVENTS.format("  - hire\n"), "  - hire\n" + YEARLY): [
        ("when you start", "law"),
        ("every 12 months", "practice"),
    ],
    (EVENTS.format("  - hire\n"), "  - new-task\n"): [("when you take on a new task", "practice")],
    ("until: 2026-01-05\n" + MONTHS.format(12), YEARLY): [("every 12 months", "practice")],
}


@pytest.mark.parametrize("case", OCCASIONS)
def test_each_occasion_says_what_asks_for_it(case: tuple[str, str], data: Path) -> None:
    asks, triggers = case
    law = LAW.format(basis="law", asks=asks)
    found = book(
        data,
        {"training/blood.yaml": training(triggers=triggers), "regulations/bloodborne.yaml": law},
    )
    made = occasions(found, found.trainings["blood"], TODAY)
    assert [(occasion.words, occasion.basis) for occasion in made] == OCCASIONS[case]


# What the law asks, the trainings there are, and what nobody teaches.
UNMET = {
    ("", ()): [],
    (MONTHS.format(12), ()): ["no active training teaches it"],
    (MONTHS.format(12), (YEARLY,)): [],
    (MONTHS.format(12), ("  - interval\nevery_months: 13\n", YEARLY)): [],
    (MONTHS.format(12), ("  - interval\nevery_months: 13\n",)): [
        "its training comes round every 13 months, not every 12"
    ],
    (MONTHS.format(12), ("  - hire\n",)): ["no training for it comes round every 12 months"],
    (EVENTS.format("  - hire\n  - new-hazard\n"), ("  - hire\n",)): [
        "no training for it is due when there is a new hazard"
    ],
    (EVENTS.format("  - hire\n  - new-hazard\n"), ("  - hire\n", "  - new-hazard\n")): [],
    (MONTHS.format(12) + EVENTS.format("  - interval\n"), ("  - hire\n",)): [
        "no training for it comes round every 12 months"
    ],
}


@pytest.mark.parametrize("case", UNMET)
def test_what_law_asks_to_be_taught_and_nobody_teaches(
    case: tuple[str, tuple[str, ...]], data: Path
) -> None:
    asks, given = case
    files = {
        f"training/blood-{number}.yaml": training(triggers=triggers)
        for number, triggers in enumerate(given)
    }
    law = LAW.format(basis="law", asks=asks)
    found = book(data, {**files, "regulations/bloodborne.yaml": law})
    assert list(unmet(found, found.regulations["bloodborne"])) == UNMET[case]


def test_the_matrix_is_a_table_with_a_row_for_each_role_and_training(data: Path) -> None:
    law = LAW.format(basis="law", asks=MONTHS.format(12))
    put(data, "regulations/bloodborne.yaml", law)
    put(data, "training/blood.yaml", training("exposed: true\n"))
    put(data, "training/desk.yaml", training("roles:\n  - office-manager\n", title="=The desk"))
    desk = Desk(made(load(data), TODAY, "staff"))
    rows = list(csv.DictReader(io.StringIO(training_matrix(desk))))
    kept = (
        "role",
        "training_title",
        "taken_because",
        "every_months",
        "interval_basis",
        "citations",
    )
    assert [tuple(row[key] for key in kept) for row in rows] == [
        ("office-manager", "'=The desk", "your role", "12", "law", "29 CFR 1910.1030"),
        (
            "owner-physician",
            "Work with blood",
            "exposure to blood",
            "12",
            "law",
            "29 CFR 1910.1030",
        ),
    ]
