"""What stays of a handbook of which parts are kept, and how it is written."""

import shutil
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import pytest

from macros.insert import LayoutError
from macros.keeping.laid import laid
from macros.keeping.start import Start
from macros.keeping.told import told
from macros.load import load
from macros.pruning import pruned
from macros.source import read_text
from macros.tidy import tidied
from tests.lay import MINIMAL, problems

TODAY = date(2026, 11, 25)

SAMPLE = {
    "practice.yaml": """
name: Hill Clinic
sample: true
state: State of Upland
locations:
  - id: main
    name: Main office
    address: 9 Hill Street, Upland Falls
    phone: "(555) 010-0900"
working_days:
  - monday
headcounts:
  - id: employees
    count: 9
    method: Everyone.
    counted_on: 2026-10-01
contacts:
  - id: carrier
    name: Upland Mutual
    phone: "(555) 010-0901"
    purpose: Call when care may have harmed a patient.
""",
    "departments.yaml": """
departments:
  - id: practice
    title: The practice
    product: People who are cared for, and an office that runs.
    head: owner-physician

  - id: nursing
    title: Nursing
    product: Rooms that are ready.
    head: nurse

  - id: billing
    title: Billing
    product: Bills that are right.
    head: biller
""",
    "categories.yaml": """
categories:
  - id: safety
    title: Safety
    code: SAF
    approvers:
      roles:
        - owner-physician
      deputy: nurse

  # Money comes last.
  - id: money
    title: Money
    code: MON
    approvers:
      roles:
        - owner-physician
""",
    "roles/nurse.yaml": """
title: Nurse
owner: office-manager
department: nursing
reports_to: owner-physician
reviewed_on: 2026-03-03
description: |
  You care for patients.
  You never [count cash](policy:cash).
responsibilities:
  - id: rooms
    text: Keep the rooms ready.
    policies:
      - needles
      - cash
exposure:
  bloodborne: all
""",
    "roles/biller.yaml": """
title: Biller
owner: office-manager
department: billing
reports_to: office-manager
backup: nurse
description: You send the bills.
exposure:
  bloodborne: none
""",
    "people/ann-hill.yaml": """
name: Ann Hill
assignments:
  - role: nurse
    from: 2021-03-01
""",
    "designations.yaml": """
designations:
  - id: watcher
    title: Watcher of bills
    role: owner-physician
    backup: nurse
    regulations:
      - sharps
    duty: Hears concerns about bills.
    kept_from:
      - billing

separations:
  - id: pay
    title: Paying and reconciling
    roles:
      - office-manager
      - biller
    reason: One person could hide a payment.
""",
    "policies/safety/needles.yaml": """
title: Needles
code: SAF-01
summary: What you do with needles at Hill Clinic.
owner: nurse
status: active
applies_to:
  - everyone: true
acknowledge: true
sign_by: 10
satisfies:
  - sharps
state_questions:
  - sharps-law
review:
  every_months: 12
  basis: practice
reviews:
  - due: 2026-01-05
    on: 2026-01-05
    by: ann-hill
    outcome: no-change
exceptions:
  - id: trial
    who: nurse
    reason: A trial.
    until: 2027-01-05
what_you_do:
  - "Call (555) 010-0900: somebody answers."
  - Say the address, 9 Hill Street, Upland Falls, in Upland.
  - Read about [cash](policy:cash#count), then [report](procedure:report).
sections:
  - id: why
    heading: Why we do this
    body: |
      Needles hurt.
      Ask [Ann](person:ann-hill).
      Ann Hill knows.
      Call Upland Mutual.
      In Upland you report within 45 days.
      The answer for Upland stands below.
forms:
  - sharps-log
revisions:
  - version: "2.0"
    effective: 2026-01-05
    material: true
    change: Other needles.
  - version: "1.0"
    effective: 2025-01-05
    material: true
    change: First version.
""",
    "policies/money/cash.yaml": """
title: Cash
code: MON-01
summary: How cash is counted.
owner: biller
status: active
applies_to:
  - departments:
      - billing
review:
  every_months: 12
  basis: practice
what_you_do:
  - Count twice.
sections:
  - id: count
    heading: Counting
    body: Count.
revisions:
  - version: "1.0"
    effective: 2026-01-05
    material: true
    change: First version.
""",
    "policies/safety/old-plan.yaml": """
title: Old plan
code: SAF-09
summary: What we did.
owner: nurse
status: retired
retired_on: 2026-01-05
replaced_by: needles
""",
    "regulations/sharps.yaml": """
title: Sharps
citation: Part 1
summary: Needles go into a container.
basis: law
status: in-force
applies:
  headcount: employees
  at_least: 2
designations:
  - watcher
gap:
  owner: biller
  by: 2027-01-05
  plan: Write it.
requirements:
  - id: container
    text: Use a container.
confidence: known
verified_on: 2026-10-01
""",
    "state.yaml": """
questions:
  - id: sharps-law
    question: What does State law say about needles?
    answer: Report within 45 days.
    source: Upland Code 1
    answered_by: ann-hill
    answered_on: 2026-10-01
  - id: cash-law
    question: What does State law say about cash?
""",
    "forms/sharps-log.yaml": """
title: Sharps log
status: active
owner: nurse
purpose: When somebody was stuck.
fields:
  - id: when
    label: When
kept: In the binder.
""",
    "procedures/report.yaml": """
title: Report a needle
owner: nurse
performed_by:
  - nurse
policies:
  - needles
  - cash
last_tested: 2026-06-01
trigger: Somebody was stuck.
steps:
  - id: tell
    actor: nurse
    text: Tell the office manager.
done_when: It is in the log.
""",
    "procedures/alone.yaml": """
title: Nobody finds this
owner: biller
performed_by:
  - biller
policies:
  - needles
trigger: Never.
steps:
  - id: do
    actor: biller
    text: Do it.
done_when: It is done.
""",
    "emergencies.yaml": """
emergencies:
  - id: stuck
    title: I was stuck
    steps:
      - id: wash
        text: Wash.
    call:
      - owner-physician
      - nurse
    contacts:
      - carrier
    procedure: report
  - id: robbed
    title: We were robbed
    steps:
      - id: give
        text: Give it.
    call:
      - office-manager
      - owner-physician
    policies:
      - cash
""",
    "checklists/monthly.yaml": """
title: Each month
owner: nurse
summary: The containers are not full.
frequency: monthly
start: 2026-01-05
policies:
  - needles
items:
  - id: look
    text: Look.
    role: nurse
""",
}

