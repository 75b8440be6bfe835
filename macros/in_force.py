"""The answer to which text was in force on a day, as known now or as known on a day before."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, NamedTuple

from .decode import did_you_mean
from .finding import RefusedError, named_policy
from .links import only_known
from .load import Loaded
from .model.handbook import Handbook
from .model.past import Gone, Known, Past, Witness
from .model.policy import Approval, Policy
from .model.record import Audience
from .pages import find
from .views.any_day import Held, OnDay, lost, merged_late, on_day, unread
from .views.audience import cut_for, for_audience, may_see
from .words import same, text


class Then(NamedTuple):
    """The handbook as it was known at the end of a day, and the commit that held it."""

    on: date
    known: Known
    loaded: Loaded


class Later(NamedTuple):
    """A policy of which today's handbook says something else about the day."""

    policy: Policy
    then: OnDay | None
    now: OnDay | None


@dataclass(frozen=True)
class Ask:
    """What is asked: about which day, of which policy or all, for whom, and when."""

    day: date
    today: date
    audience: Audience = "staff"
    policy: str = ""


@dataclass(frozen=True)
class Answer:
    """Every policy on the day, for one audience.

    `policies` are those that were ever approved, by code.
    `unread` names policies whose files do not say enough, `gone` those whose files are gone.
    `later` is what was known only after the day that `then` names;
    with `sample`, the handbook of that day was the sample, and is the practice's own now.
    """

    ask: Ask
    book: Handbook
    past: Past
    policies: tuple[OnDay, ...]
    unread: tuple[str, ...] = ()
    gone: tuple[Gone, ...] = ()
    then: Then | None = None
    later: tuple[Later, ...] = ()
    sample: bool = False

    def of(self, state: str) -> list[OnDay]:
        """The policies in one state."""
        return [one for one in self.policies if one.state == state]

    @property
    def whole(self) -> bool:
        """Whether nothing is left out and nothing stands in doubt."""
        doubtful = (one.unproven or self.altered(one) for one in self.policies)
        return not self.unread and not any(doubtful)

    def altered(self, one: OnDay) -> bool:
        """Whether the words in force are others than those that git saw appear."""
        seen = self.seen(one.policy, one.held) if one.state == "in-force" else None
        if seen is None or self.then is None:
            return seen is not None and not seen.stands
        day = self.then.on
        return any(a.on and a.on <= day < (a.until or date.max) for a in seen.altered)

    def seen(self, policy: Policy, held: Held | None) -> Witness | None:
        """What git saw of the approved copy of a version."""
        return self.past.copies.get((policy.id, held.revision.version)) if held else None

    def late(self, one: OnDay) -> bool:
        """Whether a version was written down or merged only after it took effect."""
        there = self.there(one)
        return there is not None and one.held is not None and there > one.held.since

    def there(self, one: OnDay) -> date | None:
        """The day from which the version was in this handbook, as far as is known."""
        if one.held is None:
            return None
        merged = merged_late(self.past, one.policy, one.held)
        return max(one.held.recorded, merged or date.min)


def answer(now: Loaded, ask: Ask, past: Past, then: Then | None = None) -> Answer:
    """What was in force on a day; RefusedError, in words, where no such policy is known."""
    asked = then.loaded if then else now
    hidden = _hidden(now.book, ask.audience)
    book = for_audience(asked.book, ask.audience)
    found = _visible(asked.book, ask, hidden)
    today = _visible(now.book, ask, frozenset()) if then else found
    # A policy that git alone knows is nobody's answer about an earlier state of knowledge.
    gone = () if then else tuple(_gone(past, ask, now.book))
    dark = [i for i in unread(asked.book) if i not in hidden]
    if ask.policy:
        wanted = _wanted(ask.policy, book, for_audience(now.book, ask.audience), dark, gone)
        found, today = _only(found, wanted), _only(today, wanted)
        gone = tuple(one for one in gone if one.id == wanted)
        dark = [i for i in dark if i == wanted]
    spoken = {one.policy.id: one.held.policy for one in found if one.held}
    # What leads from one policy to another finds the words of the day there.
    shown = replace(book, policies={**book.policies, **spoken})
    later = tuple(_later(found, today)) if then else ()
    sample = _sample(asked.book) and not _sample(now.book)
    return Answer(ask, shown, past, tuple(found), tuple(dark), gone, then, later, sample)


def _sample(book: Handbook) -> bool:
    return book.practice is not None and book.practice.sample


def _hidden(book: Handbook, audience: Audience) -> frozenset[str]:
    """What today's readers may not see, whatever was said about it before."""
    return frozenset(i for i, one in book.policies.items() if not may_see(one, audience))


def _visible(book: Handbook, ask: Ask, hidden: frozenset[str]) -> list[OnDay]:
    shown = []
    for one in on_day(book, ask.day):
        if may_see(one.policy, ask.audience) and one.policy.id not in hidden:
            cut = one.held and replace(
                one.held, policy=cut_for(book, ask.audience, one.held.policy)
            )
            shown.append(replace(one, held=cut))
    return shown


def _gone(past: Past, ask: Ask, book: Handbook) -> Iterator[Gone]:
    for one in lost(past.gone, ask.day):
        # Of a file that cannot be read nobody knows for whom it was.
        if one.policy and may_see(one.policy, ask.audience) and one.id not in book.policies:
            yield one


