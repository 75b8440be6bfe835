"""What we promise to do: categories and policies."""

from dataclasses import dataclass
from typing import Literal

from pydantic import Field

from .record import (
    Audience,
    Basis,
    CategoryId,
    Day,
    DepartmentId,
    Flag,
    FormId,
    Id,
    LocationId,
    Months,
    Part,
    PersonId,
    Phrase,
    PolicyId,
    Prose,
    Record,
    RegulationId,
    RoleId,
    Seal,
    StateQuestionId,
    Text,
    Title,
    Version,
    Whole,
)


class Approvers(Part):
    """Who approves, and whether one of them is enough."""

    need: Literal["any", "all"] = Field("any", description="Whether one approves or all do.")
    roles: tuple[RoleId, ...] = Field(min_length=1, description="Roles that approve.")
    deputy: RoleId | None = Field(None, description="Role that approves when none of them can.")
    since: Day | None = Field(
        None, description="The day from which they approve; earlier approvals stand as they are."
    )


class Category(Record):
    """A shelf of policies that the same people approve."""

    title: Title = Field(description="Name of the category.")
    code: str = Field(
        pattern=r"^[A-Z]{2,4}$", description="Letters that start the code of its policies."
    )
    summary: Phrase | None = Field(None, description="What its policies are about.")
    approvers: Approvers = Field(description="Who approves its policies.")
    notice: Phrase | None = Field(
        None,
        description="What each of its policies says first, on the page and on paper:"
        " that it is not a contract.",
    )
    counsel_read_on: Day | None = Field(
        None, description="The day on which counsel last read its policies."
    )


class Scope(Part):
    """Whom a policy concerns, and whether they must read it."""

    everyone: Flag = Field(default=False, description="True when it concerns all staff.")
    roles: tuple[RoleId, ...] = Field((), description="Roles it concerns.")
    departments: tuple[DepartmentId, ...] = Field((), description="Departments it concerns.")
    locations: tuple[LocationId, ...] = Field((), description="Locations it concerns.")
    reading: Literal["required", "recommended"] = Field(
        "required", description="Whether they must read it."
    )


class ReviewCycle(Part):
    """How often a policy is read again, and who says so."""

    every_months: Months = Field(description="Months between two reviews.")
    basis: Basis = Field(description="What asks for this interval: a law, or our own choice.")


class Review(Part):
    """One review that took place."""

    due: Day = Field(description="The day the review was due.")
    on: Day = Field(description="The day it took place.")
    by: PersonId = Field(description="Who reviewed.")
    outcome: Literal["no-change", "changed", "retire"] = Field(description="What came of it.")
    note: Phrase | None = Field(None, description="What was found, in a sentence.")


class Approval(Part):
    """One person's yes to a version, and where it can be seen."""

    person: PersonId = Field(description="Who approved.")
    role: RoleId = Field(description="Role in which the person approved.")
    on: Day = Field(description="The day of the approval.")
    method: Literal["review", "paper", "meeting"] = Field(
        description="How: in review of the change, on a signed sheet, or in a meeting."
    )
    evidence: Phrase = Field(
        description="Where it can be seen: the review's address, the sheet's folder, the minutes."
    )
    recorded_by: PersonId = Field(description="Who wrote the approval down here.")
    recorded_on: Day = Field(description="The day it was written down here.")


class Revision(Part):
    """One version of a policy; without an approval it is work under way."""

    version: Version = Field(description='Number of the version, as "2.1".')
    effective: Day = Field(description="The day it takes effect.")
    material: Flag = Field(description="True when people must read and sign again.")
    change: Phrase = Field(description="What changed, in one sentence.")
    approved: tuple[Approval, ...] = Field(
        (), description="Who approved it; `approve` writes this, one entry for each person."
    )
    seal: Seal | None = Field(
        None, description="Fingerprint of the approved words; `approve` writes it."
    )


