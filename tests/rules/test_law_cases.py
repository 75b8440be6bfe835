"""Odd cases of the rules about law and training, with whole messages and places."""

from tests.lay import Lay
from tests.rules.test_odd_cases import first_lines

LAW = """title: Bloodborne pathogens
citation: 29 CFR 1910.1030
summary: Keeps staff safe from blood.
basis: {basis}
status: {status}
mandatory: false
{asks}requirements:
  - id: training
    text: Train staff.
confidence: verified
verified_on: 2026-06-20
"""
TRAINING = """title: Work with blood
owner: office-manager
summary: You know how to protect yourself.
given_by: owner-physician
exposed: true
triggers:
{triggers}basis: {basis}
regulations:
  - bloodborne
evidence: A line in the training log.
"""
FILE, TAUGHT = "regulations/bloodborne.yaml", "training/blood.yaml"
GAP = "gap:\n  owner: office-manager\n  by: 2027-03-31\n  plan: Train.\n"
MONTHS = "training_months: 12\n"


def law(asks: str = MONTHS, basis: str = "law", status: str = "in-force") -> str:
    return LAW.format(asks=asks, basis=basis, status=status)


def training(triggers: str, basis: str = "practice") -> str:
    return TRAINING.format(triggers=triggers, basis=basis)


def test_law007_says_what_is_missing(lay: Lay) -> None:
    assert first_lines(lay({FILE: law()})) == [
        (
            "data/regulations/bloodborne.yaml:7:18: LAW007 no active training teaches it:"
            " 'bloodborne' concerns us: it concerns every practice"
        )
    ]


def test_law007_a_planned_gap_is_known(lay: Lay) -> None:
    assert lay({FILE: law(MONTHS + GAP)}) == []


def test_law007_guidance_only_advises(lay: Lay) -> None:
    assert lay({FILE: law(basis="guidance")}) == []


def test_law007_what_is_proposed_asks_nothing(lay: Lay) -> None:
    assert lay({FILE: law(status="proposed")}) == []


def test_law006_a_gap_is_one_while_its_training_is_missing(lay: Lay) -> None:
    policy = {"policies/privacy/notice.yaml": "satisfies:\n  - bloodborne\n"}
    assert lay({FILE: law(MONTHS + GAP), **policy}) == []
    taught = training("  - interval\nevery_months: 12\n")
    assert [p.rule for p in lay({TAUGHT: taught})] == ["LAW006"]


def test_law004_a_training_rests_on_what_holds_too(lay: Lay) -> None:
    found = lay({FILE: law("", status="vacated"), TAUGHT: training("  - new-task\n")})
    assert first_lines(found) == [
        "data/training/blood.yaml:10:5: LAW004 regulation 'bloodborne' is vacated"
    ]


def test_trn001_months_without_the_trigger(lay: Lay) -> None:
    text = training("  - new-task\nwithin_days: 5\nevery_months: 12\n")
    assert first_lines(lay({FILE: law(""), TAUGHT: text})) == [
        ("data/training/blood.yaml:8:14: TRN001 `within_days` 5 is there, but no trigger `hire`"),
        (
            "data/training/blood.yaml:9:15: TRN001 `every_months` 12 is there,"
            " but no trigger `interval`"
        ),
    ]


LATE = """phases:
  - id: day-1
    aim: You know why we are here.
    tasks:
      - id: mission
        text: Talk with the owner physician about our mission and values.
        offset: 0
        who: newcomer
        marks:
          - mission-and-values
          - privacy
          - shadow-shift
        signs:
          - notice
  - id: day-30
    aim: You know how to protect yourself.
    tasks:
      - id: blood
        text: Take the training.
        offset: 10
        who: newcomer
        trainings:
          - blood
"""


PHYSICIANS = """title: For physicians
owner: office-manager
roles:
  - owner-physician
helper: office-manager
welcome: Welcome.
"""


def test_trn003_working_days_count_as_calendar_days(lay: Lay) -> None:
    files = {FILE: law(""), "onboarding/core.yaml": LATE}
    assert lay({**files, TAUGHT: training("  - hire\nwithin_days: 14\n")}) == []
    found = lay({TAUGHT: training("  - hire\nwithin_days: 13\n")})
    assert first_lines(found) == [
        (
            "data/training/blood.yaml:8:14: TRN003 'owner-physician' is trained on day 14,"
            " not by day 13"
        )
    ]


def test_trn003_a_path_of_the_role_counts(lay: Lay) -> None:
    found = lay({FILE: law(""), TAUGHT: training("  - hire\n")})
    assert first_lines(found) == [
        (
            "data/training/blood.yaml:7:3: TRN003 no task on the way in of 'owner-physician'"
            " has 'blood'"
        )
    ]
    path = f"{PHYSICIANS}{LATE}"
    assert lay({"onboarding/physician.yaml": path}) == []


def test_trn004_an_event_is_no_interval(lay: Lay) -> None:
    files = {FILE: law("training_triggers:\n  - hire\n  - new-task\n" + GAP)}
    yearly = training("  - new-task\n  - interval\nevery_months: 12\n", "law")
    assert first_lines(lay({**files, TAUGHT: yearly})) == [
        (
            "data/training/blood.yaml:10:8: TRN004 `basis` is 'law',"
            " but nothing under `regulations` sets an interval"
        )
    ]


def test_trn004_an_event_asks_for_a_training_without_an_interval(lay: Lay) -> None:
    files = {FILE: law("training_triggers:\n  - new-task\n")}
    assert lay({**files, TAUGHT: training("  - new-task\n", "law")}) == []


KEPT = "retention:\n  - what: Records of it\n    of: {}\n    years: 3\n    after: The day\n"


def test_trn005_only_records_of_training_count(lay: Lay) -> None:
    taught = training("  - new-task\n")
    assert lay({FILE: law(KEPT.format("records")), TAUGHT: taught}) == []
    assert first_lines(lay({FILE: law(KEPT.format("training"))})) == [
        (
            "data/training/blood.yaml:1:1: TRN005 `keep_years` is not there,"
            " and 'bloodborne' asks for 3"
        )
    ]


def test_law008_proof_without_an_answer(lay: Lay) -> None:
    text = "questions:\n  - id: recording\n    question: May a call be recorded?\n"
    assert lay({"state.yaml": text}) == []
    found = lay({"state.yaml": f"{text}    answered_on: 2026-10-01\n"})
    assert first_lines(found) == [
        "data/state.yaml:4:18: LAW008 'recording' has `answered_on`, but no `answer`"
    ]


def test_a_post_that_law_asks_for_must_exist(lay: Lay) -> None:
    found = lay({FILE: law("designations:\n  - official\n")})
    assert first_lines(found) == [
        (
            "data/regulations/bloodborne.yaml:8:5: REF001 `designations` 'official'"
            " is not a designation"
        )
    ]


def test_due004_an_answer_was_found_in_the_past(lay: Lay) -> None:
    text = (
        "questions:\n  - id: recording\n    question: May a call be recorded?\n    answer: No.\n"
        "    source: Lakeland Code 8\n    answered_by: sam-rivers\n    answered_on: 2026-11-22\n"
    )
    assert first_lines(lay({"state.yaml": text})) == [
        "data/state.yaml:7:18: DUE004 2026-11-22 is still to come"
    ]
