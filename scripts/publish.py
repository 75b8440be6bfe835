"""Publish an edition of the handbook: build it, and lay it beside the editions before it.

Nothing is changed before the last moment: killed or refused, what is published stays as it was.
No command takes a published edition away.
"""

import argparse
import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

try:
    from macros.formats import commit_words, day_words
    from macros.model.edition import Despite
    from macros.model.policy import Policy
    from macros.problems import as_text, counted
    from macros.publishing.draft import tag_of
    from macros.publishing.publish import Ask, Outcome, publish
    from macros.publishing.refusal import FailedError, RefusedError
    from macros.views.audience import LEVELS
    from scripts.arguments import a_project, speak_utf8, the_day
except ModuleNotFoundError as missing:
    sys.exit(f"{missing.name} is not installed; run `python scripts/setup.py`")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; 0 published, 1 not, 2 a wrong command line."""
    options, ask = _options(arguments)
    speak_utf8()
    try:
        outcome = publish(options.project, ask)
    except (RefusedError, FailedError) as error:
        print("\n".join(_refused(ask, error)), file=sys.stderr)
        return 1
    for line in _told(ask, outcome):
        print(line)
    return 0


def _options(arguments: Sequence[str] | None) -> tuple[argparse.Namespace, Ask]:
    parser = argparse.ArgumentParser(prog="publish", description=__doc__)
    parser.add_argument("edition", metavar="EDITION", help="year and month: 2026.11, or 2026.11.2")
    parser.add_argument(
        "--dry-run", action="store_true", help="do everything but let the edition appear"
    )
    parser.add_argument(
        "--despite", action="append", default=[], metavar="RULE", help="though this is broken"
    )
    parser.add_argument(
        "--reason", action="append", default=[], metavar="TEXT", help="why; one for each --despite"
    )
    parser.add_argument("--branch", default="", metavar="NAME", help="branch that is published")
    parser.add_argument("--push", default="", metavar="REMOTE", help="bring it to this remote too")
    parser.add_argument(
        "--project", type=a_project, default=ROOT, metavar="DIR", help=argparse.SUPPRESS
    )
    options = parser.parse_args(arguments)
    reasons = [" ".join(text.split()) for text in options.reason]
    if len(reasons) != len(options.despite) or not all(reasons):
        parser.error("each --despite RULE has its --reason TEXT, in the same order")
    audience = os.environ.get("AUDIENCE", "staff")
    if audience not in LEVELS:
        parser.error(f"AUDIENCE is {audience!r}, not one of {', '.join(LEVELS)}")
    today = the_day(parser)
    despite = tuple(map(_despite, options.despite, reasons))
    asked = (options.edition, today, audience, options.branch, options.push)
    return options, Ask(*asked, despite=despite, dry_run=options.dry_run)


def _despite(rule: str, reason: str) -> Despite:
    return Despite(rule=rule, reason=reason)


def _refused(ask: Ask, error: RefusedError | FailedError) -> Iterator[str]:
    head = f"Edition {ask.edition} was not published, and nothing was changed:"
    if isinstance(error, FailedError):
        yield f"{head} {error}"
        return
    yield head
    yield from (f"- {reason}" for reason in error.reasons)
    if error.problems:
        yield f"- {counted(len(error.problems), 'problem')} to mend first:"
        yield as_text(error.problems)


def _told(ask: Ask, outcome: Outcome) -> Iterator[str]:
    """What happened, and what somebody should look after."""
    edition = outcome.edition
    did = "could be published; nothing was changed" if ask.dry_run else "is published"
    yield (
        f"Edition {edition.edition} {did}:"
        f" {counted(len(edition.policies), 'policy', 'policies')} in force on"
        f" {day_words(edition.on)}, made from commit {commit_words(edition.commit)},"
        f" for {ask.audience}."
    )
    yield from _policies("Held back until approved, and not in it", outcome.held_back)
    yield from _policies("In it in the words before, because new ones wait", outcome.waiting)
    for one in edition.despite:
        yield f"Published though {one.rule} is broken: {one.reason}"
    if outcome.warnings:
        count = counted(len(outcome.warnings), "warning")
        yield f"To look after, though it stops nothing ({count}):"
        yield as_text([replace(one, fix="") for one in outcome.warnings])
    yield from (f"Left aside: {reason}." for reason in outcome.skipped)
    if ask.audience == "staff":
        yield from _site(outcome)
    elif ask.audience != "public":
        yield f"Nobody but {ask.audience} should get in: look at its address in a private window."
    yield from _next(ask, outcome)


def _policies(words: str, policies: Sequence[Policy]) -> Iterator[str]:
    if policies:
        yield f"{words}: {', '.join(f'{p.code} {p.title}' for p in policies)}."


def _site(outcome: Outcome) -> Iterator[str]:
    """Whether strangers are let in where the practice did not choose that."""
    site = outcome.site
    if site is None:
        yield (
            "Nobody asked whether the site wants a sign-in:"
            " data/practice.yaml names no address under `site`."
        )
    elif outcome.stranger:
        yield (
            f"Warning: {site.address} lets in anybody, without a sign-in. If that is not meant,"
            " put a sign-in in front of it today; the page “Where this handbook lives” says how."
            " If it is, write `open: true` under `site` in data/practice.yaml."
        )
    elif outcome.is_asked and outcome.stranger is None:
        yield f"{site.address} did not answer, so nobody knows whether it asks for a sign-in."


def _next(ask: Ask, outcome: Outcome) -> Iterator[str]:
    tag = tag_of(outcome.edition.edition)
    if ask.remote:
        yield f"{ask.remote} {'would get' if ask.dry_run else 'has'} it on the branch {ask.target}."
    elif not ask.dry_run:
        yield (
            f"It lies on the branch {ask.target} here."
            f" `git push --atomic origin {ask.target} {tag}` brings it to the host."
        )


if __name__ == "__main__":
    sys.exit(main())
