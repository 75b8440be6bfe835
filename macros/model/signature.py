"""That somebody signed a version of a policy, as one line of the private records says it."""

from typing import Literal

from pydantic import Field

from .record import Day, Id, Part, Seal, Version

Method = Literal["paper", "form", "meeting", "service"]


class Signature(Part):
    """One person's word that they read one version of one policy."""

    person: Id = Field(description="Who signed.")
    role: Id = Field(description="Role in which the policy concerned them.")
    policy: Id = Field(description="What was signed.")
    version: Version = Field(description="Which version of it.")
    seal: Seal = Field(description="Fingerprint of the words that were signed.")
    on: Day = Field(description="The day of the signature.")
    method: Method = Field(
        description="How: on paper, in the form by the person, in a meeting, by a signing service."
    )
    recorded_by: Id = Field(description="Who wrote it down.")
    recorded_on: Day = Field(description="The day it was written down.")

    @property
    def key(self) -> tuple[str, str, str]:
        """What is signed once: a version, by a person."""
        return self.person, self.policy, self.version
