"""Say whether the handbook hangs together, and what to mend where it does not."""

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

try:
    from macros.history import past
    from macros.load import Loaded, load
    from macros.problems import Problem, as_github, as_json, as_text, counted, summary
    from macros.rules import RULES, check
    from macros.rules.explain import explanation, listing
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
    loaded = load(options.data, _shown(options.data))
    before = past(options.data, _shown(options.data))
    problems = check(loaded, options.today, before)
    if text := FORMATS[options.format](problems):
        print(text)
    if options.format != "json":
        print(_closing(loaded, problems), file=sys.stderr)
        if before.unasked:
            print(before.unasked, file=sys.stderr)
    counts = {p.severity for p in problems}
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


def _shown(data: Path) -> str:
    """The folder as messages name it: from the top of the project where it lies inside."""
    absolute = data.resolve()
    return absolute.relative_to(ROOT).as_posix() if absolute.is_relative_to(ROOT) else str(data)


def _closing(loaded: Loaded, problems: Sequence[Problem]) -> str:
    if any(p.severity == "error" for p in problems):
        return f"{summary(problems)}; `--explain ID` says more about a rule"
    book = loaded.book
    roles = counted(len(book.roles), "role")
    people = counted(len(book.people), "person", "people")
    policies = counted(len(book.policies), "policy", "policies")
    duty = "every role has a description and an owner"
    return (
        f"The handbook hangs together ({roles}, {people}, {policies}; {duty}): {summary(problems)}."
    )


if __name__ == "__main__":
    code = main()
    sys.stdout.flush()
    sys.stderr.flush()
    # Taking a large handbook apart, object by object, would take a quarter of all the time.
    os._exit(code)
