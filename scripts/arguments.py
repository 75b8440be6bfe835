"""What the arguments of several commands have in common; this is no command itself."""

import argparse
import io
import os
import sys
from datetime import date
from pathlib import Path

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
