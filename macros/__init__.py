"""The engine of the handbook."""

from typing import Any


def define_env(env: Any) -> None:  # noqa: ANN401 - what mkdocs-macros hands over has no type
    """Give every part of a page to mkdocs-macros, under its own name."""
    from .plugin.parts import define_parts  # noqa: PLC0415 - the engine itself needs no MkDocs

    define_parts(env)
