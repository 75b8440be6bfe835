"""A document as one HTML file that needs nothing else: for a screen, for paper, for WeasyPrint."""

from collections.abc import Iterator
from itertools import groupby

import jinja2
from markupsafe import Markup

from .document import Document, Runs

_SIZES = {"letter": "8.5in 11in", "a4": "210mm 297mm"}
_SMALL = 'font: 8pt "Helvetica Neue", Arial, "Liberation Sans", sans-serif; color: #4a524f;'
_ENVIRONMENT = jinja2.Environment(
    loader=jinja2.PackageLoader("macros.binder"),
    autoescape=True,
    undefined=jinja2.StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    keep_trailing_newline=True,
)


def _linked(runs: Runs) -> list[tuple[str, Runs]]:
    """The runs that make one link, or none, together."""
    return [(href, tuple(found)) for href, found in groupby(runs, lambda run: run.href)]


_ENVIRONMENT.globals.update(
    name=lambda block: type(block).__name__,
    linked=_linked,
    changed={"added": "ins", "removed": "del"},
)


def as_html(document: Document) -> str:
    """Write a document as HTML."""
    template = _ENVIRONMENT.get_template("document.html")
    # Every text in the rules is escaped as a string of CSS, where HTML has no entities.
    rules = [Markup(rule) for rule in _rules(document)]  # noqa: S704 - the same
    text = template.render(document=document, rules=rules)
    return "\n".join(filter(str.strip, text.splitlines())) + "\n"


def _rules(document: Document) -> Iterator[str]:
    """The sheets: what stands in the margins of each, as literal text.

    Browsers know neither running strings nor counters of other pages,
    but all of them print a page's own margins: so each section has a kind of page of its own.
    """
    words, size = document.words, _SIZES[document.paper]
    number = f"{_css(words.page + ' ')} counter(page) {_css(f' {words.of} ')} counter(pages)"
    yield (
        f"@page {{ size: {size}; margin: 1in 0.8in 0.85in;"
        f" @bottom-left {{ content: {_css(document.footer)}; {_SMALL} }}"
        f" @bottom-right {{ content: {number}; {_SMALL} }} }}"
    )
    head = f"{document.practice} · {document.title}"
    if not document.short:
        yield from _sheet("contents", head, words.contents)
        yield "@page cover { @bottom-right { content: none } }"
    for index, section in enumerate(_sheets(document), start=1):
        yield from _sheet(f"sheet{index}", head, section[1])
        yield f"#{section[0]} {{ page: sheet{index} }}"


def _sheets(document: Document) -> Iterator[tuple[str, str]]:
    for chapter in document.chapters:
        yield from ((s.anchor, s.running) for _, s in chapter.walk() if s.running)


def _sheet(name: str, head: str, running: str) -> Iterator[str]:
    line = "border-bottom: 0.5pt solid #dcd7cd; margin-bottom: 0.3in; padding-bottom: 4pt;"
    yield (
        f"@page {name} {{ @top-left {{"
        f" content: {_css(head)} '\\A' {_css(running)}; white-space: pre-wrap; width: 100%;"
        f" text-align: left; vertical-align: bottom; {line} {_SMALL} }} }}"
    )


def _css(text: str) -> str:
    """A text as a string of CSS in which no character can end anything."""
    return '"' + "".join(c if c.isalnum() else f"\\{ord(c):x} " for c in text) + '"'
