"""Starting a policy or a role from plain answers: the file it takes; nothing is written here."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from .answers import Answers
from .formats import day_words, listed
from .model.handbook import Handbook
from .model.people import Role
from .model.policy import Category, Policy
from .naming import free_id
from .source import read_text
from .tidy import mended
from .tree import quoted
from .views import approving

# Days in which a first version is read and approved, and days in which it is signed.
_UNTIL_IN_FORCE = 30
_SIGN_BY = 30
_REVIEWED_EVERY = 12
_BLOOD = ("all", "some", "none")

Plain = str | bool | int | date | Mapping[str, "Plain"] | Sequence["Plain"]


@dataclass(frozen=True, slots=True)
class Question:
    """Something that is asked, in the same words at a terminal and in the browser.

    `among` is the table of a Handbook whose ids are the answers.
    """

    key: str
    asked: str
    among: str = ""


@dataclass(frozen=True, slots=True)
class Started:
    """A new record: its id, its file below data/, and what stands in it."""

    id: str
    inside: str
    text: str


class UnfitError(ValueError):
    """Answers that do not fit: why, by the name of each question.

    The `draft` is what would stand in the file, so that its words can be looked at all the same.
    """

    def __init__(self, faults: Mapping[str, str], draft: Started) -> None:
        super().__init__("; ".join(faults.values()))
        self.faults, self.draft = faults, draft


POLICY = (
    Question("title", "What is it called?"),
    Question("category", "Which category does it belong to?", "categories"),
    Question("owner", "Which role answers questions about it and reviews it?", "roles"),
    Question("summary", "What is it about, in one or two sentences?"),
    Question("why", "Why do we do this, in one or two sentences?"),
    Question("do", "What do staff do? Three to six things, with a semicolon between"),
    Question("for", "Whom does it concern? Everyone, or roles with a comma between"),
    Question("sign", "Do people sign that they read it? Yes or no"),
    Question("effective", "From which day does it hold? Like 2026-12-15; empty means in 30 days"),
)
ROLE = (
    Question("title", "What is it called?"),
    Question("description", "What is the job for? Two or three sentences that start with You"),
    Question("department", "Which department does it belong to?", "departments"),
    Question("owner", "Which role keeps this description true?", "roles"),
    Question("reports-to", "Which role does it report to?"),
    Question("backup", "Which role covers it when nobody is there? Empty means none"),
    Question("blood", "Can the holders meet blood in their work? All, some or none of them"),
)


def policy(book: Handbook, given: Mapping[str, str], today: date) -> Started:
    """The file of a new policy, in review; UnfitError says what does not fit, all at once."""
    said = Answers(book, given)
    title, owner, category = said.text("title"), said.role("owner"), said.category("category")
    scope, sign = said.readers("for"), said.yes("sign")
    values: dict[str, Plain] = {
        "title": title,
        "summary": said.text("summary"),
        "owner": owner,
        "status": "in-review",
        **({"applies_to": [scope]} if scope else {}),
        **({"acknowledge": True, "sign_by": _SIGN_BY} if sign else {}),
        "review": {"every_months": _REVIEWED_EVERY, "basis": "practice"},
        "what_you_do": [*said.lines("do")],
        "sections": _sections(said.text("why"), owner),
        "revisions": [_first(said.day("effective", today + timedelta(days=_UNTIL_IN_FORCE)))],
    }
    code = _next_code(book, book.categories.get(category))
    made = free_id(
        title, code.casefold() or "policy", {*book.known.get("policy", ()), *book.approved}
    )
    inside = f"policies/{category or 'none'}/{made}.yaml"
    started = Started(made, inside, _text({**values, "code": code}, inside))
    return _fitting(started, said, title, book.policies)


def role(book: Handbook, given: Mapping[str, str], _: date) -> Started:
    """The file of a new role that nobody holds yet; UnfitError says what does not fit."""
    said = Answers(book, given)
    title, backup = said.text("title"), said.role_or_nobody("backup")
    values: dict[str, Plain] = {
        "title": title,
        "owner": said.role("owner"),
        "department": said.department("department"),
        "reports_to": said.role("reports-to"),
        **({"backup": backup} if backup else {}),
        "description": said.text("description"),
        "exposure": {"bloodborne": said.word("blood", _BLOOD)},
    }
    made = free_id(title, "role", book.known.get("role", ()))
    inside = f"roles/{made}.yaml"
    started = Started(made, inside, _text(values, inside))
    return _fitting(started, said, title, book.roles)


def _fitting(
    started: Started, said: Answers, title: str, there: Mapping[str, Policy] | Mapping[str, Role]
) -> Started:
    same = (r.id for r in there.values() if r.title.casefold() == title.casefold())
    if title and (found := next(same, "")):
        said.faults["title"] = f"{title!r} is there already: its id is {found!r}"
    if said.faults:
        raise UnfitError(said.faults, started)
    return started


def _next_code(book: Handbook, category: Category | None) -> str:
    """The code after the highest of a category: a number is never given twice."""
    if category is None:
        return ""
    policies = (*book.policies.values(), *(p for p in book.torn if isinstance(p, Policy)))
    # One that could be read in parts only may lack even its code.
    parts = [(getattr(p, "code", None) or "").partition("-") for p in policies]
    taken = [int(number) for letters, _, number in parts if letters == category.code and number]
    return f"{category.code}-{max(taken, default=0) + 1:02}"


def _sections(why: str, owner: str) -> list[Plain]:
    """What is true of every policy; the rest is for somebody to write."""
    asked = f"[owner of this policy](role:{owner})" if owner else "owner of this policy"
    rows = (
        ("why", "Why we do this", why),
        ("who-does-what", "Who does what", f"The {asked} answers questions and reviews it."),
        ("when-things-go-wrong", "When things go wrong", f"Tell the {asked}."),
    )
    return [{"id": i, "heading": heading, "body": body} for i, heading, body in rows]


def _first(effective: date) -> Plain:
    return {
        "version": "1.0",
        "effective": effective,
        "material": True,
        "change": "First version.",
    }


def _text(values: Mapping[str, Plain], inside: str) -> str:
    """Plain values as a file of data, in the form that `tidy` would give it."""
    text = "".join(f"{line}\n" for line in _lines(values))
    return mended(read_text(text), inside) or text


def _lines(values: Mapping[str, Plain]) -> Iterator[str]:
    for key, value in values.items():
        if isinstance(value, Mapping):
            yield f"{key}:"
            yield from (f"  {line}" for line in _lines(value))
        elif isinstance(value, list):
            yield f"{key}:"
            for item in value:
                head, *rest = _lines(item) if isinstance(item, Mapping) else [_scalar(item)]
                yield from (f"  - {head}", *(f"    {line}" for line in rest))
        else:
            yield f"{key}: {_scalar(value)}"


def _scalar(value: Plain) -> str:
    if isinstance(value, str):
        return quoted(value)
    return str(value).lower()


def after_policy(book: Handbook, made: Policy, today: date) -> Iterator[str]:
    """What to do next with a policy that was just started."""
    yield (
        "Write the text: who does which part, what happens when something goes wrong,"
        " and what is written down and for how long (`sections`)."
    )
    yield (
        "Add the words people search with (`also_known_as`), what they ask (`questions`),"
        " and the law it carries out, if there is one (`satisfies`)."
    )
    if made.acknowledge:
        yield "Name it in `signs` of a task in data/onboarding/, so that new people sign it too."
    if not approving.can_approve(book, made, today):
        yield (
            "Only its owner could approve it today: choose another owner,"
            " or say in `sole_approver` why nobody else can."
        )
    asked = approving.approvers_of(book, made)
    titles = [book.roles[r].title for r in (asked.roles if asked else ()) if r in book.roles]
    who = listed(titles, "and" if asked and asked.need == "all" else "or")
    yield (
        f"Have it approved by: {who}. The form Approve a policy writes that down, and so does"
        f" `python -m scripts.approve {made.code}`. Until then it is nobody's rule."
    )
    yield (
        f"It is to hold from {day_words(made.revisions[0].effective)} on (`effective`);"
        " move that day if the approval comes later."
    )


def after_role(made: Role) -> Iterator[str]:
    """What to do next with a role that was just started."""
    yield (
        "Write what the holder does (`responsibilities`), may decide alone (`authority`)"
        " and never does (`must_not`)."
    )
    yield (
        "Say what it takes (`competencies`, `qualifications`), and what else people call it"
        " (`aliases`)."
    )
    yield f"Nobody holds it yet: add `role: {made.id}` to the `assignments` of a person."
