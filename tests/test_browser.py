"""What only a browser can show: search, and that no request leaves the site."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browser import PAGES, opened

pytestmark = pytest.mark.browser


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    with opened(browser, 390, 844) as page:
        yield page


def test_no_request_leaves_the_site(page: Page, address: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for path in PAGES:
        page.goto(address + path, wait_until="networkidle")
    assert [url for url in asked if not url.startswith((address, "data:", "blob:"))] == []


@pytest.mark.parametrize("path", PAGES)
def test_nothing_is_wider_than_a_phone(page: Page, address: str, path: str) -> None:
    page.goto(address + path)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_no_page_reports_an_error(page: Page, address: str) -> None:
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda m: errors.append(m.text) if m.type == "error" else None)
    for path in PAGES:
        page.goto(address + path)
    assert errors == []


def test_search_finds_a_policy_by_what_people_type(browser: Browser, address: str) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(address)
    page.locator("input[name=query]").click()
    page.keyboard.type("whatsapp")
    results = page.locator(".md-search-result__link")
    results.first.wait_for()
    found = [str(link.get_attribute("href")) for link in results.all()[:3]]
    assert any("policies/phone-and-texting" in href for href in found), found
    page.close()


def test_a_phone_sees_the_narrow_chart_and_paper_the_wide_one(page: Page, address: str) -> None:
    page.goto(f"{address}org-chart/")
    assert page.locator(".hb-chart-narrow").first.is_visible()
    page.emulate_media(media="print")
    assert page.locator(".hb-chart-wide").first.is_visible()


def test_print_leaves_the_navigation_away(page: Page, address: str, tmp_path: Path) -> None:
    page.goto(f"{address}policies/phone-and-texting/")
    page.emulate_media(media="print")
    for part in (".md-header", ".md-footer", ".md-content__button"):
        assert not page.locator(part).first.is_visible()
    page.pdf(path=tmp_path / "policy.pdf", format="Letter")
    assert (tmp_path / "policy.pdf").stat().st_size > 10_000


def test_the_index_of_the_search_waits_until_it_is_needed(page: Page, address: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{address}policies/phone-and-texting/", wait_until="load")
    assert [url for url in asked if url.endswith("search_index.json")] == []
    with page.expect_request("**/search_index.json"):
        page.locator("label[for=__search]").first.click()


def test_an_idle_browser_fetches_the_index_by_itself(page: Page, address: str) -> None:
    with page.expect_request("**/search_index.json", timeout=20_000):
        page.goto(f"{address}policies/phone-and-texting/", wait_until="load")
