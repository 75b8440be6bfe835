"""The parts of pages, as macros that mkdocs-macros carries out."""

from collections.abc import Callable
from typing import Any

from macros.parts import PARTS, Desk


def define_parts(env: Any) -> None:  # noqa: ANN401 - what mkdocs-macros hands over has no type
    """Register every part as a macro that knows the page it stands on."""
    desk: Desk = env.conf["plugins"]["handbook"].desk
    # Not "audience": the front matter of a page would hide a variable of that name.
    env.variables["built_for"] = desk.site.audience
    for name in PARTS:
        env.macro(_macro(desk, env, name), name)


def _macro(desk: Desk, env: Any, name: str) -> Callable[..., str]:  # noqa: ANN401 - as above
    # A plain function: mkdocs-macros writes every macro out as text, and the text of
    # anything that holds the desk is the whole handbook.
    def fill(*arguments: str) -> str:
        return desk.fill(name, env.page, *arguments)

    return fill
