"""How people start, and the words we use."""

from typing import Annotated, Literal

from pydantic import Field

from .record import (
    Audience,
    ChecklistId,
    DepartmentId,
    Flag,
    FormId,
    Id,
    Part,
    Phrase,
    PolicyId,
    ProcedureId,
    Prose,
    Record,
    Ref,
    RoleId,
    Status,
    Text,
    Title,
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


class Term(Record):
    """A word we use, in plain words."""

    term: Title = Field(description="The word or abbreviation.")
    meaning: Phrase = Field(description="What it means here.")
    also_known_as: tuple[Text, ...] = Field((), description="Other words people use for it.")
