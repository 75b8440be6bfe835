"""What breaks if somebody is gone: the questions, and the pages that managers see."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from pydantic import BaseModel

from macros.kinds import KINDS
from macros.load import load
from macros.model.walk import shapes
from macros.views.bonds import BONDS, HISTORY, uses
from macros.views.what_if import Loss, held, if_empty, if_gone, only_holder
from tests.browser import MANAGERS_PAGES, axe, opened
from tests.lay import TODAY, put
from tests.site import Built

SCRIBE = """\
title: Scribe
owner: owner-physician
department: practice
reports_to: owner-physician
description: You write the note while the physician talks with the patient.
exposure:
  bloodborne: none
"""
EVENING = """\
title: Evening
owner: office-manager
summary: Every note is finished.
frequency: daily
start: 2026-01-05
items:
  - id: notes
    text: Finish the notes of the day.
    role: scribe
  - id: lamps
    text: Switch off the lamps.
    role: scribe
"""
KIM = "name: Kim Lane\nassignments:\n  - role: scribe\n    from: 2026-01-05\n"


def role_keys(kind: str, model: type[BaseModel], before: str = "") -> Iterator[tuple[str, str]]:
    for key, form in shapes(model).values():
        if form.part:
            yield from role_keys(kind, form.part, f"{before}{key}.")
        elif form.ref and form.ref.kind == "role":
            yield kind, f"{before}{key}"


def test_every_reference_to_a_role_has_words() -> None:
    fields = {found for kind in KINDS for found in role_keys(kind.name, kind.record)}
    assert fields == {*BONDS, *HISTORY}


def test_a_reference_without_words_shows_up_by_itself(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delitem(BONDS, ("onboarding", "helper"))
    found = [u.bond.words for u in uses(load(data).book, "office-manager")]
    assert "is named as helper (onboarding)" in found


def said(loss: Loss) -> list[tuple[str, str, int]]:
    return [(line.bond.words, line.record.id, line.places) for line in loss.nobody]


def test_what_has_no_cover_has_nobody(data: Path) -> None:
    put(data, "roles/scribe.yaml", SCRIBE)
    put(data, "checklists/evening.yaml", EVENING)
    put(data, "people/kim-lane.yaml", KIM)
    book = load(data).book
    loss = if_gone(book, "kim-lane", TODAY)
    assert (said(loss), loss.worst) == ([("does items of checklists", "evening", 2)], 1)
    assert only_holder(book, "kim-lane", TODAY) == ["scribe"]
    assert said(if_empty(book, "scribe", TODAY)) == said(loss)
    put(data, "roles/scribe.yaml", "backup: office-manager\n")
    covered = if_gone(load(data).book, "kim-lane", TODAY)
    assert (covered.worst, [line.by for line in covered.covered]) == (0, ["office-manager"])
    assert [(s.through, s.beyond) for s in covered.shifts] == [
        ("office-manager", "owner-physician")
    ]


def test_a_colleague_in_the_same_role_carries_on(data: Path) -> None:
    put(data, "roles/scribe.yaml", SCRIBE)
    put(data, "checklists/evening.yaml", EVENING)
    put(data, "people/kim-lane.yaml", KIM)
    put(data, "people/lou-hart.yaml", KIM.replace("Kim Lane", "Lou Hart"))
    book = load(data).book
    loss = if_gone(book, "kim-lane", TODAY)
    assert (loss.worst, loss.lines, only_holder(book, "kim-lane", TODAY)) == (0, (), [])
    assert [[p.name for p in shift.after] for shift in loss.shifts] == [["Lou Hart"]]
    assert if_empty(book, "scribe", TODAY).worst == 1


def test_a_vacant_role_loses_its_cover_too(data: Path) -> None:
    put(data, "roles/scribe.yaml", f"{SCRIBE}backup: helper\n")
    put(data, "roles/helper.yaml", SCRIBE.replace("Scribe", "Helper"))
    put(data, "checklists/evening.yaml", EVENING)
    put(data, "people/kim-lane.yaml", KIM.replace("scribe", "helper"))
    loss = if_gone(load(data).book, "kim-lane", TODAY)
    assert [(s.role.id, s.after) for s in loss.shifts] == [("helper", ()), ("scribe", ())]
    assert said(loss) == [("does items of checklists", "evening", 2)]
    # It has nobody at all, which is said already.
    assert loss.spare == []


def test_a_role_can_lose_its_backup_alone(data: Path) -> None:
    put(data, "roles/office-manager.yaml", "backup: helper\n")
    put(data, "roles/helper.yaml", SCRIBE.replace("Scribe", "Helper"))
    put(data, "people/kim-lane.yaml", KIM.replace("scribe", "helper"))
    loss = if_gone(load(data).book, "kim-lane", TODAY)
    found = [(line.bond.lack, line.record.id) for line in loss.spare]
    assert (found, loss.worst) == ([("roles without a backup", "office-manager")], 0)


def test_owner_and_approver_must_stay_two(data: Path) -> None:
    loss = if_gone(load(data).book, "alex-stone", TODAY)
    # The office manager covers the owner physician, and then owns and approves.
    assert [policy.id for policy in loss.unapproved] == ["notice"]
    assert loss.worst == 1


POSTS = """\
designations:
  - id: keeper
    title: Keeper
    role: scribe
    backup: office-manager
    duty: Keeps the keys.
    kept_from:
      - practice
