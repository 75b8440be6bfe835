"""Open to everybody: axe finds nothing, and everything works by keyboard and at any size."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from macros.parts import PARTS
from tests.browser import PAGES, axe, opened

pytestmark = pytest.mark.browser


# Colors do not depend on the width, nor the layout on colors: two pairs see all of both.
@pytest.fixture(scope="module", params=[(1280, "light"), (390, "dark")])
def page(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    width, scheme = request.param
    with opened(browser, width, color_scheme=scheme, reduced_motion="reduce") as page:
        yield page


@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing(page: Page, address: str, path: str) -> None:
    page.goto(address + path)
    assert axe(page) == []


def test_every_template_is_among_the_pages() -> None:
    named = {path.split("/")[0] for path in PAGES}
    pages = {name for name in PARTS if name.endswith("_page")}
    assert len(pages) <= sum(path.count("/") > 1 for path in PAGES)
    assert {"roles", "policies", "procedures", "onboarding", "checklists", "emergencies"} <= named
