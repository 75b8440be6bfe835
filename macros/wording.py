"""A practice's own words for the words of our templates."""

import re
from collections.abc import Iterator, Mapping

from jinja2 import Environment
from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream

_TAG = re.compile(r"(<[^>]*>?)")


class Wording:
    """Replaces whole words and phrases, with the same capitals as they are given."""

    def __init__(self, words: Mapping[str, str]) -> None:
        self._words = dict(words)
        longest = sorted(map(re.escape, words), key=len, reverse=True)
        self._pattern = re.compile(rf"\b(?:{'|'.join(longest)})\b") if words else None

    def __call__(self, text: str) -> str:
        """The text in the practice's words."""
        return self._pattern.sub(lambda m: self._words[m[0]], text) if self._pattern else text

    def outside_tags(self, text: str, *, inside: bool) -> tuple[str, bool]:
        """The text with words replaced where they are read, and whether it ends inside a tag."""
        if inside:
            end = text.find(">") + 1
            if not end:
                return text, True
            rest, inside = self.outside_tags(text[end:], inside=False)
            return text[:end] + rest, inside
        pieces = _TAG.split(text)
        pieces[::2] = [self(piece) for piece in pieces[::2]]
        return "".join(pieces), len(pieces) > 1 and not pieces[-2].endswith(">")


def extension(wording: Wording) -> type[Extension]:
    """The part of Jinja that reads our templates in the practice's words.

    Only the words of templates change, never what records say.
    """

    class InOurWords(Extension):
        def __init__(self, environment: Environment) -> None:
            super().__init__(environment)

        def filter_stream(self, stream: TokenStream) -> Iterator[Token]:
            inside = False
            for token in stream:
                if token.type == "data":
                    text, inside = wording.outside_tags(token.value, inside=inside)
                    yield Token(token.lineno, token.type, text)
                else:
                    yield token

    return InOurWords
