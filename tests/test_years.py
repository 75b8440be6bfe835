"""Three years of a practice, from the first edition to the signature under changed words."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from macros.published import published
from scripts import acknowledge, approve, in_force
from tests.browser import opened, served
from tests.publishing import POLICY, Publisher
from tests.repository import Repository

SAID = "  - Look only at the charts you need for your work.\n"
BY = ("--by", "Alex Stone", "--evidence", "Minutes of the day.")
# The edition, its day, how its words came about, what it asks for, and a day on which it holds.
YEARS = (
    ("2026.01", "2026-01-12", "--material", "need for your work", "2026-09-01"),
    ("2027.05", "2027-05-03", "--minor", "need to do your work", "2027-12-24"),
    ("2028.11", "2028-11-20", "--material", "need today", "2028-12-01"),
)
VERSIONS = ("1.0", "1.1", "2.0")


class Practice:
    """A handbook with a remote, the records beside it, and the commands at both."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.publisher, self.capsys = Publisher(folder), capsys
        self.records = Repository(folder / "records")
        self.say(acknowledge.main, "--start", str(self.records.folder))
        self.records.commit("2026-01-05")

    def say(self, main: Callable[[list[str]], int], *arguments: str) -> str:
        """What a command says that does what it is asked."""
        code = main([*arguments])
        said = self.capsys.readouterr()
        assert (code, said.err) == (0, "")
        return said.out

    def change(self, how: str, words: str, day: str) -> None:
        """Other words of the policy, approved, taken over and at the remote."""
        said, path = SAID.partition("you ")[0], self.publisher.data / POLICY
        lines = path.read_text("utf-8").splitlines(keepends=True)
        made = (f"{said}you {words}.\n" if line.startswith(said) else line for line in lines)
        path.write_text("".join(made), "utf-8")
        told = ("--change", "Which charts you may open.", "--today", day)
        data = ("--data", str(self.publisher.data))
        self.say(approve.main, "PRV-01", how, *BY, *told, *data)
        self.publisher.repository.commit(day)
        self.publisher.push()

    def publish(self, edition: str, day: str) -> None:
        done = self.publisher.publish(edition, "--push", "origin", day=day)
        assert (done.returncode, done.stderr) == (0, "")

    def sign(self, person: str, day: str) -> None:
        by = ("--all-due", "--recorded-by", "Sam Rivers", "--today", day)
        assert self.say(acknowledge.main, person, *by, *self._places).startswith("Written: ")
        self.records.commit(day)

    def missing(self, day: str) -> list[tuple[str, ...]]:
        """Who has yet to sign which version, by when, and which one they signed before."""
        said = self.say(
            acknowledge.main, "--missing", "--format", "json", "--today", day, *self._places
        )
        keys = ("person", "version", "due", "signed_before")
        return [tuple(row[key] for key in keys) for row in json.loads(said)]

    def policy_on(self, day: str) -> Any:  # noqa: ANN401 - what JSON holds
        """The one policy as it was in force on a day."""
        ask = (day, "--policy", "PRV-01", "--format", "json", "--data", str(self.publisher.data))
        [found] = json.loads(self.say(in_force.main, *ask))["policies"]
        return found

    @property
    def _places(self) -> tuple[str, ...]:
        folder = self.records.folder
        return ("--data", str(self.publisher.data), "--records", str(folder))


@pytest.mark.browser
def test_three_years(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    browser: Browser,
) -> None:
    monkeypatch.setenv("HANDBOOK_TODAY", "2028-12-01")
    practice = Practice(tmp_path, capsys)
    first, second, third = YEARS

    # The first edition: whoever works here signs it.
    practice.publish(*first[:2])
    assert [row[:2] for row in practice.missing("2026-01-13")] == [
        ("alex-stone", "1.0"),
        ("sam-rivers", "1.0"),
    ]
    for person in ("Alex Stone", "Sam Rivers"):
        practice.sign(person, "2026-01-13")
    assert practice.missing("2026-01-13") == []

    # Other wording: nobody signs again, and the signatures count on.
    practice.change(second[2], second[3], second[1])
    practice.publish(*second[:2])
    assert practice.missing("2027-05-04") == []

    # Another substance: everybody signs again, within the day that the policy names.
    practice.change(third[2], third[3], third[1])
    practice.publish(*third[:2])
    assert practice.missing("2028-11-20") == [
        ("alex-stone", "2.0", "2028-11-20", "1.0"),
        ("sam-rivers", "2.0", "2028-11-20", "1.0"),
    ]
    practice.sign("alex-stone", "2028-11-20")
    assert [row[0] for row in practice.missing("2028-11-21")] == ["sam-rivers"]
    places = ("--check", "--today", "2028-11-21", "--records", str(practice.records.folder))
    checked = practice.say(acknowledge.main, *places, "--data", str(practice.publisher.data))
    assert "records/acknowledgements.csv holds 3 signatures" in checked

    site = practice.publisher.laid_out(tmp_path / "site")
    each_day_has_the_text_of_its_edition(practice, site)
    with served(site) as address, opened(browser, 1280) as page:
        a_reader_finds_every_edition(page, address)


def each_day_has_the_text_of_its_edition(practice: Practice, site: Path) -> None:
    """Of a day in each edition, the text in force is the one that the edition showed."""
    editions = published(practice.publisher.data).editions[::-1]
    assert [(one.edition, one.on.isoformat()) for one in editions] == [y[:2] for y in YEARS]
    assert [[(c.id, c.material) for c in one.changes] for one in editions] == [
        [],
        [("notice", False)],
        [("notice", True)],
    ]
    for edition, version, (name, _, _, words, day) in zip(editions, VERSIONS, YEARS, strict=True):
        found = practice.policy_on(day)
        assert found["version"]["version"] == version
        assert [(p.version, p.seal) for p in edition.policies] == [
            (version, found["version"]["seal"])
        ]
        assert found["version"]["words_are_as_sealed"] is True
        assert f"you {words}." in found["version"]["words"]
        shown = (site / name / "policies" / "notice" / "index.html").read_text("utf-8")
        assert f"you {words}." in shown


def a_reader_finds_every_edition(page: Page, address: str) -> None:
    """The selector offers them, and whoever reads a former one is told."""
    page.goto(f"{address}latest/policies/notice/")
    page.locator(".md-version").hover()
    names = page.locator(".md-version__link")
    assert names.all_inner_texts() == ["2028.11", "2027.05", "2026.01"]
    banner = page.locator("[data-md-component=outdated]")
    assert not banner.is_visible()
    for name in ("2026.01", "2027.05"):
        page.goto(f"{address}{name}/policies/notice/")
        link = page.get_by_role("link", name="Read this page in edition 2028.11")
        link.wait_for()
        assert f"This is edition {name}" in banner.inner_text()
