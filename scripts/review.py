"""Say in the practice's own words what changes between two states of the handbook, and for whom."""

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

try:
    from macros.binder.writers import writer
    from macros.changes.change import Report
    from macros.comparing import WORKTREE, compared
    from macros.finding import RefusedError
    from macros.model.handbook import Handbook
    from macros.review.data import as_json
    from macros.review.html import as_html
    from macros.review.markdown import as_markdown
    from macros.review.paper import as_document
    from macros.review.text import as_text
    from macros.snapshot import NoRevisionError
    from scripts.arguments import add_data, add_today, put, speak_utf8, the_day
except ModuleNotFoundError as missing:
    sys.exit(f"{missing.name} is not installed; run `python scripts/setup.py`")

WORD: Final = "docx"
FORMATS: dict[str, Callable[[Report, Handbook], bytes]] = {
    "markdown": lambda found, _: as_markdown(found).encode(),
    "html": lambda found, book: as_html(found, book).encode(),
    "json": lambda found, _: f"{as_json(found)}\n".encode(),
    "text": lambda found, _: f"{as_text(found)}\n".encode(),
    WORD: lambda found, book: writer(WORD)(as_document(found, book)),
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; 0 when the report is written, 1 when it cannot be, 2 a wrong command."""
    options = _options(arguments)
    speak_utf8()
    try:
        found, _, head = compared(options.data, options.base, options.head, options.today)
        put(FORMATS[options.format](found, head.loaded.book), options.output)
    except (NoRevisionError, RefusedError) as reason:
        print(f"There is no report: {reason}.", file=sys.stderr)
        return 1
    if options.output:
        print(f"{options.output}: {found.sentence}", file=sys.stderr)
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
    add_today(parser, "count people on this day")
    add_data(parser)
    options = parser.parse_args(arguments)
    if options.format == WORD:
        _need_word(parser, options)
    if options.output and not options.output.absolute().parent.is_dir():
        parser.error(f"there is no folder for {str(options.output)!r}")
    options.today = the_day(parser, options.today)
    return options


def _need_word(parser: argparse.ArgumentParser, options: argparse.Namespace) -> None:
    if options.output is None:
        parser.error("--format docx needs --output FILE")
    try:
        writer(WORD)
    except ValueError as error:
        parser.error(str(error))


if __name__ == "__main__":
    code = main()
    sys.stdout.flush()
    sys.stderr.flush()
    # Taking two large handbooks apart, object by object, would take a while.
    os._exit(code)
