"""The Jinja environment of our templates: escaping by default, Markdown of data made safe."""

import re
from datetime import date
from pathlib import Path
from typing import Any

import jinja2
from markupsafe import Markup, escape

from . import pages
from .formats import BASIS, day_words, time_words, weekday_words
from .links import INTERNAL
from .markdown import to_heading, to_html, to_inline_html, to_plain
from .model.handbook import Handbook
from .model.record import Phrase, Prose
from .terms import Terms
from .wording import Wording, extension

_TEMPLATES = Path(__file__).parent / "templates"
_INSIDE = re.compile(
    rf'<a href="({"|".join(INTERNAL)}):([a-z0-9-]+)(#[a-z0-9-]+)?">(.*?)</a>', re.DOTALL
)


class Renderer:
    """Fills templates for one handbook.

    A template gets records and prints their fields as they are:
    plain text is escaped, Markdown becomes clean HTML, a date becomes words.
    """

    def __init__(self, book: Handbook, *, directories: bool = True) -> None:
        self.book = book
        self.directories = directories
        self.formats = book.formats
        self.terms = Terms(book)
        self.wording = Wording({word.ours: word.theirs for word in self.formats.words})
        # Template text is not escaped any more, so what goes into it must be.
        safe = Wording({word.ours: to_heading(word.theirs) for word in self.formats.words})
        self.environment = jinja2.Environment(
            loader=jinja2.FileSystemLoader(_TEMPLATES),
            autoescape=True,
            undefined=jinja2.StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            finalize=self._finalize(),
            extensions=[extension(safe)],
        )
        self.environment.filters.update(
            heading=to_heading,
            plain=to_plain,
            said=self.wording,
            clock=lambda clock: time_words(clock, self.formats.clock),
            basis=BASIS.__getitem__,
            weekdays=lambda days: weekday_words(list(days)),
            words=lambda text: text.replace("-", " "),
        )
        self.environment.globals.update(book=book)

    def page(self, template: str, current: str, **values: object) -> str:
        """Fill a template for the page at an address; the result is Markdown with HTML in it."""
        here = {
            "current": current,
            "link": self._linker(current),
            "href": self._addresser(current),
            "seen": set(),
            "formats": self.formats,
        }
        return self.environment.get_template(f"{template}.md").render({**here, **values})

    def href(self, kind: str, record_id: str, current: str) -> str | None:
        """The address of a record as seen from a page, if this handbook shows the record."""
        if kind != "contact" and pages.find(self.book, kind, record_id) is None:
            return None
        path, anchor = pages.address(kind, record_id)
        link = pages.relative(pages.url(path, directories=self.directories), current)
        return f"{link}#{anchor}" if anchor else link

    def _finalize(self) -> Any:  # noqa: ANN401 - what Jinja prints can be anything
        @jinja2.pass_context
        def finalize(context: jinja2.runtime.Context, value: object) -> object:
            if isinstance(value, Prose | Phrase):
                html = to_html(value) if isinstance(value, Prose) else to_inline_html(value)
                inside = self._inside(html, str(context["current"]))
                if context.name == "glossary.md":
                    return inside
                return self.terms.mark(inside, context["seen"], context["href"])
            return self._day(value) if isinstance(value, date) else value

        return finalize

    def _day(self, day: date) -> Markup:
        """A date in words, with the machine's form in the markup."""
        words = day_words(day, self.formats.dates)
        return Markup('<time datetime="{}">{}</time>').format(day.isoformat(), words)

    def _inside(self, html: Markup, current: str) -> Markup:
        """Resolve the links inside the handbook; what this audience may not see stays text."""

        def resolve(found: re.Match[str]) -> str:
            href = self.href(found[1], found[2], current)
            return f'<a href="{escape(href)}{found[3] or ""}">{found[4]}</a>' if href else found[4]

        return Markup(_INSIDE.sub(resolve, html))  # noqa: S704 - clean HTML, escaped addresses

    def _linker(self, current: str) -> Any:  # noqa: ANN401 - called by templates
        def link(kind: str, record_id: str, text: str = "") -> Markup:
            record = pages.find(self.book, kind, record_id)
            if record is None:
                return escape(text)
            href = self.href(kind, record_id, current)
            words = escape(text or pages.title(record))
            return Markup(f'<a href="{escape(href)}">{words}</a>')  # noqa: S704 - both are escaped

        return link

    def _addresser(self, current: str) -> Any:  # noqa: ANN401 - called by templates
        def href(path: str) -> str:
            page, _, anchor = path.partition("#")
            link = pages.relative(pages.url(page, directories=self.directories), current)
            return f"{link}#{anchor}" if anchor else link

        return href
