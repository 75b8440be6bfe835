"""A small handbook with records for every audience, each word of which says whom it is for."""

from pathlib import Path

from macros.model.record import Audience
from tests.approving import approve_all
from tests.lay import put

KINDS = ("policy", "procedure", "form", "checklist", "onboarding", "training")
LEVELS: tuple[Audience, ...] = ("public", "staff", "managers", "owner")
PATIENT = "quokkapublicpatient"
_FOLDERS = {"policy": "policies/privacy", "onboarding": "onboarding", "training": "training"}


def marker(level: str, kind: str) -> str:
    """A word that stands in every text of a record, and nowhere else."""
    return f"quokka{level}{kind}"


def name(level: str, kind: str) -> str:
    """The id of a record for an audience."""
    return f"wombat-{level}-{kind}"


def fill(data: Path) -> None:
    """Lay records of each level over the smallest handbook, all of them pointing at all others."""
    for number, level in enumerate(LEVELS, start=2):
        for kind, text in _records(level, number).items():
            folder = _FOLDERS.get(kind, f"{kind}s")
            put(data, f"{folder}/{name(level, kind)}.yaml", text)
    put(data, "forms/wombat-patient-form.yaml", _form("patient", PATIENT))
    put(data, "policies/privacy/wombat-staff-old.yaml", _RETIRED)
    for file, text in _FOR_STAFF.items():
        full = text.replace("DUTY", _points(("procedure", "policy", "checklist")))
        full = full.replace("ELEMENT", _points(("policy", "procedure", "training", "form")))
        put(data, file, full.replace("TOPIC", _points(("policy", "procedure", "form"))))
    approve_all(data)


def _items(kind: str, indent: str) -> str:
    return "".join(f"{indent}  - {name(level, kind)}\n" for level in LEVELS)


def _points(kinds: tuple[str, ...]) -> str:
    """References to the records of every level, as a topic or a duty makes them."""
    plural = {"policy": "policies"}
    found = (f"    {plural.get(kind, f'{kind}s')}:\n{_items(kind, '    ')}" for kind in kinds)
    return "".join(found).rstrip("\n")


def _links() -> str:
    return " ".join(f"[here]({kind}:{name(level, kind)})" for level in LEVELS for kind in KINDS)


def _records(level: str, number: int) -> dict[str, str]:
    return {
        "policy": _policy(level, number),
        "procedure": _procedure(level),
        "form": _form(level, marker(level, "form")),
        "checklist": _checklist(level),
        "onboarding": _onboarding(level),
        "training": _training(level),
    }


def _policy(level: str, number: int) -> str:
    word = marker(level, "policy")
    return f"""\
title: The {word} title
code: PRV-0{number}
also_known_as:
  - the {word} nickname
summary: About {word}. See {_links()}.
owner: office-manager
status: active
audience: {level}
applies_to:
  - everyone: true
satisfies:
  - keep-quiet
state_questions:
  - numbatquestion
review:
  every_months: 12
  basis: practice
reviews:
  - due: 2027-01-05
    on: 2026-11-02
    by: sam-rivers
    outcome: no-change
    note: We found {word} good.
exceptions:
  - id: one
    who: office-manager
    reason: There is a {word} reason.
    until: 2027-06-01
what_you_do:
  - Say {word} and see {_links()}.
  - Say {word} twice.
  - Say {word} again.
sections:
  - id: why
    heading: Why {word}
    body: |
      Because of {word}.
      {_links()}
questions:
  - asked: What is {word}?
    answered: It is {word}.
self_check:
  - id: what
    question: Do you know {word}?
    answer: You know {word}.
how_checked: We look at {word}.
forms:
{_items("form", "").rstrip()}
attachments:
  - title: The {word} plan
    kept: In the {word} drawer.
revisions:
  - version: "1.0"
    effective: 2026-01-05
    material: true
    change: First {word}.
"""


def _procedure(level: str) -> str:
    word = marker(level, "procedure")
    return f"""\
title: The {word} way
also_known_as:
  - the {word} nickname
owner: office-manager
audience: {level}
performed_by:
  - office-manager
policies:
{_items("policy", "").rstrip()}
state_questions:
  - numbatquestion
forms:
{_items("form", "").rstrip()}
trigger: Somebody says {word}.
needs:
  - A {word} pen.
flow:
  - id: desk
    role: office-manager
    does: Says {word}.
    minutes: 5
    hand_off: The {word} sheet.
steps:
  - id: say
    actor: office-manager
    text: Say {word}. See {_links()}.
    within: one {word} hour
    evidence: A {word} note.
    stop_if: Stop at {word}.
done_when: Everybody knows {word}.
"""


def _form(level: str, word: str) -> str:
    return f"""\
title: The {word} form
also_known_as:
  - the {word} nickname
owner: office-manager
audience: {level}
purpose: For {word}. See {_links()}.
fields:
  - id: say
    label: Your {word}
    kind: choice
    choices:
      - A {word} choice
      - Another {word} choice
    help: Write {word}.
kept: In the {word} file.
keep_years: 6
keep_reason: It is {word}.
"""


def _checklist(level: str) -> str:
    word = marker(level, "checklist")
    return f"""\
title: The {word} list
also_known_as:
  - the {word} nickname
owner: office-manager
audience: {level}
summary: Makes sure of {word}.
frequency: daily
start: 2026-01-05
policies:
{_items("policy", "").rstrip()}
items:
  - id: say
    text: Say {word}. See {_links()}.
    role: office-manager
    place: The {word} room
    evidence: A {word} mark.
    procedures:
{_items("procedure", "    ").rstrip()}
"""


