"""What law, guidance and contracts ask of the practice."""

from typing import Literal

from pydantic import Field

from .practice import Service
from .record import (
    ChecklistId,
    Day,
    DesignationId,
    Flag,
    FormId,
    HeadcountId,
    Id,
    Months,
    Part,
    PersonId,
    Phrase,
    PolicyId,
    ProcedureId,
    Prose,
    Record,
    RegulationId,
    RoleId,
    Text,
    Title,
    TrainingId,
    Trigger,
    Whole,
)


class Requirement(Part):
    """One thing a regulation asks."""

    id: Id = Field(description="Stable name of the requirement.")
    text: Phrase = Field(description="What is asked, in plain words.")
    cite: Text | None = Field(None, description="Paragraph that asks it.")


class Retention(Part):
    """How long records are kept."""

    what: Phrase = Field(description="Which records.")
    of: Literal["policies", "training", "records"] = Field(
        "records", description="Whether they are policies, records of training, or other records."
    )
    years: Whole = Field(ge=0, le=100, description="How many years.")
    after: Phrase = Field(description="From when the years count.")


class Applies(Part):
    """When a regulation concerns the practice; all that is said must hold."""

    headcount: HeadcountId | None = Field(None, description="Head count that decides.")
    at_least: Whole | None = Field(None, ge=1, description="Number from which it concerns us.")
    services: tuple[Service, ...] = Field(
        (), description="Services of which one makes it concern us."
    )


class Gap(Part):
    """A known gap: what the regulation asks for is not there yet, and who changes that by when."""

    owner: RoleId = Field(description="Role that closes it.")
    by: Day = Field(description="The day by which it is closed.")
    plan: Phrase = Field(description="What will be written, and what holds until then.")


class Regulation(Record):
    """A rule from outside: law, guidance or contract."""

    title: Title = Field(description="Name in plain words.")
    citation: Text = Field(description="Where the text stands.")
    summary: Phrase = Field(description="What it is about, in a sentence.")
    basis: Literal["law", "guidance", "contract"] = Field(description="How binding it is.")
    jurisdiction: Literal["federal", "state", "local", "payer"] = Field(
        "federal", description="Who made it."
    )
    status: Literal["proposed", "in-force", "vacated", "expired"] = Field(
        description="Whether it holds today."
    )
    from_day: Day | None = Field(None, alias="from", description="First day it holds, if known.")
    until: Day | None = Field(None, description="Last day it holds, if known.")
    mandatory: Flag = Field(
        default=True, description="True when a policy must carry it out once it concerns us."
    )
    applies: Applies | None = Field(
        None, description="When it concerns the practice; always, if nothing is said."
    )
    review_months: Months | None = Field(
        None, description="Longest time between policy reviews that it allows."
    )
    training_months: Months | None = Field(
        None, description="Longest time between trainings that it allows."
    )
    training_triggers: tuple[Trigger, ...] = Field(
        (), description="Events that ask for training, in its text."
    )
    designations: tuple[DesignationId, ...] = Field((), description="Posts it asks for.")
    retention: tuple[Retention, ...] = Field((), description="How long it asks to keep records.")
    gap: Gap | None = Field(
        None, description="Who closes the gap by when, while a policy or a training is missing."
    )
    requirements: tuple[Requirement, ...] = Field(min_length=1, description="What it asks.")
    confidence: Literal["verified", "secondary", "known"] = Field(
        description="How sure we are: read in the text, in a second source, or long known."
    )
    verified_on: Day = Field(description="The day somebody last checked it.")
    recheck_months: Months | None = Field(None, description="Months until it is checked again.")


class StateQuestion(Record):
    """A question that State law decides, and the answer for our State."""

    question: Title = Field(description="What staff need to know.")
    also_known_as: tuple[Text, ...] = Field((), description="Other words people use for it.")
    answer: Prose | None = Field(
        None, description="What our State says; while it is missing, pages say so."
    )
    source: Text | None = Field(None, description="Where the text stands.")
    answered_by: PersonId | None = Field(None, description="Who looked it up, or had it answered.")
    answered_on: Day | None = Field(None, description="The day of the answer.")
    recheck_months: Months | None = Field(None, description="Months until it is checked again.")


class Element(Record):
    """An element of a compliance program, and what of this handbook carries it out."""

    title: Title = Field(description="Name of the element.")
    summary: Phrase = Field(description="What it asks, in plain words.")
    regulations: tuple[RegulationId, ...] = Field((), description="What names the element.")
    policies: tuple[PolicyId, ...] = Field((), description="Policies that carry it out.")
    procedures: tuple[ProcedureId, ...] = Field((), description="Procedures that carry it out.")
    trainings: tuple[TrainingId, ...] = Field((), description="Trainings that carry it out.")
    designations: tuple[DesignationId, ...] = Field((), description="Posts that answer for it.")
    forms: tuple[FormId, ...] = Field((), description="Forms it uses.")
    checklists: tuple[ChecklistId, ...] = Field((), description="Lists it is ticked on.")
