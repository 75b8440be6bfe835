"""What the YAML parser says, in the words of somebody editing YAML."""

import re

import yaml

_QUOTE = "Put the whole text in double quotes."
_ALIGN = "Give keys of one record the same indentation; two spaces for each level."

# Pattern of the parser's words, what we say, what to do; the first match counts.
_TABLE = (
    (
        r"mapping values are not allowed",
        "a colon followed by a space stands inside the text",
        "Put the whole text in double quotes, or start it on the next line after `|`.",
    ),
    (
        r"while scanning a quoted scalar|found unexpected end of stream",
        "a quotation mark is opened here and not closed",
        "Close it, or take out the quotation mark.",
    ),
    (
        r"unknown escape character",
        "a backslash stands in text in double quotes",
        "Write two backslashes, or use single quotes.",
    ),
    (
        r"cannot start any token",
        "the text starts with a character that has a meaning in YAML",
        _QUOTE,
    ),
    (
        r"expected ',' or '[\]}]'|flow (sequence|mapping|node)",
        "a bracket or brace is opened and not closed",
        "Put text that starts with a bracket or brace in double quotes.",
    ),
    (
        r"could not find expected ':'",
        "this line is neither `key: value` nor a list item",
        "Add the colon, or indent the line so that it belongs to the text above.",
    ),
    (
        r"block (mapping|collection)|expected key|expected '-' indicator",
        "the line does not line up with the lines above it",
        _ALIGN,
    ),
    (
        r"alias|anchor",
        "the text starts with '*' or '&', which have a meaning in YAML",
        _QUOTE,
    ),
    (r"tag", "the text starts with '!', which has a meaning in YAML", _QUOTE),
    (
        r"block scalar|indentation",
        "the text after `|` or `>` does not start on a line of its own",
        "End the line after `|` and indent the text below it by two spaces.",
    ),
    (r"expected <document start>", "text follows after the end of the value", _QUOTE),
    (r"directive", "the line starts with '%', which has a meaning in YAML", _QUOTE),
)
_BRACKET = (
    "the text starts with a bracket or brace, which have a meaning in YAML",
    _QUOTE,
)
_BRACKETED = re.compile(r"\s*(- )*([\w-]+:\s+)?[\[{]")
_UNKNOWN = ("the line cannot be understood", _ALIGN)


def in_plain_words(error: yaml.MarkedYAMLError, text: str) -> tuple[int, int, str, str]:
    """Return line, column, message and fix for a parser's error."""
    said = f"{error.context or ''} {error.problem or ''}"
    message, fix = _words(said)
    opened = "quoted scalar" in said or "bracket" in message
    mark = error.context_mark if opened and error.context_mark else error.problem_mark
    mark = mark or error.context_mark
    if mark is None:
        return 1, 1, message, fix
    lines = text.splitlines() or [""]
    line = min(mark.line, len(lines) - 1)
    column = min(mark.column, len(lines[line]))
    if found := _BRACKETED.match(lines[line]):
        return line + 1, found.end(), *_BRACKET
    return line + 1, column + 1, message, fix


def _words(said: str) -> tuple[str, str]:
    for pattern, message, fix in _TABLE:
        if re.search(pattern, said):
            return message, fix
    return _UNKNOWN