def _onboarding(level: str) -> str:
    word = marker(level, "onboarding")
    lists = "".join(
        f"        {key}:\n{_items(kind, '        ')}"
        for key, kind in (
            ("reads", "policy"),
            ("procedures", "procedure"),
            ("checklists", "checklist"),
            ("forms", "form"),
            ("trainings", "training"),
        )
    )
    return f"""\
title: The {word} path
owner: office-manager
audience: {level}
roles:
  - office-manager
helper: owner-physician
welcome: Welcome to {word}. See {_links()}.
phases:
  - id: day-1
    aim: You know {word}.
    tasks:
      - id: say
        text: Say {word}.
        offset: 0
        who: office-manager
        verifies: owner-physician
        minutes: 5
{lists}        evidence: A {word} line.
"""


def _training(level: str) -> str:
    word = marker(level, "training")
    return f"""\
title: The {word} training
also_known_as:
  - the {word} nickname
owner: office-manager
audience: {level}
summary: You know {word}. See {_links()}.
given_by: owner-physician
roles:
  - office-manager
triggers:
  - interval
every_months: 12
basis: practice
regulations:
  - keep-quiet
policies:
{_items("policy", "").rstrip()}
procedures:
{_items("procedure", "").rstrip()}
forms:
{_items("form", "").rstrip()}
covers:
  - What {word} is.
evidence: A line in the {word} log.
keep_years: 6
keep_reason: It is {word}.
"""


_RETIRED = """\
title: The old quokkastaffold
code: PRV-09
summary: About quokkastaffold.
owner: office-manager
status: retired
reviews:
  - due: 2026-10-01
    on: 2026-10-01
    by: alex-stone
    outcome: retire
replaced_by: wombat-owner-policy
retired_on: 2026-10-01
sections:
  - id: why
    heading: Why
    body: Because.
revisions:
  - version: "1.0"
    effective: 2026-01-05
    material: true
    change: First version.
"""

# What is for staff without saying so: nothing of it reaches the public.
STAFF_WORDS = (
    "numbatcontact",
    "numbatholiday",
    "numbatcount",
    "numbatmission",
    "numbatproduct",
    "numbatduty",
    "numbatdescription",
    "numbatperson",
    "(555) 010-0177",
    "numbatpost",
    "numbatcategory",
    "numbatlaw",
    "numbatcard",
    "numbattopic",
    "numbatterm",
    "numbatquestion",
    "numbatelement",
    "numbatrepository",
    "alex-stone",
    "office-manager",
)
_FOR_STAFF = {
    "practice.yaml": """\
repository: https://forge.example/numbatrepository
holidays:
  - on: 2026-11-21
    name: The numbatholiday
headcounts:
  - id: all
    count: 7
    method: The numbatcount
    counted_on: 2026-11-02
contacts:
  - id: locksmith
    name: The numbatcontact
    phone: "(555) 010-0177"
    purpose: For numbatcontact.
""",
    "purpose.yaml": "mission: We look after the numbatmission.\n",
    "departments.yaml": """\
departments:
  - id: practice
    title: The numbatproduct department
    product: A numbatproduct.
    head: owner-physician
""",
    "categories.yaml": """\
categories:
  - id: privacy
    title: The numbatcategory
    code: PRV
    summary: About numbatcategory.
    approvers:
      roles:
        - owner-physician
""",
    "roles/office-manager.yaml": """\
description: |
  You keep the numbatdescription.
responsibilities:
  - id: keep
    text: Keep the numbatduty.
DUTY
""",
    "people/sam-rivers.yaml": """\
name: Sam Numbatperson
contact:
  extension: "(555) 010-0177"
  desk: The numbatperson desk
""",
    "designations.yaml": """\
designations:
  - id: keeper
    title: The numbatpost
    role: office-manager
    backup: owner-physician
    duty: Keeps numbatpost.
""",
    "regulations/keep-quiet.yaml": """\
title: The numbatlaw
citation: 1 numbatlaw 2
summary: About numbatlaw.
basis: law
status: in-force
requirements:
  - id: quiet
    text: Keep numbatlaw quiet.
confidence: verified
verified_on: 2026-11-02
""",
    "emergencies.yaml": """\
emergencies:
  - id: alarm
    title: The numbatcard rings
    steps:
      - id: say
        text: Say numbatcard.
    call:
      - office-manager
      - owner-physician
    contacts:
      - locksmith
    procedure: wombat-owner-procedure
    policies:
      - wombat-managers-policy
""",
    "topics.yaml": """\
topics:
  - id: keys
    ask: Where is the numbattopic?
    role: office-manager
    answer: Ask numbattopic.
TOPIC
""",
    "state.yaml": """\
questions:
  - id: numbatquestion
    question: May we tell the numbatquestion?
    answer: You may tell the numbatquestion.
    source: Lakeland Code 12-34
    answered_by: sam-rivers
    answered_on: 2026-11-02
""",
    "compliance.yaml": """\
elements:
  - id: standards
    title: The numbatelement
    summary: Keep the numbatelement.
    regulations:
      - keep-quiet
ELEMENT
""",
    "glossary.yaml": """\
terms:
  - id: numbat
    term: Numbatterm
    meaning: A numbatterm.
""",
}
