"""The files for other programs, a module for each subject."""

from . import crosswalk, training  # noqa: F401 - importing a module declares its files
