"""What a part of a page is, and how one is declared and filled."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, Protocol

from macros.kinds import BY_NAME
from macros.model.handbook import Handbook
from macros.model.people import Person, Role
from macros.pages import in_reading_order, pages
from macros.render import Renderer
from macros.site import Site
from macros.views.cover import at_work

Values = dict[str, Any]
PARTS: dict[str, Callable[..., Values]] = {}


class Where(Protocol):
    """The page that a part stands on: its address, and what its pencil opens."""

    @property
    def url(self) -> str:
        """Its address below the site's root."""

    @property
    def edit_url(self) -> str | None:
        """What its pencil opens."""


def part(function: Callable[..., Values]) -> Callable[..., Values]:
    """Declare a part: the function answers its template's questions, and both bear one name."""
    PARTS[function.__name__] = function
    return function


@dataclass(frozen=True)
class Desk:
    """Where parts are made for one site.

    `address` is where the site will be read, empty where nobody has said.
    """

    site: Site
    directories: bool = True
    address: str = ""

    @property
    def book(self) -> Handbook:
        """The handbook as this audience sees it."""
        return self.site.book

    @property
    def whole(self) -> Handbook:
        """All that was read, approvals among it: for what is asked, never for what is shown."""
        return self.site.loaded.book

    @property
    def today(self) -> date:
        """The day of the build."""
        return self.site.today

    @cached_property
    def renderer(self) -> Renderer:
        """The templates of this site."""
        return Renderer(self.book, directories=self.directories)

    @cached_property
    def _files(self) -> dict[str, str]:
        return {page.call: f"data/{page.data}" for page in pages(self.book, self.site.versions)}

    def fill(self, name: str, where: Where, *arguments: str) -> str:
        """Fill the template of a part for the page it stands on; the result is Markdown."""
        values = PARTS[name](self, *arguments)
        inside = ", ".join(f'"{argument}"' for argument in arguments)
        call = f"{name}({inside})"
        known = {
            "today": self.today,
            "audience": self.site.audience,
            "edit": where.edit_url,
            "data": self._files.get(call, ""),
        }
        return self.renderer.page(name, where.url, **known, **values)

    def table(self, kind: str) -> list[Any]:
        """The records of a kind, as an index lists them."""
        if kind not in self._tables:
            self._tables[kind] = in_reading_order(self.book, BY_NAME[kind])
        return list(self._tables[kind])

    @cached_property
    def _tables(self) -> dict[str, list[Any]]:
        return {}

    def callers(self, roles: tuple[str, ...]) -> list[tuple[Role, list[Person]]]:
        """Roles with the people who do their work today, absences counted."""
        found = [self.book.roles[r] for r in roles if r in self.book.roles]
        return [(role, at_work(self.book, role.id, self.today)) for role in found]
