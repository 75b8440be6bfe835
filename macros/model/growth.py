"""How people start, and the words we use."""

from typing import Annotated, Literal

from pydantic import Field

from .record import (
    Audience,
    Basis,
    ChecklistId,
    DepartmentId,
    Flag,
    FormId,
    Id,
    Months,
    Part,
    Phrase,
    PolicyId,
    ProcedureId,
    Prose,
    Record,
    Ref,
    RegulationId,
    RoleId,
    Status,
    Text,
    Title,
    TrainingId,
    Trigger,
    Whole,
)

Mark = Literal["mission-and-values", "privacy", "records-access", "shadow-shift"]
PhaseId = Literal["before-day-1", "day-1", "week-1", "day-30", "day-60", "day-90"]
Doer = Annotated[str, Ref("role", words=("newcomer",))]


class Task(Part):
    """One thing to do on the way in."""

    id: Id = Field(description="Stable name of the task.")
    text: Phrase = Field(description="What is done, verb first.")
    offset: Whole = Field(
        ge=-365, le=365, description="Days from the first day of work, which is day 0."
    )
    unit: Literal["calendar", "working"] = Field("working", description="Which days are counted.")
    who: Doer = Field(description="Who does it: `newcomer`, or a role.")
    verifies: RoleId | None = Field(None, description="Role that sees that it was done.")
    minutes: Whole | None = Field(None, ge=1, le=2400, description="Minutes it takes.")
    optional: Flag = Field(default=False, description="True when it may be left out.")
    marks: tuple[Mark, ...] = Field((), description="Duties of every path that this task meets.")
    reads: tuple[PolicyId, ...] = Field((), description="Policies read in it.")
    signs: tuple[PolicyId, ...] = Field((), description="Policies signed in it.")
    procedures: tuple[ProcedureId, ...] = Field((), description="Procedures learned in it.")
    checklists: tuple[ChecklistId, ...] = Field((), description="Checklists learned in it.")
    forms: tuple[FormId, ...] = Field((), description="Forms filled in for it.")
    trainings: tuple[TrainingId, ...] = Field((), description="Trainings given in it.")
    evidence: Phrase | None = Field(None, description="What shows that it was done.")


class Phase(Part):
    """A stretch of the way in."""

    id: PhaseId = Field(description="Which stretch it is.")
    aim: Phrase = Field(description="Where the newcomer stands at its end.")
    tasks: tuple[Task, ...] = Field(min_length=1, description="What is done in it.")


class Onboarding(Record):
    """A path for somebody new: the common core, or what a department or role adds."""

    title: Title = Field(description="Name of the path.")
    status: Status = Field("active", description="Whether it is used today.")
    owner: RoleId = Field(description="Role that keeps it true.")
    audience: Audience = Field("staff", description="Who may read it.")
    everyone: Flag = Field(default=False, description="True for the common core.")
    roles: tuple[RoleId, ...] = Field((), description="Roles it is for.")
    departments: tuple[DepartmentId, ...] = Field((), description="Departments it is for.")
    helper: RoleId = Field(description="Role that helps the newcomer along.")
    welcome: Prose = Field(description="Who you are becoming and who helps you.")
    phases: tuple[Phase, ...] = Field(min_length=1, description="The stretches, in order.")


class Training(Record):
    """What people are taught: whom, on which occasion, how often, and what shows that they were."""

    title: Title = Field(description="Name of the training.")
    also_known_as: tuple[Text, ...] = Field((), description="Other words people use for it.")
    status: Status = Field("active", description="Whether it is given today.")
    owner: RoleId = Field(description="Role that keeps it true.")
    audience: Audience = Field("staff", description="Who may read about it.")
    summary: Phrase = Field(description="What people can do after it, in a sentence.")
    given_by: RoleId = Field(description="Role that gives it, or has it given.")
    everyone: Flag = Field(default=False, description="True when all staff take it.")
    exposed: Flag = Field(
        default=False, description="True when every role that can meet blood at work takes it."
    )
    roles: tuple[RoleId, ...] = Field((), description="Roles that take it.")
    departments: tuple[DepartmentId, ...] = Field((), description="Departments that take it.")
    triggers: tuple[Trigger, ...] = Field(min_length=1, description="Occasions on which it is due.")
    within_days: Whole | None = Field(
        None, ge=0, le=365, description="Calendar days after the first day by which it is taken."
    )
    every_months: Months | None = Field(None, description="Months between two times.")
    basis: Basis = Field(description="What asks for it and for its interval.")
    regulations: tuple[RegulationId, ...] = Field((), description="What asks for it.")
    policies: tuple[PolicyId, ...] = Field((), description="Policies it teaches.")
    procedures: tuple[ProcedureId, ...] = Field((), description="Procedures it teaches.")
    forms: tuple[FormId, ...] = Field((), description="Forms filled in for it.")
    covers: tuple[Phrase, ...] = Field((), description="What is taught.")
    minutes: Whole | None = Field(None, ge=1, le=2400, description="Minutes it takes.")
    evidence: Phrase = Field(description="What shows that somebody took it, and where it is kept.")
    keep_years: Whole | None = Field(None, ge=0, le=100, description="Years its record is kept.")
    keep_reason: Phrase | None = Field(None, description="Why that long.")


class Term(Record):
    """A word we use, in plain words."""

    term: Title = Field(description="The word or abbreviation.")
    meaning: Phrase = Field(description="What it means here.")
    also_known_as: tuple[Text, ...] = Field((), description="Other words people use for it.")