Begin = Callable[..., tuple[Path, Start]]


@pytest.fixture
def begin(tmp_path: Path) -> Begin:
    """Keep some categories of a made-up sample."""

    def kept(*categories: str, more: Mapping[str, str] | None = None) -> tuple[Path, Start]:
        sample = tmp_path / "sample"
        shutil.copytree(MINIMAL, sample, ignore=shutil.ignore_patterns("approved", "notice*"))
        for name, text in {**SAMPLE, **(more or {})}.items():
            path = sample / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text.lstrip("\n"), encoding="utf-8")
        data = Path(shutil.copytree(MINIMAL, tmp_path / "data"))
        start = Start(load(sample).book, categories, load(data).book, TODAY)
        theirs = {
            p.relative_to(data).as_posix(): p.read_text("utf-8") for p in data.rglob("*.yaml")
        }
        for name, text in laid(start, theirs).items():
            (data / name).unlink(missing_ok=True)
            if text:
                (data / name).parent.mkdir(parents=True, exist_ok=True)
                (data / name).write_text(text, encoding="utf-8")
        return data, start

    return kept


def test_a_policy_becomes_a_draft_of_the_new_practice(begin: Begin) -> None:
    data, _ = begin("safety")
    assert problems(data, TODAY) == []
    assert (
        (data / "policies/safety/needles.yaml").read_text("utf-8")
        == """\
title: Needles
code: SAF-01
summary: What you do with needles at Example Family Practice.
owner: office-manager
status: in-review
applies_to:
  - everyone: true
acknowledge: true
sign_by: 10
satisfies:
  - sharps
state_questions:
  - sharps-law
review:
  every_months: 12
  basis: practice
what_you_do:
  - "Call (555) 010-0100: somebody answers."
  - Say the address, 1 Example Street, Lakeland Falls, in Lakeland.
  - Read about cash, then [report](procedure:report).
sections:
  - id: why
    heading: Why we do this
    body: |
      Needles hurt.
      The answer for Lakeland stands below.
forms:
  - sharps-log
revisions:
  - version: "1.0"
    effective: 2027-02-23
    material: true
    change: First version.
"""
    )


@pytest.mark.parametrize("categories", [("safety",), ("money",), ("safety", "money")])
def test_there_is_nothing_to_tidy(categories: tuple[str, ...], begin: Begin) -> None:
    data, _ = begin(*categories)
    inside = [path.relative_to(data).as_posix() for path in data.rglob("*.yaml")]
    assert [name for name in inside if tidied(data / name, name) is not None] == []


def test_what_it_needs_comes_along_and_what_it_does_not_stays_behind(begin: Begin) -> None:
    book = load(begin("safety")[0]).book
    assert set(book.policies) == {"notice", "needles"}
    assert set(book.roles) == {"owner-physician", "office-manager", "nurse"}
    assert set(book.departments) == {"practice", "nursing"}
    assert set(book.categories) == {"privacy", "safety"}
    assert set(book.procedures) == {"report"}
    assert (set(book.forms), set(book.emergencies)) == ({"sharps-log"}, {"stuck"})
    assert set(book.state_questions) == {"sharps-law"}
    assert set(book.checklists) == {"monthly"}
    assert not book.separations


