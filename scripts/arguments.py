"""What the arguments of several commands have in common; this is no command itself."""

import argparse
import io
import os
import sys
from datetime import date
from pathlib import Path

from macros import whole
from macros.day import VARIABLE, chosen_day
from macros.finding import RefusedError

ROOT = Path(__file__).resolve().parent.parent


def add_data(parser: argparse.ArgumentParser) -> None:
    """Let the command read another handbook than ours."""
    parser.add_argument(
        "--data", type=a_folder, default=ROOT / "data", metavar="DIR", help="the data; ours"
    )


def add_today(parser: argparse.ArgumentParser, says: str) -> None:
    """Let the command work as on another day."""
    parser.add_argument("--today", type=a_day, metavar="DATE", help=says)


def the_day(parser: argparse.ArgumentParser, given: date | None = None) -> date:
    """The day given, or the one that the environment names, or today."""
    try:
        return given or chosen_day(os.environ)
    except ValueError:
        parser.error(f"{VARIABLE} is not a date like 2026-11-21")


def a_day(text: str) -> date:
    """A date, as an argument."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a date like 2026-11-21") from None


def a_folder(text: str) -> Path:
    """A folder that is there, as an argument."""
    path = Path(text)
    if not path.is_dir():
        raise argparse.ArgumentTypeError(f"{text!r} is not a folder")
    return path


def a_project(text: str) -> Path:
    """A folder that holds a handbook and the settings of its site, as an argument."""
    path = Path(text).resolve()
    if not (path / "data").is_dir() or not (path / "mkdocs.yml").is_file():
        raise argparse.ArgumentTypeError(f"{text!r} holds no mkdocs.yml with a folder data")
    return path


def make_folder(parser: argparse.ArgumentParser, path: Path) -> None:
    """Make a folder for what the command writes."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        parser.error(f"the folder {str(path)!r} cannot be made: {error.strerror}")


def put(made: bytes | str, file: Path | None) -> None:
    """Write what was made into a file, or print it; RefusedError where that cannot be.

    It is written as bytes: the ends of lines stay as they are, and a pipe on Windows takes accents.
    """
    content = made.encode() if isinstance(made, str) else made
    if file is None:
        sys.stdout.flush()
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
        return
    try:
        # What is no file, such as /dev/null, is not put aside for one.
        (whole.write if file.is_file() or not file.exists() else Path.write_bytes)(file, content)
    except OSError as error:
        raise RefusedError(f"{file} cannot be written: {error.strerror}") from None


def speak_utf8() -> None:
    """Print names with their accents, which a pipe on Windows would not take."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def ask(question: str) -> str:
    """What somebody at the terminal answers, for an argument that was left out."""
    if not sys.stdin.isatty():
        raise RefusedError(f"`{question}` was not answered; see --help for the options")
    answer = " ".join(input(f"{question}: ").split())
    if not answer:
        raise RefusedError(f"`{question}` was not answered")
    return answer
