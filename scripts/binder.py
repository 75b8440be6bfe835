"""Write the handbook, or a part of it, as one document to print, file or hand over."""

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

try:
    from macros.binder.binders import category, role_binder, whole
    from macros.binder.document import Document
    from macros.binder.evidence import evidence
    from macros.binder.writers import writer
    from macros.day import VARIABLE
    from macros.decode import did_you_mean
    from macros.finding import RefusedError, meant
    from macros.history import past
    from macros.model.past import Past
    from macros.problems import as_text, errors, summary
    from macros.rules import check
    from macros.site import Site, site
    from macros.views.audience import LEVELS, past_for
    from scripts.arguments import add_data, add_today, put, speak_utf8, the_day
except ModuleNotFoundError as missing:
    sys.exit(f"{missing.name} is not installed; run `python scripts/setup.py`")

# What is asked for by id, and the table of a Handbook it is looked up in.
TABLES = {"category": "categories", "role": "roles", "evidence": "regulations"}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; 0 written, 1 the handbook does not hang together, 2 a wrong command line."""
    parser = _parser()
    options = parser.parse_args(arguments)
    speak_utf8()
    options.today = the_day(parser, options.today)
    try:
        write = writer(options.format)
        wanted = _site(options)
        make = _binder(options, wanted)
    except ValueError as error:
        parser.error(str(error))
    problems = check(wanted.loaded, wanted.today)
    if wrong := errors(problems):
        print(as_text(wrong))
        print(f"Nothing was written: {summary(problems)}.", file=sys.stderr)
        return 1
    try:
        put(write(make()), options.output)
    except RefusedError as refused:
        print(f"{refused}.", file=sys.stderr)
        return 1
    print(f"Written: {options.output}")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="binder", description=__doc__)
    parser.add_argument("which", choices=("whole", *TABLES), help="what it holds")
    parser.add_argument("id", nargs="?", help="which category or role, or about which regulation")
    parser.add_argument("--format", choices=("html", "pdf", "docx"), default="html")
    parser.add_argument("--output", type=Path, required=True, metavar="FILE")
    parser.add_argument("--audience", choices=LEVELS, default="staff", help="whom it is for")
    add_today(parser, "as the handbook stands on this day")
    add_data(parser)
    return parser


def _site(options: argparse.Namespace) -> Site:
    # What goes on paper is in force, whatever the site in the next window shows.
    environ = {**os.environ, "AUDIENCE": options.audience, "PREVIEW": ""}
    return site(options.data, {**environ, VARIABLE: options.today.isoformat()})


def _binder(options: argparse.Namespace, wanted: Site) -> Callable[[], Document]:
    """What makes the document; raises ValueError, in words, when nothing has that id."""
    book, today, which = wanted.book, wanted.today, options.which
    if which == "whole" and options.id:
        raise ValueError(f"the whole handbook takes no id, and {options.id!r} was given")
    if which in ("category", "role") and not options.id:
        raise ValueError(f"say which {which}: {', '.join(getattr(book, TABLES[which]))}")
    if options.id and which in ("category", "role"):
        options.id = meant(options.id, getattr(book, TABLES[which])) or options.id
    if options.id and options.id not in (known := getattr(book, TABLES[which])):
        kind = "regulation" if which == "evidence" else which
        raise ValueError(f"{options.id!r} is not a {kind}{did_you_mean(options.id, known)}")
    if which == "evidence" and options.audience == "public":
        raise ValueError("the evidence pack is not for the public; approvals are hidden from it")
    makers: dict[str, Callable[[], Document]] = {
        "whole": lambda: whole(book, today),
        "category": lambda: category(book, today, options.id),
        "role": lambda: role_binder(book, today, options.id),
        "evidence": lambda: evidence(book, today, options.id, _past(options, wanted)),
    }
    return makers[which]


def _past(options: argparse.Namespace, wanted: Site) -> Past:
    return past_for(wanted.loaded.book, wanted.audience, past(options.data))


if __name__ == "__main__":
    sys.exit(main())
