"""An edition on its way: where it is made, of what, and for whom."""

from dataclasses import dataclass
from pathlib import Path

from macros.model.edition import TAG, Edition
from macros.model.record import Audience

from .ground import Ground


def tag_of(edition: str) -> str:
    """The name of the tag that holds the record of an edition."""
    return f"{TAG}{edition}"


@dataclass(frozen=True, slots=True)
class Draft:
    """An edition that nobody sees yet.

    `place` is the scratch clone, `address` the path at which the site will lie on its host.
    """

    where: Ground
    place: Path
    edition: Edition
    audience: Audience
    address: str

    @property
    def tag(self) -> str:
        """The name of its tag."""
        return tag_of(self.edition.edition)

    @property
    def ref(self) -> str:
        """Its tag, as git names it."""
        return f"refs/tags/{self.tag}"

    @property
    def project(self) -> Path:
        """The handbook in the scratch clone."""
        return self.place / self.where.inside
