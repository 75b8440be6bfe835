"""Opening the built site in headless Chromium."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

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
    "ask/",
    "glossary/",
    "print/",
    "about/",
    "about/change-a-page/",
    "about/where-it-lives/",
    "about/data/",
    "about/data/policy/",
    "about/rules/",
    "about/rules/rol001/",
)


@contextmanager
def opened(browser: Browser, width: int, height: int = 900, **settings: Any) -> Iterator[Page]:  # noqa: ANN401
    """A fresh page of a width, with nothing kept from before."""
    context = browser.new_context(viewport={"width": width, "height": height}, **settings)
    try:
        yield context.new_page()
    finally:
        context.close()
