"""What the sample's sentences say, as far as a test can hear it: words, sentences, durations."""

import re
from collections.abc import Iterable, Iterator

import textstat

from macros.model.policy import Policy

_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
_MARK = re.compile(r"^\s*(?:-|\d+\.)\s+")
_SENTENCE = re.compile(r"(?<=[.?!])\s+")
_ENDS = (".", "?", "!", ":")
_NAMES = (
    *("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven"),
    *("twelve", "thirteen", "fourteen", "fifteen"),
)
_WORDS = {name: number for number, name in enumerate(_NAMES, start=1)}
_WORDS |= {"a": 1, "an": 1, "twenty": 20, "thirty": 30, "forty-five": 45, "sixty": 60, "ninety": 90}
_DURATION = re.compile(
    rf"\b(\d+|{'|'.join(sorted(_WORDS, key=len, reverse=True))})"
    r"[ -](?:(?:calendar|working|business|full)[ -])?(minute|hour|day|week|month|year)s?\b",
    re.IGNORECASE,
)
Duration = tuple[int, str]


def spoken(text: str) -> str:
    """Markdown as it is read aloud: no marks, no addresses, and each line a sentence."""
    lines = (_MARK.sub("", line).strip() for line in _LINK.sub(r"\1", text).splitlines())
    said = (line.replace("**", "") for line in lines if line)
    return "\n".join(line if line.endswith(_ENDS) else f"{line}." for line in said)


def sentences(text: str) -> list[str]:
    """The sentences of a Markdown text."""
    return [s for s in _SENTENCE.split(spoken(text)) if s]


def passages(policy: Policy) -> Iterator[str]:
    """What a policy tells its readers to do: the box and each section."""
    yield "\n".join(policy.what_you_do)
    yield from (section.body for section in policy.sections)


def everything(policy: Policy) -> Iterator[str]:
    """All prose of a policy that staff read."""
    yield from (policy.title, policy.summary, *passages(policy), policy.how_checked or "")
    for question in policy.questions:
        yield from (question.asked, question.answered)
    for check in policy.self_check:
        yield from (check.question, check.answer)


def length(texts: Iterable[str]) -> int:
    """How many words there are."""
    return sum(len(spoken(text).split()) for text in texts)


def grade(texts: Iterable[str]) -> float:
    """The school grade in which a text is read easily (Flesch and Kincaid)."""
    return float(textstat.flesch_kincaid_grade("\n".join(map(spoken, texts))))


def durations(text: str) -> set[Duration]:
    """The spans of time in a text; "a day" and "an hour" are a span too."""
    found = ((n.casefold(), unit.casefold()) for n, unit in _DURATION.findall(text))
    return {(int(n) if n.isdigit() else _WORDS[n], unit) for n, unit in found}
