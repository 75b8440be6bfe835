"""Opening the built site in headless Chromium."""

import functools
import http.server
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import axe_playwright_python
from playwright.sync_api import Browser, Page

# One page of every template, and every page written by hand.
PAGES = (
    "",
    "404.html",
    "purpose/",
    "org-chart/",
    "roles/",
    "roles/office-manager/",
    "people/",
    "people/maria-delgado/",
    "policies/",
    "policies/phone-and-texting/",
    "policies/phone-and-texting/1.0/",
    "procedures/",
    "procedures/patient-visit/",
    "onboarding/",
    "onboarding/core/",
    "checklists/",
    "checklists/opening/",
    "emergencies/",
    "emergencies/needle-stick/",
    "forms/",
    "forms/exposure-incident-report/",
    "regulations/",
    "regulations/section-1557/",
    "regulations/crosswalk/",
    "regulations/state/",
    "regulations/compliance-program/",
    "training/",
    "training/bloodborne-pathogens/",
    "training/matrix/",
    "documents/",
    "due/",
    "changed/",
    "reading/",
    "reading/medical-assistant/",
    "ask/",
    "glossary/",
    "print/",
    "about/",
    "about/change-a-page/",
    "about/approval/",
    "about/where-it-lives/",
    "about/publish/",
    "about/signatures/",
    "about/other-programs/",
    "about/data/",
    "about/data/policy/",
    "about/rules/",
    "about/rules/rol001/",
)
# The same, of what only managers and the owner see.
MANAGERS_PAGES = (
    "what-if/",
    "what-if/person-maria-delgado/",
    "what-if/role-clinical-director/",
    "what-if/role-director-of-operations/",
)
_AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text("utf-8")
_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def axe(page: Page) -> list[str]:
    """What axe finds wrong with the page that is open."""
    page.evaluate(_AXE)
    found = page.evaluate(
        "tags => axe.run(document, {runOnly: tags}).then(r => r.violations)", _TAGS
    )
    return [
        json.dumps([v["id"], v["nodes"][0]["html"][:160], v["nodes"][0]["failureSummary"]])
        for v in found
    ]


class _Silent(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address at which a built site is served."""
    handler = functools.partial(_Silent, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


@contextmanager
def opened(browser: Browser, width: int, height: int = 900, **settings: Any) -> Iterator[Page]:  # noqa: ANN401
    """A fresh page of a width, with nothing kept from before."""
    context = browser.new_context(viewport={"width": width, "height": height}, **settings)
    try:
        yield context.new_page()
    finally:
        context.close()
