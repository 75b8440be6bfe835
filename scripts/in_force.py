"""Say which text of each policy was in force on a day, or of one policy; who approved it, and when.

It answers from the approved copies; git is asked as the witness that nothing was altered.
"""

import argparse
import sys
import tempfile
from collections.abc import Sequence
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

try:
    from macros.binder.on_day import on_day_document
    from macros.binder.writers import writer
    from macros.finding import RefusedError
    from macros.formats import ended
    from macros.history import known_on, past
    from macros.in_force import Answer, Ask, Then, answer, as_json
    from macros.load import load
    from macros.snapshot import NoRevisionError, revision
    from macros.views.audience import LEVELS
    from scripts.arguments import a_day, add_data, put, speak_utf8, the_day
except ModuleNotFoundError as missing:
    sys.exit(f"{missing.name} is not installed; run `python scripts/setup.py`")

FORMATS = ("text", "html", "pdf", "json")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; 0 answered, 1 not or not for sure, 2 a wrong command line."""
    parser = _parser()
    options = parser.parse_args(arguments)
    speak_utf8()
    try:
        ask = _ask(options, the_day(parser))
        write = None if options.format == "json" else writer(options.format)
    except ValueError as error:
        parser.error(str(error))
    try:
        found = _answer(options, ask)
        made = write(on_day_document(found)) if write else as_json(found)
        put(made, options.output)
    except RefusedError as refused:
        print(f"This cannot be answered: {ended(str(refused))}", file=sys.stderr)
        return 1
    if options.output:
        print(f"Written: {options.output}")
    return _doubts(found)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="in_force", description=__doc__)
    parser.add_argument("day", type=a_day, metavar="DATE", help="the day asked, like 2026-11-21")
    parser.add_argument(
        "--as-known-on", type=a_day, metavar="DATE", help="as the handbook said at the end of a day"
    )
    parser.add_argument("--policy", default="", help="id or code of one policy, such as PRV-08")
    parser.add_argument("--audience", choices=LEVELS, default="staff", help="whom it is for")
    parser.add_argument("--format", choices=FORMATS, default="text")
    parser.add_argument("--output", type=Path, metavar="FILE", help="write here instead")
    add_data(parser)
    return parser


def _ask(options: argparse.Namespace, today: date) -> Ask:
    """What is asked; raises ValueError, in words, where it cannot be."""
    if options.format == "pdf" and options.output is None:
        raise ValueError("--format pdf needs --output FILE")
    return Ask(options.day, today, options.audience, options.policy)


def _answer(options: argparse.Namespace, ask: Ask) -> Answer:
    seen = past(options.data, options.data.name)
    then = _then(options.data, options.as_known_on) if options.as_known_on else None
    return answer(load(options.data, options.data.name), ask, seen, then)


def _then(data: Path, day: date) -> Then:
    """The handbook as it was known at the end of a day; RefusedError where git cannot say."""
    known = known_on(data, day)
    with tempfile.TemporaryDirectory(prefix="handbook-") as folder:
        copy = Path(folder) / data.name
        if reason := known.reason or _unread(data, known.commit, copy):
            raise RefusedError(f"what was known on {day} git cannot say: {reason}")
        return Then(day, known, load(copy, data.name))


def _unread(data: Path, commit: str, into: Path) -> str:
    """Why the data of a commit cannot be read, or nothing."""
    try:
        revision(data, commit, into)
    except NoRevisionError as unknown:
        return str(unknown)
    return "" if into.is_dir() else "the folder was not there yet"


def _doubts(found: Answer) -> int:
    """Say what keeps the answer from being whole; 1 where something does."""
    if found.unread:
        print(f"These policies could not be read: {', '.join(found.unread)}.", file=sys.stderr)
    if not found.whole:
        print("The answer is not the whole one; it says why.", file=sys.stderr)
    return 0 if found.whole else 1


if __name__ == "__main__":
    sys.exit(main())
