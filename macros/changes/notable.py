"""What a reader notices between two handbooks: a sentence each, for the record of an edition."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from macros.kinds import BY_NAME, kind_of
from macros.load import Loaded
from macros.model.cut import renewed
from macros.model.edition import EditionChange
from macros.model.handbook import Handbook
from macros.model.record import Audience, Record
from macros.views import standing
from macros.views.audience import LEVELS, for_audience

from .change import Change
from .concerned import concerned
from .names import Names, label_of, table
from .phrases import about, sentence
from .policy_news import News, Pair, Shown, policy_news
from .report import Side, report

# What people must not miss comes first; other kinds follow in the order of the data.
_FIRST = (
    *("policy", "emergency", "role", "person", "designation"),
    *("procedure", "checklist", "form", "training", "onboarding"),
)
_ORDER = list(dict.fromkeys([*_FIRST, *BY_NAME]))

Key = tuple[str, str]


def notable(
    before: Handbook, after: Handbook, today: date, *, since: date
) -> tuple[EditionChange, ...]:
    """What a reader would notice today who read an older handbook on a day before.

    Both are read as in force on their day, so that nothing unapproved is ever mentioned.
    Each record is compared as the least of its readers see it,
    so that its sentence names nothing which they may not know.
    """
    books = standing.as_in_force(before, since), standing.as_in_force(after, today)
    readers = _readers(books[0]) | _readers(books[1])
    found = []
    for level in LEVELS[1:]:
        if any(_level(audience) == level for audience in readers.values()):
            old, new = (for_audience(book, level) for book in books)
            pair = Pair(Shown(old, since), Shown(new, today), Names(old, new))
            for news in _news(pair):
                audience = readers[news.kind, news.id]
                if _level(audience) == level:
                    found.append(_change(pair, news, audience))
    return tuple(sorted(found, key=_place))


def _readers(book: Handbook) -> dict[Key, Audience]:
    """Who may read each record; what patients get, everybody."""
    found: dict[Key, Audience] = {}
    for record in book.records():
        said = getattr(record, "audience", "staff")
        found[kind_of(record).name, record.id] = said if said in LEVELS else "public"
    return found


def _level(audience: Audience) -> Audience:
    """As whom a record is compared: how a public one came about is told to those who work here."""
    return "staff" if audience == "public" else audience


def _place(change: EditionChange) -> tuple[bool, int, str]:
    return (not change.material, _ORDER.index(change.kind), change.title.casefold())


def _change(pair: Pair, news: News, audience: Audience) -> EditionChange:
    was, now = (_record(shown.book, news) for shown in (pair.before, pair.after))
    record = now or was
    return EditionChange(
        kind=news.kind,
        id=news.id,
        title=label_of(record) if record else news.id,
        audience=audience,
        says=news.says,
        version=news.version,
        material=news.material,
        roles=concerned((pair.before.book, was), (pair.after.book, now)),
    )


def _record(book: Handbook, news: News) -> Record | None:
    """The record that is meant, where there is only one of its kind as well."""
    return table(book, BY_NAME[news.kind]).get(news.id)


def _news(pair: Pair) -> Iterator[News]:
    """Everything to say to one audience, in no order."""
    found = report(_side(pair.before), _side(pair.after), pair.after.day)
    others = {policy.change.id: policy.change for policy in found.policies}
    for policy in pair.after.book.policies.values():
        yield from policy_news(pair, policy, others.get(policy.id))
    for change in found.others:
        if says := _other(pair, change):
            yield News(change.kind, change.id, says)


def _side(shown: Shown) -> Side:
    """A handbook for the report: no policy has a version that does not hold yet, if one holds."""
    policies = {}
    for policy in shown.book.policies.values():
        held = tuple(r for r in policy.revisions if r.effective <= shown.day)
        policies[policy.id] = renewed(policy, {"revisions": held}) if held else policy
    return Side(Loaded(replace(shown.book, policies=policies), []), [])


def _other(pair: Pair, change: Change) -> str:
    """What became of another record; empty where it is nothing that a reader would notice."""
    if change.fate == "new":
        record = _record(pair.after.book, News(change.kind, change.id, ""))
        return about(change, record) if record else ""
    if change.fate == "gone":
        # The report says first that it is deleted, and then what that means for a person's work.
        told = change.notes[1:] if change.kind == "person" else ()
        return " ".join(told) or "No longer in the handbook."
    return sentence(change) if change.fate == "changed" else ""
