"""Write .github/CODEOWNERS, which asks people to look at changes, from the people in data/."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

try:
    from macros.codeowners import FILE, codeowners
    from macros.load import load
    from macros.problems import as_text, errors, summary
    from macros.rules import check
    from scripts.arguments import a_project, add_today, put, speak_utf8, the_day
except ModuleNotFoundError as missing:
    sys.exit(f"{missing.name} is not installed; run `python scripts/setup.py`")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; 1 the handbook has problems or, with --check, the file is out of date."""
    parser = argparse.ArgumentParser(prog="codeowners", description=__doc__)
    parser.add_argument("--check", action="store_true", help="change nothing, only compare")
    add_today(parser, "who works here on this day")
    parser.add_argument("--project", type=a_project, default=ROOT, metavar="DIR")
    options = parser.parse_args(arguments)
    speak_utf8()
    today = the_day(parser, options.today)
    loaded = load(options.project / "data")
    if wrong := errors(check(loaded, today)):
        print(as_text(wrong), file=sys.stderr)
        print(f"Who is asked is known when these are mended: {summary(wrong)}.", file=sys.stderr)
        return 1
    made, path = codeowners(loaded.book, today), options.project / FILE
    if made.without:
        print(f"Without an account, so not asked: {', '.join(made.without)}.")
    if path.is_file() and path.read_text("utf-8") == made.text:
        print(f"{FILE} is current.")
        return 0
    if options.check:
        print(f"{FILE} is out of date; `python -m scripts.codeowners` writes it anew.")
        return 1
    path.parent.mkdir(exist_ok=True)
    put(made.text, path)
    print(f"{FILE} is written.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
