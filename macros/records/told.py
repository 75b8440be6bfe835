"""Who has yet to sign what, as people and other programs read it."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from macros.agenda import literal
from macros.exports import as_csv
from macros.finding import named_person, named_role
from macros.formats import day_words, listed
from macros.model.handbook import Handbook
from macros.problems import counted
from macros.views.cover import in_role
from macros.views.signing import Unsigned

COLUMNS = (
    *("person", "name", "role", "policy", "code", "title", "version", "seal"),
    *("since", "due", "days_late", "away_until", "signed_before"),
)


@dataclass(frozen=True, slots=True)
class Missing:
    """The signatures that are still to come as of a day; `whose` says of whom, where not of all."""

    book: Handbook
    today: date
    items: Sequence[Unsigned]
    whose: str = ""

    def say(self, day: date) -> str:
        """A day as this practice writes it."""
        return day_words(day, self.book.formats.dates)

    @property
    def title(self) -> str:
        """What the list is called."""
        practice = self.book.practice
        where = f" at {practice.name}" if practice else ""
        return f"Who has yet to sign{where}{self.whose}, as of {self.say(self.today)}"

    @property
    def opening(self) -> str:
        """What a hurried reader needs to know, in a sentence."""
        if not self.items:
            return "Nobody has anything left to sign."
        people = len({one.person.id for one in self.items})
        late = sum(one.late(self.today) > 0 for one in self.items)
        left = counted(len(self.items), "signature is", "signatures are")
        return (
            f"{left} still to come from {counted(people, 'person', 'people')};"
            f" {late or 'none'} {'is' if late == 1 else 'are'} late."
        )

    def people(self) -> Iterator[tuple[str, list[Unsigned]]]:
        """Each person in words, and what they have yet to sign; whoever is latest comes first."""
        first = {one.person.id: number for number, one in reversed([*enumerate(self.items)])}
        rows = sorted(self.items, key=lambda one: first[one.person.id])
        for _, found in groupby(rows, key=lambda one: one.person.id):
            items = list(found)
            yield self._person(items), items

    def _person(self, items: Sequence[Unsigned]) -> str:
        person = items[0].person
        roles = listed(list(dict.fromkeys(one.role.title for one in items)))
        away = items[0].away_until(self.today)
        gone = f", away until {self.say(away)}" if away else ""
        return f"{person.name}, {roles}{gone} ({person.id})"

    def line(self, one: Unsigned) -> str:
        """What is to be signed, and by when."""
        late = one.late(self.today)
        by = f", {counted(late, 'day')} late" if late else ""
        again = f"; signed version {one.before.version} before" if one.before else ""
        name = f"{one.policy.code} {one.policy.title}, version {one.revision.version}"
        return f"{name}: by {self.say(one.due)}{by}{again}"


def whom(book: Handbook, today: date, role: str, person: str) -> tuple[set[str] | None, str]:
    """The people who hold a role, or the one who is named, None for all; and how to call them."""
    people, whose = None, ""
    if role:
        held = named_role(book, role)
        people = {found.person.id for found in in_role(book, held.id, today)}
        whose = f" for the role {held.title}"
    if person:
        named = named_person(book, person)
        people = {named.id} if people is None else people & {named.id}
        whose = f"{whose}: {named.name}"
    return people, whose


def as_text(missing: Missing) -> str:
    """Sentences that can be read aloud."""
    lines = [missing.title, missing.opening]
    for person, items in missing.people():
        lines += ["", person, *(f"  {missing.line(one)}" for one in items)]
    return "\n".join(lines)


def as_markdown(missing: Missing) -> str:
    """A list for each person, for an issue or the summary of a form."""
    lines = [f"# {literal(missing.title)}", "", literal(missing.opening)]
    for person, items in missing.people():
        lines += ["", f"## {literal(person)}", ""]
        lines += [f"- {literal(missing.line(one))}" for one in items]
    return "\n".join(lines)


def as_rows(missing: Missing) -> Iterator[Mapping[str, str | int]]:
    """Each signature with all that is known of it; a column for each name in COLUMNS."""
    for one in missing.items:
        away = one.away_until(missing.today)
        yield {
            "person": one.person.id,
            "name": one.person.name,
            "role": one.role.id,
            "policy": one.policy.id,
            "code": one.policy.code,
            "title": one.policy.title,
            "version": one.revision.version,
            "seal": one.revision.seal or "",
            "since": one.since.isoformat(),
            "due": one.due.isoformat(),
            "days_late": one.late(missing.today),
            "away_until": away.isoformat() if away else "",
            "signed_before": one.before.version if one.before else "",
        }


def as_table(missing: Missing) -> str:
    """Rows for a spreadsheet."""
    return as_csv(COLUMNS, ([row[c] for c in COLUMNS] for row in as_rows(missing)))


def as_json(missing: Missing) -> str:
    """A list of objects for other programs."""
    return json.dumps(list(as_rows(missing)), indent=2, ensure_ascii=False)
