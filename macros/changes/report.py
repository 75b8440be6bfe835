"""The report on a change: everything that differs between two handbooks, in one value."""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from typing import NamedTuple

from macros.decode import origin
from macros.formats import listed
from macros.kinds import KINDS, Kind
from macros.load import Loaded
from macros.model.handbook import Handbook
from macros.model.people import Person, Role
from macros.model.policy import Policy
from macros.model.record import Record
from macros.problems import Problem, counted, new_since

from . import duties
from .authority import authority
from .change import Change, Fate, PolicyChange, Report
from .fields import Difference, differences, said
from .names import Names, counted_kind, label_of, table
from .numbers import Number, in_texts
from .people import person_fields, person_notes
from .policies import Both, policy_change
from .roles import Moves, held_by, moved_duties, role_fields, role_notes

_ORDER = ("role", "onboarding", "procedure", "person", "designation")
# They say that an approval is awaited, which the report says better.
_WAITING = ("APR002", "APR003")
_HEARD = 3


class Side(NamedTuple):
    """One of two handbooks: what was read, its problems, and what people call it.

    `owners` are the files beside it that say who is asked to review.
    """

    loaded: Loaded
    problems: list[Problem]
    name: str = ""
    owners: Mapping[str, str] = {}


def report(base: Side, head: Side, today: date) -> Report:
    """Compare two handbooks on a day."""
    books = (base.loaded.book, head.loaded.book)
    both = Both(*books, today, Names(*books))
    policies = list(_policies(both))
    others = sorted(_others(both), key=_place)
    touched = authority(both, base.owners, head.owners)
    new = [p for p in new_since(base.problems, head.problems) if p.rule not in _WAITING]
    return Report(
        sentence=sentence(policies, others, touched=bool(touched)),
        today=today,
        base=base.name,
        head=head.name,
        authority=tuple(touched),
        policies=tuple(policies),
        others=tuple(others),
        before=tuple(duties.before(both, touched, policies, others, new)),
        after=tuple(duties.after(both, policies, others)),
        problems=tuple(new),
        mended=tuple(new_since(head.problems, base.problems)),
        earlier=tuple(_left(head.problems, new_since(base.problems, head.problems))),
        form=tuple(_form(both)),
    )


def _left(problems: list[Problem], new: list[Problem]) -> list[Problem]:
    return [problem for problem in problems if problem not in new]


def _place(change: Change) -> tuple[int, str, str]:
    rank = _ORDER.index(change.kind) if change.kind in _ORDER else len(_ORDER)
    return (rank, change.kind if rank == len(_ORDER) else "", change.title.casefold())


def same(before: Record, after: Record) -> bool:
    """Whether two records say the same to the letter; where they were read does not matter."""
    return before is after or before.__dict__ == after.__dict__


def _pairs(both: Both, kind: Kind) -> Iterator[tuple[str, Record | None, Record | None]]:
    """The records of a kind that are not the same before and after."""
    old, new = table(both.base, kind), table(both.head, kind)
    for key in [*new, *(key for key in old if key not in new)]:
        was, now = old.get(key), new.get(key)
        if was is None or now is None or not same(was, now) or _dropped(was) != _dropped(now):
            yield key, was, now


def _dropped(record: Record) -> frozenset[str]:
    return origin(record).dropped


def _policies(both: Both) -> Iterator[PolicyChange]:
    kind = next(kind for kind in KINDS if kind.name == "policy")
    found = []
    for _, was, now in _pairs(both, kind):
        if isinstance(now, Policy) and (was is None or isinstance(was, Policy)):
            if was is None and not _is_new(both.base, kind, now.id):
                continue
            made = policy_change(both, was, now)
            if was is None or _noticed(made):
                found.append(made)
    yield from sorted(found, key=_urgency)


def _urgency(policy: PolicyChange) -> tuple[bool, bool, bool, str]:
    """What people sign again comes first, then other words, then what is only kept with them."""
    return (policy.material is False, not policy.numbers, not policy.words, policy.change.title)


def _noticed(policy: PolicyChange) -> bool:
    change = policy.change
    return bool(
        policy.words
        or change.notes
        or change.differences
        or policy.laws_gone
        or policy.laws_new
        or policy.review
        or policy.approving.given
    )


def _is_new(book: Handbook, kind: Kind, record_id: str) -> bool:
    """Whether a handbook did not have a record, readable or not."""
    return not book.knows(kind.name, record_id) and kind.name not in book.incomplete


def _others(both: Both) -> Iterator[Change]:
    moves = moved_duties(both.base, both.head)
    for kind in KINDS:
        for key, was, now in _pairs(both, kind):
            if now is None and was is not None:
                yield _gone(both, kind, key, was)
            elif was is None and now is not None and not _is_new(both.base, kind, key):
                note = "It could not be read before, so what changed in it is not known."
                yield Change(kind.name, key, label_of(now), "unread", (note,))
            elif kind.name != "policy" and now is not None:
                made = _changed(both, kind, was, now, moves)
                if was is None or made.notes or made.differences:
                    yield made
        yield from _torn(both, kind)


def _gone(both: Both, kind: Kind, key: str, was: Record) -> Change:
    if both.head.knows(kind.name, key) or kind.name in both.head.incomplete:
        note = "It cannot be read now, so what changed in it is not known."
        return Change(kind.name, key, label_of(was), "unread", (note,))
    notes = ["It is deleted."]
    if isinstance(was, Person):
        notes += person_notes(was, None, both.head, both.names, both.today)
    elif isinstance(was, Policy):
        notes = ["Its file is deleted. A policy is retired, and its file stays."]
    elif isinstance(was, Role):
        notes += [f"Nobody does this now: “{duty.text}”" for duty in was.responsibilities]
    return Change(kind.name, key, label_of(was), "gone", tuple(notes))


