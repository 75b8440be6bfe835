"""Words of the glossary where they first stand on a page."""

import re
from collections.abc import Callable

from markupsafe import Markup

from .markdown import to_plain
from .model.growth import Term
from .model.handbook import Handbook

# Abbreviations only: a link under every ordinary word would make a page restless.
_SHORT = re.compile(r"[A-Z0-9&/-]*[A-Z][A-Z0-9&/-]*[A-Z0-9]")
_PIECES = re.compile(r"(<a [^>]*>.*?</a>|<[^>]+>)", re.DOTALL)


class Terms:
    """Finds the abbreviations of a handbook's glossary in a text."""

    def __init__(self, book: Handbook) -> None:
        self._known = {t.term: t for t in book.terms.values() if _SHORT.fullmatch(t.term)}
        words = "|".join(sorted(map(re.escape, self._known), key=len, reverse=True))
        self._pattern = re.compile(rf"(?<![\w-])(?:{words})(?![\w-])") if words else None

    def mark(self, html: Markup, seen: set[str], href: Callable[[str], str]) -> Markup:
        """Link each abbreviation that was not yet seen on the page to its meaning.

        `seen` grows by what was found; text inside links stays as it is.
        """
        pattern = self._pattern
        if pattern is None or not pattern.search(html):
            return html

        def linked(found: re.Match[str]) -> str:
            term = self._known[found[0]]
            if term.id in seen:
                return found[0]
            seen.add(term.id)
            return str(_link(term, found[0], href(f"glossary.md#{term.id}")))

        pieces = _PIECES.split(html)
        pieces[::2] = [pattern.sub(linked, text) for text in pieces[::2]]
        return Markup("".join(pieces))  # noqa: S704 - clean HTML with our own links in it


def _link(term: Term, word: str, href: str) -> Markup:
    link = Markup('<a class="hb-term" href="{}" title="{}">{}</a>')
    return link.format(href, to_plain(term.meaning), word)
