"""Say whether the handbook hangs together, and what to mend where it does not."""

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

try:
    from macros.problems import Problem, as_github, as_json, as_text
    from macros.rules import RULES
    from macros.rules.explain import explanation, listing
    from macros.validated import validated
    from scripts.arguments import add_data, add_today, speak_utf8, the_day
except ModuleNotFoundError as missing:
    sys.exit(f"{missing.name} is not installed; run `make validate`, or `python scripts/setup.py`")

FORMATS: dict[str, Callable[[Sequence[Problem]], str]] = {
    "text": as_text,
    "github": as_github,
    "json": as_json,
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; 0 nothing wrong, 1 problems, 2 a wrong command line."""
    options = _options(arguments)
    speak_utf8()
    if options.list:
        print(listing())
        return 0
    if options.explain:
        print(explanation(RULES[options.explain]))
        return 0
    found = validated(options.data, options.today, ROOT)
    if text := FORMATS[options.format](found.problems):
        print(text)
    if options.format != "json":
        print(found.closing, file=sys.stderr)
        if found.unasked:
            print(found.unasked, file=sys.stderr)
    counts = {p.severity for p in found.problems}
    return int("error" in counts or (options.strict and bool(counts)))


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="validate", description=__doc__)
    inside = "github" if os.environ.get("GITHUB_ACTIONS") == "true" else "text"
    add_data(parser)
    add_today(parser, "check as of this day")
    parser.add_argument("--format", choices=FORMATS, default=inside)
    parser.add_argument("--strict", action="store_true", help="fail on warnings too")
    parser.add_argument("--list", action="store_true", help="list all rules")
    parser.add_argument("--explain", type=_rule, metavar="ID", help="explain one rule")
    options = parser.parse_args(arguments)
    options.today = the_day(parser, options.today)
    return options


def _rule(text: str) -> str:
    if text.upper() not in RULES:
        raise argparse.ArgumentTypeError(f"there is no rule {text!r}; --list shows all")
    return text.upper()


if __name__ == "__main__":
    code = main()
    sys.stdout.flush()
    sys.stderr.flush()
    # Taking a large handbook apart, object by object, would take a quarter of all the time.
    os._exit(code)
