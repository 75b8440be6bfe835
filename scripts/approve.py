"""Record that somebody approved a policy; its words are kept as they were approved."""

import argparse
import sys
from collections.abc import Sequence
from datetime import date

from macros import words
from macros.approval_lines import pasted_lines
from macros.finding import RefusedError, readable_policy
from macros.formats import ended
from macros.insert import LayoutError
from macros.load import load
from macros.model.handbook import Handbook
from macros.model.policy import Approval, Policy
from macros.model.record import Phrase
from macros.problems import as_text
from macros.recording import Plan, Yes, approval, unfinished, waiting
from macros.trial import UnwritableError, new_errors, put
from macros.views import approving, standing
from scripts.arguments import a_day, add_data, add_today, ask, speak_utf8, the_day

METHODS = ("review", "paper", "meeting")
EPILOG = "Without arguments it lists what waits for approval, and asks."


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; 0 when it is recorded, 1 when it cannot be, 2 a wrong command line."""
    parser = _parser()
    options = parser.parse_args(arguments)
    speak_utf8()
    today = the_day(parser, options.today)
    book = load(options.data).book
    try:
        if options.finish:
            return _finish(book, options)
        if not options.policy:
            options.policy = _chosen(book)
        policy = readable_policy(book, options.policy)
        if options.show:
            return _show(book, policy, today)
        plan = approval(book, options.data, policy, _answers(book, policy, options, today), today)
        return _record(plan, options, today)
    except (RefusedError, LayoutError) as refused:
        print(f"Nothing was changed: {ended(str(refused))}", file=sys.stderr)
    except UnwritableError as error:
        print(f"{error}. Mend that and run the command again; it goes on.", file=sys.stderr)
    except (EOFError, KeyboardInterrupt):
        print("\nNothing was changed.", file=sys.stderr)
    return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="approve", description=__doc__, epilog=EPILOG)
    parser.add_argument("policy", nargs="?", help="id or code of the policy, such as PRV-08")
    parser.add_argument("--by", metavar="PERSON", help="who approved it: an id or a name")
    parser.add_argument("--on", type=a_day, metavar="DATE", help="day of the approval; today")
    parser.add_argument(
        "--method", choices=METHODS, default="review", help="how it was given; in review"
    )
    parser.add_argument("--evidence", metavar="TEXT", help="where the approval can be seen")
    again = parser.add_mutually_exclusive_group()
    again.add_argument("--material", action="store_true", default=None, help="people sign again")
    again.add_argument("--minor", dest="material", action="store_false", help="nobody signs again")
    parser.add_argument("--change", default="", metavar="TEXT", help="what changed, in a sentence")
    parser.add_argument("--effective", type=a_day, metavar="DATE", help="from when it holds")
    parser.add_argument("--recorded-by", default="", metavar="PERSON", help="who writes it down")
    parser.add_argument("--seal", default="", help="seal of the words read, as the sheet has it")
    parser.add_argument("--show", action="store_true", help="print lines and words to paste")
    parser.add_argument("--finish", action="store_true", help="write approved copies still missing")
    add_today(parser, "the day it is written down")
    add_data(parser)
    return parser


def _chosen(book: Handbook) -> str:
    rows = waiting(book)
    if not rows:
        raise RefusedError("no policy waits for approval")
    print("These wait for approval:")
    for policy in rows:
        print(f"  {policy.code}  {policy.title} ({policy.id})")
    return ask("Which one? Code or id")


def _ask_yes_or_no(question: str) -> bool:
    answer = ask(f"{question} yes or no").casefold()
    if answer not in ("yes", "y", "no", "n"):
        raise RefusedError(f"{answer!r} is neither yes nor no")
    return answer.startswith("y")


def _answers(book: Handbook, policy: Policy, options: argparse.Namespace, today: date) -> Yes:
    change, material = options.change, options.material
    if standing.under_way(book, policy) is None and standing.changed(book, policy):
        change = change or ask("What changed, in one sentence")
        if material is None:
            material = _ask_yes_or_no("Do people sign again?")
    return Yes(
        person=options.by or ask("Who approved? Id or name"),
        on=options.on or today,
        evidence=options.evidence or ask("Where can the approval be seen"),
        method=options.method,
        material=material,
        change=change,
        effective=options.effective,
        recorded_by=options.recorded_by,
        seal=options.seal,
    )


def _record(plan: Plan, options: argparse.Namespace, today: date) -> int:
    problems = new_errors(options.data, plan.files, today)
    if problems:
        print(as_text(problems), file=sys.stderr)
        print("Nothing was changed.", file=sys.stderr)
        return 1
    put(options.data, plan.files)
    print(plan.said)
    for inside in plan.files:
        print(f"  {options.data.name}/{inside}")
    return 0


def _finish(book: Handbook, options: argparse.Namespace) -> int:
    files = unfinished(book)
    put(options.data, files)
    for inside in files:
        print(f"{options.data.name}/{inside}: written")
    if not files:
        print("Every approved version has its approved copy.")
    return 0


def _show(book: Handbook, policy: Policy, today: date) -> int:
    """Print what somebody pastes who approves in the browser."""
    found = standing.under_way(book, policy)
    if found is None:
        raise RefusedError(f"{policy.id!r} has no version that waits for approval")
    left = standing.missing(book, policy, found.approved)
    if not left:
        raise RefusedError(f"nobody has to approve version {found.version}; see --finish")
    people = [p.id for role in left for p in approving.may_approve(book, policy, role, today)]
    given = Approval(
        person=people[0] if people else "nobody-may",
        role=left[0],
        on=today,
        method="review",
        evidence=Phrase("where the approval can be seen"),
        recorded_by=people[0] if people else "nobody-may",
        recorded_on=today,
    )
    kept = words.text(policy)
    place = "the last approval of version" if found.approved else "version"
    print(f"Below {place} {found.version}, indented like the line `change`:\n")
    print("\n".join(pasted_lines(found, given, words.seal(kept))))
    if standing.missing(book, policy, (*found.approved, given)):
        print("\nThe words are kept when the last approver has agreed. They are:\n")
    else:
        print(f"\nIn a new file data/approved/{policy.id}/{found.version}.md:\n")
    print(kept, end="")
    return 0


if __name__ == "__main__":
    sys.exit(main())
