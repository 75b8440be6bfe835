"""What can be done on a page: ticks, filters, today's tasks, paper; by keyboard and at any size."""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from macros.load import load
from macros.site import made
from macros.views.due import SPANS, due_items
from tests.browser import PAGES, opened
from tests.lay import ROOT, TODAY

POLICIES = load(ROOT / "data").book.policies.values()

pytestmark = pytest.mark.browser


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    return context.new_page()


def boxes(page: Page) -> list[bool]:
    return [box.is_checked() for box in page.locator("input[data-item]").all()]


def test_ticks_are_kept_by_item_and_counted(page: Page, address: str) -> None:
    page.goto(f"{address}checklists/opening/")
    page.locator("input[data-item=alarm-off]").check()
    assert page.locator(".hb-progress").inner_text().strip().startswith("1 of ")
    page.reload()
    assert page.locator("input[data-item=alarm-off]").is_checked()
    page.goto(f"{address}checklists/closing/")
    assert True not in boxes(page)
    kept = page.evaluate("Object.keys(localStorage).filter(k => k.startsWith('handbook:'))")
    assert kept == ["handbook:/:ticks:checklists/opening/"]


def test_ticks_can_be_cleared(page: Page, address: str) -> None:
    page.goto(f"{address}checklists/opening/")
    page.locator("input[data-item]").nth(2).check()
    page.get_by_role("button", name="Clear all ticks").click()
    assert True not in boxes(page)
    page.reload()
    assert True not in boxes(page)


def test_a_shared_computer_forgets_when_the_page_is_left(page: Page, address: str) -> None:
    page.goto(f"{address}onboarding/core/")
    page.locator("#hb-start").fill("2026-11-16")
    page.locator("details[open] input[data-item]").first.check()
    page.get_by_label("Others use this computer too").check()
    page.goto(f"{address}checklists/opening/")
    page.locator("input[data-item]").first.check()
    page.goto(f"{address}onboarding/core/")
    assert True not in boxes(page)
    assert page.locator("#hb-start").input_value() == ""
    assert page.get_by_label("Others use this computer too").is_checked()
    page.goto(f"{address}checklists/opening/")
    assert True not in boxes(page)


def test_today_opens_its_group_and_folds_the_others(page: Page, address: str) -> None:
    page.clock.set_fixed_time("2026-11-24T15:00:00Z")
    page.goto(f"{address}onboarding/core/")
    assert page.locator("details.hb-phase[open]").count() == 6
    page.locator("#hb-start").fill("2026-11-23")
    assert page.locator("details.hb-phase[open]").count() == 1
    assert page.locator("details.hb-phase--now .hb-phase").get_attribute("data-last") == "6"
    assert page.locator(".hb-start [role=status]").inner_text().strip() == "This is day 2"


def test_registers_filter_sort_and_say_the_count(page: Page, address: str) -> None:
    safety = sum(policy.category == "safety" for policy in POLICIES)
    assert 1 < safety < len(POLICIES)
    page.goto(f"{address}policies/")
    assert page.locator(".hb-count").inner_text() == f"{len(POLICIES)} policies"
    page.get_by_label("Category").select_option("Safety")
    assert page.locator(".hb-count").inner_text() == f"{safety} of {len(POLICIES)} policies"
    page.get_by_label("Category").select_option("")
    page.get_by_role("button", name="Next review").click()
    days = page.locator("td[data-label='Next review']")
    found = [str(cell.get_attribute("data-value")) for cell in days.all()]
    assert found == sorted(found)
    assert page.locator("th[aria-sort=ascending]").inner_text().startswith("Next review")


def test_a_register_is_complete_without_scripts(browser: Browser, address: str) -> None:
    with opened(browser, 390, java_script_enabled=False) as page:
        page.goto(f"{address}policies/")
        assert page.locator("tbody tr:visible").count() == len(POLICIES)
        page.goto(f"{address}onboarding/core/")
        assert page.locator("input[data-item]:visible").count() > 30


def test_what_runs_out_after_the_build_is_said(page: Page, address: str) -> None:
    page.clock.set_fixed_time("2028-01-10T15:00:00Z")
    page.goto(f"{address}policies/phone-and-texting/")
    assert "In force, review overdue" in page.locator(".hb-status").first.inner_text()
    page.goto(f"{address}policies/")
    late = [policy for policy in POLICIES if policy.status == "active"]
    assert page.locator(".hb-state--late").count() == len(late)