def _wanted(
    name: str, then: Handbook, now: Handbook, dark: list[str], gone: tuple[Gone, ...]
) -> str:
    """The id of the policy that is asked for."""
    for book in (then, now):
        try:
            return named_policy(book, name).id
        except RefusedError:
            continue
    codes = {one.policy.code.casefold(): one.id for one in gone if one.policy}
    known = {*dark, *(one.id for one in gone)}
    if name in known or name.casefold() in codes:
        return name if name in known else codes[name.casefold()]
    words = [*then.policies, *(p.code for p in then.policies.values()), *known]
    raise RefusedError(f"there is no policy {name!r}{did_you_mean(name, words)}")


def _only(found: list[OnDay], wanted: str) -> list[OnDay]:
    return [one for one in found if one.policy.id == wanted]


def _later(then: list[OnDay], now: list[OnDay]) -> Iterator[Later]:
    before, after = _by_id(then), _by_id(now)
    for policy_id in dict.fromkeys([*before, *after]):
        old, new = before.get(policy_id), after.get(policy_id)
        if _said(old) != _said(new):
            found = new or old
            if found:
                yield Later(found.policy, old, new)


def _by_id(found: list[OnDay]) -> Mapping[str, OnDay]:
    return {one.policy.id: one for one in found}


def _said(one: OnDay | None) -> tuple[str, ...]:
    """What is compared; a policy that was not there says the same as one not yet in force."""
    if one is None or one.state == "not-yet":
        return ()
    held = one.held.revision if one.held else None
    return one.state, held.version if held else "", (held.seal or "") if held else ""


def as_json(found: Answer) -> str:
    """The answer for other programs."""
    practice = found.book.practice
    told: dict[str, Any] = {
        "practice": practice.name if practice else None,
        "day": found.ask.day.isoformat(),
        "asked_on": found.ask.today.isoformat(),
        "audience": found.ask.audience,
        "as_known_on": _known(found.then) if found.then else None,
        "git": found.past.reason or None,
        "complete": found.whole,
        "policies": [_policy(found, one) for one in found.policies],
        "known_later": [_known_later(one) for one in found.later],
        "could_not_be_read": len(found.unread),
        "no_longer_kept": [_lost(one) for one in _inside(found)],
    }
    return json.dumps(told, indent=2, ensure_ascii=False) + "\n"


def _inside(found: Answer) -> tuple[Gone, ...]:
    return found.gone if found.ask.audience != "public" else ()


def _known(then: Then) -> dict[str, Any]:
    known = then.known
    return {
        "day": then.on.isoformat(),
        "commit": known.commit,
        "committed_on": _day(known.on),
        "below_a_commit_dated": _day(known.doubt),
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _policy(found: Answer, one: OnDay) -> dict[str, Any]:
    following = one.following
    return {
        "id": one.policy.id,
        "code": one.policy.code,
        "category": one.policy.category,
        "title": one.held.policy.title if one.held else None,
        "state": one.state,
        "retired_on": _day(one.policy.retired_on) if one.state == "retired" else None,
        "version": _version(found, one, one.held) if one.held else None,
        "next": {"version": following.version, "effective": _day(following.effective)}
        if following
        else None,
        "without_approved_words": [r.version for r in one.unproven],
    }


def _version(found: Answer, one: OnDay, held: Held) -> dict[str, Any]:
    revision, inward = held.revision, found.ask.audience != "public"
    told: dict[str, Any] = {
        "version": revision.version,
        "effective": _day(held.since),
        "until": _day(held.until),
        "change": revision.change,
        "material": revision.material,
        "seal": revision.seal,
    }
    if inward:
        told |= {
            "approved": [_approval(given) for given in revision.approved],
            "recorded_late": found.late(one),
            "in_this_handbook_since": _day(found.there(one)),
            "witness": _witness(found.seen(one.policy, held)),
        }
    return told | _words(found, held)


def _words(found: Answer, held: Held) -> dict[str, Any]:
    """The approved copy to the letter, or what this audience may read of it."""

    def known(kind: str, record: str) -> bool:
        return find(found.book, kind, record) is not None

    cut = only_known(text(held.policy), known)
    whole = same(held.policy, held.text) and only_known(held.text, known) == held.text
    return {"words": held.text if whole else cut, "words_are_as_sealed": whole}


def _approval(given: Approval) -> dict[str, Any]:
    return {name: str(value) for name, value in given.model_dump().items()}


def _witness(seen: Witness | None) -> dict[str, Any] | None:
    if seen is None:
        return None
    return {
        "path": seen.path,
        "since": _day(seen.since),
        "commit": seen.commit,
        "reads_the_same": seen.stands,
        "altered": [
            {"on": _day(one.on), "commit": one.commit or None, "until": _day(one.until)}
            for one in seen.altered
        ],
    }


def _known_later(one: Later) -> dict[str, Any]:
    return {"id": one.policy.id, "then": _brief(one.then), "today": _brief(one.now)}


def _brief(one: OnDay | None) -> dict[str, Any] | None:
    if one is None:
        return None
    held = one.held.revision if one.held else None
    return {"state": one.state, "version": held.version if held else None}


def _lost(one: Gone) -> dict[str, Any]:
    return {
        "id": one.id,
        "path": one.path,
        "last_written": _day(one.written),
        "commit": one.kept_in,
        "deleted_on": _day(one.on),
    }
