"""What an edition tells of the one before: every kind, in words, approved words only, to whom."""

from datetime import date
from pathlib import Path

import pytest

from macros.changes.notable import notable
from macros.changes.phrases import KEEPERS
from macros.kinds import KINDS
from macros.load import load
from macros.model.edition import EditionChange
from tests.approving import approve_all
from tests.lay import TODAY, put
from tests.levels import LEVELS, fill
from tests.test_changes import EVERY, side

SINCE = date(2026, 5, 4)
NOTICE = "policies/privacy/notice.yaml"
PROCEDURE = """\
title: Close the office
owner: office-manager
performed_by:
  - office-manager
trigger: The last patient has left.
steps:
  - id: lock
    actor: office-manager
    text: Lock the door{where}.
    within: {within}
done_when: The alarm is on.
"""
ROLE = """\
title: Biller
owner: office-manager
department: practice
reports_to: office-manager
backup: office-manager
description: |
  You send the bills.
responsibilities:
  - id: send
    text: Send the bills of the week.
exposure:
  bloodborne: none
"""
CHECKLIST = """\
title: Closing
owner: office-manager
summary: Nothing stays open.
frequency: daily
start: 2026-01-05
items:
  - id: lock
    text: Lock the door.
    role: office-manager
"""
FORM = """\
title: Key list
owner: office-manager
purpose: Who has which key.
kept: In the safe.
fields:
  - id: name
    label: Your name
    kind: line
"""
TRAINING = """\
title: Fire drill
owner: office-manager
summary: You know the way out.
given_by: office-manager
roles:
  - office-manager
triggers:
  - hire
basis: practice
evidence: A line in the log.
"""
EMERGENCY = """\
emergencies:
  - id: fire
    title: Fire
    steps:
      - id: out
        text: Get everybody out.
    call:
      - office-manager
"""
DESIGNATIONS = """\
designations:
  - id: privacy-official
    title: Privacy official
    role: {role}
    backup: {backup}
    duty: Answers for privacy.
"""
TOPIC = "topics:\n  - id: keys\n    ask: Who has the keys?\n    role: office-manager\n"
TERM = "terms:\n  - id: phi\n    term: PHI\n    meaning: What we know about a patient.\n"


@pytest.fixture
def old(data: Path) -> Path:
    put(data, "procedures/close.yaml", PROCEDURE.format(where="", within="Within 30 minutes"))
    put(
        data,
        "designations.yaml",
        DESIGNATIONS.format(role="office-manager", backup="owner-physician"),
    )
    return data


def told(
    data: Path, *files: tuple[str, str], today: date = TODAY, approve: bool = True
) -> list[EditionChange]:
    """What is notable once texts are laid over a handbook."""
    before = load(data).book
    for name, text in files:
        put(data, name, text)
    if approve:
        approve_all(data)
    return list(notable(before, load(data).book, today, since=SINCE))


def said(found: list[EditionChange]) -> list[tuple[str, str, str]]:
    return [(change.kind, change.title, change.says) for change in found]


