"""Procedures, checklists, emergency cards, forms, training and words as a binder shows them."""

from collections.abc import Iterable

from macros.formats import listed, time_words
from macros.model.growth import Term, Training
from macros.model.record import Trigger
from macros.model.work import Checklist, Emergency, Form, FormField, Item, Procedure, Step
from macros.views.cover import acting

from .document import Block, Bullets, Facts, Field, Paragraph, Run, Runs, Section
from .pen import Pen, anchor, joined, kept, text

_OCCASIONS: dict[Trigger, str] = {
    "hire": "when somebody starts",
    "interval": "at an interval",
    "material-change": "when a policy changes in substance",
    "new-hazard": "when there is a new hazard",
    "new-task": "before a new task",
}
_LINES = 4


def procedures_chapter(pen: Pen, procedures: list[Procedure]) -> Section | None:
    """The procedures, each on pages of its own."""
    table = pen.table(
        ("Procedure", "Starts when", "Owner"),
        (32, 46, 22),
        (
            (pen.name("procedure", p.id), pen.phrase(p.trigger), pen.name("role", p.owner))
            for p in procedures
        ),
    )
    return _chapter(pen, "Procedures", "procedures", table, [procedure(pen, p) for p in procedures])


def _chapter(
    pen: Pen, title: str, at: str, blocks: tuple[Block, ...], sections: Iterable[Section]
) -> Section | None:
    said = pen.said(title)
    return Section(said, at, blocks, tuple(sections), said) if blocks else None


def procedure(pen: Pen, record: Procedure) -> Section:
    """One procedure, step by step."""
    at = anchor("procedure", record.id)
    facts = pen.facts(
        ("Starts when", pen.phrase(record.trigger)),
        ("Done by", pen.names("role", record.performed_by)),
        ("Done when", pen.phrase(record.done_when)),
        ("Owner", pen.name("role", record.owner)),
        ("Last walked through", text(pen.day(record.last_tested) if record.last_tested else "")),
    )
    return Section(
        record.title,
        at,
        facts,
        kept(
            pen.section("What you need", f"{at}-needs", *pen.lines(record.needs)),
            pen.section("The way through", f"{at}-flow", *_flow(pen, record)),
            pen.section(
                "Steps",
                f"{at}-steps",
                Bullets(tuple(_step(pen, step) for step in record.steps), "numbers"),
            ),
            pen.section(
                "What our State says",
                f"{at}-state-law",
                *pen.state_law(record.state_questions, record.owner),
            ),
            pen.section("What goes with it", f"{at}-see-also", *_goes_with(pen, record)),
        ),
        record.title,
    )


def _flow(pen: Pen, record: Procedure) -> tuple[Block, ...]:
    if not record.flow:
        return ()
    rows = (
        (
            pen.name("role", station.role),
            pen.phrase(station.does),
            pen.phrase(station.hand_off),
            text(f"{station.minutes} min"),
        )
        for station in record.flow
    )
    minutes = sum(station.minutes for station in record.flow)
    total = Paragraph(text(f"Together about {minutes} minutes."), "note")
    return (*pen.table(("Who", "Does", "Hands on", "Takes"), (22, 36, 30, 12), rows), total)


def _step(pen: Pen, step: Step) -> tuple[Block, ...]:
    who = tuple(Run(r.text, strong=True, href=r.href) for r in pen.name("role", step.actor))
    limit = text(f"{', ' if who else ''}{step.within}" if step.within else "")
    found = (
        Paragraph((*who, *limit)),
        Paragraph(pen.phrase(step.text)),
        Paragraph(_labeled(pen, "Stop if", step.stop_if), "warning"),
        Paragraph(_labeled(pen, "What shows it", step.evidence), "note"),
    )
    return tuple(paragraph for paragraph in found if paragraph.runs)


def _labeled(pen: Pen, label: str, phrase: str | None) -> Runs:
    found = pen.phrase(phrase)
    return (Run(f"{pen.said(label)}: ", strong=True), *found) if found else ()


def _goes_with(pen: Pen, record: Procedure) -> tuple[Block, ...]:
    return pen.facts(
        ("Policies", pen.names("policy", record.policies)),
        ("Forms", pen.names("form", record.forms)),
    )


