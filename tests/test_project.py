"""The project's own files agree with each other."""

import re
import tomllib
from pathlib import Path

import pytest

from tests.lay import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
LOCKS = ("requirements.txt", "requirements-paper.txt", "requirements-dev.txt")


def locked(name: str) -> dict[str, set[str]]:
    """The versions of each package in a lock."""
    found: dict[str, set[str]] = {}
    for line in (ROOT / name).read_text("utf-8").splitlines():
        if pin := re.match(r"([a-z0-9._-]+)==([^ ;\\]+)", line, re.IGNORECASE):
            found.setdefault(normal(pin[1]), set()).add(pin[2])
    return found


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def wanted(requirements: list[str]) -> dict[str, str]:
    """The bounds of each package that the project asks for."""
    found = [re.match(r"([A-Za-z0-9._-]+)(.*)", text) for text in requirements]
    return {normal(m[1]): m[2] for m in found if m}


def number(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"\d+", version)[:4])


def fits(version: str, bounds: str) -> bool:
    for bound in filter(None, bounds.split(",")):
        sign, limit = re.fullmatch(r"(>=|<|==)([\d.]+)", bound).groups()  # type: ignore[union-attr]
        if sign == "==" and number(version) != number(limit):
            return False
        if (number(version) >= number(limit)) != (sign != "<"):
            return False
    return True


def test_lock_holds_every_dependency_within_its_bounds() -> None:
    base = wanted(PROJECT["dependencies"])
    extras = PROJECT["optional-dependencies"]
    paper = {**base, **wanted(extras["paper"])}
    tools = [need for need in extras["dev"] if not need.startswith(PROJECT["name"])]
    for lock, needs in zip(LOCKS, (base, paper, {**paper, **wanted(tools)}), strict=True):
        have = locked(lock)
        assert set(needs) <= set(have), lock
        for name, bounds in needs.items():
            assert all(fits(version, bounds) for version in have[name]), (lock, name, have[name])


def test_locks_agree() -> None:
    base, paper, every = map(locked, LOCKS)
    assert {name: every[name] for name in base} == base
    assert {name: every[name] for name in paper} == paper


@pytest.mark.parametrize("lock", LOCKS)
def test_locks_hold_hashes_the_build_tool_and_no_address(lock: str) -> None:
    text = (ROOT / lock).read_text("utf-8")
    pins = re.findall(r"^[a-z0-9._-]+==", text, re.MULTILINE | re.IGNORECASE)
    assert len(re.findall(r" \\\n\s+--hash=sha256:", text)) >= len(pins)
    assert "setuptools" in locked(lock)
    assert "://" not in text
    assert "index-url" not in text
    assert "find-links" not in text


def test_locks_serve_windows_too() -> None:
    # MkDocs asks for it on Windows only, so a lock made for one system would lack it.
    assert "colorama" in locked(LOCKS[0])


@pytest.mark.parametrize("name", ["mkdocs", "mkdocs-material", "pathspec"])
def test_frozen_neighbors_are_capped(name: str) -> None:
    assert "<" in wanted(PROJECT["dependencies"])[name]


def test_the_lock_is_what_setup_installs() -> None:
    setup = Path(ROOT / "scripts" / "setup.py").read_text("utf-8")
    assert "--require-hashes" in setup
    assert "--no-build-isolation" in setup


ASKS = "\n  workflow_dispatch:\n"
# For whoever works on the program; CONTRIBUTING.md names them.
OURS = {"__init__", "arguments", "bench", "comment", "schemas", "setup"}


def test_the_first_page_names_every_command_and_every_form() -> None:
    text = (ROOT / "README.md").read_text("utf-8")
    table = text[text.index("## The commands") : text.index("## How it works")]
    told = set(re.findall(r"^\| `(\w+)", table, re.MULTILINE))
    assert told == {path.stem for path in (ROOT / "scripts").glob("*.py")} - OURS
    flows = [path.read_text("utf-8") for path in (ROOT / ".github/workflows").glob("*.yml")]
    forms = {flow.partition("\n")[0].removeprefix("name: ") for flow in flows if ASKS in flow}
    assert set(re.findall("“(.*?)”", table)) == forms
