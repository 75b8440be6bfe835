"""Say whether the handbook hangs together, and what to mend where it does not."""

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
    from macros.day import VARIABLE, chosen_day
    from macros.problems import Problem, as_github, as_json, as_text
    from macros.rules import RULES
    from macros.rules.explain import explanation, listing
    from macros.validated import validated
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
    for stream in (sys.stdout, sys.stderr):
        # Names have accents, and a pipe on Windows would not take them.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
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
    parser.add_argument("--data", type=_folder, default=ROOT / "data", metavar="DIR")
    parser.add_argument("--today", type=_day, metavar="DATE", help="check as of this day")
    parser.add_argument("--format", choices=FORMATS, default=inside)
    parser.add_argument("--strict", action="store_true", help="fail on warnings too")
    parser.add_argument("--list", action="store_true", help="list all rules")
    parser.add_argument("--explain", type=_rule, metavar="ID", help="explain one rule")
    options = parser.parse_args(arguments)
    if options.today is None:
        try:
            options.today = chosen_day(os.environ)
        except ValueError:
            parser.error(f"{VARIABLE} is not a date like 2026-11-21")
    return options


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
