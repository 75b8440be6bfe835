"""Markdown of the data: as HTML that can do no harm, and in the one form that is approved."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode
from markupsafe import Markup
from mdformat.renderer import MDRenderer

from .links import INTERNAL

_TAGS = {"p", "ul", "ol", "li", "strong", "em", "a", "br", "blockquote"}
_SCHEMES = {"https", "mailto", "tel", *INTERNAL}
_ONE_PARAGRAPH = re.compile(r"<p>(.*)</p>", re.DOTALL)
# Text without a mark of Markdown or HTML: one paragraph of words, or of lines of words.
_LINE = r"[A-Za-z][A-Za-z0-9 ,.;?!'\"()%$/-]*(?<! )"
_WORDS = re.compile(rf"{_LINE}(?:\n{_LINE})*")
# Only what the pages can show is on: a heading, a table or a tag in a text is shown as it is typed.
_RULES = (
    *("list", "blockquote", "newline", "escape", "entity", "emphasis", "link", "backticks"),
    *("balance_pairs", "fragments_join"),
)
_PARSER = MarkdownIt("zero").enable(_RULES)
_WRITER = MDRenderer()
_SETTLED_AFTER = 8
_ITEM = re.compile(r"<li>\s*<p>(.*?)</p>", re.DOTALL)
_BLOCK = re.compile(r"\s*(</?(?:p|ul|ol|li|blockquote|br)>)\s*")
_HASH = re.compile(r"^(#)", re.MULTILINE)
_FORM = {"mdformat": {"wrap": "no", "number": True}, "parser_extension": ()}
_CLEANER = nh3.Cleaner(tags=_TAGS, attributes={"a": {"href"}}, url_schemes=_SCHEMES, link_rel=None)
_BARE = nh3.Cleaner(tags=set())
# Sentences with bold words and links inside the handbook, a paragraph or a list item each line.
_SAFE = r"[A-Za-z0-9 ,.;:?'\"()%$/+\u00b0\u2013\u2019\u201c\u201d\u2026-]"
_BOLD = r"\*\*[A-Za-z0-9]+(?: [A-Za-z0-9]+)*\*\*"
_LINKED = rf"\[{_SAFE}+\]\([a-z-]+:[a-z0-9-]+\)"
_SAID = re.compile(rf"[A-Za-z]{_SAFE}*(?<! )")
_MARK = rf"(?:{_BOLD}|{_LINKED})"
_MARKED = re.compile(rf"(?=[A-Za-z\[*]){_SAFE}*(?:{_MARK}{_SAFE}+)*{_MARK}?(?<! )")
_MARKS = frozenset("\\`*_{}[]()<>#+|:~^=!&\"'")
_MARKUP = {
    "em_open": "*",
    "em_close": "*",
    "strong_open": "**",
    "strong_close": "**",
    "bullet_list_open": "-",
    "ordered_list_open": ".",
}


@lru_cache(maxsize=20_000)
def to_html(text: str) -> Markup:
    """Paragraphs, lists, emphasis and safe links; everything else is taken out or shown as text.

    Links inside the handbook keep their form `kind:id`, for the page to resolve.
    """
    if "  " not in text and _WORDS.fullmatch(text):
        return Markup(f"<p>{text}</p>")  # noqa: S704 - it holds nothing but words
    return parsed(text)


def parsed(text: str) -> Markup:
    """The same by way of the parser, whatever the text."""
    html = _CLEANER.clean(_PARSER.render(text)).rstrip("\n")
    return Markup(html)  # noqa: S704 - it has just been cleaned


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


def canonical(text: str) -> str:
    """The text in the one form in which all texts that read alike are the same.

    Wrapping, spacing, and the choice among marks that mean the same are gone;
    words, blocks, their nesting, emphasis and where links lead are kept.
    """
    source = _typed(text)
    joined = _joined(source)
    return _by_parser(source) if joined is None else joined


def _typed(text: str) -> str:
    """The text without what programs choose for their writers: marks, line ends, Unicode form."""
    return "\n".join(unicodedata.normalize("NFC", text.lstrip("\ufeff")).splitlines())


def _joined(source: str) -> str | None:
    """The canonical form of plain sentences and of lists of them, found without the parser."""
    blocks: list[list[str]] = []
    ended = True
    for line in source.split("\n"):
        is_item, is_more = line.startswith("- "), line.startswith("  ")
        words = line[2:] if is_item or is_more else line
        if not line:
            ended = True
        elif (
            "  " in words
            or (is_more and (ended or not blocks[-1][-1].startswith("- ")))
            or not (_SAID.fullmatch(words) or _MARKED.fullmatch(words))
        ):
            return None
        elif is_item and blocks and blocks[-1][0].startswith("- "):
            blocks[-1].append(line)
        elif is_item or ended:
            blocks.append([line])
        else:
            blocks[-1][-1] += " " + words
        ended = not line
    return "\n\n".join("\n".join(block) for block in blocks)


def _by_parser(source: str) -> str:
    try:
        text = _settled(source)
    except RecursionError:
        text = ""
    # A tangle of marks it may get wrong; such a text stays as it was typed,
    # but no line of it can pass for a heading.
    return text if _reads(text) == _reads(source) else _HASH.sub(r"\\\1", source.strip("\n"))


def _settled(text: str) -> str:
    before = ""
    # The writer sometimes escapes a mark only when it has seen its own text.
    for _ in range(_SETTLED_AFTER):
        if before == text:
            break
        before, text = text, _typed(_written(text))
    return text


def _reads(text: str) -> str:
    """What a text becomes on a page, without the spaces and paragraphs that nobody sees."""
    html = _ITEM.sub(r"<li>\1", str(parsed(text)))
    return " ".join(_BLOCK.sub(r"\1", html).split())


def _written(text: str) -> str:
    tokens = _PARSER.parse(text)
    for token in tokens:
        token.children = _unwrapped(token.children)
    for token in _every(tokens):
        _settle(token)
    for node in SyntaxTreeNode(tokens).walk():
        if node.type in ("bullet_list", "ordered_list"):
            _tighten(node)
    return _WRITER.render(tokens, _FORM, {}).strip("\n")


def _unwrapped(inline: list[Token] | None) -> list[Token]:
    """Inline tokens on one line: where a line of the source ended stands a space."""
    found: list[Token] = []
    for token in inline or ():
        if token.type == "softbreak":
            token.type, token.content = "text", " "
        before = found[-1] if found else None
        if token.type == "text" and before and before.type == "text":
            before.content = re.sub(" {2,}", " ", before.content + token.content)
        else:
            found.append(token)
    return found


def _every(tokens: list[Token]) -> Iterator[Token]:
    for token in tokens:
        yield token
        yield from _every(token.children or [])


def _settle(token: Token) -> None:
    """Choose one of the marks that mean the same."""
    token.markup = _MARKUP.get(token.type, token.markup)
    if token.type == "ordered_list_open":
        # Pages number from one, whatever the text begins with.
        token.attrs.pop("start", None)
    if token.type == "link_open":
        token.attrs.pop("title", None)


def _tighten(node: SyntaxTreeNode) -> None:
    """Take out the blank lines between the items of a list, where nothing hangs on them."""
    if any(_needs_room(item) for item in node.children):
        return
    for item in node.children:
        for block in item.children[:1]:
            if block.type == "paragraph" and block.nester_tokens:
                block.nester_tokens.opening.hidden = True


def _needs_room(item: SyntaxTreeNode) -> bool:
    """Whether a blank line keeps the blocks of an item apart."""
    empty = any(not deeper.children for list_ in item.children for deeper in list_.children)
    return empty or any(block.type == "paragraph" for block in item.children[1:])
