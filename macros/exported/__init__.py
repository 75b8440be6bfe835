"""The files of the site for other programs: importing a module declares its files."""

from macros.exports import EXPORTS

from . import (  # noqa: F401 - importing a module declares its files
    book,
    crosswalk,
    documents,
    due,
    feed,
    reading,
    training,
)

__all__ = ["EXPORTS"]
