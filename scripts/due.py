"""Say what is due: reviews, exceptions, checks and lists, overdue first."""

import argparse
import sys
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

try:
    from macros.agenda import Agenda, as_json, as_markdown, as_text
    from macros.calendars import AHEAD, as_calendar
    from macros.exported.due import as_table
    from macros.finding import RefusedError, named_role
    from macros.load import load
    from macros.problems import as_text as problems_as_text
    from macros.problems import errors, summary
    from macros.rules import check
    from macros.views.due import by_role, due_items
    from macros.views.standing import as_in_force
    from scripts.arguments import add_data, add_today, put, speak_utf8, the_day
except ModuleNotFoundError as missing:
    sys.exit(f"{missing.name} is not installed; run `make validate`, or `python scripts/setup.py`")

FORMATS: Mapping[str, Callable[[Agenda], str]] = {
    "text": as_text,
    "markdown": as_markdown,
    "csv": as_table,
    "json": as_json,
    "ics": as_calendar,
}
# People read what comes next; other programs get everything.
NEXT = {"text": 90, "markdown": 90}
# Days so far away that adding them leads out of the calendar.
YEARS = range(1900, 2200)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; 0 said what is due, 1 the handbook has problems, 2 a wrong command line."""
    parser = _parser()
    options = parser.parse_args(arguments)
    speak_utf8()
    today = _today(parser, options)
    loaded = load(options.data)
    if wrong := errors(check(loaded, today)):
        print(problems_as_text(wrong), file=sys.stderr)
        print(f"What is due is known when these are mended: {summary(wrong)}.", file=sys.stderr)
        return 1
    # As staff read it: a title that nobody approved yet is in no calendar either.
    book = as_in_force(loaded.book, today)
    try:
        role = named_role(book, options.role).id if options.role else ""
    except RefusedError as refused:
        parser.error(str(refused))
    items = due_items(book, today, ahead=AHEAD if options.format == "ics" else 0)
    if role:
        items = by_role(book, items, today).get(role, [])
    within = NEXT.get(options.format) if options.within is None else options.within
    made = FORMATS[options.format](Agenda(book, today, items, role, within))
    try:
        put(made if made.endswith("\n") else f"{made}\n", options.output)
    except RefusedError as refused:
        parser.error(str(refused))
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="due", description=__doc__)
    add_data(parser)
    parser.add_argument("--format", choices=FORMATS, default="text")
    parser.add_argument("--role", default="", metavar="ROLE", help="only what this role owns")
    parser.add_argument(
        "--within", type=_days, metavar="DAYS", help="only the next days, and what is overdue"
    )
    add_today(parser, "as of this day")
    parser.add_argument("--output", type=Path, metavar="FILE", help="write here instead")
    return parser


def _today(parser: argparse.ArgumentParser, options: argparse.Namespace) -> date:
    today = the_day(parser, options.today)
    if today.year not in YEARS:
        parser.error(f"{today} is too far away")
    return today


def _days(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and len(text) < len("10000")):
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of days like 30")
    return int(text)


if __name__ == "__main__":
    sys.exit(main())
