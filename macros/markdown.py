"""Markdown of the data, as HTML that can do no harm."""

import re
from functools import lru_cache

import markdown as python_markdown
import nh3
from markupsafe import Markup

from .links import INTERNAL

_TAGS = {"p", "ul", "ol", "li", "strong", "em", "a", "br", "blockquote"}
_SCHEMES = {"https", "mailto", "tel", *INTERNAL}
_ONE_PARAGRAPH = re.compile(r"<p>(.*)</p>", re.DOTALL)
_MARKS = frozenset("\\`*_{}[]()<>#+|:~^=!&\"'")


@lru_cache(maxsize=20_000)
def to_html(text: str) -> Markup:
    """Paragraphs, lists, emphasis and safe links; everything else is taken out or shown as text.

    Links inside the handbook keep their form `kind:id`, for the page to resolve.
    """
    # No extension is on: attribute lists and HTML blocks would let data write live HTML.
    html = python_markdown.markdown(str(escape_tags(text)), extensions=["sane_lists"])
    clean = nh3.clean(
        html, tags=_TAGS, attributes={"a": {"href"}}, url_schemes=_SCHEMES, link_rel=None
    )
    return Markup(clean)  # noqa: S704 - it has just been cleaned


def escape_tags(text: str) -> str:
    """Show what looks like a tag as text instead of dropping it silently."""
    return text.replace("<", "&lt;")


def to_inline_html(text: str) -> Markup:
    """The same for one sentence or a few: no paragraph around it."""
    html = to_html(text)
    one = _ONE_PARAGRAPH.fullmatch(html)
    return Markup(one[1]) if one and "<p>" not in one[1] else html  # noqa: S704 - cleaned above


def to_heading(text: str) -> Markup:
    """Plain text for a Markdown heading: every mark shown as itself."""
    # As entities, because Markdown takes a backslash before only some of these marks.
    plain = "".join(f"&#{ord(c)};" if c in _MARKS else c for c in text)
    return Markup(plain)  # noqa: S704 - no mark of HTML or Markdown is left


def to_plain(text: str) -> str:
    """The words of a Markdown text without its marks."""
    return " ".join(nh3.clean(to_html(text), tags=set()).split())
