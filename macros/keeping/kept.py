"""What of a handbook stays when only some categories of its policies are kept."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet

from macros.kinds import BY_NAME, kind_of
from macros.links import INTERNAL
from macros.model.handbook import Handbook
from macros.model.people import Designation
from macros.model.record import Record
from macros.model.walk import leaves

Ids = Mapping[str, AbstractSet[str]]

# Kinds that a kept record takes along when it names one of them.
_TAKES = {
    "category": ("role",),
    "policy": ("category", "role", "department", "regulation", "state-question", "form"),
    "procedure": ("role", "state-question", "form"),
    "form": ("role",),
    "regulation": ("designation",),
    "designation": ("role",),
    "department": ("role",),
    "role": ("role", "department"),
    "state-question": (),
}
# What is written anew, or belongs to the days and people of the old practice, takes nothing along.
_ASIDE = frozenset(
    (
        *("backup", "reports_to_in_absence", "deputy", "kept_from", "leads_to"),
        *("reviews", "exceptions", "revisions", "gap", "replaced_by"),
    )
)
# Kept where all they point at is kept, and some of that is a matter and not only a role.
_WHOLE = ("emergency", "training", "checklist", "topic", "element")
_NO_MATTER = ("role", "department", "designation")
# These belong to the new practice, whatever is kept.
_ITS_OWN = ("contact", "location", "headcount")
_LINK = re.compile(rf"\]\(\s*<?({'|'.join(INTERNAL)}):([a-z0-9-]+)")


def kept(book: Handbook, categories: Iterable[str], held: Iterable[str] = ()) -> Ids:
    """The ids, by kind, of what stays with some categories: their policies and what these need.

    `held` are roles that stay in any case.
    """
    wanted = set(categories)
    policies = {p.id for p in book.policies.values() if _lives(p) and p.category in wanted}
    procedures = {p.id for p in book.procedures.values() if policies & set(p.policies)}
    while True:
        start = {"policy": policies, "procedure": procedures, "role": set(held)}
        found = _all_of(book, start)
        # A procedure that nothing kept points at would be found by nobody.
        alone = {p for p in found["procedure"] if not _is_used(book, p, found)}
        if not alone:
            return found
        procedures -= alone


def _lives(record: Record) -> bool:
    return getattr(record, "status", "active") != "retired"


def _is_used(book: Handbook, procedure: str, found: Ids) -> bool:
    users = book.users.get(("procedure", procedure), ())
    return any(user.id in found.get(kind_of(user).name, ()) for user in users)


def _all_of(book: Handbook, start: Ids) -> dict[str, set[str]]:
    found = _with_needs(book, start)
    found["designation"] = set(_posts(book, found))
    size = -1
    while size != (size := sum(map(len, found.values()))):
        for name in _WHOLE:
            found[name] |= {r.id for r in _records(book, name) if _is_whole(r, found)}
    found["separation"] = {
        apart.id for apart in book.separations.values() if found["role"].issuperset(apart.roles)
    }
    found["term"] = set(_terms(book, found))
    return found


def _records(book: Handbook, name: str) -> Iterable[Record]:
    records: Mapping[str, Record] = getattr(book, BY_NAME[name].table)
    return [record for record in records.values() if _lives(record)]


def _with_needs(book: Handbook, start: Ids) -> dict[str, set[str]]:
    queue = [(name, record_id) for name, ids in start.items() for record_id in ids]
    found: dict[str, set[str]] = defaultdict(set)
    living = {name: {r.id: r for r in _records(book, name)} for name in _TAKES}
    while queue:
        name, record_id = queue.pop()
        record = living[name].get(record_id) if name in living else None
        if record is None or record_id in found[name]:
            continue
        found[name].add(record_id)
        queue += [
            (leaf.ref.kind, str(leaf.value))
            for leaf in leaves(record)
            if leaf.ref and leaf.ref.kind in _TAKES[name] and not _ASIDE.intersection(leaf.path)
        ]
    return found


def _posts(book: Handbook, found: Ids) -> Iterator[str]:
    """The posts that kept regulations ask for, and our own ones that owners of policies hold."""
    owners = {book.policies[policy].owner for policy in found["policy"]}
    for post in book.designations.values():
        own = not post.regulations and post.role in owners
        # While one person leads everything, nobody can stay out of a department.
        if (own or post.id in found["designation"]) and not is_impartial(post, found):
            yield post.id


def is_impartial(post: Designation, found: Ids) -> bool:
    """Whether a post must stay out of a department that is kept."""
    return bool(found["department"] & set(post.kept_from))


def _is_whole(record: Record, found: Ids) -> bool:
    refs = [
        (leaf.ref.kind, leaf.value)
        for leaf in leaves(record)
        if leaf.ref and leaf.ref.kind not in _ITS_OWN and leaf.value not in leaf.ref.words
    ]
    matters = any(kind not in _NO_MATTER for kind, _ in refs)
    return matters and all(value in found[kind] for kind, value in refs)


def _terms(book: Handbook, found: Ids) -> Iterator[str]:
    """The words of the glossary that a kept text says or links to."""
    kept_texts = [
        wording.text
        for wording in book.wording
        if wording.record.id in found.get(kind_of(wording.record).name, ())
    ]
    said = "\n".join(kept_texts)
    linked = {(kind, target) for kind, target in _LINK.findall(said)}
    for term in book.terms.values():
        word = re.compile(rf"(?<![\w-]){re.escape(term.term)}(?![\w-])", re.IGNORECASE)
        if ("term", term.id) in linked or word.search(said):
            yield term.id