def checklists_chapter(pen: Pen, checklists: list[Checklist]) -> Section | None:
    """The lists, each on a page of its own with boxes to tick."""
    table = pen.table(
        ("Checklist", "When", "What it makes sure of"),
        (30, 26, 44),
        ((pen.name("checklist", c.id), _when(pen, c), pen.phrase(c.summary)) for c in checklists),
    )
    return _chapter(pen, "Checklists", "checklists", table, [checklist(pen, c) for c in checklists])


def _when(pen: Pen, record: Checklist) -> Runs:
    rhythm = record.frequency.replace("-", " ").capitalize() if record.frequency else ""
    if rhythm and record.time:
        rhythm += f" at {time_words(record.time, pen.book.formats.clock)}"
    return joined(filter(None, (text(rhythm), pen.phrase(record.trigger))), "; ")


def checklist(pen: Pen, record: Checklist) -> Section:
    """One list, to be ticked on paper."""
    boxes = Bullets(tuple(_item(pen, item) for item in record.items), "boxes")
    when = pen.facts(("When", _when(pen, record)))
    later = pen.facts(
        ("Policies", pen.names("policy", record.policies)),
        ("Owner", pen.name("role", record.owner)),
    )
    sheet = Field(pen.said("Day, and who goes through it"))
    lead = Paragraph(pen.phrase(record.summary), "lead")
    at = anchor("checklist", record.id)
    return Section(record.title, at, (lead, *when, sheet, boxes, *later), (), record.title)


def _item(pen: Pen, item: Item) -> tuple[Block, ...]:
    shows = pen.phrase(item.evidence)
    aside = joined(
        filter(
            None,
            (
                pen.name("role", item.role),
                text(item.place or ""),
                pen.names("procedure", item.procedures),
                (*text("what shows it: "), *shows) if shows else (),
            ),
        ),
        " · ",
    )
    note = (Paragraph(aside, "note"),) if aside else ()
    return (Paragraph(pen.phrase(item.text)), *note)


def emergencies_chapter(pen: Pen, cards: list[Emergency]) -> Section | None:
    """The emergency cards, each on a page of its own."""
    items = tuple((Paragraph(pen.name("emergency", card.id)),) for card in cards)
    blocks = (Bullets(items),) if items else ()
    return _chapter(pen, "Emergencies", "emergencies", blocks, [emergency(pen, c) for c in cards])


def emergency(pen: Pen, card: Emergency) -> Section:
    """One card: what to do first, and whom to call."""
    practice, at = pen.book.practice, anchor("emergency", card.id)
    number = f"Call {pen.book.formats.emergency_number}."
    places = tuple(
        Paragraph(
            (
                Run("You are at "),
                Run(place.address, strong=True),
                Run(f" ({place.name}). Callback number: "),
                Run(place.phone, strong=True),
            ),
            "large",
        )
        for place in (practice.locations if practice else ())
    )
    steps = tuple((Paragraph(pen.phrase(step.text), "large"),) for step in card.steps)
    later = pen.facts(
        ("Procedure", pen.name("procedure", card.procedure)),
        ("Policies", pen.names("policy", card.policies)),
    )
    first = (Paragraph((Run(number, strong=True),), "call"),) if card.call_911 else ()
    return Section(
        card.title,
        at,
        (*first, *places),
        kept(
            pen.section("What to do first", f"{at}-first", Bullets(steps, "numbers")),
            pen.section("Whom to call", f"{at}-call", *_calls(pen, card)),
            pen.section("When it is calm again", f"{at}-later", *later),
        ),
        card.title,
    )


def _calls(pen: Pen, card: Emergency) -> tuple[Block, ...]:
    practice = pen.book.practice
    lines = [_caller(pen, role) for role in card.call if role in pen.book.roles]
    lines += [
        (
            Run(contact.name, strong=True),
            *text(", "),
            Run(contact.phone, strong=True),
            *text(". "),
            *pen.phrase(contact.purpose),
        )
        for contact in (practice.contacts if practice else ())
        if contact.id in card.contacts
    ]
    items = tuple((Paragraph(line, "large"),) for line in lines)
    return (Bullets(items, "numbers"),) if items else ()


