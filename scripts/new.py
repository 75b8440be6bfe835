"""Start a policy or a role: answer a few questions, and its file is written."""

import argparse
import sys
from collections.abc import Iterator, Sequence
from datetime import date

from macros import starting
from macros.load import load
from macros.model.handbook import Handbook
from macros.problems import Problem
from macros.starting import Question, Started, UnfitError
from macros.trial import UnwritableError, new_errors, put
from scripts.arguments import add_data, add_today, speak_utf8, the_day

EPILOG = "At a terminal it asks for what you leave out."
# The rules about text.
WORDS = "TXT"
KINDS = {"policy": starting.POLICY, "role": starting.ROLE}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; 0 when it is made, 1 when it cannot be, 2 a wrong command line."""
    parser = _parser()
    options = parser.parse_args(arguments)
    today = the_day(parser, options.today)
    speak_utf8()
    try:
        return _make(options, load(options.data).book, today)
    except UnfitError as unfit:
        for question in KINDS[options.kind]:
            if why := unfit.faults.get(question.key):
                print(f"{question.asked}\n    {why}", file=sys.stderr)
        # What is wrong with the words does not depend on the answers that do not fit.
        problems = new_errors(options.data, {unfit.draft.inside: unfit.draft.text}, today)
        _refuse([p for p in problems if p.rule.startswith(WORDS)])
    except UnwritableError as error:
        print(f"{error}. Nothing was made.", file=sys.stderr)
    except (EOFError, KeyboardInterrupt):
        print("\nNothing was made.", file=sys.stderr)
    return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="new", description=__doc__, epilog=EPILOG)
    kinds = parser.add_subparsers(dest="kind", required=True, metavar="policy|role")
    for kind, questions in KINDS.items():
        below = kinds.add_parser(kind, help=f"start a {kind}", epilog=EPILOG)
        for question in questions:
            below.add_argument(f"--{question.key}", metavar="TEXT", help=question.asked)
        add_today(below, "the day it is made")
        add_data(below)
    return parser


def _make(options: argparse.Namespace, book: Handbook, today: date) -> int:
    started = _started(options, book, today)
    if problems := new_errors(options.data, {started.inside: started.text}, today):
        _refuse(problems)
        return 1
    put(options.data, {started.inside: started.text})
    print(f"Made: {options.data.name}/{started.inside}\n\nWhat to do next:")
    for number, step in enumerate(_next(options.kind, load(options.data).book, started, today), 1):
        print(f"{number}. {step}")
    return 0


def _refuse(problems: Sequence[Problem]) -> None:
    """Say what to mend; there is no file yet in which somebody could look for a place."""
    for problem in problems:
        print(f"{problem.message}\n    fix: {problem.fix}", file=sys.stderr)
    print("Nothing was made.", file=sys.stderr)


def _started(options: argparse.Namespace, book: Handbook, today: date) -> Started:
    """What the answers make; at a terminal, what does not fit is asked again."""
    make = starting.policy if options.kind == "policy" else starting.role
    asking = sys.stdin.isatty()
    given: dict[str, str] = {}
    for question in KINDS[options.kind]:
        said = getattr(options, question.key.replace("-", "_"))
        given[question.key] = _ask(question, book) if said is None and asking else said or ""
    while True:
        try:
            return make(book, given, today)
        except UnfitError as unfit:
            if not asking:
                raise
            for question in KINDS[options.kind]:
                if question.key in unfit.faults:
                    print(f"  {unfit.faults[question.key]}")
                    given[question.key] = _ask(question, book)


def _ask(question: Question, book: Handbook) -> str:
    if question.among:
        print(f"  {', '.join(getattr(book, question.among))}")
    return input(f"{question.asked}{'' if question.asked.endswith('?') else ':'} ")


def _next(kind: str, book: Handbook, started: Started, today: date) -> Iterator[str]:
    if kind == "policy":
        return starting.after_policy(book, book.policies[started.id], today)
    return starting.after_role(book.roles[started.id])


if __name__ == "__main__":
    sys.exit(main())
