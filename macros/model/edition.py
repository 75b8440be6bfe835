"""A published state of the whole handbook, as its own record says it: edition.json and its tag."""

from datetime import date

from pydantic import Field

from .record import Audience, Part

# A year and a month, and a number where a month has more than one: 2026.11, 2026.11.2.
EDITION = r"[0-9]{4}\.(?:0[1-9]|1[0-2])(?:\.[1-9][0-9]{0,2})?"
# Before the name of an edition, this is the name of its annotated tag, which holds the record.
TAG = "edition/"


class EditionPolicy(Part):
    """A policy as the edition shows it: the version in force on its day."""

    id: str
    code: str
    title: str
    audience: Audience
    version: str
    effective: date
    approved_on: date
    seal: str


class EditionChange(Part):
    """Something a reader would notice since the edition before, in one sentence.

    `roles` are the ids of the roles whose holders it concerns; none means everybody.
    `version` is that of a policy, and `material` says that people sign it again.
    """

    kind: str
    id: str
    title: str
    audience: Audience
    says: str
    version: str = ""
    material: bool = False
    roles: tuple[str, ...] = ()


class Despite(Part):
    """A rule that was broken when the edition was published, and why it was published anyway."""

    rule: str
    reason: str


class Edition(Part):
    """What an edition held: written once, when it is published.

    `before` is the edition before, empty for the first, which has no changes.
    `held_back` are the ids of the policies that wait for approval and are not in it.
    """

    edition: str = Field(pattern=f"^{EDITION}$")
    on: date
    commit: str
    before: str = ""
    despite: tuple[Despite, ...] = ()
    held_back: tuple[str, ...] = ()
    policies: tuple[EditionPolicy, ...] = ()
    changes: tuple[EditionChange, ...] = ()
