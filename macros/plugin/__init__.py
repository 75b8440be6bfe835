"""The one room that knows MkDocs."""

from .handbook import HandbookPlugin

__all__ = ["HandbookPlugin"]
