"""Ids made from titles: lower-case ASCII words joined by hyphens, each given once."""

import re
import unicodedata
from collections.abc import Container

# As long as an id may be.
_LONGEST = 60


def slug(title: str) -> str:
    """The id for a title: its letters and digits, as far as an id can hold them."""
    plain = unicodedata.normalize("NFKD", title).casefold().replace(".", "")
    ascii_only = plain.encode("ascii", "ignore").decode()
    return "-".join(re.findall(r"[a-z0-9]+", ascii_only))


def free_id(title: str, otherwise: str, taken: Container[str]) -> str:
    """An id for a title that nothing has yet; `otherwise` serves where a title has no letters."""
    base = _short(slug(title.replace("'s", "s").replace("\u2019s", "s")) or otherwise, _LONGEST)
    made, number = base, 1
    while made in taken:
        number += 1
        made = f"{_short(base, _LONGEST - len(f'-{number}'))}-{number}"
    return made


def _short(text: str, room: int) -> str:
    """As many whole words as there is room for."""
    if len(text) <= room:
        return text
    return text[: room + 1].rpartition("-")[0] or text[:room]
