"""Say in the practice's own words what changes between two states of the handbook, and for whom."""

import argparse
import io
import os
import sys
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

try:
    from macros.changes.change import Report
    from macros.comparing import WORKTREE, compared
    from macros.day import VARIABLE, chosen_day
    from macros.model.handbook import Handbook
    from macros.review.data import as_json
    from macros.review.html import as_html
    from macros.review.markdown import as_markdown
    from macros.review.text import as_text
    from macros.snapshot import NoRevisionError
except ModuleNotFoundError as missing:
    sys.exit(f"{missing.name} is not installed; run `python scripts/setup.py`")

FORMATS: dict[str, Callable[[Report, Handbook], str]] = {
    "markdown": lambda found, _: as_markdown(found),
    "html": as_html,
    "json": lambda found, _: f"{as_json(found)}\n",
    "text": lambda found, _: f"{as_text(found)}\n",
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; 0 when the report is written, 1 when it cannot be, 2 a wrong command."""
    options = _options(arguments)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        found, _, head = compared(options.data, options.base, options.head, options.today)
    except NoRevisionError as unknown:
        print(f"There is no report: {unknown}.", file=sys.stderr)
        return 1
    text = FORMATS[options.format](found, head.loaded.book)
    if options.output:
        options.output.write_text(text, encoding="utf-8")
        print(f"{options.output}: {found.sentence}", file=sys.stderr)
    else:
        print(text, end="")
    return 0


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="review",
        description=__doc__,
        epilog="For a branch, BASE is where it left: `git merge-base main HEAD` names that commit.",
    )
    parser.add_argument("--base", required=True, metavar="REV", help="the handbook before")
    parser.add_argument(
        "--head", default=WORKTREE, metavar="REV", help="the handbook after; the files as they lie"
    )
    parser.add_argument("--format", choices=FORMATS, default="text")
    parser.add_argument("--output", type=Path, metavar="FILE", help="write into this file")
    parser.add_argument("--today", type=_day, metavar="DATE", help="count people on this day")
    parser.add_argument("--data", type=Path, default=ROOT / "data", metavar="DIR")
    options = parser.parse_args(arguments)
    if not options.data.is_dir():
        parser.error(f"{str(options.data)!r} is not a folder")
    if options.output and not options.output.absolute().parent.is_dir():
        parser.error(f"there is no folder for {str(options.output)!r}")
    try:
        options.today = options.today or chosen_day(os.environ)
    except ValueError:
        parser.error(f"{VARIABLE} is not a date like 2026-11-21")
    return options


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a date like 2026-11-21") from None


if __name__ == "__main__":
    code = main()
    sys.stdout.flush()
    sys.stderr.flush()
    # Taking two large handbooks apart, object by object, would take a while.
    os._exit(code)
