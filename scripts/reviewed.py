"""Record that somebody reviewed a policy: no change, changed, or to be retired."""

import argparse
import sys
from collections.abc import Sequence
from datetime import date

from macros.finding import RefusedError, readable_policy
from macros.formats import day_words, ended
from macros.insert import LayoutError
from macros.load import load
from macros.problems import as_text
from macros.reviewing import OUTCOMES, Outcome, Read, review
from macros.trial import UnwritableError, new_errors, put
from macros.views.dates import next_review
from scripts.arguments import a_day, add_data, add_today, ask, speak_utf8, the_day


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; 0 when it is recorded, 1 when it cannot be, 2 a wrong command line."""
    parser = _parser()
    options = parser.parse_args(arguments)
    speak_utf8()
    today = the_day(parser, options.today)
    try:
        return _record(options, today)
    except (RefusedError, LayoutError) as refused:
        print(f"Nothing was changed: {ended(str(refused))}", file=sys.stderr)
    except UnwritableError as error:
        print(f"{error}. Mend that and run the command again.", file=sys.stderr)
    except (EOFError, KeyboardInterrupt):
        print("\nNothing was changed.", file=sys.stderr)
    return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="reviewed", description=__doc__)
    parser.add_argument("policy", nargs="?", help="id or code of the policy, such as PRV-08")
    parser.add_argument("--by", metavar="PERSON", help="who reviewed it: an id or a name")
    parser.add_argument("--on", type=a_day, metavar="DATE", help="day of the review; today")
    parser.add_argument("--outcome", choices=OUTCOMES, help="what came of it")
    parser.add_argument("--note", default="", metavar="TEXT", help="what was found, in a sentence")
    parser.add_argument(
        "--replaced-by", default="", metavar="POLICY", help="with retire: which other"
    )
    add_today(parser, "the day it is written down")
    add_data(parser)
    return parser


def _record(options: argparse.Namespace, today: date) -> int:
    book = load(options.data).book
    policy = readable_policy(book, options.policy or ask("Which policy? Code or id"))
    said = options.outcome or ask(f"Outcome: {', '.join(OUTCOMES)}")
    outcome = next((word for word in OUTCOMES if word == said), None)
    if outcome is None:
        raise RefusedError(f"{said!r} is not one of {', '.join(OUTCOMES)}")
    done = Read(
        person=options.by or ask("Who reviewed it? Id or name"),
        on=options.on or today,
        outcome=outcome,
        note=options.note,
        replaced_by=options.replaced_by,
    )
    plan = review(book, options.data, policy, done, today)
    problems = new_errors(options.data, plan.files, today)
    if problems:
        print(as_text(problems), file=sys.stderr)
        print("Nothing was changed.", file=sys.stderr)
        return 1
    put(options.data, plan.files)
    print(plan.said)
    after = load(options.data).book
    due = next_review(after, after.policies[policy.id])
    print(_next(outcome, options.on or today, due))
    return 0


def _next(outcome: Outcome, on: date, due: date | None) -> str:
    if outcome == "retire":
        return f"It is retired from {day_words(on)} on; its file and its approved words stay."
    return f"The next review is due by {day_words(due)}." if due else "It has no review cycle."


if __name__ == "__main__":
    sys.exit(main())