@pytest.mark.parametrize(
    ("name", "text", "expected", "roles"),
    [
        (
            "procedures/close.yaml",
            PROCEDURE.format(where="", within="Within 10 minutes"),
            (
                "procedure",
                "Close the office",
                "Time limit, of “Lock the door.”: Within 30 minutes → Within 10 minutes.",
            ),
            ("office-manager",),
        ),
        (
            "procedures/close.yaml",
            PROCEDURE.format(
                where=" at the back within 5 minutes of the last patient", within="Now"
            ),
            (
                "procedure",
                "Close the office",
                (
                    "Changed: “Lock the door at the back within 5 minutes of the last patient”"
                    " (5 minutes is new). Time limit, of “Lock the door at the back within 5"
                    " minutes of the last patient.”: Within 30 minutes → Now."
                ),
            ),
            ("office-manager",),
        ),
        (
            "designations.yaml",
            DESIGNATIONS.format(role="owner-physician", backup="office-manager"),
            (
                "designation",
                "Privacy official",
                (
                    "Role that holds it: Office manager → Owner physician."
                    " Role that covers it: Owner physician → Office manager."
                ),
            ),
            (),
        ),
        ("roles/biller.yaml", ROLE, ("role", "Biller", "New role."), ()),
        (
            "roles/office-manager.yaml",
            "responsibilities:\n  - id: keys\n    text: Count the keys.\n",
            ("role", "Office manager", "New: “Count the keys”."),
            ("office-manager",),
        ),
        (
            "people/jo-park.yaml",
            "name: Jo Park\nassignments:\n  - role: office-manager\n    from: 2026-11-02\n",
            ("person", "Jo Park", "Jo Park works as the office manager from November 2, 2026."),
            (),
        ),
        (
            "people/sam-rivers.yaml",
            'contact:\n  extension: "1212"\n',
            ("person", "Sam Rivers", "Changed: how to reach the person at work."),
            (),
        ),
        (
            "checklists/closing.yaml",
            CHECKLIST,
            ("checklist", "Closing", "New checklist: Nothing stays open."),
            ("office-manager",),
        ),
        ("forms/keys.yaml", FORM, ("form", "Key list", "New form: Who has which key."), ()),
        (
            "training/fire.yaml",
            TRAINING,
            ("training", "Fire drill", "New training: You know the way out."),
            ("office-manager",),
        ),
        ("emergencies.yaml", EMERGENCY, ("emergency", "Fire", "New emergency card."), ()),
        (
            "onboarding/core.yaml",
            "helper: owner-physician\n",
            (
                "onboarding",
                "Your first days",
                "Role that helps the newcomer along: Office manager → Owner physician.",
            ),
            (),
        ),
        ("topics.yaml", TOPIC, ("topic", "Who has the keys?", "New topic."), ()),
        ("glossary.yaml", TERM, ("term", "PHI", "New term: What we know about a patient."), ()),
        (
            "purpose.yaml",
            "mission: We look after the health of all who live around us.\n",
            (
                "purpose",
                "Mission and values",
                "Changed: “We look after the health of all who live around us”.",
            ),
            (),
        ),
    ],
)
def test_each_kind_is_told_in_a_sentence(
    old: Path, name: str, text: str, expected: tuple[str, str, str], roles: tuple[str, ...]
) -> None:
    found = told(old, (name, text))
    assert said(found) == [expected]
    assert (found[0].roles, found[0].audience, found[0].version) == (roles, "staff", "")


REVISION = """\
  - version: "{version}"
    effective: {effective}
    material: {material}
    change: {change}
"""
SECOND = REVISION.format(
    version="1.1", effective="2026-06-01", material="false", change="Keys are counted."
)
THIRD = REVISION.format(
    version="2.0", effective="2026-11-02", material="true", change="Within the hour."
)
LATER = THIRD.replace("2026-11-02", "2026-12-15")
RECORDS = """\
title: Copies of records
code: PRV-02
summary: What you do when a patient asks for the chart.
owner: office-manager
status: active
applies_to:
  - roles:
      - office-manager
acknowledge: true
sign_by: 14
review:
  every_months: 12
  basis: practice
what_you_do:
  - Take the request in writing.
  - Date it.
  - Hand it to the office manager.
sections:
  - id: why
    heading: Why
    body: A chart belongs to the patient.
revisions:
  - version: "1.0"
    effective: {effective}
    material: true
    change: First version.
"""
NEW = RECORDS.format(effective="2026-11-02")
OLD = RECORDS.format(effective="2026-01-05")
ENDS = "status: retired\nretired_on: {}\nreplaced_by: notice\n"
FOLDER = "policies/privacy/"


def revised(data: Path, *revisions: str) -> tuple[str, str]:
    """The only policy with more versions, newest first, above the one it has."""
    text = (data / NOTICE).read_text("utf-8")
    words = text.partition("revisions:\n")[2]
    return NOTICE, f"revisions:\n{''.join(revisions)}{words}"


def versions(found: list[EditionChange]) -> list[tuple[str, str, bool]]:
    return [(change.says, change.version, change.material) for change in found]


