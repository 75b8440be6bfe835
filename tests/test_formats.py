"""How days, times and terms are shown."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from markupsafe import Markup

from macros.formats import day_words, listed, time_words, weekday_words
from macros.load import load
from macros.mend import mended
from macros.parts import Desk
from macros.render import Renderer
from macros.site import made
from macros.terms import Terms
from macros.wording import Wording
from tests.approving import approve_all
from tests.lay import put

DAY = date(2026, 12, 5)


@dataclass
class Where:
    """A page to stand on."""

    url: str = "policies/notice/"
    edit_url: str | None = None


@pytest.mark.parametrize(
    ("style", "expected"),
    [("month-first", "December 5, 2026"), ("day-first", "5 December 2026"), ("iso", "2026-12-05")],
)
def test_days(style: str, expected: str) -> None:
    assert day_words(DAY, style) == expected


@pytest.mark.parametrize(
    ("clock", "expected"),
    [
        ("7:50", "7:50 a.m."),
        ("0:05", "12:05 a.m."),
        ("12:00", "12:00 p.m."),
        ("17:30", "5:30 p.m."),
        ("07:05", "7:05 a.m."),
    ],
)
def test_times(clock: str, expected: str) -> None:
    assert time_words(clock) == expected
    assert time_words("07:50", "24-hour") == "7:50"


def test_lists_and_weekdays() -> None:
    assert [listed(items) for items in ([], ["a"], ["a", "b"], ["a", "b", "c"])] == [
        "",
        "a",
        "a and b",
        "a, b and c",
    ]
    assert weekday_words(["monday", "tuesday", "wednesday"]) == "Monday to Wednesday"
    assert weekday_words(["monday", "friday"]) == "Monday and Friday"


def test_a_practice_elsewhere_chooses_its_formats(data: Path) -> None:
    put(
        data,
        "practice.yaml",
        'formats:\n  dates: day-first\n  clock: 24-hour\n  emergency_number: "112"\n',
    )
    renderer = Renderer(load(data).book)
    assert renderer.formats.emergency_number == "112"
    template = renderer.environment.from_string("{{ day }} {{ '17:30' | clock }}")
    assert template.render(day=DAY) == '<time datetime="2026-12-05">5 December 2026</time> 17:30'


def test_a_term_is_linked_once_and_never_inside_a_link(data: Path) -> None:
    put(
        data,
        "glossary.yaml",
        "terms:\n  - id: phi\n    term: PHI\n    meaning: What we **know** of a patient.\n"
        "  - id: huddle\n    term: Huddle\n    meaning: A short meeting.\n",
    )
    terms = Terms(load(data).book)
    seen: set[str] = set()
    html = Markup('<p><a href="x">PHI</a> PHI, PHI-like and PHI; the Huddle</p>')
    assert terms.mark(html, seen, lambda path: path) == (
        '<p><a href="x">PHI</a> <a class="hb-term" href="glossary.md#phi"'
        ' title="What we know of a patient.">PHI</a>, PHI-like and PHI; the Huddle</p>'
    )
    assert seen == {"phi"}
    assert terms.mark(html, seen, lambda path: path) == html


def test_the_theme_is_mended_and_nothing_else() -> None:
    wrong = '<div class="md-search" data-md-component="search" role="dialog">'
    assert mended(f"<p>x</p>{wrong}") == f'<p>x</p>{wrong[:-1]} aria-label="Search">'
    assert mended("<p>x</p>") == "<p>x</p>"


def test_a_practice_has_its_own_words_for_ours_and_keeps_its_data(data: Path) -> None:
    put(
        data,
        "practice.yaml",
        "formats:\n  words:\n    - ours: What you do\n      theirs: Your part\n"
        "    - ours: In force\n      theirs: Valid\n    - ours: since\n      theirs: from\n",
    )
    put(data, "policies/privacy/notice.yaml", "summary: What you do here is in force.\n")
    approve_all(data)
    desk = Desk(made(load(data), DAY, "staff"))
    page = desk.fill("policy_page", Where(), "notice")
    assert '<p class="hb-box-title" id="what-you-do-title">Your part</p>' in page
    assert '<span class="hb-state hb-state--ok">Valid</span>\nfrom <time' in page
    assert "<p>What you do here is in force.</p>" in page


def test_a_hostile_word_is_shown_as_text(data: Path) -> None:
    put(
        data,
        "practice.yaml",
        "formats:\n  words:\n    - ours: What you do\n      theirs: <script>x</script> {{ 7*7 }}\n",
    )
    page = Desk(made(load(data), DAY, "staff")).fill("policy_page", Where(), "notice")
    assert "<script" not in page
    assert "49" not in page


def test_words_inside_tags_stay() -> None:
    wording = Wording({"Who": "Name"})
    assert wording.outside_tags('<td data-label="Who">Who, Whose', inside=False) == (
        '<td data-label="Who">Name, Whose',
        False,
    )
    assert wording.outside_tags('Who <a title="Who', inside=False) == ('Name <a title="Who', True)
    assert wording.outside_tags('Who">Who', inside=True) == ('Who">Name', False)
