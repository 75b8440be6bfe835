"""What a category says first on each of its policies: on the page, and on paper."""

from pathlib import Path

import pytest

from macros.binder.document import Paragraph, Run
from macros.binder.pen import Pen
from macros.binder.policies import notice
from macros.load import load
from macros.parts import Desk
from macros.site import made
from tests.lay import TODAY, put

CATEGORIES = """\
categories:
  - id: privacy
    title: Privacy
    code: PRV
    approvers:
      roles:
        - owner-physician
    notice: This is **not** a contract.
"""
READ = "    counsel_read_on: 2026-05-06\n"


class Page:
    url = "policies/notice/"
    edit_url = None


@pytest.mark.parametrize(
    ("more", "said"),
    [("", ""), (READ, " Counsel last read these policies on May 6, 2026.")],
)
def test_a_category_s_notice_is_on_the_page_and_on_paper(data: Path, more: str, said: str) -> None:
    put(data, "categories.yaml", CATEGORIES + more)
    loaded = load(data)
    desk = Desk(made(loaded, TODAY, "staff"))
    page = desk.fill("policy_page", Page(), "notice")
    assert page.count("This is <strong>not</strong> a contract.") == 1
    assert page.count("Counsel last read") == bool(more)
    (printed,) = notice(Pen(loaded.book, TODAY), loaded.book.policies["notice"])
    assert isinstance(printed, Paragraph)
    assert "".join(run.text for run in printed.runs) == f"This is not a contract.{said}"
    assert Run("not", strong=True) in printed.runs


def test_a_category_without_one_says_nothing(data: Path) -> None:
    loaded = load(data)
    assert notice(Pen(loaded.book, TODAY), loaded.book.policies["notice"]) == ()