def test_a_version_is_told_by_its_own_sentence(data: Path) -> None:
    [change] = told(data, revised(data, SECOND))
    assert change == EditionChange(
        kind="policy",
        id="notice",
        title="PRV-01 Who may know what about a patient",
        audience="staff",
        says="Keys are counted.",
        version="1.1",
    )


def test_versions_between_two_editions_are_told_together(data: Path) -> None:
    found = told(data, revised(data, THIRD, SECOND))
    assert versions(found) == [("Within the hour. Keys are counted.", "2.0", True)]


def test_nobody_signs_a_policy_that_asks_for_no_signature(data: Path) -> None:
    name, text = revised(data, THIRD)
    notice = (data / NOTICE).read_text("utf-8").replace("acknowledge: true\nsign_by: 1\n", "")
    (data / NOTICE).write_text(notice, "utf-8")
    put(data, "onboarding/core.yaml", "roles: []\n")
    assert versions(told(data, (name, text))) == [("Within the hour.", "2.0", False)]


def test_a_version_to_come_is_told_once_and_again_when_it_holds(data: Path) -> None:
    before = load(data).book
    put(data, *revised(data, LATER))
    approve_all(data)
    book = load(data).book
    coming = "Version 2.0 takes effect on December 15, 2026: Within the hour."
    found = list(notable(before, book, TODAY, since=SINCE))
    assert versions(found) == [(coming, "2.0", True)]
    assert notable(book, book, date(2026, 12, 1), since=TODAY) == ()
    found = list(notable(book, book, date(2026, 12, 15), since=TODAY))
    assert versions(found) == [("Within the hour.", "2.0", True)]


def test_a_new_policy_is_told_by_what_it_is_about(data: Path) -> None:
    [change] = told(data, (f"{FOLDER}records.yaml", NEW))
    about = "What you do when a patient asks for the chart."
    assert versions([change]) == [(f"New: {about}", "1.0", True)]
    assert (change.title, change.roles) == ("PRV-02 Copies of records", ("office-manager",))


def test_a_new_policy_may_wait_for_its_day(data: Path) -> None:
    text = RECORDS.format(effective="2026-12-15")
    says = "New, and takes effect on December 15, 2026: What you do when a patient asks for the"
    assert versions(told(data, (f"{FOLDER}records.yaml", text))) == [
        (f"{says} chart.", "1.0", True)
    ]


@pytest.mark.parametrize(
    ("day", "says"),
    [
        (
            "2026-11-02",
            "Retired on November 2, 2026; Who may know what about a patient replaces it.",
        ),
        (
            "2026-12-31",
            "To be retired on December 31, 2026; Who may know what about a patient replaces it.",
        ),
    ],
)
def test_the_end_of_a_policy_names_what_replaces_it(data: Path, day: str, says: str) -> None:
    put(data, f"{FOLDER}records.yaml", OLD)
    approve_all(data)
    [change] = told(data, (f"{FOLDER}records.yaml", ENDS.format(day)))
    assert versions([change]) == [(says, "", False)]
    assert change.roles == ("office-manager",)


def test_a_day_on_which_a_policy_ends_by_the_calendar_is_told(data: Path) -> None:
    put(data, f"{FOLDER}records.yaml", OLD + ENDS.format("2026-11-02").replace("status: ", "#"))
    put(data, f"{FOLDER}records.yaml", ENDS.format("2026-11-02"))
    approve_all(data)
    book = load(data).book
    [change] = notable(book, book, TODAY, since=SINCE)
    assert change.says.startswith("Retired on November 2, 2026;")


def test_what_is_kept_with_a_policy_asks_for_no_signature(data: Path) -> None:
    found = told(data, (NOTICE, "owner: owner-physician\n"))
    says = "Role that answers questions and reviews it: Office manager → Owner physician."
    assert versions(found) == [(says, "", False)]


def test_what_people_sign_comes_first_and_then_policies(data: Path) -> None:
    laid = [("roles/biller.yaml", ROLE), ("checklists/closing.yaml", CHECKLIST)]
    found = told(data, *laid, (f"{FOLDER}records.yaml", NEW), revised(data, SECOND))
    assert [change.kind for change in found] == ["policy", "policy", "role", "checklist"]
    assert [change.material for change in found] == [True, False, False, False]


