"""The pictures of the report are small, have words, and show what the report says today."""

import re
from pathlib import Path

from tests.lay import ROOT
from tests.sample.pictures import FOLDER, PICTURES, report

PAGE = (ROOT / "handbook" / "about" / "approval.md").read_text("utf-8")
SHOWN = dict(re.findall(r"!\[([^\]]+)\]\(\.\./assets/([a-z-]+)\.png\)", PAGE))


def test_the_page_shows_each_picture_and_says_what_is_in_it() -> None:
    assert sorted(SHOWN.values()) == sorted(PICTURES)
    assert all(len(words) > 100 for words in SHOWN)


def test_pictures_are_small() -> None:
    for name in PICTURES:
        size = (FOLDER / f"{name}.png").stat().st_size
        assert size <= 60_000, f"{name} has {size:,} bytes; python -m tests.sample.pictures"


def test_the_words_of_the_pictures_are_those_of_the_report(tmp_path: Path) -> None:
    said = " ".join(re.sub(r"<[^>]+>", " ", report(tmp_path).partition("<main>")[2]).split())
    sentence = "2 policies and 1 role change; the owner physician must approve both policies;"
    for words in (
        f"{sentence} 21 people must read and sign again.",
        "15 working days \u2192 10 working days",
        "1.1 \u2192 1.2, takes effect on January 4, 2027",
    ):
        assert words in said, "the report changed: python -m tests.sample.pictures, then the page"