separations:
  - id: order-and-pay
    title: Ordering and paying
    roles:
      - scribe
      - office-manager
    reason: One person could order for themselves.
"""


def test_a_cover_can_put_into_one_hand_what_is_kept_apart(data: Path) -> None:
    put(data, "roles/scribe.yaml", f"{SCRIBE}backup: office-manager\n")
    put(data, "people/kim-lane.yaml", KIM)
    put(data, "designations.yaml", POSTS)
    loss = if_gone(load(data).book, "kim-lane", TODAY)
    assert [(c.person.id, c.roles) for c in loss.clashes] == [
        ("sam-rivers", ("scribe", "office-manager"))
    ]
    assert {watch.role.id for watch in loss.watches} == {"office-manager"}
    assert [post.id for post in loss.unbacked] == ["keeper"]
    assert loss.worst == 0


def test_what_is_over_and_what_was_needs_nobody(data: Path) -> None:
    put(data, "roles/scribe.yaml", SCRIBE)
    put(data, "checklists/evening.yaml", f"{EVENING}status: retired\n")
    put(data, "people/kim-lane.yaml", f"{KIM}    to: 2026-11-20\n")
    book = load(data).book
    assert if_gone(book, "kim-lane", TODAY) == Loss((), (), (), (), (), ())
    assert if_empty(book, "scribe", TODAY).lines == ()


def test_who_only_learns_a_role_leaves_nothing_undone(data: Path) -> None:
    put(data, "roles/scribe.yaml", SCRIBE)
    put(data, "checklists/evening.yaml", EVENING)
    put(data, "people/kim-lane.yaml", KIM.replace("scribe\n", "scribe\n    kind: student\n"))
    book = load(data).book
    assert if_gone(book, "kim-lane", TODAY) == Loss((), (), (), (), (), ())
    assert held(book.people["kim-lane"], TODAY) == ["scribe"]


def test_every_loop_of_backups_ends(data: Path) -> None:
    book = load(data).book
    nobody = replace(book, people={})
    assert if_empty(nobody, "office-manager", TODAY).worst > 1


def test_managers_see_the_pages_and_staff_do_not(built: Built, managers: Built) -> None:
    theirs = {page for page in managers.pages if page.startswith("what-if/")}
    assert {"what-if/", "what-if/role-office-manager/"} < theirs
    assert [page for page in built.pages if "what-if" in page] == []
    assert [p for p in built.pages.values() if any("what-if" in link for link in p.links)] == []
    assert "WARNING" not in managers.log
    assert managers.dead_links() == []


def test_the_page_says_first_what_would_have_nobody(managers: Built) -> None:
    page = managers.pages["what-if/person-maria-delgado/"].text
    words = "If Maria Delgado were gone tomorrow, everything would still have somebody"
    assert page.index(words) < page.index('id="who"') < page.index('id="covered"')


@pytest.mark.browser
@pytest.mark.parametrize("path", MANAGERS_PAGES)
def test_the_pages_for_managers_are_open_to_everybody(
    browser: Browser, managers_address: str, path: str
) -> None:
    for width, scheme in ((1280, "light"), (390, "dark")):
        with opened(browser, width, color_scheme=scheme, reduced_motion="reduce") as page:
            page.goto(managers_address + path)
            assert axe(page) == []
            assert page.evaluate("document.documentElement.scrollWidth") <= width
            _prints(page)


def _prints(page: Page) -> None:
    page.emulate_media(media="print")
    assert page.locator(".hb-paper").first.is_visible()
