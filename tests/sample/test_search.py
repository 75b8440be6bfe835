"""People find what they ask for, in their own words; `init` takes this test away with it."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from macros.asking import AMONG, answers_in, questions, score, strangers
from tests.browser import opened
from tests.site import Built

pytestmark = pytest.mark.browser
ASKED = questions(Path(__file__).with_name("questions.yaml"))


def test_the_right_page_comes_first_or_among_the_first(browser: Browser, built: Built) -> None:
    given = answers_in(browser, built.folder, ASKED)
    missed = [answer.question.asked for answer in given if not answer.right_among(AMONG)]
    assert score(given).good, (score(given), missed)


def test_the_list_is_long_and_its_pages_exist(built: Built) -> None:
    asked = [question.asked.casefold() for question in ASKED]
    assert len(asked) >= 150
    assert len(set(asked)) == len(asked)
    assert strangers(built.folder, ASKED) == []


@pytest.mark.parametrize(
    ("typed", "kind", "title"),
    [
        ("stuck by a needle", "Emergency", "I was stuck, cut or splashed"),
        ("fire", "Emergency", "Fire or smoke"),
        ("colapsed", "Emergency", "Somebody collapsed"),
        ("fire drill form", "Form", "Drill and emergency record"),
        ("check-in", "Procedure", "Checking a patient in"),
        ("patient complaints", "Policy", "Patient complaints and grievances"),
    ],
)
def test_a_typed_question_shows_kind_and_title(
    browser: Browser, address: str, typed: str, kind: str, title: str
) -> None:
    with opened(browser, 1280, 900) as page:
        page.goto(address)
        page.locator("input[name=query]").click()
        page.keyboard.type(typed)
        first = page.locator(".md-search-result__item").first
        first.locator("h1", has_text=title).wait_for()
        assert first.locator(".md-tag").first.inner_text() == kind
