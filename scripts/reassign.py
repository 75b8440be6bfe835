"""Put one role in place of another, everywhere in data/ where it still has something to do."""

import argparse
import sys
from collections import Counter
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from macros.decode import did_you_mean, origin
from macros.edit import write
from macros.finding import meant
from macros.load import Loaded, load
from macros.problems import Problem, as_text, counted, errors
from macros.reassign import CHOICES, Plan, plan, still_named
from macros.trial import new_errors
from scripts.arguments import add_data, speak_utf8, the_day

BOM = "\ufeff"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; 0 done, 1 nothing was changed because something does not fit, 2 misused."""
    parser = _parser()
    options = parser.parse_args(arguments)
    speak_utf8()
    today = the_day(parser)
    loaded = load(options.data, options.data.name)
    unread = errors(loaded.problems)
    if unread or loaded.book.torn:
        return _refused(unread, "Mend this first.")
    asking = not options.old and not options.new and sys.stdin.isatty()
    if asking and not _asked(options, loaded):
        return _refused([], "Nobody answered.")
    if problem := _misused(options, loaded):
        parser.error(problem)
    return _carry_out(options, loaded, today, asking=asking)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="reassign", description=__doc__)
    parser.add_argument("old", nargs="?", metavar="OLD", help="role that goes, by id or title")
    parser.add_argument("new", nargs="?", metavar="NEW", help="role that takes over")
    parser.add_argument(
        "--only", action="append", default=[], metavar="KEY", help=f"one of {', '.join(CHOICES)}"
    )
    parser.add_argument(
        "--dry-run", action="store_true", help="change nothing, only say what would"
    )
    add_data(parser)
    return parser


def _asked(options: argparse.Namespace, loaded: Loaded) -> bool:
    for role in sorted(loaded.book.roles.values(), key=lambda role: role.id):
        print(f"  {role.id:<32} {role.title}")
    options.old = _answer("Role that goes: ")
    options.new = options.old and _answer("Role that takes over: ")
    return bool(options.new)


def _answer(question: str) -> str:
    try:
        return input(question).strip()
    except (EOFError, KeyboardInterrupt):
        print()
        return ""


def _misused(options: argparse.Namespace, loaded: Loaded) -> str:
    """What is wrong with what was asked, in words, or nothing."""
    book = loaded.book
    if not options.old or not options.new:
        return "say which role goes and which takes over: OLD NEW"
    options.old, options.new = (meant(r, book.roles) or r for r in (options.old, options.new))
    # A role whose file is gone already may still be named.
    if options.old not in book.roles and ("role", options.old) not in book.users:
        return f"there is no role {options.old!r}{did_you_mean(options.old, book.roles)}"
    if options.new not in book.roles:
        return f"there is no role {options.new!r}{did_you_mean(options.new, book.roles)}"
    if options.old == options.new:
        return f"both roles are {options.old!r}"
    strange = next((key for key in options.only if key not in CHOICES), None)
    if strange is not None:
        return f"no key {strange!r} names a role{did_you_mean(strange, CHOICES)}"
    return ""


def _carry_out(options: argparse.Namespace, loaded: Loaded, today: date, *, asking: bool) -> int:
    made = plan(loaded.book, options.old, options.new, today, frozenset(options.only))
    try:
        texts = made.texts()
    except ValueError as error:
        return _refused([], str(error))
    broken = new_errors(options.data, texts, today)
    if broken:
        return _refused(broken, "This would not hang together.")
    _report(made, loaded, options.data.name)
    if asking and texts and _answer("Change these files? [y/N] ").lower() not in ("y", "yes"):
        print("Nothing was changed.")
        return 0
    if not options.dry_run and not _write(options.data, texts):
        return 1
    files = counted(len(texts), "file")
    print(f"{files} would change." if options.dry_run else f"{files} changed.")
    return 0


def _write(data: Path, texts: dict[str, str]) -> bool:
    """Write file by file, each whole or not at all; say so if it stops on the way."""
    for inside, text in texts.items():
        path = data / inside
        try:
            mark = BOM if path.read_bytes().startswith(BOM.encode()) else ""
            write(path, mark + text)
        except OSError as error:
            print(f"{data.name}/{inside}: {error.strerror or 'cannot be written'}", file=sys.stderr)
            print("Run the same command again to finish.", file=sys.stderr)
            return False
    return True


def _report(made: Plan, loaded: Loaded, shown: str) -> None:
    old, new = made.names.old, made.names.new
    for inside in dict.fromkeys(origin(c.record).source.inside for c in made.changes):
        keys = Counter(c.named for c in made.changes if origin(c.record).source.inside == inside)
        print(f"{shown}/{inside}: {', '.join(_times(key, keys[key]) for key in keys)}")
    if made.left:
        print(f"\nThese keep {old!r}:")
        for left in made.left:
            place = origin(left.record).place(left.record.at(*left.path))
            print(f"{place}: {left.why}")
    if made.history:
        places = counted(made.history, "place tells", "places tell")
        print(f"\n{places} who held {old!r}, or approved as it, at the time. That stays true.")
    _report_words(made, loaded, shown, new)


def _report_words(made: Plan, loaded: Loaded, shown: str, new: str) -> None:
    if made.voided:
        print("\nThese policies need a new version before staff read the change:")
        for policy in made.voided:
            print(f"  {policy.code} {policy.title} ({policy.id})")
    if made.changes and (files := still_named(loaded.book, made)):
        print(f"\nThe words of these files still name the old role; read whether {new!r} is meant:")
        for inside in files:
            print(f"  {shown}/{inside}")
    if made.changes or made.left:
        print()


def _times(key: str, count: int) -> str:
    return key if count == 1 else f"{key} ({count} times)"


def _refused(problems: Sequence[Problem], why: str) -> int:
    if problems:
        print(as_text(problems), file=sys.stderr)
    print(f"{why} Nothing was changed.", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
