"""What search knows of each page beyond its text: other words, and what kind of thing it is."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import chain, pairwise
from typing import Any

from markupsafe import escape

from .fillers import separator, words
from .inflect import forms, is_noun, origins, slips, verbs_in
from .kinds import KINDS
from .markdown import to_plain
from .model.growth import Term
from .model.handbook import Handbook
from .model.law import Regulation
from .model.people import Role
from .model.policy import Policy
from .model.record import Record
from .pages import FOLDERS, SHARED, address, title, url

Entry = dict[str, Any]

LABELS = {
    "onboarding": "First days",
    "designation": "Post",
    "separation": "Kept apart",
    "topic": "Question",
    "term": "Word",
    "contact": "Outside",
    "state-question": "State law",
    "element": "Compliance",
}
# Emergencies lead where a word is urgent, what we do comes before the law behind it,
# and pages about the handbook itself come last. The theme counts a match of a whole page
# 2.5 times as much as one of a record on a shared page, hence the weights that answers have there.
WEIGHTS = {
    "emergency": 1.8,
    "person": 0.8,
    "regulation": 0.5,
    "training": 0.7,
    "state-question": 1.6,
    "element": 1.0,
    "topic": 3.0,
    "term": 2.0,
    "page": 1.0,
}
_ABOUT = "about/"
_REFERENCE = ("about/data/", "about/rules/")
# Pages by hand about the handbook: found when asked for, behind what the practice says.
_BESIDE = 0.6
_LAST = 0.05
_VOID = 0.5
_FREQUENT = 0.08
_FEW = 3
_SHORT = 3
_HYPHEN = re.compile(r"(\w+)-(\w+)")
_ANCHOR = 1.5
# The records of these kinds are all that their page shows.
_WHOLE = ("topic", "term", "state-question")
# What a record on a shared page says of itself.
_SAID = ("answer", "meaning", "duty", "reason", "summary")


@dataclass
class Found:
    """Where a record is found, and under which words: `names` are its own, `near` are lent.

    One that does not hold is kept to say so.
    """

    kind: str
    id: str
    title: str
    text: str = ""
    names: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    near: list[str] = field(default_factory=list)
    holds: bool = True

    @property
    def path(self) -> str:
        """The path of the page it stands on."""
        return address(self.kind, self.id)[0]


@dataclass(frozen=True)
class Tongue:
    """The words this handbook uses: all, those of many pages, nouns, those of few, its glossary."""

    known: frozenset[str]
    common: frozenset[str]
    nouns: frozenset[str]
    telling: frozenset[str]
    terms: Sequence[tuple[re.Pattern[str], list[str], tuple[str, ...]]]

    def strays(self, some: set[str]) -> set[str]:
        """Words found by a common one that is none of their forms: `newsletter` by `new`.

        They are rarer, so that search takes them for what was meant.
        """
        return {word for word in some if self._strays(word)}

    def _strays(self, word: str) -> bool:
        begun = (word[:end] for end in range(2, len(word)))
        return any(one in self.common and word not in forms(one) for one in begun)


def enriched(
    index: dict[str, Any],
    book: Handbook,
    called: Mapping[str, Sequence[str]],
    *,
    directories: bool = True,
) -> dict[str, Any]:
    """The theme's index with one entry for each page and for each record on a shared page.

    `called` holds the other words of pages written by hand, by address.
    """
    every = other_words(book)
    alone: dict[str, Found] = {}
    shared: dict[str, list[Found]] = {}
    for found in every:
        where = url(found.path, directories=directories)
        if found.kind in FOLDERS:
            alone[where] = found
        else:
            shared.setdefault(where, []).append(found)
    pages = _pages(index["docs"])
    named = words(" ".join(chain.from_iterable((f.title, *f.names, *f.near) for f in every)))
    texts = [page["text"] for page in pages if not page["location"].startswith(_ABOUT)]
    counts = Counter(word for text in texts for word in set(words(_bare(text))))
    known = frozenset([*named, *counts])
    often = max(_FEW, _FREQUENT * len(texts))
    common = frozenset(word for word, n in counts.items() if n > often)
    nouns = _nouns(texts, common, known)
    tongue = Tongue(known, common, nouns, _telling(counts), _terms(book))
    docs: list[Entry] = []
    for page in pages:
        where = page["location"]
        if any(found.kind in _WHOLE for found in shared.get(where, ())):
            page["text"] = ""
        by_hand = Found("page", where, page["title"], names=list(called.get(where, ())))
        docs.append(_dressed(page, alone.get(where, by_hand), tongue))
        docs += (_dressed(_entry(found, where), found, tongue) for found in shared.get(where, ()))
    return {"config": {**index["config"], "separator": separator()}, "docs": docs}


def other_words(book: Handbook) -> list[Found]:
    """Every record that search finds, with the words people use for it."""
    found = {
        (kind.name, record.id): _found(kind.name, record)
        for kind in KINDS
        if kind.name in FOLDERS or kind.name in SHARED
        for record in getattr(book, kind.table).values()
    }
    for contact in book.practice.contacts if book.practice else ():
        text = f"{to_plain(contact.purpose)} {contact.phone}"
        found["contact", contact.id] = Found("contact", contact.id, contact.name, text)
    for key, phrases in _from_elsewhere(book):
        if key in found:
            found[key].near += phrases
    return list(found.values())


def _found(kind: str, record: Record) -> Found:
    said = (getattr(record, name, None) for name in _SAID)
    text = to_plain(next(filter(None, said), ""))
    holds = not isinstance(record, Regulation) or record.status == "in-force"
    asked = [q.asked for q in record.questions] if isinstance(record, Policy) else []
    return Found(kind, record.id, title(record), text, list(_names(record)), asked, holds=holds)


def _names(record: Record) -> Iterator[str]:
    yield from getattr(record, "also_known_as", ())
    if isinstance(record, Role):
        yield from record.aliases
    if isinstance(record, Policy):
        yield record.code


def _from_elsewhere(book: Handbook) -> Iterator[tuple[tuple[str, str], list[str]]]:
    """Words that one record lends another: a matter to what answers it, a post to its role."""
    for topic in book.topics.values():
        lent = [topic.ask, *topic.also_known_as]
        for kind in ("policies", "procedures", "forms", "emergencies"):
            name = next(k.name for k in KINDS if k.table == kind)
            yield from (((name, record_id), lent) for record_id in getattr(topic, kind))
    for post in book.designations.values():
        yield ("role", post.role), [post.title]
    for person in book.people.values():
        for assignment in person.assignments:
            if role := book.roles.get(assignment.role):
                yield ("person", person.id), [role.title, *role.aliases]
    for path in book.onboarding.values():
        roles = (book.roles[role] for role in path.roles if role in book.roles)
        yield ("onboarding", path.id), [word for r in roles for word in (r.title, *r.aliases)]


def _pages(docs: Iterable[Entry]) -> list[Entry]:
    """One entry for each page, holding the text of its sections.

    Sections as entries of their own would share out the words of a page among them:
    a question would meet none of them well, and one page would fill the list of results.
    """
    pages: dict[str, Entry] = {}
    for doc in docs:
        location, _, anchor = doc["location"].partition("#")
        page = pages.setdefault(location, {**doc, "location": location})
        if anchor:
            page["text"] += f"<p>{doc['title']}</p>{doc['text']}"
    return list(pages.values())


def _entry(found: Found, where: str) -> Entry:
    anchor = address(found.kind, found.id)[1]
    return {
        "location": f"{where}#{anchor}",
        "title": str(escape(found.title)),
        "text": f"<p>{found.text}</p>" if found.text else "",
    }


def _dressed(entry: Entry, found: Found, tongue: Tongue) -> Entry:
    """An entry with its kind as a tag, its weight, and the other words it is found by."""
    where, name = entry["location"], entry["title"]
    text = _bare(entry["text"])
    spoken = " ".join([name, *found.names, text])
    heard = spoken.casefold()
    # Looking for plain text first is ten times as fast as asking each pattern.
    terms = [
        also
        for pattern, names, also in tongue.terms
        if any(name in heard for name in names) and pattern.search(spoken)
    ]
    telling = tongue.telling.intersection(words(text))
    called = [name, *found.names]
    said = set(words(" ".join(called)))
    # Word for word counts most: a name of many forms would else weigh as many times.
    varied = typed(called, tongue).union(*map(slips, said)) - said
    astray = tongue.strays(said | varied)
    # A question holds many words beside the one it is about.
    related = typed([*found.near, *found.asked], tongue).union(*terms, said & astray)
    slipped = (typed(telling, tongue) - telling) | (varied & astray)
    more = {
        "aliases": said - astray,
        "variants": longest(varied - astray, said),
        "related": longest(related),
        "forms": longest(slipped, telling),
    }
    return {
        "location": where,
        "title": name,
        "text": entry["text"],
        "tags": [_label(where, found)],
        **{key: " ".join(sorted(some)) for key, some in more.items() if some},
        "boost": _weight(where, found),
    }


def typed(phrases: Iterable[str], tongue: Tongue) -> set[str]:
    """What people may type for phrases: each word in its forms, and hyphens left out."""
    every: set[str] = set()
    for phrase in phrases:
        plain = words(phrase)
        every.update(*(forms(word, tongue.nouns, tongue.known) for word in plain))
        every.update(a + b for a, b in _HYPHEN.findall(phrase.casefold()))
    return every


def longest(some: set[str], beside: Iterable[str] = ()) -> set[str]:
    """The words that no longer one begins with: search takes a beginning for the word.

    It would else count a word once for each of its forms that begin alike.
    """
    every = sorted(some.union(beside))
    begun = {one for one, after in pairwise(every) if after.startswith(one)}
    return some - begun


def _nouns(texts: Sequence[str], common: frozenset[str], known: frozenset[str]) -> frozenset[str]:
    """Words on many pages, and words of names with the ending of a noun, that are no verbs.

    A form that nobody types is rare, and search takes a rare word for a telling one:
    with forms such as "patienting", each page about patients would come first.
    """
    bases = chain.from_iterable(origins(word, known) for word in known)
    nouns = common.union(filter(is_noun, chain(known, bases)))
    return nouns - verbs_in(" ".join(texts))


def _telling(counts: Mapping[str, int]) -> frozenset[str]:
    """Words that stand on few pages, so that each of their forms leads to the right one."""
    return frozenset(w for w, n in counts.items() if n <= _FEW and len(w) > _SHORT and w.isalpha())


@lru_cache(maxsize=200_000)
def _bare(html: str) -> str:
    return re.sub(r"<[^>]+>", " ", html)


def _terms(book: Handbook) -> list[tuple[re.Pattern[str], list[str], tuple[str, ...]]]:
    """How a page shows that it speaks of a term, the term's names, and the words in them."""
    names = [[t.term, *t.also_known_as] for t in book.terms.values()]
    return [
        (_speaks_of(term), [name.casefold() for name in own], words(" ".join(own)))
        for term, own in zip(book.terms.values(), names, strict=True)
    ]


def _speaks_of(term: Term) -> re.Pattern[str]:
    names = (
        re.escape(name) if name.isupper() else f"(?i:{re.escape(name)})"
        for name in (term.term, *term.also_known_as)
    )
    return re.compile(rf"(?<![\w-])(?:{'|'.join(names)})(?![\w-])")


def _label(location: str, found: Found) -> str:
    if found.kind != "page":
        return LABELS.get(found.kind, found.kind.capitalize())
    return "About" if location.startswith(_ABOUT) else "Overview"


def _weight(location: str, found: Found) -> float:
    if location.startswith(_REFERENCE):
        return _LAST
    if location.startswith(_ABOUT):
        return _BESIDE
    weight = WEIGHTS.get(found.kind, _ANCHOR if found.kind in SHARED else 1)
    return weight if found.holds else weight * _VOID
