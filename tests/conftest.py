"""What tests share."""

import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest
from filelock import FileLock
from playwright.sync_api import Browser, sync_playwright

from macros.load import load
from macros.problems import Problem
from tests.approving import approve_all
from tests.browser import served
from tests.lay import MINIMAL, ROOT, Lay, problems, put
from tests.site import Built, build


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A copy of the smallest valid handbook."""
    return Path(shutil.copytree(MINIMAL, tmp_path / "data"))


@pytest.fixture
def lay(data: Path) -> Lay:
    """Lay texts over the smallest valid handbook and say what is wrong with it then.

    A text replaces the keys it names and leaves the others;
    a text that cannot be read stands alone.
    """

    def over(files: Mapping[str, str], *, approve: bool = True) -> list[Problem]:
        for name, text in files.items():
            put(data, name.removeprefix("data/"), text)
        if approve:
            approve_all(data)
        return problems(data)

    return over


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> Callable[..., list[str]]:
    """A terminal at which somebody gives these answers; what was asked."""

    def answers(*given: str) -> list[str]:
        asked: list[str] = []
        rest: Iterator[str] = iter(given)

        def answer(question: str) -> str:
            asked.append(question)
            found = next(rest, None)
            if found is None:
                raise EOFError
            return found

        monkeypatch.setattr("sys.stdin.isatty", lambda: True)
        monkeypatch.setattr("builtins.input", answer)
        return asked

    return answers


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Built:
    """The real handbook, built once."""
    return _once("built", tmp_path_factory, worker_id, {})


@pytest.fixture(scope="session")
def managers(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Built:
    """The real handbook for managers, built once."""
    return _once("managers", tmp_path_factory, worker_id, {"AUDIENCE": "managers"})


def _once(
    name: str, factory: pytest.TempPathFactory, worker_id: str, env: Mapping[str, str]
) -> Built:
    """A site of the real handbook: the first of several workers builds it, the others wait."""
    base = factory.getbasetemp()
    folder = (base if worker_id == "master" else base.parent) / name
    folder.mkdir(exist_ok=True)
    log = folder / "log.txt"
    with FileLock(folder / "lock"):
        if not log.exists():
            done = build(ROOT, folder / "site", env)
            assert done.returncode == 0, done.stderr
            log.write_text(done.stderr, encoding="utf-8")
    return Built(folder / "site", log.read_text("utf-8"))


# These look at the worked example page by page; a practice of its own has other pages.
_ON_THE_SAMPLE = (
    "accessible",
    "browser",
    "csp",
    "hostile",
    "init",
    "init_keep",
    "interaction",
    "reading",
    "site",
    "views",
    "what_if",
)
_PRACTICE = load(ROOT / "data").book.practice
collect_ignore = (
    [] if _PRACTICE and _PRACTICE.sample else [f"test_{name}.py" for name in _ON_THE_SAMPLE]
)

CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")


@pytest.fixture(scope="session")
def address(built: Built) -> Iterator[str]:
    with served(built.folder) as address:
        yield address


@pytest.fixture(scope="session")
def managers_address(managers: Built) -> Iterator[str]:
    with served(managers.folder) as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if CHROMIUM is None:
        if os.environ.get("CI") == "true":
            pytest.fail("Chromium is missing; .ci/run installs it")
        pytest.skip("Chromium is missing: apt-get install chromium")
    with sync_playwright() as playwright:
        flags = ["--no-sandbox", "--disable-background-networking"]
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=flags)
        yield browser
        browser.close()
