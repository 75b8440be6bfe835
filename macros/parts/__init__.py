"""The parts of pages: a macro each, filled from the Handbook by a template of the same name."""

from . import (  # noqa: F401 - importing a module declares its parts
    about,
    changed,
    control,
    gone,
    law,
    paper,
    policy,
    start,
    training,
    what,
    who,
)
from .part import PARTS, Desk

__all__ = ["PARTS", "Desk"]
