"""The parts of pages: a macro each, filled from the Handbook by a template of the same name."""

from . import about, paper, start, what, who  # noqa: F401 - importing a module declares its parts
from .part import PARTS, Desk

__all__ = ["PARTS", "Desk"]