class Section(Part):
    """A section of a policy."""

    id: Id = Field(description="Stable name of the section; its link never changes.")
    heading: Title = Field(description="Heading of the section.")
    body: Prose = Field(description="The text, in Markdown.")


class Question(Part):
    """A question people ask."""

    asked: Title = Field(description="The question in people's own words.")
    answered: Prose = Field(description="The answer.")


class SelfCheck(Part):
    """A question a reader can test themselves with."""

    id: Id = Field(description="Stable name of the question.")
    question: Phrase = Field(description="The question.")
    answer: Phrase = Field(description="The answer, with its reason.")


class PolicyException(Part):
    """Somebody who need not follow a policy for a time."""

    id: Id = Field(description="Stable name of the exception.")
    who: RoleId = Field(description="Role it holds for.")
    reason: Phrase = Field(description="Why.")
    until: Day = Field(description="Last day it holds.")


class Attachment(Part):
    """A document that belongs to a policy."""

    title: Title = Field(description="What it is.")
    kept: Phrase = Field(description="Where it is kept.")


class Policy(Record):
    """A promise of the practice: what everybody it concerns does, and why."""

    category: CategoryId = Field(
        "",
        description="Category it belongs to: the folder its file lies in.",
        json_schema_extra={"hidden": True},
    )
    title: Title = Field(description="Name of the policy.")
    code: str = Field(
        pattern=r"^[A-Z]{2,4}-\d{2,3}$", description="Short code for speech and binders: PRV-05."
    )
    also_known_as: tuple[Text, ...] = Field((), description="Other words people use for it.")
    summary: Phrase = Field(description="What it is about, in one or two sentences.")
    owner: RoleId = Field(description="Role that answers questions and reviews it.")
    approvers: Approvers | None = Field(
        None, description="Who approves it, where the category's approvers do not."
    )
    sole_approver: Phrase | None = Field(
        None, description="Why its owner approves it alone, where nobody else can."
    )
    status: Literal["in-review", "active", "retired"] = Field(
        description="Where it stands: in review until first approved, then active, then retired."
    )
    audience: Audience = Field("staff", description="Who may read it.")
    applies_to: tuple[Scope, ...] = Field((), description="Whom it concerns.")
    acknowledge: Flag = Field(
        default=False, description="True when readers sign that they read it."
    )
    sign_by: Whole | None = Field(
        None, ge=1, le=365, description="Days from the first day of work by which it is signed."
    )
    satisfies: tuple[RegulationId, ...] = Field((), description="Regulations it carries out.")
    state_questions: tuple[StateQuestionId, ...] = Field(
        (), description="Questions of State law that its readers need the answer to."
    )
    review: ReviewCycle | None = Field(None, description="How often it is reviewed.")
    reviews: tuple[Review, ...] = Field((), description="Reviews that took place, newest first.")
    exceptions: tuple[PolicyException, ...] = Field(
        (), description="Who is excepted, and until when."
    )
    replaced_by: PolicyId | None = Field(None, description="Policy that replaced it.")
    retired_on: Day | None = Field(None, description="The day it was retired.")
    what_you_do: tuple[Phrase, ...] = Field(
        (), max_length=8, description="What a reader does, in three to six lines."
    )
    sections: tuple[Section, ...] = Field((), description="The text of the policy.")
    questions: tuple[Question, ...] = Field((), description="Questions people ask.")
    self_check: tuple[SelfCheck, ...] = Field((), description="Questions to test yourself with.")
    how_checked: Prose | None = Field(None, description="How we see that it is followed.")
    forms: tuple[FormId, ...] = Field((), description="Forms it speaks of.")
    attachments: tuple[Attachment, ...] = Field((), description="Documents that belong to it.")
    revisions: tuple[Revision, ...] = Field((), description="Its versions, newest first.")


@dataclass(frozen=True, slots=True)
class ApprovedCopy:
    """The words of one version of a policy, as the file says that keeps them."""

    version: str
    text: str
