"""Questions put to the theme's own search in a browser, and how well it answers them."""

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml
from playwright.sync_api import Browser, sync_playwright

CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")
FLAGS = ("--no-sandbox", "--disable-background-networking")
AMONG = 3
# The site's own script, which rewrites what is typed.
_REWRITES = "assets/asked.js"
# The theme's protocol: 0 hands over the index, 1 says ready, 2 asks, 3 answers.
_ASK = """
async ([source, index, questions]) => {
  const worker = new Worker(URL.createObjectURL(new Blob([source], {type: "text/javascript"})))
  const said = message => new Promise(done => {
    worker.onmessage = event => done(event.data.data)
    worker.postMessage(message)
  })
  await said({type: 0, data: {...JSON.parse(index), options: {suggest: false}}})
  const pages = []
  for (const question of questions) {
    const {items} = await said({type: 2, data: question})
    pages.push(items.map(group => group[0].location.split("#")[0]))
  }
  worker.terminate()
  return pages
}
"""


@dataclass(frozen=True, slots=True)
class Question:
    """What somebody types, and the addresses of the pages that answer it."""

    asked: str
    pages: frozenset[str]


@dataclass(frozen=True, slots=True)
class Answer:
    """The addresses that search returned for a question, best first."""

    question: Question
    pages: tuple[str, ...]

    def right_among(self, count: int) -> bool:
        """Whether a right page is among the first `count`."""
        return not self.question.pages.isdisjoint(self.pages[:count])


@dataclass(frozen=True, slots=True)
class Score:
    """Shares of questions, in percent, whose right page comes first, and among the first three."""

    first: float
    among: float

    @property
    def good(self) -> bool:
        """Whether search finds things at once."""
        return self.first >= 80 and self.among >= 95  # noqa: PLR2004 - what we promise


def questions(path: Path) -> list[Question]:
    """The questions of a file; raises ValueError, in words, when it cannot be used."""
    try:
        listed = yaml.load(path.read_text("utf-8"), Loader=yaml.BaseLoader)  # noqa: S506 - text only
        found = [Question(one["ask"], frozenset(one["pages"])) for one in listed]
    except (OSError, UnicodeDecodeError):
        raise ValueError(f"{path} cannot be read") from None
    except (yaml.YAMLError, KeyError, TypeError):
        raise ValueError(f"{path} is not a list of questions with `ask` and `pages`") from None
    if not found:
        raise ValueError(f"{path} holds no question")
    return found


def answers(site: Path, asked: Sequence[Question]) -> list[Answer]:
    """What the search of a built site answers, asked in a browser of its own.

    Raises FileNotFoundError, in words, when there is no Chromium or no built site.
    """
    if CHROMIUM is None:
        raise FileNotFoundError("Chromium is missing: apt-get install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        try:
            return answers_in(browser, site, asked)
        finally:
            browser.close()


def answers_in(browser: Browser, site: Path, asked: Sequence[Question]) -> list[Answer]:
    """The same in a browser that is open already."""
    worker, index = _engine(site)
    page = browser.new_page()
    page.evaluate((site / _REWRITES).read_text("utf-8"))
    given = [worker.read_text("utf-8"), index.read_text("utf-8"), [q.asked for q in asked]]
    found: list[list[str]] = page.evaluate(_ASK, given)
    page.close()
    return [Answer(q, tuple(pages)) for q, pages in zip(asked, found, strict=True)]


def score(given: Sequence[Answer]) -> Score:
    """How well the answers fit."""
    first = sum(a.right_among(1) for a in given)
    among = sum(a.right_among(AMONG) for a in given)
    return Score(100 * first / len(given), 100 * among / len(given))


def strangers(site: Path, asked: Sequence[Question]) -> list[str]:
    """Pages that a list expects and the site does not have; raises as `answers` does."""
    _engine(site)
    expected = set[str]().union(*(q.pages for q in asked))
    return sorted(page for page in expected if not (site / page / "index.html").is_file())


def _engine(site: Path) -> tuple[Path, Path]:
    """The theme's search worker in a built site, and its index."""
    workers = sorted(site.glob("assets/javascripts/workers/search.*.js"))
    index = site / "search" / "search_index.json"
    if not workers or not index.is_file():
        raise FileNotFoundError(f"{site} holds no built site with a search")
    return workers[0], index
