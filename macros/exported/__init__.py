"""The files of the site for other programs, one module for each subject."""

from . import (
    book,  # noqa: F401 - importing a module declares its files
)