def test_the_list_of_what_is_due_grows_late_by_itself(page: Page, address: str) -> None:
    day = date(2027, 2, 6)
    book = made(load(ROOT / "data"), TODAY, "staff").book
    shown = [due for due in due_items(book, TODAY) if due.span(TODAY) != "later"]
    states = [
        "Overdue" if due.can_be_late and due.day < day else SPANS[due.span(TODAY)] for due in shown
    ]
    page.clock.set_fixed_time(f"{day}T15:00:00Z")
    page.goto(f"{address}due/")
    assert page.locator("td .hb-state").all_inner_texts() == states
    when = page.get_by_label("When")
    assert when.locator("option").all_inner_texts() == ["All", *dict.fromkeys(states)]
    assert {"Overdue"} < set(states)
    when.select_option("Overdue")
    page.get_by_label("Owner").select_option("Office manager")
    page.get_by_label("Kind").select_option("Policy review")
    late = [due for due in shown if due.kind == "review" and due.day < day]
    own = [due for due in late if due.owner == "office-manager"]
    assert 0 < len(own) < len(late)
    assert page.locator(".hb-count").inner_text() == f"{len(own)} of {len(shown)} things"
    page.goto(f"{address}documents/")
    assert page.locator(".hb-state--late").all_inner_texts() == ["Review overdue"] * len(late)


def test_the_first_page_opens_the_search(page: Page, address: str) -> None:
    page.goto(address)
    page.get_by_role("button", name="Search: what do you need?").click()
    page.keyboard.type("needle")
    page.locator(".md-search-result__link").first.wait_for()


def test_doors_and_emergencies_are_seen_on_a_phone_without_scrolling(
    browser: Browser, address: str
) -> None:
    with opened(browser, 390, 844) as page:
        page.goto(address)
        doors = page.locator(".hb-doors--home > li").all()
        assert len(doors) == 3
        for part in (*doors, page.locator(".hb-emergency a").first):
            box = part.bounding_box()
            assert box is not None
            assert box["y"] + box["height"] <= 844


@pytest.mark.parametrize("path", PAGES)
def test_nothing_is_lost_at_320_pixels(browser: Browser, address: str, path: str) -> None:
    """The width of a desktop screen at 400 % zoom, and of the smallest phones."""
    with opened(browser, 320, 640) as page:
        page.goto(address + path)
        assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_every_control_is_reached_by_keyboard_and_shows_it(page: Page, address: str) -> None:
    page.goto(f"{address}checklists/opening/")
    seen: set[str] = set()
    unseen: list[str] = []
    for _ in range(120):
        page.keyboard.press("Tab")
        name, outline = page.evaluate(
            """() => {
              const node = document.activeElement;
              const style = getComputedStyle(node);
              const name = node.dataset.item ?? node.textContent.trim().slice(0, 30);
              return [node.tagName + ' ' + name, style.outlineStyle];
            }"""
        )
        seen.add(name)
        if outline == "none" and not name.startswith(("BODY", "INPUT  ")):
            unseen.append(name)
    assert {"INPUT alarm-off", "BUTTON Clear all ticks"} <= seen
    assert unseen == []


def test_space_ticks_a_box_and_enter_sorts_a_column(page: Page, address: str) -> None:
    page.goto(f"{address}checklists/opening/")
    page.locator("input[data-item]").first.focus()
    page.keyboard.press("Space")
    assert boxes(page)[0]
    page.goto(f"{address}policies/")
    page.get_by_role("button", name="Owner").focus()
    page.keyboard.press("Enter")
    assert page.locator("th[aria-sort]").inner_text().startswith("Owner")


def test_nothing_moves_for_those_who_asked_for_stillness(browser: Browser, address: str) -> None:
    with opened(browser, 1280, reduced_motion="reduce") as page:
        page.goto(address)
        moving = page.evaluate(
            """() => [...document.querySelectorAll('*')].filter(node =>
              getComputedStyle(node).transitionDuration.split(', ').some(d => parseFloat(d) > 0)
            ).length"""
        )
        assert moving == 0


def test_forced_colors_keep_boxes_and_chart_visible(browser: Browser, address: str) -> None:
    with opened(browser, 1280, forced_colors="active") as page:
        page.goto(f"{address}policies/phone-and-texting/")
        box = page.locator(".hb-box")
        assert box.evaluate("n => getComputedStyle(n).borderTopStyle") == "solid"
        page.goto(f"{address}org-chart/")
        rect = page.locator(".hb-chart rect").first
        stroke = rect.evaluate("n => getComputedStyle(n).stroke")
        assert stroke != rect.evaluate("n => getComputedStyle(n).fill")


def test_paper_says_which_text_it_is(page: Page, address: str) -> None:
    page.clock.set_fixed_time("2026-12-24T15:00:00Z")
    page.goto(f"{address}policies/phone-and-texting/")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    line = page.locator(".hb-paper").inner_text()
    assert re.fullmatch(
        r"PRV-08 · Phone, texting, e-mail, photos and social media · version 1\.1"
        r" · in force since March 2, 2026 · printed on December 24, 2026"
        r" · uncontrolled when printed",
        line,
    )
    assert page.locator("details.hb-check:not([open])").count() == 0


@pytest.mark.parametrize(
    ("path", "most"),
    [("emergencies/needle-stick/", 1), ("emergencies/fire/", 1), ("checklists/opening/", 3)],
)
def test_sheets_fit_their_paper(
    page: Page, address: str, path: str, most: int, tmp_path: Path
) -> None:
    page.goto(address + path)
    raw = page.pdf(path=tmp_path / "x.pdf", format="Letter", prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", raw)) <= most
