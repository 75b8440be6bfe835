"""Writes a file whole or not at all, whenever the program or the machine stops."""

import os
import secrets
from pathlib import Path


def write(path: Path, content: bytes) -> None:
    """Put content in place of a file, or where there is none yet."""
    aside = path.parent / f".{secrets.token_hex(8)}.tmp"
    try:
        with aside.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if path.exists():
            aside.chmod(path.stat().st_mode)
        aside.replace(path)
    except BaseException:
        aside.unlink(missing_ok=True)
        raise
