"""Write what is due soon, a file for each role, and say what becomes of the issues about it."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

try:
    from macros.digest import digests
    from macros.finding import RefusedError
    from macros.forge import Row, plan, rows
    from macros.load import load
    from macros.problems import as_text, errors, summary
    from macros.rules import check
    from macros.views.standing import as_in_force
    from scripts.arguments import add_data, add_today, make_folder, put, speak_utf8, the_day
except ModuleNotFoundError as missing:
    sys.exit(f"{missing.name} is not installed; run `make validate`, or `python scripts/setup.py`")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; 0 written, 1 the handbook has problems, 2 a wrong command line.

    It prints a line for each issue, its words parted by tabs: open, update or close, the number
    of the issue (0 for a new one), the role, the title.
    """
    parser = _parser()
    options = parser.parse_args(arguments)
    speak_utf8()
    today = the_day(parser, options.today)
    try:
        issues = _issues(options.issues) if options.issues else []
    except OSError as error:
        parser.error(f"{str(options.issues)!r} cannot be read: {error.strerror}")
    except ValueError:
        parser.error(f"{str(options.issues)!r} is no list of issues as JSON")
    make_folder(parser, options.output)
    loaded = load(options.data)
    if wrong := errors(check(loaded, today)):
        print(as_text(wrong), file=sys.stderr)
        print(f"What is due is known when these are mended: {summary(wrong)}.", file=sys.stderr)
        return 1
    # As staff read it: a title that nobody approved yet is in no issue either.
    found = list(digests(as_in_force(loaded.book, today), today))
    try:
        for digest in found:
            put(digest.text, options.output / f"{digest.role}.md")
    except RefusedError as refused:
        parser.error(str(refused))
    for step in plan(issues, {digest.role: digest.title for digest in found}):
        print(*step, sep="\t")
    return 0


def _issues(path: Path) -> list[Row]:
    """The issues in a file; ValueError where it holds something else, such as an excuse."""
    found = rows(path.read_text("utf-8"))
    # Taken for no issues, it would open a second one for each role.
    if not all(isinstance(row.get("number"), int) for row in found):
        raise ValueError
    return found


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="digest", description=__doc__)
    parser.add_argument("--output", type=Path, required=True, metavar="DIR")
    parser.add_argument(
        "--issues", type=Path, metavar="FILE", help="the open issues, as a forge lists them"
    )
    add_data(parser)
    add_today(parser, "as of this day")
    return parser


if __name__ == "__main__":
    sys.exit(main())
