"""How the work is done: procedures, forms, checklists, emergencies."""

from typing import Literal

from pydantic import Field

from .record import (
    Address,
    Audience,
    Clock,
    ContactId,
    Day,
    Flag,
    FormId,
    Id,
    Part,
    Phrase,
    PolicyId,
    ProcedureId,
    Record,
    RoleId,
    StateQuestionId,
    Status,
    Text,
    Title,
    Whole,
)


class Step(Part):
    """One step of a procedure."""

    id: Id = Field(description="Stable name of the step.")
    actor: RoleId = Field(description="Role that does it.")
    text: Phrase = Field(description="What to do, verb first.")
    within: Text | None = Field(None, description="Time limit, in words: within 1 hour.")
    evidence: Phrase | None = Field(None, description="What shows that it was done.")
    stop_if: Phrase | None = Field(None, description="When to stop, and what to do then.")


class Station(Part):
    """One station of a flow."""

    id: Id = Field(description="Stable name of the station.")
    role: RoleId = Field(description="Role that works there.")
    does: Phrase = Field(description="What happens there.")
    minutes: Whole = Field(ge=0, le=600, description="Minutes it usually takes.")
    hand_off: Phrase | None = Field(None, description="What passes to the next station.")


class Procedure(Record):
    """How something is done, step by step."""

    title: Title = Field(description="Name of the procedure.")
    also_known_as: tuple[Text, ...] = Field((), description="Other words people use for it.")
    status: Status = Field("active", description="Whether it is followed today.")
    owner: RoleId = Field(description="Role that keeps it true.")
    audience: Audience = Field("staff", description="Who may read it.")
    performed_by: tuple[RoleId, ...] = Field(min_length=1, description="Roles that perform it.")
    policies: tuple[PolicyId, ...] = Field((), description="Policies it carries out.")
    state_questions: tuple[StateQuestionId, ...] = Field(
        (), description="Questions of State law that its readers need the answer to."
    )
    forms: tuple[FormId, ...] = Field((), description="Forms it uses.")
    last_tested: Day | None = Field(None, description="The day somebody last walked through it.")
    trigger: Phrase = Field(description="What starts it.")
    needs: tuple[Phrase, ...] = Field((), description="What must be at hand.")
    flow: tuple[Station, ...] = Field((), description="Stations in order, where work is handed on.")
    steps: tuple[Step, ...] = Field(min_length=1, description="The steps, in order.")
    done_when: Phrase = Field(description="How one knows that it is done.")


class FormField(Part):
    """One field of a form."""

    id: Id = Field(description="Stable name of the field.")
    label: Title = Field(description="What is asked.")
    kind: Literal["line", "lines", "date", "time", "choice", "box", "signature"] = Field(
        "line", description="How it is filled in."
    )
    choices: tuple[Title, ...] = Field((), description="What can be chosen.")
    help: Phrase | None = Field(None, description="A hint for the person filling it in.")


class Form(Record):
    """A form to print and fill in."""

    title: Title = Field(description="Name of the form.")
    also_known_as: tuple[Text, ...] = Field((), description="Other words people use for it.")
    status: Status = Field("active", description="Whether it is used today.")
    owner: RoleId = Field(description="Role that keeps it true.")
    audience: Audience | Literal["patient"] = Field(
        "staff", description="Who may read it; `patient` for what patients get."
    )
    purpose: Phrase = Field(description="When it is used.")
    official: Address | None = Field(
        None, description="Address of an official model, used instead of our own fields."
    )
    fields: tuple[FormField, ...] = Field((), description="What is filled in.")
    kept: Phrase = Field(description="Where the filled form is kept.")
    keep_years: Whole | None = Field(None, ge=0, le=100, description="Years it is kept.")
    keep_reason: Phrase | None = Field(None, description="Why that long.")


class Item(Part):
    """One line of a checklist."""

    id: Id = Field(description="Stable name of the item.")
    text: Phrase = Field(description="What is done, verb first.")
    role: RoleId = Field(description="Role that does it.")
    place: Title | None = Field(None, description="Where.")
    evidence: Phrase | None = Field(None, description="What shows that it was done.")
    procedures: tuple[ProcedureId, ...] = Field((), description="How it is done.")


Frequency = Literal[
    "daily", "weekly", "monthly", "quarterly", "half-yearly", "yearly", "two-yearly", "three-yearly"
]


class Checklist(Record):
    """A list that is ticked: at opening, at closing, on a rhythm, or at an event."""

    title: Title = Field(description="Name of the list.")
    also_known_as: tuple[Text, ...] = Field((), description="Other words people use for it.")
    status: Status = Field("active", description="Whether it is used today.")
    owner: RoleId = Field(description="Role that keeps it true.")
    audience: Audience = Field("staff", description="Who may read it.")
    summary: Phrase = Field(description="What the list makes sure of.")
    frequency: Frequency | None = Field(None, description="How often it comes round.")
    start: Day | None = Field(None, description="First day of the rhythm.")
    time: Clock | None = Field(None, description='When in the day it is done, as "7:30".')
    trigger: Phrase | None = Field(None, description="The event that starts it, if not a rhythm.")
    policies: tuple[PolicyId, ...] = Field((), description="Policies it carries out.")
    items: tuple[Item, ...] = Field(min_length=1, description="What is ticked.")


class Action(Part):
    """One numbered step of an emergency card."""

    id: Id = Field(description="Stable name of the step.")
    text: Phrase = Field(description="What to do, verb first, in a few words.")


class Emergency(Record):
    """What to do first."""

    title: Title = Field(description="What happened, in the words one would shout.")
    also_known_as: tuple[Text, ...] = Field((), description="Other words people use for it.")
    call_911: Flag = Field(default=False, description="True when 911 is called first.")
    steps: tuple[Action, ...] = Field(min_length=1, max_length=9, description="What to do first.")
    call: tuple[RoleId, ...] = Field(min_length=1, description="Roles to call, in order.")
    contacts: tuple[ContactId, ...] = Field((), description="Lines outside to call.")
    procedure: ProcedureId | None = Field(None, description="Procedure behind the card.")
    policies: tuple[PolicyId, ...] = Field((), description="Policies behind the card.")
