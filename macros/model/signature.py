"""That somebody signed a version of a policy, as one line of the private records says it."""

from collections.abc import Iterable
from typing import Literal, get_args

from pydantic import Field

from .record import Day, Id, Part, Seal, Version

Method = Literal["paper", "form", "meeting", "service"]
METHODS: tuple[Method, ...] = get_args(Method)


class Signature(Part):
    """One person's word that they read one version of one policy."""

    person: Id = Field(description="Who signed.")
    role: Id = Field(description="Role in which the policy concerned them.")
    policy: Id = Field(description="What was signed.")
    version: Version = Field(description="Which version of it.")
    seal: Seal = Field(description="Fingerprint of the words that were signed.")
    on: Day = Field(description="The day of the signature.")
    method: Method | Literal["withdrawn"] = Field(
        description="How: on paper, in the form by the person, in a meeting, by a signing service;"
        " or that an earlier line is taken back, which was written by mistake."
    )
    recorded_by: Id = Field(description="Who wrote it down.")
    recorded_on: Day = Field(description="The day it was written down.")

    @property
    def key(self) -> tuple[str, str, str]:
        """What is signed once: a version, by a person."""
        return self.person, self.policy, self.version


def valid(written: Iterable[Signature]) -> list[Signature]:
    """The signatures that nobody took back."""
    found: dict[tuple[str, str, str], list[Signature]] = {}
    for one in written:
        if one.method == "withdrawn":
            found.pop(one.key, None)
        else:
            found.setdefault(one.key, []).append(one)
    return [one for lines in found.values() for one in lines]
