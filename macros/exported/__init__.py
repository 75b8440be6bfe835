"""The files of the site for other programs: importing a module declares its files."""

from macros.exports import EXPORTS

from . import documents, due, reading  # noqa: F401 - importing a module declares its files

__all__ = ["EXPORTS"]