def _caller(pen: Pen, role_id: str) -> Runs:
    # Paper outlives an absence: whoever does the role's work stands here, away today or not.
    role = pen.name("role", role_id)
    people = []
    for person in acting(pen.book, role_id, pen.today):
        reach = person.contact.extension if person.contact else None
        people.append(
            (Run(person.name, strong=True), *text(f", extension {reach}" if reach else ""))
        )
    found = joined(people, "; ")
    return (*role, *text(": "), *found) if found else role


def forms_chapter(pen: Pen, forms: list[Form]) -> Section | None:
    """The forms, each on a page of its own."""
    table = pen.table(
        ("Form", "Used when", "Kept"),
        (30, 40, 30),
        ((pen.name("form", f.id), pen.phrase(f.purpose), pen.phrase(f.kept)) for f in forms),
    )
    return _chapter(pen, "Forms", "forms", table, [form(pen, f) for f in forms])


def form(pen: Pen, record: Form) -> Section:
    """One form, to be filled in by hand."""
    at = anchor("form", record.id)
    years = f" {_kept_for(record.keep_years)}" if record.keep_years is not None else ""
    reason = pen.phrase(record.keep_reason)
    official = record.official
    where = (Run("Use the official form: "), Run(official, href=official)) if official else ()
    kept_where = (*pen.phrase(record.kept), *text(years), *(text(" ") if reason else ()), *reason)
    return Section(
        record.title,
        at,
        (
            Paragraph(pen.phrase(record.purpose), "lead"),
            *((Paragraph(where),) if where else ()),
            *(_field(pen, field) for field in record.fields),
            Paragraph((Run("Where it is kept: ", strong=True), *kept_where), "note"),
        ),
        (),
        record.title,
    )


def _kept_for(years: int) -> str:
    return f"Kept for {years} year{'' if years == 1 else 's'}."


def _field(pen: Pen, field: FormField) -> Field:
    lines = {"lines": _LINES, "box": 0, "choice": 0}.get(field.kind, 1)
    tick = field.kind == "box"
    return Field(field.label, pen.phrase(field.help), lines, field.choices, tick)


def training_chapter(pen: Pen, trainings: list[Training]) -> Section | None:
    """What people are taught, one after the other."""
    table = pen.table(
        ("Training", "Who takes it", "When"),
        (34, 33, 33),
        ((pen.name("training", t.id), _takers(pen, t), text(_due(t))) for t in trainings),
    )
    return _chapter(pen, "Training", "training", table, [training(pen, t) for t in trainings])


def _takers(pen: Pen, record: Training) -> Runs:
    departments = pen.names("department", record.departments)
    return joined(
        filter(
            None,
            (
                text("Everyone" if record.everyone else ""),
                text("every role that can meet blood" if record.exposed else ""),
                pen.names("role", record.roles),
                (*text("everyone in "), *departments) if departments else (),
            ),
        ),
        "; ",
    )


def _due(record: Training) -> str:
    occasions = [_OCCASIONS[t] for t in record.triggers if t != "interval"]
    if record.every_months:
        occasions.append(f"every {record.every_months} months")
    return listed(occasions).capitalize()


def training(pen: Pen, record: Training) -> Section:
    """One training."""
    years = f" {_kept_for(record.keep_years)}" if record.keep_years is not None else ""
    at = anchor("training", record.id)
    within = f"Within {record.within_days} days of the first day"
    facts = pen.facts(
        ("Who takes it", _takers(pen, record)),
        ("When", text(_due(record))),
        ("First time", text(within if record.within_days is not None else "")),
        ("Given by", pen.name("role", record.given_by)),
        ("Asked for by", pen.law(record.regulations)),
        ("What is taught", pen.lines(record.covers)),
        ("Policies", pen.names("policy", record.policies)),
        ("What shows it", (*pen.phrase(record.evidence), *text(years))),
    )
    return Section(record.title, at, (Paragraph(pen.phrase(record.summary), "lead"), *facts))


def glossary_chapter(pen: Pen, terms: list[Term]) -> Section | None:
    """The words we use."""
    pairs = tuple((term.term, (Paragraph(pen.phrase(term.meaning)),)) for term in terms)
    return _chapter(pen, "Glossary", "glossary", (Facts(pairs),) if pairs else (), ())
