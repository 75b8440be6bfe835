"""Finding a record by what people call it: its id, its code, its name or title."""

from collections.abc import Iterable, Mapping

from .decode import did_you_mean, origin
from .formats import listed
from .model.handbook import Handbook
from .model.people import Person, Role
from .model.policy import Category, Policy
from .model.practice import Department

Titled = Mapping[str, Role] | Mapping[str, Category] | Mapping[str, Department]


class RefusedError(ValueError):
    """Something that cannot be done, and why, in words."""


def named_policy(book: Handbook, name: str) -> Policy:
    """The policy that an id or a code names; RefusedError if there is none."""
    by_code = {policy.code.casefold(): policy for policy in book.policies.values()}
    found = book.policies.get(name) or by_code.get(name.casefold())
    if found is None:
        known = [*book.policies, *(p.code for p in book.policies.values())]
        raise _absent(book, "policy", name, known)
    return found


def readable_policy(book: Handbook, name: str) -> Policy:
    """The same, of a policy whose file could be read whole."""
    found = named_policy(book, name)
    if origin(found).dropped or origin(found).source.problems:
        raise RefusedError(f"{origin(found).source.shown} has problems; validate names them")
    return found


def named_person(book: Handbook, name: str) -> Person:
    """The person whom an id names, or a name that only one person has; RefusedError if nobody."""
    named = [p for p in book.people.values() if p.name.casefold() == name.casefold()]
    found = book.people.get(name) or (named[0] if len(named) == 1 else None)
    if found is None and named:
        ids = listed(sorted(repr(person.id) for person in named), "or")
        raise RefusedError(f"more than one person is called {name!r}: say {ids}")
    if found is None:
        known = [*book.people, *(p.name for p in book.people.values())]
        raise _absent(book, "person", name, known)
    return found


def named_role(book: Handbook, name: str) -> Role:
    """The role that an id, a title or another name of it names; RefusedError if there is none."""
    found = meant(name, book.roles)
    if not found:
        known = [*book.roles, *(role.title for role in book.roles.values())]
        raise _absent(book, "role", name, known)
    return book.roles[found]


def meant(said: str, records: Titled) -> str:
    """The id of the record that is meant by its id, its title, its code or another name of it."""
    folded = said.casefold()
    for record in records.values():
        if folded in (record.id, record.title.casefold(), getattr(record, "code", "").casefold()):
            return record.id
    aliased = (r.id for r in records.values() if folded in map(str.casefold, _aliases(r)))
    return next(aliased, "")


def _aliases(record: Role | Category | Department) -> Iterable[str]:
    return record.aliases if isinstance(record, Role) else ()


def _absent(book: Handbook, kind: str, name: str, known: Iterable[str]) -> RefusedError:
    if book.knows(kind, name):
        return RefusedError(f"the file of {name!r} has problems; validate names them")
    return RefusedError(f"there is no {kind} {name!r}{did_you_mean(name, known)}")
