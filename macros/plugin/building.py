"""Building a site as the command of MkDocs does, from another program."""

import logging
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort


def build_site(settings: Path, folder: Path, **other: bool) -> None:
    """Build the site of one mkdocs.yml into a folder, as the command `mkdocs build` does.

    `other` are settings that hold instead of those in the file.
    """
    changed: dict[str, Any] = {"site_dir": str(folder), **other}
    config = load_config(str(settings), **changed)
    config.plugins.on_startup(command="build", dirty=False)
    build(config)
    config.plugins.on_shutdown()


def try_site(
    settings: Path, folder: Path, asked: Mapping[str, str], **other: bool
) -> tuple[str, ...]:
    """Build a site strictly, as the environment and what is `asked` and `other` settings say.

    The answer is why it cannot be built, one sentence each, and empty when it is.
    """
    heard = _Heard()
    known = dict(os.environ)
    os.environ.update(asked)
    logging.getLogger("mkdocs").addHandler(heard)
    try:
        build_site(settings, folder, strict=True, **other)
    except Abort:
        return tuple(heard.said)
    except Exception as error:  # noqa: BLE001 - whatever it stumbles over, the report still comes
        return (*heard.said, str(error) or type(error).__name__)
    finally:
        logging.getLogger("mkdocs").removeHandler(heard)
        os.environ.clear()
        os.environ.update(known)
    return ()


class _Heard(logging.Handler):
    """Keeps what a strict build does not let pass."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.said.append(record.getMessage())
