"""Who does what: roles, people, the posts that law asks for, and whom to ask."""

from typing import Literal

from pydantic import Field

from .record import (
    Account,
    ChecklistId,
    Day,
    DepartmentId,
    EmergencyId,
    FormId,
    Id,
    LocationId,
    Months,
    Part,
    Phone,
    Phrase,
    PolicyId,
    ProcedureId,
    Prose,
    Record,
    RegulationId,
    RoleId,
    Status,
    Text,
    Title,
    Weekday,
)


class Responsibility(Part):
    """One thing a role does."""

    id: Id = Field(description="Stable name of the responsibility.")
    text: Phrase = Field(description="What the holder does, verb first.")
    often: Text | None = Field(None, description="How often, in words: each day, at each visit.")
    procedures: tuple[ProcedureId, ...] = Field((), description="How it is done.")
    policies: tuple[PolicyId, ...] = Field((), description="What was promised about it.")
    checklists: tuple[ChecklistId, ...] = Field((), description="Lists it is ticked on.")


class Competency(Part):
    """Something the holder can do, and how that is seen."""

    name: Phrase = Field(description="What the holder can do.")
    seen_by: Phrase = Field(description="How somebody else can tell.")


class Qualifications(Part):
    """What a person brings to the role."""

    required: tuple[Phrase, ...] = Field((), description="What the holder must bring.")
    preferred: tuple[Phrase, ...] = Field((), description="What helps.")
    or_equivalent: Phrase | None = Field(
        None, description="Experience that counts in place of a degree or certificate."
    )


class Credential(Part):
    """A license, certificate or registration the holder keeps current."""

    name: Title = Field(description="What it is called.")
    renew_months: Months | None = Field(None, description="Months between renewals.")


class NextRole(Part):
    """A bigger or another job that this one can lead to."""

    role: RoleId = Field(description="Role it can lead to.")
    takes: Phrase = Field(
        description="What the step takes: a license, a course, or experience that counts as much."
    )


class Exposure(Part):
    """What the work exposes a person to."""

    bloodborne: Literal["all", "some", "none"] = Field(
        description="Whether all, some or none of the holders can meet blood in their work."
    )


class Role(Record):
    """A job description: what a job is for, what it does, and who answers for it."""

    title: Title = Field(description="Name of the job.")
    aliases: tuple[Title, ...] = Field((), description="Other names people use for it.")
    status: Status = Field("active", description="Whether the role exists today.")
    owner: RoleId | None = Field(
        None,
        description="Role that keeps this description true.",
        json_schema_extra={"required": True},
    )
    department: DepartmentId = Field(description="Department it belongs to.")
    reports_to: RoleId | None = Field(
        None, description="Role above it; only the root of the org chart has none."
    )
    reports_to_in_absence: RoleId | None = Field(
        None, description="Role it reports to while a backup covers the role above."
    )
    backup: RoleId | None = Field(None, description="Role that covers when nobody is there.")
    review_every_months: Months | None = Field(
        None, description="Months between two reviews of the description."
    )
    reviewed_on: Day | None = Field(
        None, description="The day the description was last read through."
    )
    description: Prose | None = Field(
        None,
        description="What the job is for, in a few sentences.",
        json_schema_extra={"required": True},
    )
    purpose: tuple[Phrase, ...] = Field((), description="What good work in it brings about.")
    responsibilities: tuple[Responsibility, ...] = Field(
        (), description="What the holder does, most important first."
    )
    authority: tuple[Phrase, ...] = Field((), description="What the holder may decide alone.")
    must_not: tuple[Phrase, ...] = Field((), description="What the holder never does.")
    competencies: tuple[Competency, ...] = Field((), description="What the holder can do.")
    qualifications: Qualifications | None = Field(None, description="What it takes.")
    credentials: tuple[Credential, ...] = Field((), description="Papers the holder keeps current.")
    leads_to: tuple[NextRole, ...] = Field((), description="Where it can lead.")
    exposure: Exposure = Field(description="What the work exposes the holder to.")
    hours: Phrase | None = Field(None, description="When the work is done.")
    setting: Phrase | None = Field(None, description="Where the work is done, and its demands.")


class Reach(Part):
    """How to reach a person at work."""

    extension: Phone | None = Field(None, description="Phone extension.")
    desk: Title | None = Field(None, description="Where the person usually is.")


class Absence(Part):
    """Days on which a person is away; the reason is nobody's business."""

    from_day: Day = Field(alias="from", description="First day away.")
    to: Day = Field(description="Last day away.")


class Assignment(Part):
    """A person in a role for a time."""

    role: RoleId = Field(description="The role.")
    kind: Literal[
        "permanent", "interim", "acting", "locum", "per-diem", "contract", "student", "volunteer"
    ] = Field("permanent", description="How the person holds the role.")
    location: LocationId | None = Field(None, description="Where, if the practice has several.")
    from_day: Day = Field(alias="from", description="First day in the role.")
    to: Day | None = Field(None, description="Last day in the role, if it is known.")


class Person(Record):
    """Somebody who works here, with nothing private about them."""

    name: Title = Field(description="The name as the person wants it shown.")
    contact: Reach | None = Field(None, description="How to reach the person at work.")
    account: Account | None = Field(
        None, description="Account where the files are kept, so that changes find the person."
    )
    works: tuple[Weekday, ...] = Field((), description="Days the person usually works.")
    away: tuple[Absence, ...] = Field((), description="Days the person is away.")
    assignments: tuple[Assignment, ...] = Field((), description="Roles held, and when.")


class Designation(Record):
    """A post that law or guidance asks for by name."""

    title: Title = Field(description="Name of the post.")
    role: RoleId = Field(description="Role that holds it.")
    backup: RoleId | None = Field(None, description="Role that covers it.")
    regulations: tuple[RegulationId, ...] = Field((), description="What asks for it.")
    citation: Text | None = Field(None, description="Where the text asks for it.")
    duty: Phrase = Field(description="What the holder answers for.")
    kept_from: tuple[DepartmentId, ...] = Field(
        (), description="Departments the holder must neither work in nor supervise."
    )


class Separation(Record):
    """Duties that must lie with different people."""

    title: Title = Field(description="What is kept apart.")
    roles: tuple[RoleId, ...] = Field(
        min_length=2, description="Roles of which no person may hold two."
    )
    reason: Phrase = Field(description="What could go wrong if one person did both.")


class Topic(Record):
    """A matter, and the role to ask about it."""

    ask: Title = Field(description="The matter in people's own words.")
    also_known_as: tuple[Text, ...] = Field((), description="Other words people use for it.")
    role: RoleId = Field(description="Whom to ask.")
    answer: Phrase | None = Field(None, description="What to do first, in a sentence.")
    policies: tuple[PolicyId, ...] = Field((), description="Policies that answer it.")
    procedures: tuple[ProcedureId, ...] = Field((), description="Procedures that answer it.")
    forms: tuple[FormId, ...] = Field((), description="Forms it needs.")
    emergencies: tuple[EmergencyId, ...] = Field((), description="Emergency cards for it.")
