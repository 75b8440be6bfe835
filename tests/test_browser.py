"""What only a browser can show: search, and that no request leaves the site."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Error, Page, Request

from tests.browser import PAGES, opened

pytestmark = pytest.mark.browser


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    with opened(browser, 390, 844) as page:
        yield page


@dataclass
class Visit:
    """What a phone met on one page: how wide it is, what it asked for and what went wrong."""

    width: int = 0
    asked: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def listen(self, page: Page) -> None:
        page.on("request", self.request)
        page.on("pageerror", self.error)
        page.on("console", self.console)

    def request(self, request: Request) -> None:
        self.asked.append(request.url)

    def error(self, error: Error) -> None:
        self.errors.append(str(error))

    def console(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.errors.append(message.text)


@pytest.fixture(scope="module")
def visits(browser: Browser, address: str) -> dict[str, Visit]:
    """Every page of the list, opened once; waiting until each is quiet takes most of the time."""
    found = {path: Visit() for path in PAGES}
    with opened(browser, 390, 844) as first:
        for path, visit in found.items():
            page = first.context.new_page()
            visit.listen(page)
            page.goto(address + path, wait_until="networkidle")
            visit.width = page.evaluate("document.documentElement.scrollWidth")
            page.close()
    return found


def test_no_request_leaves_the_site(visits: dict[str, Visit], address: str) -> None:
    asked = [url for visit in visits.values() for url in visit.asked]
    assert len(asked) > len(PAGES)
    assert [url for url in asked if not url.startswith((address, "data:", "blob:"))] == []


def test_nothing_is_wider_than_a_phone(visits: dict[str, Visit]) -> None:
    assert {path: v.width for path, v in visits.items() if v.width > 390} == {}


def test_no_page_reports_an_error(visits: dict[str, Visit]) -> None:
    assert {path: v.errors for path, v in visits.items() if v.errors} == {}


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
