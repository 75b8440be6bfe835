"""One sheet for one signature: everything that a person has yet to sign on a day."""

from collections.abc import Sequence
from datetime import date

from macros.model.people import Person
from macros.views.signing import Unsigned, sheet_seal

from .document import Block, Document, Field, Labels, Paragraph, Run, Runs, Section
from .pen import Pen, joined, text
from .policies import notice

_SAID = (
    "I read each version named here. I could ask what was not clear to me,"
    " and I know where to find it later."
)
_MEANING = "A seal is a fingerprint of the words. It shows later which words this signature is for."


def signing_sheet(pen: Pen, person: Person, items: Sequence[Unsigned], on: date) -> Document:
    """The sheet on which somebody signs, once, what is due from them on a day."""
    practice = pen.book.practice
    rows = sorted(items, key=lambda one: one.policy.code)
    roles = dict.fromkeys(one.role.id for one in rows)
    facts = (
        (pen.said("Name"), person.name),
        (pen.said("Role"), "".join(run.text for run in pen.names("role", roles))),
        (pen.said("To sign as of"), pen.day(on)),
    )
    return Document(
        pen.said("Sign-off sheet"),
        practice.name if practice else pen.said("Handbook"),
        pen.today,
        facts,
        pen.said(f"Printed on {pen.day(pen.today)} · {person.name}"),
        (_read(pen, rows), _office(pen, person, rows)),
        Labels(pen.said("Contents"), pen.said("page"), pen.said("of")),
        pen.book.formats.paper,
        short=True,
    )


def _read(pen: Pen, rows: Sequence[Unsigned]) -> Section:
    table = pen.table(
        ("Code", "Title", "Version", "Seal", "Sign by"),
        (11, 37, 10, 24, 18),
        (
            (
                (Run(one.policy.code, strong=True),),
                text(one.policy.title),
                text(one.revision.version),
                text(one.revision.seal or ""),
                text(pen.day(one.due)),
            )
            for one in rows
        ),
    )
    return Section(
        pen.said("What I read"),
        "read",
        (
            *table,
            *_notices(pen, rows),
            Paragraph(text(pen.said(_SAID))),
            Field(pen.said("Signature")),
            Field(pen.said("Date")),
        ),
    )


def _notices(pen: Pen, rows: Sequence[Unsigned]) -> tuple[Block, ...]:
    """What the categories of the policies want said to whoever signs, each sentence once."""
    said: dict[Paragraph, list[Runs]] = {}
    for one in rows:
        for line in notice(pen, one.policy):
            said.setdefault(line, []).append(text(one.policy.code))
    return tuple(
        Paragraph((*joined(codes), *text(": "), *line.runs)) for line, codes in said.items()
    )


def _office(pen: Pen, person: Person, rows: Sequence[Unsigned]) -> Section:
    """How the signature is written down: by the form, or by the command."""
    seal = sheet_seal(
        person.id, ((one.policy.id, one.revision.version, one.revision.seal or "") for one in rows)
    )
    command = f"python -m scripts.acknowledge {person.id} --all-due --seal {seal}"
    return Section(
        pen.said("For the office"),
        "office",
        (
            *pen.facts(
                ("Person", text(person.id)),
                ("Seal of this sheet", text(seal)),
                (
                    "Write it down",
                    text(
                        "In the records repository, the form “Record a signature”: this person,"
                        " policies: all that is due, the day of the signature, this seal."
                    ),
                ),
                ("Or by command", text(f"{command} --on DAY --recorded-by YOUR-ID")),
            ),
            Paragraph(text(pen.said(f"{_MEANING} File this sheet in the personnel file.")), "note"),
        ),
    )
