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
# Text without a mark of Markdown or HTML: one paragraph of words, or of lines of words.
_WORDS = re.compile(
    r"[A-Za-z][A-Za-z0-9 ,.;?!'\"()%$/-]*(?:\n[A-Za-z][A-Za-z0-9 ,.;?!'\"()%$/-]*)*(?<! )"
)
# One parser serves every text; making it takes longer than most texts do.
# No extension is on: attribute lists and HTML blocks would let data write live HTML.
_PARSER = python_markdown.Markdown(extensions=["sane_lists"])
_CLEANER = nh3.Cleaner(tags=_TAGS, attributes={"a": {"href"}}, url_schemes=_SCHEMES, link_rel=None)
_BARE = nh3.Cleaner(tags=set())
_MARKS = frozenset("\\`*_{}[]()<>#+|:~^=!&\"'")


@lru_cache(maxsize=20_000)
def to_html(text: str) -> Markup:
    """Paragraphs, lists, emphasis and safe links; everything else is taken out or shown as text.

    Links inside the handbook keep their form `kind:id`, for the page to resolve.
    """
    if "  " not in text and _WORDS.fullmatch(text):
        return Markup(f"<p>{text}</p>")  # noqa: S704 - it holds nothing but words
    html = _PARSER.reset().convert(str(escape_tags(text)))
    return Markup(_CLEANER.clean(html))  # noqa: S704 - it has just been cleaned


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
    return " ".join(_BARE.clean(to_html(text)).split())
