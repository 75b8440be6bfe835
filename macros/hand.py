"""Pages written by hand: whom each is for, and the site without those that others may not read."""

import posixpath
import re
from collections.abc import Collection
from typing import Any

from .model.record import Audience
from .views.audience import LEVELS

_LINK = re.compile(r"(?<!!)\[([^\]]*)\]\(([^)\s#]+)(?:#[^)\s]*)?\)")


def audience_of(meta: dict[str, Any]) -> Audience:
    """Whom a page is for, as its front matter says; staff, where it says nothing.

    Raises ValueError for any other word, so that a slip of the pen shows a page to nobody.
    """
    said = meta.get("audience", "staff")
    for level in LEVELS:
        if said == level:
            return level
    raise ValueError(f"audience is {said!r}, not one of {', '.join(LEVELS)}")


def nav_without(nav: list[Any], hidden: Collection[str]) -> list[Any]:
    """A navigation as mkdocs.yml writes it, without some pages and what they leave empty."""
    kept = (_entry_without(entry, hidden) for entry in nav)
    return [entry for entry in kept if entry]


def _entry_without(entry: Any, hidden: Collection[str]) -> Any:  # noqa: ANN401 - as YAML has it
    if isinstance(entry, dict):
        return {
            title: kept
            for title, inside in entry.items()
            if (kept := _entry_without(inside, hidden))
        }
    if isinstance(entry, list):
        return nav_without(entry, hidden)
    return None if entry in hidden else entry


def text_without(markdown: str, path: str, hidden: Collection[str]) -> str:
    """The text of the page at a path: its links to hidden pages become the words they stand on."""

    def words(found: re.Match[str]) -> str:
        target = posixpath.normpath(posixpath.join(posixpath.dirname(path), found[2]))
        return found[1] if target in hidden else found[0]

    return _LINK.sub(words, markdown) if hidden else markdown
