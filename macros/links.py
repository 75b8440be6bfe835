"""Links in Markdown text: where they lead, and which of them are safe."""

import re
from collections.abc import Callable, Iterator

# A link such as [text](policy:phone-and-texting) leads to the page of that record.
INTERNAL = (
    "role",
    "person",
    "department",
    "policy",
    "procedure",
    "form",
    "emergency",
    "regulation",
    "state-question",
    "training",
    "onboarding",
    "checklist",
    "topic",
    "term",
)
_OUTSIDE = ("https", "mailto", "tel")
_INLINE = re.compile(r"\[[^\]]*\]\(\s*<?([^\s>)]*)")
_DEFINED = re.compile(r"^[ ]{0,3}\[[^\]]+\]:\s*<?(\S+)", re.MULTILINE)
_INSIDE = re.compile(rf"(?<![\w-])({'|'.join(INTERNAL)}):([a-z0-9-]+)(#[a-z0-9-]+)?")
_WHOLE = re.compile(rf"\[([^\]]*)\]\(\s*<?{_INSIDE.pattern}>?[^)]*\)")
_SCHEME = re.compile(r"([a-z][a-z-]*):(.+)", re.DOTALL)


def targets(text: str) -> Iterator[tuple[str, bool]]:
    """Where the links of a Markdown text lead, and whether each is a picture."""
    for found in _INLINE.finditer(text) if "](" in text else ():
        yield found[1], text[: found.start()].endswith("!")
    for found in _DEFINED.finditer(text) if "]:" in text else ():
        yield found[1], False


def is_safe(target: str) -> bool:
    """Whether a link may be followed: inside the handbook, or over a secure address."""
    found = _SCHEME.fullmatch(target)
    return found is not None and found[1] in (*INTERNAL, *_OUTSIDE)


def only_known(text: str, known: Callable[[str, str], bool]) -> str:
    """A Markdown text whose links to records that are not known become the words they stand on."""

    def words(found: re.Match[str]) -> str:
        return found[0] if known(found[2], found[3]) else found[1]

    def bare(found: re.Match[str]) -> str:
        return found[0] if known(found[1], found[2]) else "#"

    # What is written as a link in some other way loses its target, and keeps the rest.
    return _INSIDE.sub(bare, _WHOLE.sub(words, text)) if ":" in text else text
