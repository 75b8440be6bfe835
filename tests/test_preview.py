"""A version to come, a version that went, and work under way, in a built site and a browser."""

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from scripts import approve
from tests.browser import axe, opened, served
from tests.lay import MINIMAL
from tests.site import Built, build, project

FILE = "data/policies/privacy/notice.yaml"
SECOND = ("--minor", "--change", "Within the hour.", "--effective", "2026-12-01")
THIRD = """\
  - version: "2.0"
    effective: 2026-12-15
    material: true
    change: Within the minute.
"""
BY = ("--by", "alex-stone", "--evidence", "Minutes.", "--today", "2026-11-20")


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A handbook with a version for December 1, and words that nobody has approved."""
    place = project(tmp_path_factory.mktemp("preview") / "project", MINIMAL)
    edit(place, "the same day when", "within the hour when")
    assert approve.main(["notice", *BY, *SECOND, "--data", str(place / "data")]) == 0
    edit(place, "within the hour when", "within the minute when")
    edit(place, "revisions:\n", f"revisions:\n{THIRD}")
    return place


def edit(place: Path, old: str, new: str) -> None:
    text = (place / FILE).read_text("utf-8")
    assert old in text
    (place / FILE).write_text(text.replace(old, new), "utf-8")


@pytest.fixture(scope="module")
def staff(place: Path, tmp_path_factory: pytest.TempPathFactory) -> Built:
    return made(place, tmp_path_factory.mktemp("staff") / "site", "0")


@pytest.fixture(scope="module")
def preview(place: Path, tmp_path_factory: pytest.TempPathFactory) -> Built:
    return made(place, tmp_path_factory.mktemp("seen") / "site", "1")


def made(place: Path, site: Path, preview: str) -> Built:
    done = build(place, site, {"PREVIEW": preview})
    assert done.returncode == 0, done.stderr
    return Built(site, done.stderr)


def test_staff_never_read_words_that_nobody_approved(staff: Built, preview: Built) -> None:
    for built, seen in ((staff, False), (preview, True)):
        files = [
            p for p in built.folder.rglob("*") if p.suffix in (".html", ".json", ".csv", ".ics")
        ]
        text = " ".join(p.read_text("utf-8") for p in files)
        assert ("within the minute" in text) == seen
        assert ("Policies show work under way" in text) == seen


def test_versions_have_pages_that_search_does_not_find(staff: Built) -> None:
    assert {"policies/notice/1.0/", "policies/notice/1.1/"} <= staff.pages.keys()
    assert staff.dead_links() == []
    index = json.loads((staff.folder / "search/search_index.json").read_text("utf-8"))
    places = {doc["location"] for doc in index["docs"]}
    assert "policies/notice/" in places
    assert not {p for p in places if re.match(r"policies/notice/\d", p)}


@pytest.mark.browser
@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("2026-11-30", "Version 1.1 takes effect on December 1, 2026: Within the hour."),
        ("2026-12-01", "Version 1.1 has been in force since December 1, 2026"),
    ],
)
def test_the_browser_changes_what_is_said_and_not_the_text(
    browser: Browser, staff: Built, day: str, said: str
) -> None:
    with served(staff.folder) as address, opened(browser, 390) as page:
        page.clock.set_fixed_time(f"{day}T12:00:00")
        page.goto(f"{address}policies/notice/")
        banner = page.locator(".hb-banner").inner_text().strip()
        assert banner.startswith(said)
        assert len(banner.splitlines()) == 1
        assert "the same day when something went wrong" in page.locator(".hb-box").inner_text()


@pytest.mark.browser
@pytest.mark.parametrize("path", ["policies/notice/", "policies/notice/1.1/"])
def test_banners_and_redlines_are_open_to_everybody(
    browser: Browser, preview: Built, path: str
) -> None:
    with served(preview.folder) as address, opened(browser, 390) as page:
        page.goto(f"{address}{path}")
        assert axe(page) == []


@pytest.mark.browser
def test_the_approval_sheet_is_for_paper(browser: Browser, preview: Built) -> None:
    with served(preview.folder) as address, opened(browser, 1280) as page:
        page.goto(f"{address}policies/notice/")
        sheet = page.locator(".hb-sheet")
        assert not sheet.is_visible()
        page.emulate_media(media="print")
        assert sheet.is_visible()
        assert "Who may know what about a patient, version 2.0" in sheet.inner_text()
