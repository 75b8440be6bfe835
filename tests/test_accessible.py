"""Open to everybody: axe finds nothing, and everything works by keyboard and at any size."""

import json
from collections.abc import Iterator
from pathlib import Path

import axe_playwright_python
import pytest
from playwright.sync_api import Browser, Page

from macros.parts import PARTS
from tests.browser import PAGES, opened

pytestmark = pytest.mark.browser
AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text("utf-8")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture(
    scope="module", params=[(1280, "light"), (1280, "dark"), (390, "light"), (390, "dark")]
)
def page(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    width, scheme = request.param
    with opened(browser, width, color_scheme=scheme, reduced_motion="reduce") as page:
        yield page


@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing(page: Page, address: str, path: str) -> None:
    page.goto(address + path)
    page.evaluate(AXE)
    found = page.evaluate(
        "tags => axe.run(document, {runOnly: tags}).then(r => r.violations)", TAGS
    )
    said = [(v["id"], v["nodes"][0]["html"][:160], v["nodes"][0]["failureSummary"]) for v in found]
    assert said == [], json.dumps(said, indent=1)


def test_every_template_is_among_the_pages() -> None:
    named = {path.split("/")[0] for path in PAGES}
    pages = {name for name in PARTS if name.endswith("_page")}
    assert len(pages) <= sum(path.count("/") > 1 for path in PAGES)
    assert {"roles", "policies", "procedures", "onboarding", "checklists", "emergencies"} <= named
