"""What stands on the report, in order, for every format alike."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from macros.changes.change import Change, Duty, PolicyChange, Report
from macros.changes.duties import groups
from macros.changes.fields import Difference
from macros.changes.names import many, named
from macros.changes.numbers import Number
from macros.formats import day_words, listed
from macros.problems import Problem, counted, summary
from macros.views.redline import Line, Passage, Piece, changed_words

Words = tuple[Piece, ...]
# What is left out first where there is no room: the highest number, and of these the last.
KEPT, DUTY, MAIN, DETAIL, MORE, LEAST = range(6)
_MORE_LINES = Line(item=False, pieces=(Piece("same", "…"),))


@dataclass(frozen=True, slots=True)
class Facts:
    """What something is, each under its name."""

    rows: tuple[tuple[str, Words], ...]
    rank: int = MAIN


@dataclass(frozen=True, slots=True)
class Items:
    """A list; each item may open with words that a hurried eye needs."""

    rows: tuple[tuple[str, Words], ...]
    rank: int = MAIN


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph: `lead` for the one that says it all, `note` for what is quiet."""

    words: Words
    look: Literal["plain", "lead", "note"] = "plain"
    rank: int = MAIN


@dataclass(frozen=True, slots=True)
class Redline:
    """The passages that changed; all of it is new where `whole`."""

    passages: tuple[Passage, ...]
    whole: bool = False
    rank: int = DETAIL


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; `state` stands beside it, with the meaning of its color in `tone`."""

    title: str
    level: int = 2
    state: str = ""
    tone: str = ""
    rank: int = KEPT


Block = Facts | Items | Text | Redline | Heading


def plain(text: str) -> Words:
    """Words of which nothing changed."""
    return (Piece("same", text),)


def blocks(report: Report, *, around: bool = False) -> list[Block]:
    """Everything on the report, from the sentence that says it all to what nobody notices.

    With `around`, the lines around those that changed are there in their words too.
    """
    return [
        Text(plain(report.sentence), "lead", KEPT),
        Text(plain(_compared(report)), "note", KEPT),
        *_authority(report),
        *_duties("What needs a decision", report.before),
        *_policies(report.policies, around=around),
        *_others(report.others),
        *_duties("What happens after", report.after),
        *_problems("New problems", report.problems, DUTY),
        *_problems("Problems that are mended", report.mended, LEAST),
        *_earlier(report.earlier),
        *_form(report.form),
    ]


def _compared(report: Report) -> str:
    day = day_words(report.today)
    return f"Compared: {report.base}, and {report.head}. People are counted on {day}."


def _authority(report: Report) -> Iterator[Block]:
    if not report.authority:
        return
    yield Heading("This touches who may approve", state="Look here first", tone="late")
    deciders = " ".join(dict.fromkeys(row.decides for row in report.authority))
    yield Text(plain(f"It is decided by {deciders}."), rank=KEPT)
    yield Items(tuple(("", plain(row.what)) for row in report.authority), DUTY)


def _duties(title: str, duties: Sequence[Duty]) -> Iterator[Block]:
    if duties:
        yield Heading(title)
        yield Items(tuple((f"{duty.who}:", plain(duty.what)) for duty in duties), DUTY)


def _policies(policies: Sequence[PolicyChange], *, around: bool) -> Iterator[Block]:
    if policies:
        yield Heading("Policies")
    for policy in policies:
        yield from _policy(policy, around=around)


def _policy(policy: PolicyChange, *, around: bool) -> Iterator[Block]:
    change = policy.change
    yield Heading(change.title, 3, *_state(policy))
    yield from _notes(change)
    rows = [(name, plain(words)) for name, words in _facts(policy) if words]
    if rows:
        yield Facts(tuple(rows))
    yield from _differences(change)
    if policy.passages:
        passages = policy.passages if around else _near(policy.passages, change)
        yield Redline(passages, whole=change.fate == "new")


def _near(passages: Sequence[Passage], change: Change) -> tuple[Passage, ...]:
    """The lines that changed; of the others, that there are some."""
    return tuple(passages) if change.fate == "new" else tuple(map(_shortened, passages))


def _shortened(passage: Passage) -> Passage:
    lines: list[Line] = []
    for same, found in groupby(passage.lines, key=lambda line: line.kind == "same"):
        lines += [_MORE_LINES] if same else found
    return passage._replace(lines=tuple(lines) if passage.changed else ())


def _state(policy: PolicyChange) -> tuple[str, str]:
    states = {
        "waiting": ("Waits for approval", "warn"),
        "part": ("Approved in part", "warn"),
        "given": ("Approved", "ok"),
        "none": ("No approval needed", "old"),
    }
    return states[policy.approving.state]


def _facts(policy: PolicyChange) -> Iterator[tuple[str, str]]:
    asked = policy.approving
    yield "Numbers", "; ".join(map(_number, policy.numbers))
    yield "Version", _version(policy)
    yield "What changed", policy.says
    yield "Sign again", _again(policy)
    if asked.state in ("waiting", "part"):
        people = f" ({listed(list(asked.people), 'or')})" if asked.people else ""
        yield "To be approved by", f"{asked.who}{people}"
    yield "Approved by", "; ".join(asked.given)
    yield "In doubt", "; ".join(asked.doubts)
    yield "Newly covered", groups(policy.newly)
    yield "No longer covered", groups(policy.no_longer)
    yield "Law no longer cited", "; ".join(policy.laws_gone)
    yield "Law newly cited", "; ".join(policy.laws_new)
    yield "Review", policy.review


def _number(number: Number) -> str:
    return f"{number.words} ({number.where})" if number.where else number.words


def _version(policy: PolicyChange) -> str:
    if policy.effective:
        was = f"{policy.version_before} → " if policy.version_before else ""
        day = day_words(policy.effective)
        return f"{was}{policy.version_after}, takes effect on {day}"
    if policy.words and policy.material is None:
        return f"{policy.version_before} → not yet numbered"
    return ""


def _again(policy: PolicyChange) -> str:
    if not policy.words:
        return ""
    if policy.material is None:
        return "Not yet said"
    if not policy.material:
        return "No need to sign again"
    people = counted(len(policy.signers), "person", "people")
    if not policy.signs:
        return f"Nobody signs this policy; to be read by {groups(policy.readers) or 'nobody'}"
    return (
        f"{people}: {groups(policy.readers)}" if len(policy.readers) > 1 else groups(policy.readers)
    )


def _notes(change: Change) -> Iterator[Block]:
    if change.notes:
        yield Items(tuple(("", plain(note)) for note in change.notes))


def _differences(change: Change) -> Iterator[Block]:
    if change.numbers and change.kind != "policy":
        yield Facts((("Numbers", plain("; ".join(map(_number, change.numbers)))),))
    told = {(n.where, n.before, n.after) for n in change.numbers}
    left = [d for d in change.differences if d.text or (d.label, d.before, d.after) not in told]
    if left:
        yield Items(tuple(map(_difference, left)), DETAIL)


def _difference(found: Difference) -> tuple[str, Words]:
    name = f"{found.label}:"
    if found.what == "order":
        return f"{found.label}, in another order:", plain(found.after)
    if not found.before and not found.after:
        return found.label, plain("changed")
    if found.what == "changed" and not found.text:
        return name, plain(f"{found.before} → {found.after}")
    if found.what == "changed":
        return name, changed_words(found.before, found.after)
    kind = found.what == "added"
    return name, (Piece("added" if kind else "removed", found.after if kind else found.before),)


_FATES = {
    "new": ("New", "ok"),
    "gone": ("Gone", "late"),
    "unread": ("Cannot be read", "late"),
    "changed": ("", ""),
}


def _others(others: Sequence[Change]) -> Iterator[Block]:
    for kind, found in groupby(others, key=lambda change: change.kind):
        yield Heading(many(kind).capitalize())
        for change in found:
            name = change.title or named(kind)
            yield Heading(name, 3, *_FATES[change.fate], rank=MORE)
            yield from _ranked(_notes(change), MORE)
            yield from _ranked(_differences(change), MORE)


def _ranked(found: Iterable[Block], rank: int) -> Iterator[Block]:
    for block in found:
        if isinstance(block, Items | Facts):
            yield type(block)(block.rows, rank)


def _problems(title: str, problems: Sequence[Problem], rank: int) -> Iterator[Block]:
    if problems:
        yield Heading(title, rank=rank)
        yield Items(tuple(map(_problem, problems)), rank)


def _problem(problem: Problem) -> tuple[str, Words]:
    warning = " (a warning)" if problem.severity == "warning" else ""
    where = f" [{problem.rule}, {problem.place.file}, line {problem.place.line}]"
    said = problem.message[:1].upper() + problem.message[1:]
    return "", plain(f"{said}{warning}{where}")


def _earlier(problems: Sequence[Problem]) -> Iterator[Block]:
    if problems:
        yield Heading("Problems that were there before", rank=LEAST)
        text = f"{summary(problems)}, as scripts.validate names them."
        yield Text(plain(text), "note", LEAST)


def _form(files: Sequence[str]) -> Iterator[Block]:
    if files:
        yield Heading("Nothing a reader would notice", rank=LEAST)
        yield Text(plain(f"Only the form of the file changed: {', '.join(files)}."), "note", LEAST)