def _torn(both: Both, kind: Kind) -> Iterator[Change]:
    """Records that are new and cannot be read."""
    tables = [table(book, kind) for book in (both.base, both.head)]
    for record in both.head.torn:
        new = all(record.id not in table for table in tables)
        if isinstance(record, kind.record) and new and not both.base.knows(kind.name, record.id):
            note = "It is new and cannot be read."
            yield Change(kind.name, record.id, record.id, "unread", (note,))


def _changed(both: Both, kind: Kind, was: Record | None, now: Record, moves: Moves) -> Change:
    fate: Fate = "changed" if was else "new"
    notes: list[str] = []
    names = both.names
    if isinstance(now, Person) and (was is None or isinstance(was, Person)):
        notes = list(person_notes(was, now, both.head, names, both.today))
        found = person_fields(was, now, names) if was else []
    elif isinstance(now, Role) and (was is None or isinstance(was, Role)):
        books = (both.base, both.head)
        notes = list(role_notes(was, now, moves, books, names))
        found = role_fields(was, now, moves, books, names) if was else said(now, names)
        if notes or found:
            notes.append(held_by(both.head, now.id, both.today))
    else:
        found = differences(was, now, names) if was else said(now, names)
    dropped = _dropped(now) | (_dropped(was) if was else frozenset())
    notes += [f"`{key}` cannot be read on one side and is not compared." for key in sorted(dropped)]
    found = [row for row in found if row.path[0] not in dropped]
    numbers = tuple(_numbers(found)) if was else ()
    return Change(kind.name, now.id, label_of(now), fate, tuple(notes), tuple(found), numbers)


def _numbers(found: list[Difference]) -> Iterator[Number]:
    """The numbers and days that changed, and what they are."""
    for row in found:
        if row.what == "changed" and row.text:
            yield from (n._replace(where=row.label) for n in in_texts(row.before, row.after))
        elif row.what == "changed" and any(c.isdigit() for c in row.before + row.after):
            yield Number(row.before, row.after, row.label)


def _form(both: Both) -> Iterator[str]:
    """Files that were written anew and say the same."""
    told: set[str] = set()
    silent: set[str] = set()
    for kind in KINDS:
        old, new = table(both.base, kind), table(both.head, kind)
        for key in new.keys() & old.keys():
            was, now = origin(old[key]).source, origin(new[key]).source
            if was is not now and (was.text, was.inside) != (now.text, now.inside):
                target = silent if _reads_alike(both, kind, old[key], new[key]) else told
                target.add(now.inside)
        told |= {origin(new[key]).source.inside for key in new.keys() - old.keys()}
        told |= {origin(old[key]).source.inside for key in old.keys() - new.keys()}
    yield from sorted(silent - told)


def _reads_alike(both: Both, kind: Kind, was: Record, now: Record) -> bool:
    if same(was, now):
        return True
    if isinstance(was, Policy) and isinstance(now, Policy):
        return not _noticed(policy_change(both, was, now))
    return kind.name != "person" and not differences(was, now, both.names)


def sentence(policies: list[PolicyChange], others: list[Change], *, touched: bool) -> str:
    """What a provider reads if there is time for one sentence only."""
    if not policies and not others:
        only = "Only who may approve changes" if touched else "Nothing a reader would notice"
        return f"{only}{'' if touched else ' changes'}."
    counts = Counter(change.kind for change in others)
    if policies:
        counts["policy"] += len(policies)
    order = ["policy", *dict.fromkeys(change.kind for change in others if change.kind != "policy")]
    rows = [counted_kind(kind, counts[kind]) for kind in order if counts[kind]]
    verb = "changes" if sum(counts.values()) == 1 else "change"
    parts = [f"{listed(rows)} {verb}", *_approvals(policies), *_signing(policies)]
    text = "; ".join(parts)
    return f"{text[:1].upper()}{text[1:]}."


def _approvals(policies: list[PolicyChange]) -> Iterator[str]:
    """Who must still approve, and which of the policies."""
    open_ = [p for p in policies if p.approving.state in ("waiting", "part")]
    groups: dict[str, list[PolicyChange]] = {}
    for policy in open_:
        groups.setdefault(policy.approving.who, []).append(policy)
    for who, found in groups.items():
        every = {1: "the policy", 2: "both policies"}.get(len(found), f"all {len(found)} policies")
        yield f"{who} must approve {every if len(found) == len(policies) else _few(found)}"
    done = [p for p in policies if p.approving.state == "given"]
    if done:
        all_ = len(done) == len(policies)
        yield "what it says is approved already" if all_ else f"{len(done)} approved already"


def _signing(policies: list[PolicyChange]) -> Iterator[str]:
    people = frozenset[str]().union(*(p.signers for p in policies))
    unsaid = [p for p in policies if p.words and p.material is None]
    told = [p for p in policies if p.words and p.material is not None]
    if people:
        new = all(p.change.fate == "new" for p in policies if p.signers)
        again = "" if new else " again"
        yield f"{counted(len(people), 'person', 'people')} must read and sign{again}"
    elif told and not unsaid:
        yield "nobody needs to sign again"
    if unsaid:
        yield f"whether people sign again is still to be said for {_few(unsaid)}"


def _few(policies: list[PolicyChange]) -> str:
    """Codes, as many as one can hear in a sentence, or else their number."""
    codes = [policy.change.title.split()[0] for policy in policies]
    return listed(codes) if len(codes) <= _HEARD else f"{len(codes)} policies"