def test_a_role_keeps_its_work_and_gets_a_cover(begin: Begin) -> None:
    data, start = begin("safety")
    text = (data / "roles/nurse.yaml").read_text("utf-8")
    assert "backup: owner-physician\n" in text
    assert "You never count cash.\n" in text
    assert "    policies:\n      - needles\nexposure:" in text
    assert "reviewed_on" not in text
    assert [role.id for role in start.vacant] == ["nurse"]


def test_an_unanswered_question_and_a_known_gap(begin: Begin) -> None:
    book = load(begin("safety")[0]).book
    question, regulation = book.state_questions["sharps-law"], book.regulations["sharps"]
    assert (question.answer, question.source, question.answered_by) == (None, None, None)
    assert regulation.gap is not None
    assert (regulation.gap.owner, regulation.gap.by) == ("office-manager", date(2027, 2, 23))
    assert book.practice is not None
    assert [(c.id, c.count, c.counted_on) for c in book.practice.headcounts] == [
        ("employees", 2, TODAY)
    ]


def test_what_is_done_today_waits_too(begin: Begin) -> None:
    book = load(begin("safety")[0]).book
    assert {book.procedures["report"].status, book.forms["sharps-log"].status} == {"planned"}
    assert book.procedures["report"].last_tested is None
    assert book.procedures["report"].policies == ("needles",)
    assert book.checklists["monthly"].start == TODAY
    # Both who are called are the owner physician for now.
    assert book.emergencies["stuck"].call == ("owner-physician", "nurse", "office-manager")
    assert book.emergencies["stuck"].contacts == ()


def test_everybody_signs_in_time(begin: Begin) -> None:
    core = load(begin("safety")[0]).book.onboarding["core"]
    signs = {t.id: (t.offset, t.signs) for phase in core.phases for t in phase.tasks if t.signs}
    assert signs == {"privacy": (0, ("notice",)), "sign-by-day-10": (9, ("needles",))}


def test_posts_and_duties_that_two_people_cannot_keep_apart(begin: Begin) -> None:
    data, start = begin("safety", "money")
    assert problems(data, TODAY) == []
    book = load(data).book
    assert "watcher" not in book.designations
    # Who pays does not reconcile, not even for now.
    assert book.roles["biller"].backup == "owner-physician"
    assert book.policies["cash"].owner == "office-manager"
    assert "The post 'Watcher of bills' is left out: its holder stays out of Billing" in "\n".join(
        told(start)
    )


def test_a_comment_stays_with_its_record(begin: Begin) -> None:
    text = (begin("money")[0] / "categories.yaml").read_text("utf-8")
    assert text.startswith("categories:\n  # Money comes last.\n  - id: money\n")
    assert "deputy" not in text


def test_what_leads_nowhere_in_the_sample_is_cut(begin: Begin) -> None:
    form = SAMPLE["forms/sharps-log.yaml"].replace("sharps-log", "other")
    policy = SAMPLE["policies/safety/needles.yaml"].replace("  - sharps-log", "  - not-there")
    data, _ = begin("safety", more={"policies/safety/needles.yaml": policy, "forms/x.yaml": form})
    assert problems(data, TODAY) == []
    assert "not-there" not in (data / "policies/safety/needles.yaml").read_text("utf-8")


def test_what_falls_takes_along_what_is_nothing_without_it(begin: Begin) -> None:
    procedure = SAMPLE["procedures/report.yaml"].replace("owner: nurse", "owner: nobody")
    data, start = begin("safety", more={"procedures/report.yaml": procedure})
    assert problems(data, TODAY) == []
    assert not start.ids["procedure"]
    text = (data / "policies/safety/needles.yaml").read_text("utf-8")
    assert "Read about cash, then report." in text


def test_what_to_do_next(begin: Begin) -> None:
    lines = list(told(begin("safety")[1]))
    assert lines[0] == (
        "1 policy waits for you: read, change and approve each."
        " They take effect on February 23, 2027;"
    )
    assert "1 role is vacant; until you assign people in data/people/, they are covered:" in lines
    assert "- Owner physician covers Nurse." in lines


def test_pruning_changes_nothing_else() -> None:
    text = """\
# On top.
one: 1

many:
  - a # why
  # About b.
  - b

  - c
last: |
  First.
  Second.
"""
    source = read_text(text)
    assert (
        pruned(source, {("many", 2), ("one",)}, {("last",): "Third.\n"})
        == """\
# On top.

many:
  - a # why
  # About b.
  - b

last: |
  Third.
"""
    )
    with pytest.raises(LayoutError, match="not laid out line by line"):
        pruned(read_text("many: [a, b]\n"), {("many", 0)}, {})
