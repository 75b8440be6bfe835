"""What was in force on a day, as a document: for one policy, or the whole manual."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import chain

from macros.formats import listed
from macros.in_force import Answer, Later
from macros.model.past import Gone
from macros.model.policy import Approval
from macros.problems import counted
from macros.views.any_day import Held, OnDay, merged_late

from .binders import document
from .document import Block, Bullets, Document, Paragraph, Run, Runs, Section
from .evidence import METHODS, alteration, person
from .pen import Pen, joined, kept, of, paragraph, text
from .policies import words_section

_COMMIT = 12
_TRUST = (
    "Each text is the approved copy that is kept of its version,"
    " and the seal is made from its words."
)


def on_day_document(answer: Answer) -> Document:
    """The list of what was in force on the day, and then its words."""
    ask = answer.ask
    held = [one.held.policy for one in answer.of("in-force") if one.held]
    pen = Pen(answer.book, ask.day, of("policy", held))
    name = _asked(answer) if ask.policy else pen.said("The manual")
    title = f"{name}: {pen.said('in force on')} {pen.day(ask.day)}"
    chapters = _one(pen, answer) if ask.policy else _all(pen, answer)
    made = document(replace(pen, today=ask.today), title, chapters)
    facts = (
        (pen.said("In force on"), pen.day(ask.day)),
        (pen.said("As known on"), _as_known(pen, answer)),
        *made.facts[1:-1],
        (pen.said("How far to trust it"), pen.said(_TRUST)),
    )
    return replace(made, facts=facts)


def _asked(answer: Answer) -> str:
    found = next(chain(answer.policies, (one.now for one in answer.later)), None)
    return _name(found) if found else answer.ask.policy


def _name(one: OnDay) -> str:
    return f"{one.policy.code} {one.held.policy.title if one.held else one.policy.title}"


def _as_known(pen: Pen, answer: Answer) -> str:
    then = answer.then
    if then is None or then.known.on is None:
        return f"{pen.day(answer.ask.today)}, {pen.said('from the files as they lie')}"
    commit = f"commit {then.known.commit[:_COMMIT]} of {pen.day(then.known.on)}"
    return f"{pen.day(then.on)} ({commit})"


def _one(pen: Pen, answer: Answer) -> tuple[Section, ...]:
    found = next(iter(answer.policies), None)
    if found and found.state == "in-force" and found.held:
        shown = _policy(pen, answer, found, found.held)
    else:
        title = pen.said("Not in force on that day")
        shown = Section(title, "standing", tuple(_absent(pen, answer, found)), (), title)
    return kept(_care(pen, answer), shown, _known_later(pen, answer))


def _absent(pen: Pen, answer: Answer, found: OnDay | None) -> Iterator[Block]:
    if found:
        yield paragraph(_standing(pen, found))
    for gone in answer.gone:
        yield paragraph(_lost(pen, gone))
    if not found and not answer.gone:
        when = f" as it was known on {pen.day(answer.then.on)}" if answer.then else ""
        yield paragraph(f"No version of it was approved in the handbook{when}.")


def _all(pen: Pen, answer: Answer) -> tuple[Section, ...]:
    sections = tuple(_policy(pen, answer, o, o.held) for o in answer.of("in-force") if o.held)
    words = pen.said("The words")
    title = pen.said("In force")
    return kept(
        _care(pen, answer),
        _known_later(pen, answer),
        Section(title, "in-force", (_opening(pen, answer), *_table(pen, answer)), (), title),
        _list(pen, "Retired before", "retired", answer.of("retired")),
        _list(pen, "Not yet in force", "not-yet", answer.of("not-yet")),
        _bullets(pen, "No longer kept here", "gone", [_lost(pen, o) for o in answer.gone]),
        Section(words, "words", (), sections, words) if sections else None,
    )


def _opening(pen: Pen, answer: Answer) -> Block:
    here, over, ahead = (len(answer.of(s)) for s in ("in-force", "retired", "not-yet"))
    first = counted(here, "policy", "policies") if here else "no policy"
    counts = [f"{first} in force"]
    counts += [
        f"{number} {word}"
        for number, word in ((over, "retired"), (ahead, "not yet in force"))
        if number
    ]
    return Paragraph(text(f"On {pen.day(answer.ask.day)}: {listed(counts)}."), "lead")


def _table(pen: Pen, answer: Answer) -> tuple[Block, ...]:
    rows = (_row(pen, answer, o, o.held) for o in answer.of("in-force") if o.held)
    if answer.ask.audience == "public":
        return pen.table(("Policy", "Version", "In force"), (46, 18, 36), (r[:3] for r in rows))
    header = ("Policy", "Version", "In force", "Approved by")
    return pen.table(header, (34, 18, 26, 22), rows)


def _row(pen: Pen, answer: Answer, one: OnDay, held: Held) -> tuple[Runs, ...]:
    late = (Run(f". {pen.said('Recorded late')}", strong=True),) if answer.late(one) else ()
    return (
        pen.name("policy", one.policy.id),
        text(held.revision.version),
        (*text(_span(pen, held)), *(late if answer.ask.audience != "public" else ())),
        joined(person(pen, given.person) for given in held.revision.approved),
    )


def _span(pen: Pen, held: Held) -> str:
    if held.until is None:
        return f"from {pen.day(held.since)} on"
    return f"from {pen.day(held.since)} until {pen.day(held.until)}"


def _policy(pen: Pen, answer: Answer, one: OnDay, held: Held) -> Section:
    """The words of the version, below what makes them the approved ones."""
    running = f"{_name(one)} · version {held.revision.version} · {_span(pen, held)}"
    return words_section(pen, held.policy, running, *_facts(pen, answer, one, held))


def _facts(pen: Pen, answer: Answer, one: OnDay, held: Held) -> tuple[Block, ...]:
    revision, inward = held.revision, answer.ask.audience != "public"
    category = answer.book.categories.get(one.policy.category)
    following = one.following
    late = _late(pen, answer, one, held) if inward else ""
    approvals = tuple(Paragraph(_approval(pen, given)) for given in revision.approved)
    return pen.facts(
        ("Version", text(f"{revision.version}, in force {_span(pen, held)}")),
        ("Recorded late", (Run(late, strong=True),) if late else ()),
        ("Category", text(category.title if category else one.policy.category)),
        ("What changed", pen.phrase(revision.change)),
        ("Approved by", approvals if inward else ()),
        ("Seal", text(revision.seal or "")),
        ("What git saw", text(_witness(pen, answer, one, held)) if inward else ()),
        (
            "Next version",
            text(_follows(pen, following.version, following.effective)) if following else (),
        ),
    )


def _follows(pen: Pen, version: str, day: date) -> str:
    return f"{version}, from {pen.day(day)} on"


def _approval(pen: Pen, given: Approval) -> Runs:
    return (
        *person(pen, given.person),
        *text(" as "),
        *(pen.name("role", given.role) or text(given.role)),
        *text(f" on {pen.day(given.on)}, {METHODS[given.method]}. Seen in: "),
        *pen.phrase(given.evidence),
        *text(" Recorded by "),
        *person(pen, given.recorded_by),
        *text(f" on {pen.day(given.recorded_on)}."),
    )


def _late(pen: Pen, answer: Answer, one: OnDay, held: Held) -> str:
    """What was late, and that readers of that day could not know."""
    merged, there = merged_late(answer.past, one.policy, held), answer.there(one)
    late = [f"was written down on {pen.day(held.recorded)}"] if held.recorded > held.since else []
    if merged:
        late.append(f"reached this handbook on {pen.day(merged)}")
    if not late:
        return ""
    said = f"It took effect on {pen.day(held.since)} and {listed(late)}."
    if there and there > answer.ask.day and not answer.then:
        said += f" On the day asked it was not here yet{_instead(answer)}."
    return said


def _instead(answer: Answer) -> str:
    """How to see what was there, where git goes back to the day."""
    day, begins = answer.ask.day, answer.past.begins
    back = begins is not None and begins <= day
    return f"; --as-known-on {day.isoformat()} shows what was" if back else ""


def _witness(pen: Pen, answer: Answer, one: OnDay, held: Held) -> str:
    past, seen = answer.past, answer.seen(one.policy, held)
    if not past.known:
        return f"It cannot be said: {past.reason}."
    if seen is None:
        return _unseen(pen, answer, one, held)
    since = f"{pen.day(seen.since)}, commit {seen.commit[:_COMMIT]}"
    first = f"Its approved copy ({seen.path}) appeared on {since}"
    if past.begins and seen.since <= past.begins and seen.since > held.since:
        first += ", with which the record of changes begins"
    if seen.stands and not seen.altered:
        return f"{first}, and reads the same today."
    end = "It reads the same today" if seen.stands else "It does not read the same today"
    return f"{first}. {end}: {'; '.join(alteration(pen, o) for o in seen.altered)}."


def _unseen(pen: Pen, answer: Answer, one: OnDay, held: Held) -> str:
    version = held.revision.version
    for gone in answer.past.gone:
        if (gone.id, gone.version) == (one.policy.id, version):
            when = f"on {pen.day(gone.on)}" if gone.on else "in no commit yet"
            since = f" appeared on {pen.day(gone.since)} and" if gone.since else ""
            return f"Its approved copy ({gone.path}){since} was deleted {when}."
    return "Its approved copy is in no commit yet."


def _list(pen: Pen, title: str, at: str, found: list[OnDay]) -> Section | None:
    return _bullets(pen, title, at, [f"{_name(one)}: {_standing(pen, one)}" for one in found])


def _bullets(pen: Pen, title: str, at: str, lines: list[str]) -> Section | None:
    items = tuple((paragraph(line),) for line in lines)
    name = pen.said(title)
    return Section(name, at, (Bullets(items),), (), name) if items else None


def _standing(pen: Pen, one: OnDay) -> str:
    """How a policy stands that is not in force on the day."""
    held, retired = one.held, one.policy.retired_on
    if one.state == "unsure":
        return "It cannot be said which version was in force."
    if one.state == "not-yet":
        first = (
            f"Version {held.revision.version} takes effect on {pen.day(held.since)}" if held else ""
        )
        return f"{first or 'No version of it ever took effect'}."
    since = f"It was retired on {pen.day(retired)}" if retired else "It is retired"
    if held is None:
        return f"{since}; no version of it ever took effect."
    return f"{since}; version {held.revision.version} was in force {_span(pen, held)}."


def _lost(pen: Pen, gone: Gone) -> str:
    policy = gone.policy
    name = f"{policy.code} {policy.title}" if policy else gone.id
    when = f"on {pen.day(gone.on)}" if gone.on else "in no commit yet"
    again = f"git keeps it in commit {gone.kept_in[:_COMMIT]} of {pen.day(gone.written)}"
    return (
        f"{name}: its file {gone.path} was deleted {when}; {again},"
        f" and --as-known-on {gone.written.isoformat()} shows it."
    )


def _known_later(pen: Pen, answer: Answer) -> Section | None:
    if answer.then is None:
        return None
    title = pen.said("What became known later")
    day = pen.day(answer.then.on)
    same = f"Nothing: today's handbook says the same about the day as it did on {day}."
    items = tuple((paragraph(_differs(pen, answer, one)),) for one in answer.later)
    blocks: tuple[Block, ...] = (Bullets(items),) if items else (paragraph(same),)
    return Section(title, "later", blocks, (), title)


def _differs(pen: Pen, answer: Answer, one: Later) -> str:
    found = one.now or one.then
    name = _name(found) if found else one.policy.code
    then, now = _brief(pen, one.then), _brief(pen, one.now)
    if then == now:
        return f"{name}: the same version has other words and another seal today."
    there = answer.there(one.now) if one.now and one.now.state == "in-force" else None
    since = f", here since {pen.day(there)}" if there else ""
    return f"{name}: known then: {then}; known today: {now}{since}."


def _brief(pen: Pen, one: OnDay | None) -> str:
    if one is None:
        return "not in the handbook"
    if one.state == "in-force" and one.held:
        return f"version {one.held.revision.version} in force"
    said = _standing(pen, one).removesuffix(".")
    return said[0].lower() + said[1:]


def _care(pen: Pen, answer: Answer) -> Section | None:
    """What makes the answer less than whole; it comes first."""
    lines = list(chain(_about_time(pen, answer), _about_files(answer), _about_copies(pen, answer)))
    title = pen.said("Take care")
    blocks = tuple(Paragraph(text(line), "warning") for line in lines)
    return Section(title, "care", blocks, (), title) if blocks else None


def _about_time(pen: Pen, answer: Answer) -> Iterator[str]:
    then = answer.then
    if answer.sample:
        yield "At that time this folder held the sample, which was nobody's handbook."
    if then and then.known.doubt:
        doubt = pen.day(then.known.doubt)
        yield f"A commit below this one says it was made on {doubt}: a clock was wrong."
    if then and then.on >= answer.ask.today:
        yield "What is not committed yet is left out."


def _about_files(answer: Answer) -> Iterator[str]:
    # Whom a file was for that cannot be read, nobody knows: so it is not named.
    if count := len(answer.unread):
        files = counted(count, "policy file", "policy files")
        yield f"{files} could not be read, so this answer is not the whole one."


def _about_copies(pen: Pen, answer: Answer) -> Iterator[str]:
    for one in answer.policies:
        for revision in one.unproven:
            yield (
                f"{one.policy.code}: version {revision.version} says it took effect on"
                f" {pen.day(revision.effective)}, and its approved words are not there as they"
                " were approved. So nobody can say here which text was in force."
            )
        seen = answer.seen(one.policy, one.held)
        if seen and answer.altered(one):
            yield (
                f"{one.policy.code}: the approved copy that is shown is not the one that git saw"
                f" appear on {pen.day(seen.since)}, commit {seen.commit[:_COMMIT]}."
            )
