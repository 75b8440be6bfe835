"""What is kept on a forge, one comment and one issue each, found again by a hidden mark.

It needs nothing but Python, because it also runs where nothing else is installed. What a forge
answers was written by anybody: it is data, and only what our own account wrote is ever changed.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

# What a forge takes as one text, in characters; ours are counted in bytes, which are more.
ROOM = 65_536
# Lets a program find the comment with the report again.
MARK = "<!-- handbook-review -->"
_DUE = re.compile(r"<!-- handbook-due: ([a-z0-9-]+) -->")
_OWN = "github-actions[bot]"
_UNSEEN = re.compile(r"[^\n\t -\uffff\U00010000-\U0010ffff]|\x7f")
_WARNING = """\
**This request changes the program that checks it, so the words below are not a check.**
Somebody who reads programs must look at: {}.
"""

Row = Mapping[str, Any]


class Step(NamedTuple):
    """What to do with an issue: open, update or close it."""

    verb: str
    number: int
    role: str
    title: str


def rows(text: str) -> list[Row]:
    """The objects in what a forge answered: lists, one after the other, or a list of lists."""
    decoder, found, at = json.JSONDecoder(), [], 0
    text = text.strip()
    while at < len(text):
        value, end = decoder.raw_decode(text, at)
        found.append(value)
        at = end + len(text[end:]) - len(text[end:].lstrip())
    return list(_flat(found))


def _flat(value: object) -> Iterator[Row]:
    if isinstance(value, list):
        for inner in value:
            yield from _flat(inner)
    elif isinstance(value, dict):
        yield value


def request_of(pulls: Iterable[Row], commit: str) -> int | None:
    """The number of the open pull request whose newest commit this is."""
    numbers = (p["number"] for p in pulls if p["head"]["sha"] == commit and p["state"] == "open")
    return next(numbers, None)


def own_comment(comments: Iterable[Row]) -> int | None:
    """The comment that we keep, by its number; somebody else's with our mark is not ours."""
    ours = (c["id"] for c in comments if _is_ours(c) and (c["body"] or "").startswith(MARK))
    return next(ours, None)


def comment(text: str, machinery: Sequence[str]) -> str:
    """A report as it may be shown: whoever wrote it calls nobody up and hides nothing.

    Where the request changes the program that wrote it, that comes first.
    """
    plain = _UNSEEN.sub("", text.removeprefix(MARK).replace("@", "&#64;"))
    plain = plain.replace("<!--", "&lt;!--").strip()
    names = ", ".join(f"`{_UNSEEN.sub('', name).replace('`', '')[:200]}`" for name in machinery[:3])
    more = f" and {len(machinery) - 3} more" if len(machinery) > 3 else ""  # noqa: PLR2004
    above = f"{_WARNING.format(f'{names}{more}')}\n" if machinery else ""
    return f"{MARK}\n\n{above}{plain}"[:ROOM]


def due_mark(role: str) -> str:
    """What lets a program find the issue of a role again."""
    return f"<!-- handbook-due: {role} -->"


def plan(issues: Iterable[Row], wanted: Mapping[str, str]) -> list[Step]:
    """What to do so that each role with something due has one issue, and nobody has two.

    `wanted` are the titles, by role.
    """
    there: dict[str, list[int]] = {}
    for issue in sorted(issues, key=lambda i: i["number"]):
        found = _DUE.match(issue.get("body") or "")
        if found and _is_ours(issue) and issue["state"] == "open" and "pull_request" not in issue:
            there.setdefault(found[1], []).append(issue["number"])
    steps = []
    for role, title in wanted.items():
        first = there.get(role, [])[:1]
        steps.append(Step("update" if first else "open", first[0] if first else 0, role, title))
    kept = {step.number for step in steps}
    extra = [(n, role) for role, numbers in there.items() for n in numbers if n not in kept]
    return steps + [Step("close", number, role, "") for number, role in extra]


def _is_ours(row: Row) -> bool:
    return bool(row.get("user") and row["user"].get("login") == _OWN)
