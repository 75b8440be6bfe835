"""The report as one HTML page that needs nothing else: for a phone, and for paper."""

import re

import jinja2

from macros.changes.change import Report
from macros.model.handbook import Handbook

from .sheet import blocks

_SIZES = {"letter": "8.5in 11in", "a4": "210mm 297mm"}
_ENVIRONMENT = jinja2.Environment(
    loader=jinja2.PackageLoader("macros"),
    autoescape=True,
    undefined=jinja2.StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    keep_trailing_newline=True,
)
_ENVIRONMENT.globals.update(kind=lambda block: type(block).__name__)


def as_html(report: Report, book: Handbook) -> str:
    """Write the report on a page; the handbook says whose it is, and how large its sheets are."""
    practice = book.practice
    text = _ENVIRONMENT.get_template("review.html").render(
        report=report,
        blocks=blocks(report),
        practice=practice.name if practice else "Handbook",
        paper=_SIZES[practice.formats.paper if practice else "letter"],
    )
    return re.sub(r"\n\s*\n+", "\n", text)
