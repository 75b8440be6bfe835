"""Which files are the practice's words, and which are the program, or steer it."""

import re
from collections.abc import Iterable

# What anybody may change who writes.
_WORDS = re.compile(r"data/[^.].*|handbook/.*\.md|\.github/CODEOWNERS")


def machinery(files: Iterable[str]) -> list[str]:
    """The files among some that are not words."""
    return [file for file in files if not _WORDS.fullmatch(file)]
