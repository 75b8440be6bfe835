"""The file that asks people to look at changes: who is asked about which file, from the data."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from .decode import origin
from .model.handbook import Handbook
from .model.people import Person
from .model.policy import Approvers
from .views.cover import acting

FILE = ".github/CODEOWNERS"
# What steers the check, or says who may approve: those who approve look at it.
_GUARDED = (
    *("/.ci/", "/.github/", "/macros/", "/scripts/", "/mkdocs.yml", "/pyproject.toml"),
    *("/requirements*.txt", "/data/people/", "/data/categories.yaml", "/data/approved/"),
    f"/{FILE}",
)
_OPENING = """\
# Written by `python -m scripts.codeowners` from data/: change the people and roles there.
# It is a convenience, so that changes find the people who should look at them.
# Who may approve is judged by `python -m scripts.ci`, whether this file is obeyed or not.
"""
_NOBODY = "# Nobody who would be asked has an `account` in data/people/ yet.\n"


@dataclass(frozen=True, slots=True)
class CodeOwners:
    """The text of the file, and the people who would stand in it if they had an account."""

    text: str
    without: tuple[str, ...]


def codeowners(book: Handbook, today: date) -> CodeOwners:
    """Who is asked about which file on a day; of the lines that fit a file the last one counts.

    Only accounts that stand in the data are named: a forge says nothing about those it
    does not know.
    """
    rows = list(_rows(book, today))
    lines = list(dict.fromkeys(line for path, people in rows if (line := _line(path, people))))
    missing = {p.name for _, people in rows for p in people if not p.account}
    text = "".join(f"{line}\n" for line in lines)
    return CodeOwners(f"{_OPENING}\n{text or _NOBODY}", tuple(sorted(missing)))


def _line(path: str, people: Iterable[Person]) -> str:
    accounts = sorted({f"@{person.account}" for person in people if person.account})
    # A path with nobody behind it would take those away whom an earlier line asks.
    return " ".join([path, *accounts]) if accounts else ""


def _rows(book: Handbook, today: date) -> Iterator[tuple[str, list[Person]]]:
    """Each path with the people who are asked: first all of it, then what lies in it."""
    everybody = _people(book, _deciding(book), today)
    yield "*", everybody
    for record in book.records():
        if (owner := getattr(record, "owner", None)) and record.id not in book.policies:
            yield f"/data/{origin(record).source.inside}", acting(book, owner, today)
    for category in book.categories.values():
        yield f"/data/policies/{category.id}/", _people(book, _asked(category.approvers), today)
    for policy in book.policies.values():
        if policy.approvers:
            path = f"/data/{origin(policy).source.inside}"
            yield path, _people(book, _asked(policy.approvers), today)
    for path in _GUARDED:
        yield path, everybody


def _asked(approvers: Approvers) -> list[str]:
    return [*approvers.roles, *([approvers.deputy] if approvers.deputy else [])]


def _deciding(book: Handbook) -> list[str]:
    """The roles that approve the policies of a category."""
    roles = (role for c in book.categories.values() for role in _asked(c.approvers))
    return list(dict.fromkeys(roles))


def _people(book: Handbook, roles: Iterable[str], today: date) -> list[Person]:
    found = {p.id: p for role in roles for p in acting(book, role, today)}
    return list(found.values())
