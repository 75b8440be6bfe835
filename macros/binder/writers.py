"""Which formats a document can be written in, and what each needs."""

from collections.abc import Callable
from typing import Literal

from .document import Document
from .html import as_html
from .plain import as_text

Format = Literal["text", "html", "pdf", "docx"]
Writer = Callable[[Document], bytes]
_PAPER = "run `python scripts/setup.py --paper`"


def writer(wanted: Format) -> Writer:
    """What writes a format; raises ValueError, in words, when its tools are not installed."""
    if wanted == "text":
        return lambda document: as_text(document).encode()
    if wanted == "html":
        return lambda document: as_html(document).encode()
    try:
        if wanted == "docx":
            from .docx import as_docx  # noqa: PLC0415 - only the extra has it

            return as_docx
        from .pdf import as_pdf  # noqa: PLC0415 - the same
    except (ImportError, OSError):
        # WeasyPrint raises OSError where the system lacks the libraries that set type.
        raise ValueError(_no_tools(wanted)) from None
    return lambda document: as_pdf(as_html(document))


def _no_tools(wanted: Format) -> str:
    name = "PDF" if wanted == "pdf" else "Word"
    pango = "; a system without Pango needs that too: apt-get install libpango-1.0-0"
    more = pango if wanted == "pdf" else ""
    return f"the tools for {name} are not installed: {_PAPER}{more}. --format html needs neither"
