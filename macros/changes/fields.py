"""What differs between two records, field by field, in the words of the model.

It knows no kind and no field by name: what is new in the model shows up by itself.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from difflib import SequenceMatcher
from typing import Any, Literal, NamedTuple

from pydantic import BaseModel

from macros.markdown import canonical, to_plain
from macros.model.record import Record
from macros.model.walk import Shape, shapes

from .names import Names, short

What = Literal["changed", "added", "removed", "order"]
# Two texts with less in common are two texts, and not one that was changed.
_ALIKE = 0.5
_TEXTUAL = ("prose", "phrase", "text")
_OTHER_MARKS = "[the same words, with other bold words, lists or paragraphs]"


class Difference(NamedTuple):
    """One value that differs: the keys that lead to it, what it is, and what it says.

    `text` says whether it is made of words, so that single words can be marked.
    """

    path: tuple[str, ...]
    label: str
    what: What
    before: str
    after: str
    text: bool = False


def differences(before: Record, after: Record, names: Names) -> list[Difference]:
    """Everything that a reader of two records would notice."""
    return list(_model(before, after, _Spot((), "", names)))


def said(record: Record, names: Names) -> list[Difference]:
    """Everything that a record says, as if it had said nothing before."""
    spot = _Spot((), "", names)
    found = [
        Difference((key,), label(type(record), name), "added", "", words, form.kind in _TEXTUAL)
        for name, (key, form) in shapes(type(record)).items()
        if (words := _whole(getattr(record, name), form, spot))
    ]
    return [row for row in found if row.after]


class _Spot(NamedTuple):
    """Where one is in a record: its path, the item of a list, and what things are called."""

    path: tuple[str, ...]
    item: str
    names: Names

    def of(self, key: str, item: str = "") -> "_Spot":
        return _Spot((*self.path, key), item or self.item, self.names)

    def named(self, words: str) -> str:
        return f"{words}, of “{self.item}”" if self.item else words


def label(model: type[BaseModel], name: str) -> str:
    """A field in words: the first clause of what the model says about it."""
    words = model.model_fields[name].description or name.replace("_", " ")
    for end in (";", ": ", ", as ", ", in words", ", which"):
        words = words.partition(end)[0]
    return words.rstrip(".")


def _model(before: BaseModel, after: BaseModel, spot: _Spot) -> Iterator[Difference]:
    for name, (key, form) in shapes(type(after)).items():
        old, new = getattr(before, name, None), getattr(after, name)
        if old is new or old == new:
            continue
        words = spot.named(label(type(after), name))
        inner = spot.of(key)
        if form.many:
            if form.part:
                yield from _parts(old or (), new or (), inner, words)
            else:
                yield from _values(old or (), new or (), form, inner, words)
        elif isinstance(old, BaseModel) and isinstance(new, BaseModel):
            yield from _model(old, new, spot.of(key, spot.item or words))
        else:
            yield from _value(old, new, form, inner, words)


def _value(old: object, new: object, form: Shape, spot: _Spot, words: str) -> Iterator[Difference]:
    was, now = _whole(old, form, spot), _whole(new, form, spot)
    if was == now and _marks(old, form) != _marks(new, form):
        yield Difference(spot.path, words, "changed", was, f"{now} {_OTHER_MARKS}")
    elif was != now:
        what: What = "changed" if was and now else "added" if now else "removed"
        yield Difference(spot.path, words, what, was, now, form.kind in _TEXTUAL)


def _values(
    old: Sequence[object], new: Sequence[object], form: Shape, spot: _Spot, words: str
) -> Iterator[Difference]:
    """A list of single values: what came, what went, and what was only worded anew."""
    was, now = ([_whole(value, form, spot) for value in values] for values in (old, new))
    gone, come = _without(was, now), _without(now, was)
    textual = form.kind in _TEXTUAL
    for text in gone:
        best = max(come, key=lambda other: _likeness(text, other), default="") if textual else ""
        if best and _likeness(text, best) >= _ALIKE:
            come.remove(best)
            yield Difference(spot.path, words, "changed", text, best, text=True)
        else:
            yield Difference(spot.path, words, "removed", text, "", textual)
    yield from (Difference(spot.path, words, "added", "", text, textual) for text in come)
    if was == now and [_marks(v, form) for v in old] != [_marks(v, form) for v in new]:
        text = "; ".join(map(short, now))
        yield Difference(spot.path, words, "changed", text, f"{text} {_OTHER_MARKS}")
    if _order(was, now) != _order(now, was):
        yield Difference(spot.path, words, "order", "", "; ".join(map(short, now)))


def _parts(
    old: Sequence[BaseModel], new: Sequence[BaseModel], spot: _Spot, words: str
) -> Iterator[Difference]:
    """A list of parts: pairs that say something else, what came, what went, another order."""
    pairs = _paired(old, new)
    for i, j in pairs:
        name = item_name(new[j], spot.names)
        yield from _model(old[i], new[j], spot.of(_key(new[j], j), name))
    for i in sorted(set(range(len(old))) - {i for i, _ in pairs}):
        path = spot.of(_key(old[i], i)).path
        yield Difference(path, words, "removed", _part(old[i], spot), "", text=True)
    for j in sorted(set(range(len(new))) - {j for _, j in pairs}):
        path = spot.of(_key(new[j], j)).path
        yield Difference(path, words, "added", "", _part(new[j], spot), text=True)
    in_order = [i for i, _ in sorted(pairs, key=lambda pair: pair[1])]
    if in_order != sorted(in_order):
        listed = "; ".join(item_name(part, spot.names) for part in new)
        yield Difference(spot.path, words, "order", "", listed)


def _paired(old: Sequence[BaseModel], new: Sequence[BaseModel]) -> list[tuple[int, int]]:
    """The positions of the same item before and after: by id, by all it says, by what comes first.

    Items without an id are told apart by the first thing that they say.
    """
    pairs: list[tuple[int, int]] = []
    left_old, left_new = list(range(len(old))), list(range(len(new)))
    for asked in (_named, _all_of_it, _first):
        for j in list(left_new):
            wanted = asked(new[j])
            i = next((i for i in left_old if wanted and asked(old[i]) == wanted), None)
            if i is not None:
                pairs.append((i, j))
                left_old.remove(i)
                left_new.remove(j)
    return pairs


def _named(part: BaseModel) -> object:
    return getattr(part, "id", None)


def _all_of_it(part: BaseModel) -> object:
    return None if _named(part) else part


def _first(part: BaseModel) -> object:
    return None if _named(part) else getattr(part, next(iter(shapes(type(part)))))


def _key(part: BaseModel, position: int) -> str:
    return str(_named(part) or position + 1)


def item_name(part: BaseModel, names: Names) -> str:
    """What a reader calls an item of a list: the beginning of its first words."""
    spot = _Spot((), "", names)
    rows = [(name, form) for name, (_, form) in shapes(type(part)).items() if name != "id"]
    textual = [row for row in rows if row[1].kind in _TEXTUAL]
    for name, form in (*textual[:1], *rows):
        words = _whole(getattr(part, name), form, spot)
        if words and words not in ("yes", "no"):
            return short(words)
    return str(_named(part) or "")


def _part(part: BaseModel, spot: _Spot) -> str:
    """All that a part says, in a line: its words, and the rest behind them."""
    named = item_name(part, spot.names)
    rest, main = [], named
    for name, (_, form) in shapes(type(part)).items():
        words = _whole(getattr(part, name), form, spot)
        if not words or name == "id":
            continue
        if short(words) == named and main == named:
            main = words
        elif words != "no":
            rest.append(f"{lower(label(type(part), name))}: {words}")
    return f"{main} ({'; '.join(rest)})" if rest else main or str(_named(part) or "")


def lower(words: str) -> str:
    """A label within a sentence."""
    return words[:1].lower() + words[1:]


def _whole(value: Any, form: Shape, spot: _Spot) -> str:  # noqa: ANN401 - a value of any field
    """A value in words; empty where it says nothing."""
    if value is None:
        return ""
    if isinstance(value, tuple):
        return ", ".join(_whole(item, form, spot) for item in value)
    return _part(value, spot) if isinstance(value, BaseModel) else _single(value, form, spot.names)


def _single(value: object, form: Shape, names: Names) -> str:
    if form.ref and value not in form.ref.words:
        return names.of(form.ref.kind, str(value))
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, date):
        return names.day(value)
    if form.kind in ("prose", "phrase"):
        return readable(str(value))
    return str(value).replace("-", " ") if form.kind == "other" and _is_word(value) else str(value)


def _marks(value: object, form: Shape) -> str:
    return canonical(str(value)) if value and form.kind in ("prose", "phrase") else ""


def readable(text: str) -> str:
    """Markdown as plain words, all in a line."""
    # A link that leads elsewhere reads the same, and is not the same.
    said, written = to_plain(text), canonical(text)
    targets = [part.partition(")")[0] for part in written.split("](")[1:]]
    return f"{said} [{', '.join(targets)}]" if targets else said


def _is_word(value: object) -> bool:
    return isinstance(value, str) and value.replace("-", "").isalpha()


def _without(values: list[str], others: list[str]) -> list[str]:
    left = list(others)
    found = []
    for value in values:
        if value in left:
            left.remove(value)
        else:
            found.append(value)
    return found


def _order(values: list[str], others: list[str]) -> list[str]:
    return [value for value in values if value in others]


def _likeness(one: str, other: str) -> float:
    return SequenceMatcher(None, one.split(), other.split(), autojunk=False).ratio()
