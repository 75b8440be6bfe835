"""Building a site in a test, and reading what was built."""

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

from tests.lay import ROOT

NO_CHANGE: Mapping[str, str] = {}


def project(folder: Path, data: Path) -> Path:
    """The project as a checkout holds it, with other data in it."""
    for name in ("handbook", "macros"):
        shutil.copytree(
            ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__", "*.pyc")
        )
    shutil.copy(ROOT / "mkdocs.yml", folder)
    shutil.copytree(data, folder / "data")
    return folder


def build(
    folder: Path, site: Path, env: Mapping[str, str] = NO_CHANGE
) -> subprocess.CompletedProcess[str]:
    """Build the site of a project as CI does: strict, and on the pinned day."""
    fixed = {"CI": "true", "HANDBOOK_TODAY": "2026-11-21", "NO_MKDOCS_2_WARNING": "1"}
    return subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--site-dir", str(site)],
        cwd=folder,
        env={**os.environ, **fixed, **env},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


@dataclass
class Html(HTMLParser):
    """One page: its links, what it loads, its anchors, its headings and its words."""

    text: str
    links: list[str] = field(default_factory=list)
    loads: list[str] = field(default_factory=list)
    anchors: set[str] = field(default_factory=set)
    labels: int = 0
    boxes: int = 0

    def __post_init__(self) -> None:
        super().__init__()
        self.feed(self.text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "a" and "href" in given:
            self.links.append(given["href"])
        if "src" in given:
            self.loads.append(given["src"])
        if tag == "link" and given.get("rel") in ("stylesheet", "icon", "preconnect", "preload"):
            self.loads.append(given.get("href", ""))
        self.anchors.update(given[name] for name in ("id", "name") if name in given)
        self.labels += tag == "label"
        self.boxes += tag == "input" and given.get("type") == "checkbox" and "data-item" in given


class Built:
    """A built site: its pages by address."""

    def __init__(self, folder: Path, log: str) -> None:
        self.folder = folder
        self.log = log

    @cached_property
    def pages(self) -> dict[str, Html]:
        found = {}
        for path in sorted(self.folder.rglob("*.html")):
            address = path.relative_to(self.folder).as_posix().removesuffix("index.html")
            found[address] = Html(path.read_text("utf-8"))
        return found

    def dead_links(self) -> list[str]:
        """Every link within the site whose page or anchor does not exist."""
        dead = []
        for address, page in self.pages.items():
            for link in page.links:
                where, anchor = urldefrag(urljoin(f"https://site/{address}", link))
                parts = urlsplit(where)
                if parts.netloc != "site" or parts.scheme != "https" or address == "404.html":
                    continue
                target = self.pages.get(unquote(parts.path).removeprefix("/"))
                file = self.folder / unquote(parts.path).removeprefix("/")
                if target is None and not file.is_file():
                    dead.append(f"{address}: {link}")
                elif target and anchor and unquote(anchor) not in target.anchors:
                    dead.append(f"{address}: {link} (no such anchor)")
        return dead
