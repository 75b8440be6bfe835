"""The words of a policy: everything a reader is told, as one canonical text, and its seal."""

import hashlib
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from typing import Any

from pydantic import BaseModel, ValidationError, create_model

from .markdown import canonical
from .model.cut import renewed
from .model.policy import Policy, PolicyException, Scope
from .model.record import Phrase, Prose

# The fields of a policy that are its words, in the order of an approved copy.
FIELDS = (
    *("title", "summary", "applies_to", "acknowledge", "sign_by", "what_you_do", "sections"),
    *("how_checked", "questions", "self_check", "exceptions"),
)
_DECLARED: dict[str, Any] = {
    name: (info.annotation, info) for name, info in Policy.model_fields.items() if name in FIELDS
}
_WORDS = create_model("Words", **_DECLARED)
_SCOPE = "Whom it concerns"
_DO = "What you do"
_CHECKED = "How we check it"
_QUESTIONS = "Questions people ask"
_TEST = "Test yourself"
_EXCEPTIONS = "Exceptions"

_MARKED = re.compile(r"(.*) \{#([a-z0-9-]+)\}")
_SIGN = re.compile(r"Signed within (\d{1,3}) days? of the first day of work")
_EXCEPTION = re.compile(
    r"`([a-z0-9-]+)`, role `([a-z0-9-]+)`, until (\d{4}-\d\d-\d\d): (.*)", re.DOTALL
)
# A blank line inside an item stays blank: many editors take spaces at the end of a line away.
_DEEPER = re.compile(r"(?<=\n)(?=[^\n])")
_NAMED = re.compile(r"(role|department|location) `([a-z0-9-]+)`")


def text(policy: Policy) -> str:
    """The canonical Markdown of a policy's words.

    It is the same for all ways of writing the same words,
    and changes with a word, the kind or nesting of a block, or where a link leads.
    """
    return plain("\n\n".join(_blocks(policy)))


def _blocks(policy: Policy) -> Iterator[str]:
    yield f"# {_plain(policy.title)}"
    yield canonical(policy.summary)
    if scope := list(_scope(policy)):
        yield f"## {_SCOPE}"
        yield _list(scope)
    if policy.what_you_do:
        yield f"## {_DO}"
        yield _list(map(canonical, policy.what_you_do))
    for section in policy.sections:
        yield f"## {_plain(section.heading)} {{#{section.id}}}"
        yield canonical(section.body)
    if policy.how_checked:
        yield f"## {_CHECKED}"
        yield canonical(policy.how_checked)
    if policy.questions:
        yield f"## {_QUESTIONS}"
    for question in policy.questions:
        yield f"### {_plain(question.asked)}"
        yield canonical(question.answered)
    if policy.self_check:
        yield f"## {_TEST}"
    for check in policy.self_check:
        yield f"### {_line(canonical(check.question))} {{#{check.id}}}"
        yield canonical(check.answer)
    if policy.exceptions:
        yield f"## {_EXCEPTIONS}"
        yield _list(map(_exception, policy.exceptions))


def _plain(title: str) -> str:
    return unicodedata.normalize("NFC", title)


def _line(words: str) -> str:
    return " ".join(words.split())


def _list(items: Iterable[str]) -> str:
    return "\n".join("- " + _DEEPER.sub("  ", item) for item in items)


def _scope(policy: Policy) -> Iterator[str]:
    for scope in policy.applies_to:
        yield f"{scope.reading.capitalize()}: {', '.join(_whom(scope))}"
    if policy.acknowledge:
        days = policy.sign_by or 0
        yield f"Signed within {days} {'day' if days == 1 else 'days'} of the first day of work"


def _whom(scope: Scope) -> Iterator[str]:
    if scope.everyone:
        yield "everyone"
    yield from (f"role `{name}`" for name in scope.roles)
    yield from (f"department `{name}`" for name in scope.departments)
    yield from (f"location `{name}`" for name in scope.locations)


def _exception(given: PolicyException) -> str:
    reason = canonical(given.reason)
    return f"`{given.id}`, role `{given.who}`, until {given.until.isoformat()}: {reason}"


def plain(kept: str) -> str:
    """The text of an approved copy without what programs on the way may have put into it."""
    lines = unicodedata.normalize("NFC", kept.lstrip("\ufeff")).splitlines()
    return "\n".join(line.rstrip(" \t") for line in lines).strip("\n") + "\n"


@lru_cache(maxsize=20_000)
def seal(words: str) -> str:
    """The fingerprint of a canonical text: the number of this way of making it, and 16 digits."""
    return f"s1:{hashlib.sha256(plain(words).encode()).hexdigest()[:16]}"


def same(policy: Policy, kept: str) -> bool:
    """Whether a policy says what an approved copy says."""
    ours, theirs = text(policy), plain(kept)
    if ours == theirs:
        return True
    # A newer writer of Markdown may put its marks elsewhere; then both are written anew.
    try:
        return ours == text(spoken(policy, kept))
    except ValueError:
        return False


