"""A document as a tagged PDF with bookmarks; the one module that knows WeasyPrint."""

import hashlib

from weasyprint import HTML
from weasyprint.urls import URLFetcher


def as_pdf(html: str) -> bytes:
    """Print the HTML of a document; the same HTML gives the same bytes on the same machine."""
    # No protocol: a document needs no other file, and asks no other machine.
    nothing = URLFetcher(allowed_protocols=())
    made = HTML(string=html, url_fetcher=nothing).write_pdf(
        pdf_variant="pdf/ua-1",
        pdf_identifier=hashlib.sha256(html.encode()).hexdigest()[:32].encode(),
    )
    return bytes(made)
