"""Write what is due soon, a file for each role, and say what becomes of the issues about it."""

import argparse
import io
import os
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

try:
    from macros.day import VARIABLE, chosen_day
    from macros.digest import digests
    from macros.forge import plan, rows
    from macros.load import load
    from macros.problems import as_text, summary
    from macros.rules import check
    from macros.views.standing import as_in_force
except ModuleNotFoundError as missing:
    sys.exit(f"{missing.name} is not installed; run `make validate`, or `python scripts/setup.py`")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; 0 written, 1 the handbook has problems, 2 a wrong command line.

    It prints a line for each issue, its words parted by tabs: open, update or close, the number
    of the issue (0 for a new one), the role, the title.
    """
    parser = _parser()
    options = parser.parse_args(arguments)
    if isinstance(sys.stdout, io.TextIOWrapper):
        # Names have accents, and a pipe on Windows would not take them.
        sys.stdout.reconfigure(encoding="utf-8")
    try:
        today = options.today or chosen_day(os.environ)
        issues = rows(options.issues.read_text("utf-8")) if options.issues else []
        options.output.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        parser.error(f"{error.filename}: {error.strerror}")
    except ValueError:
        parser.error(f"{VARIABLE} is not a date like 2026-11-21, or the issues are not JSON")
    loaded = load(options.data)
    errors = [p for p in check(loaded, today) if p.severity == "error"]
    if errors:
        print(as_text(errors), file=sys.stderr)
        print(f"What is due is known when these are mended: {summary(errors)}.", file=sys.stderr)
        return 1
    # As staff read it: a title that nobody approved yet is in no issue either.
    found = list(digests(as_in_force(loaded.book, today), today))
    for digest in found:
        (options.output / f"{digest.role}.md").write_bytes(digest.text.encode())
    for step in plan(issues, {digest.role: digest.title for digest in found}):
        print(*step, sep="\t")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="digest", description=__doc__)
    parser.add_argument("--output", type=Path, required=True, metavar="DIR")
    parser.add_argument(
        "--issues", type=Path, metavar="FILE", help="the open issues, as a forge lists them"
    )
    parser.add_argument("--data", type=_folder, default=ROOT / "data", metavar="DIR")
    parser.add_argument("--today", type=_day, metavar="DATE", help="as of this day")
    return parser


def _folder(text: str) -> Path:
    path = Path(text)
    if not path.is_dir():
        raise argparse.ArgumentTypeError(f"{text!r} is not a folder")
    return path


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a date like 2026-11-21") from None


if __name__ == "__main__":
    sys.exit(main())
