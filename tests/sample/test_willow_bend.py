"""The worked example holds what it promises; `init` takes these tests away with it."""

import re

import pytest

from macros.kinds import KINDS
from macros.load import load
from macros.model.walk import leaves
from macros.views.cover import holders, vacant
from macros.views.paths import paths_of
from macros.views.reading import reading_list, signed_by
from tests.lay import ROOT, TODAY

BOOK = load(ROOT / "data").book
FULL = (
    "owner-physician",
    "office-manager",
    "clinical-director",
    "medical-assistant",
    "patient-services-representative",
    "billing-lead",
)


def test_inventory() -> None:
    counted = {kind.table: getattr(BOOK, kind.table) for kind in KINDS}
    lengths = {name: len(t) for name, t in counted.items() if isinstance(t, dict)}
    assert lengths == {
        "departments": 5,
        "roles": 16,
        "people": 21,
        "designations": 8,
        "separations": 4,
        "categories": 4,
        "policies": 6,
        "procedures": 6,
        "forms": 6,
        "emergencies": 6,
        "regulations": 93,
        "state_questions": 25,
        "elements": 7,
        "trainings": 14,
        "onboarding": 3,
        "checklists": 2,
        "topics": 33,
        "terms": len(BOOK.terms),
    }
    assert len(BOOK.terms) >= 30


@pytest.mark.parametrize("role_id", FULL)
def test_six_roles_are_written_in_full(role_id: str) -> None:
    role = BOOK.roles[role_id]
    assert len(role.responsibilities) >= 6
    for part in ("purpose", "authority", "must_not", "competencies", "qualifications", "hours"):
        assert getattr(role, part), part
    assert all(duty.often for duty in role.responsibilities)


@pytest.mark.parametrize("role_id", BOOK.roles)
def test_every_role_tells_what_it_does_and_who_covers(role_id: str) -> None:
    role = BOOK.roles[role_id]
    assert len(role.responsibilities) >= 3
    assert role.backup
    assert role.reports_to or role_id == "owner-physician"


def test_twenty_people_and_one_vacant_role() -> None:
    empty = [r for r in BOOK.roles if vacant(BOOK, r, TODAY)]
    assert empty == ["director-of-operations"]
    staff = {h.person.id for r in BOOK.roles for h in holders(BOOK, r, TODAY)}
    assert len(staff - {"northline-help-desk"}) == 20


def test_nobody_signs_more_than_three_policies_on_day_one() -> None:
    for role in BOOK.roles.values():
        day_one = [r for r in reading_list(BOOK, role) if signed_by(r.policy, 1)]
        assert len(day_one) == 3


def test_every_role_starts_with_the_core() -> None:
    assert all(paths_of(BOOK, role)[0].id == "core" for role in BOOK.roles.values())
    assert [p.id for p in paths_of(BOOK, BOOK.roles["medical-assistant"])] == [
        "core",
        "medical-assistant",
    ]


def words(text: str) -> int:
    return len(re.findall(r"\w+", text))


@pytest.mark.parametrize("policy_id", BOOK.policies)
def test_policies_have_every_part_and_a_readable_length(policy_id: str) -> None:
    policy = BOOK.policies[policy_id]
    assert 3 <= len(policy.what_you_do) <= 6
    assert {"why", "when-things-go-wrong", "records"} <= {s.id for s in policy.sections}
    assert policy.how_checked
    assert len(policy.questions) >= 2
    assert policy.also_known_as
    parts = [*policy.what_you_do, *(s.body for s in policy.sections)]
    assert 250 <= words(" ".join(parts)) <= 900


VAGUE = (
    r"\b(as appropriate|from time to time|etc\.|please note|simply|click here|in a timely manner)"
)


def test_nothing_is_vague() -> None:
    found = [
        f"{record.id}: {match[0]}"
        for record in BOOK.records()
        for leaf in leaves(record)
        if isinstance(leaf.value, str) and (match := re.search(VAGUE, leaf.value, re.IGNORECASE))
    ]
    assert found == []


BRITISH = r"\b(programme|licence|authoris|organis|colour|behaviour|centre|whilst|practise)\w*"


def test_spelling_is_american() -> None:
    found = [
        f"{record.id}: {match[0]}"
        for record in BOOK.records()
        for leaf in leaves(record)
        if isinstance(leaf.value, str) and (match := re.search(BRITISH, leaf.value, re.IGNORECASE))
    ]
    assert found == []


def test_no_name_of_a_person_stands_where_a_role_belongs() -> None:
    names = [p.name.removeprefix("Dr. ") for p in BOOK.people.values()]
    for record in BOOK.records():
        if record.id not in (*BOOK.people, "practice"):
            text = " ".join(str(leaf.value) for leaf in leaves(record))
            assert not [name for name in names if name in text], record.id


def test_only_the_exposure_control_plan_claims_law_for_its_interval() -> None:
    claims = {p.id for p in BOOK.policies.values() if p.review and p.review.basis == "law"}
    assert claims == {"exposure-control-plan"}