def spoken(policy: Policy, kept: str) -> Policy:
    """The policy with the words of an approved copy in place of its own.

    Raises ValueError where the copy is not one that `text` has written.
    """
    return renewed(policy, read(plain(kept)))


def lost(policy: Policy, kept: str) -> list[str]:
    """The fields whose words would not come back from an approved copy as the policy has them.

    Raises ValueError where the copy is not one that `text` has written.
    """
    again = spoken(policy, kept)
    # A day to sign by says nothing where nobody signs.
    names = [n for n in FIELDS if n != "sign_by" or policy.acknowledge]
    return [n for n in names if _meant(getattr(policy, n)) != _meant(getattr(again, n))]


def _meant(value: Any) -> Any:  # noqa: ANN401 - a value of any field
    if isinstance(value, Prose | Phrase):
        return canonical(value)
    if isinstance(value, BaseModel):
        return {name: _meant(getattr(value, name)) for name in type(value).model_fields}
    if isinstance(value, tuple):
        return [_meant(item) for item in value]
    return _plain(value) if isinstance(value, str) else value


@lru_cache(maxsize=10_000)
def read(words: str) -> dict[str, Any]:
    """The words in a canonical text, as values of a policy's fields.

    Raises ValueError, in words, where the text is not one that `text` has written.
    """
    found: dict[str, Any] = {}
    for heading, body in _chapters(words):
        marked = _MARKED.fullmatch(heading)
        if not found:
            found |= {"title": heading, "summary": body}
        elif marked:
            section = {"id": marked[2], "heading": marked[1], "body": body}
            found.setdefault("sections", []).append(section)
        elif heading in _READERS:
            found |= _READERS[heading](body)
        else:
            raise ValueError(f"the heading {heading!r} is not one of an approved copy")
    try:
        made = _WORDS.model_validate(found)
    except ValidationError as error:
        fields = ", ".join(sorted({str(fault["loc"][0]) for fault in error.errors()}))
        raise ValueError(f"the copy does not say: {fields}") from None
    return {name: getattr(made, name) for name in FIELDS}


def readable(kept: str) -> bool:
    """Whether an approved copy is one that `read` understands."""
    try:
        read(plain(kept))
    except ValueError:
        return False
    return True


def _chapters(words: str) -> Iterator[tuple[str, str]]:
    """The title and each second heading, with what stands below it."""
    first, _, rest = words.partition("\n## ")
    if not first.startswith("# "):
        raise ValueError("the copy does not begin with the title")
    for chapter in (first[2:], *(rest.split("\n## ") if rest else ())):
        heading, _, body = chapter.partition("\n")
        yield heading, body.strip("\n")


def _items(body: str) -> list[str]:
    return [item.replace("\n  ", "\n") for item in body.removeprefix("- ").split("\n- ")]


def _read_scope(body: str) -> dict[str, Any]:
    found: dict[str, Any] = {"applies_to": []}
    for item in _items(body) if body else ():
        if signed := _SIGN.fullmatch(item):
            found |= {"acknowledge": True, "sign_by": int(signed[1]) or None}
            continue
        reading, _, whom = item.partition(":")
        everyone = "everyone" in whom.strip().split(", ")
        scope: dict[str, Any] = {"reading": reading.lower(), "everyone": everyone}
        for kind, name in _NAMED.findall(whom):
            scope.setdefault(f"{kind}s", []).append(name)
        found["applies_to"].append(scope)
    return found


def _answers(body: str) -> Iterator[tuple[str, str]]:
    for part in f"\n{body}".split("\n### ")[1:]:
        heading, _, answer = part.partition("\n")
        yield heading, answer.strip("\n")


def _read_questions(body: str) -> dict[str, Any]:
    rows = [{"asked": asked, "answered": answer} for asked, answer in _answers(body)]
    return {"questions": rows}


def _read_test(body: str) -> dict[str, Any]:
    rows = []
    for heading, answer in _answers(body):
        found = _MARKED.fullmatch(heading)
        if not found:
            raise ValueError(f"the question {heading!r} has no name in braces")
        rows.append({"id": found[2], "question": found[1], "answer": answer})
    return {"self_check": rows}


def _read_exceptions(body: str) -> dict[str, Any]:
    rows = []
    for item in _items(body):
        found = _EXCEPTION.fullmatch(item)
        if not found:
            raise ValueError(f"the exception {item!r} does not say who, until when and why")
        rows.append(dict(zip(("id", "who", "until", "reason"), found.groups(), strict=True)))
    return {"exceptions": rows}


_READERS: dict[str, Callable[[str], dict[str, Any]]] = {
    _SCOPE: _read_scope,
    _DO: lambda body: {"what_you_do": _items(body)},
    _CHECKED: lambda body: {"how_checked": body},
    _QUESTIONS: _read_questions,
    _TEST: _read_test,
    _EXCEPTIONS: _read_exceptions,
}