def test_nothing_unapproved_is_mentioned(data: Path) -> None:
    words = "what_you_do:\n  - Whisper.\n  - Whisper twice.\n  - Whisper again.\n"
    assert told(data, (NOTICE, words), revised(data, THIRD), approve=False) == []
    put(data, f"{FOLDER}records.yaml", NEW)
    book = load(data).book
    assert notable(book, book, TODAY, since=SINCE) == ()


def test_form_and_what_keepers_note_is_not_told(old: Path) -> None:
    text = "# The lock.\n" + PROCEDURE.format(where="", within="Within 30  minutes")
    kept = f"{text}last_tested: 2026-11-02\nalso_known_as:\n  - lock up\n"
    review = "reviews:\n  - due: 2027-01-05\n    on: 2026-11-02\n    by: sam-rivers\n"
    assert (
        told(
            old,
            ("procedures/close.yaml", kept),
            (NOTICE, f"{review}    outcome: no-change\n"),
            ("people/sam-rivers.yaml", "away:\n  - from: 2026-11-16\n    to: 2026-11-20\n"),
        )
        == []
    )


def test_a_long_change_is_counted_and_not_told_whole(data: Path) -> None:
    duties = "".join(f"  - id: d{n}\n    text: Do the work of part {n}.\n" for n in range(5))
    [change] = told(data, ("roles/office-manager.yaml", f"responsibilities:\n{duties}"))
    assert change.says == (
        "New: “Do the work of part 0”. New: “Do the work of part 1”. 3 more changes."
    )


def test_what_is_gone_is_told(old: Path) -> None:
    before = load(old).book
    (old / "procedures/close.yaml").unlink()
    put(old, "people/sam-rivers.yaml", "name: Sam Rivers\nassignments: []\n")
    found = notable(before, load(old).book, TODAY, since=SINCE)
    assert said(list(found)) == [
        (
            "person",
            "Sam Rivers",
            (
                "Sam Rivers is no longer listed in the role: the office manager. From November 22,"
                " 2026 nobody is the office manager; the owner physician (Alex Stone) covers."
            ),
        ),
        ("procedure", "Close the office", "No longer in the handbook."),
    ]


def test_each_record_is_told_to_its_readers_and_names_nothing_they_may_not_know(
    data: Path,
) -> None:
    before = load(data).book
    fill(data)
    found = notable(before, load(data).book, TODAY, since=SINCE)
    for change in found:
        words = f"{change.title} {change.says}"
        # How a public record came about is told to staff and above.
        hidden = LEVELS[max(LEVELS.index(change.audience), 1) + 1 :]
        assert not [a for a in hidden if f"quokka{a}" in words or f"wombat-{a}" in words], change
    assert {change.audience for change in found} == set(LEVELS)
    assert {c.audience for c in found if c.id == "wombat-managers-policy"} == {"managers"}


def test_what_now_is_for_others_is_not_told_to_those_who_read_it_before(old: Path) -> None:
    text = PROCEDURE.format(where=" twice", within="Now").replace(
        "performed_by", "audience: managers\nperformed_by"
    )
    [change] = told(old, ("procedures/close.yaml", text))
    assert (change.audience, change.kind) == ("managers", "procedure")


def test_every_field_that_a_reader_sees_is_noticed() -> None:
    """Nothing that the model knows is forgotten, and whoever adds a field decides about it."""
    silent = {
        (kind.name, steps[0])
        for kind, steps in EVERY
        if kind.name != "policy"
        and not notable(
            side(kind, None).loaded.book, side(kind, steps).loaded.book, TODAY, since=SINCE
        )
    }
    keepers = {
        (kind.name, info.alias or name)
        for kind in KINDS
        for name, info in kind.record.model_fields.items()
        if (info.alias or name) in KEEPERS and kind.name != "policy"
    }
    assert silent == keepers & {(kind.name, steps[0]) for kind, steps in EVERY}


def test_two_equal_handbooks_have_nothing_to_tell(data: Path) -> None:
    fill(data)
    assert notable(load(data).book, load(data).book, TODAY, since=TODAY) == ()
