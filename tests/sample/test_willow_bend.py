"""The worked example holds what it promises; `init` takes these tests away with it."""

import pytest

from macros.kinds import KINDS
from macros.load import load
from macros.model.walk import leaves
from macros.views.cover import holders, vacant
from macros.views.paths import paths_of
from tests.lay import ROOT, TODAY

BOOK = load(ROOT / "data").book


def test_inventory() -> None:
    counted = {kind.table: getattr(BOOK, kind.table) for kind in KINDS}
    lengths = {name: len(t) for name, t in counted.items() if isinstance(t, dict)}
    assert lengths == {
        "departments": 5,
        "roles": 16,
        "people": 21,
        "designations": 8,
        "separations": 4,
        "categories": 8,
        "policies": 66,
        "procedures": 42,
        "forms": 45,
        "emergencies": 7,
        "regulations": 93,
        "state_questions": 37,
        "elements": 7,
        "trainings": 19,
        "onboarding": 10,
        "checklists": 17,
        "topics": 75,
        "terms": 189,
    }


@pytest.mark.parametrize("role_id", BOOK.roles)
def test_every_role_tells_what_it_does_and_who_covers(role_id: str) -> None:
    role = BOOK.roles[role_id]
    assert role.backup
    assert role.reports_to or role_id == "owner-physician"


def test_twenty_people_and_one_vacant_role() -> None:
    empty = [r for r in BOOK.roles if vacant(BOOK, r, TODAY)]
    assert empty == ["director-of-operations"]
    staff = {h.person.id for r in BOOK.roles for h in holders(BOOK, r, TODAY)}
    assert len(staff - {"northline-help-desk"}) == 20


def test_every_role_starts_with_the_core() -> None:
    assert all(paths_of(BOOK, role)[0].id == "core" for role in BOOK.roles.values())
    assert [p.id for p in paths_of(BOOK, BOOK.roles["medical-assistant"])] == [
        "core",
        "medical-assistant",
    ]


def test_no_name_of_a_person_stands_where_a_role_belongs() -> None:
    names = [p.name.removeprefix("Dr. ") for p in BOOK.people.values()]
    for record in BOOK.records():
        if record.id not in (*BOOK.people, "practice"):
            text = " ".join(str(leaf.value) for leaf in leaves(record))
            assert not [name for name in names if name in text], record.id


def test_only_the_exposure_control_plan_claims_law_for_its_interval() -> None:
    claims = {p.id for p in BOOK.policies.values() if p.review and p.review.basis == "law"}
    assert claims == {"exposure-control-plan"}
