"""Keep who signed which version of which policy, in the private records; nothing is rewritten."""

import argparse
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

try:
    from macros.binder.pen import Pen
    from macros.binder.signing import signing_sheet
    from macros.binder.writers import writer
    from macros.finding import RefusedError, named_person
    from macros.formats import ended
    from macros.load import Loaded, load
    from macros.model.handbook import Handbook
    from macros.model.signature import METHODS, Signature
    from macros.problems import counted, errors
    from macros.records import store
    from macros.records.clerk import Claim, Clerk
    from macros.records.facts import report
    from macros.records.plans import (
        Listed,
        Plan,
        all_due,
        imported,
        plan,
        split,
        taken_back,
        unfitting,
    )
    from macros.records.receipt import receipt
    from macros.records.start import lay_out
    from macros.records.told import Missing, as_json, as_markdown, as_table, as_text, whom
    from macros.views.signing import unsigned
    from scripts.arguments import a_day, add_data, add_today, put, speak_utf8, the_day
except ModuleNotFoundError as missing:
    sys.exit(f"{missing.name} is not installed; run `python scripts/setup.py`")

FORMATS: Mapping[str, Callable[[Missing], str]] = {
    "text": as_text,
    "markdown": as_markdown,
    "csv": as_table,
    "json": as_json,
}
SHEETS = ("pdf", "html", "docx")
WAY_OUT = (
    "Bring the file back as it was: in the records repository, its history"
    " shows each line as it was added. Take the last good version from there, then write down"
    " again what came after it."
)
EPILOG = (
    "Without an option it records that PERSON signed each POLICY: by id or code, as PRV-08,"
    " or with a version, as PRV-08@2.0. The signatures are kept in a repository of their own."
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; 0 done, 1 refused or something is wrong, 2 a wrong command line."""
    parser = _parser()
    options = parser.parse_args(arguments)
    speak_utf8()
    options.today = the_day(parser, options.today)
    options.on = options.on or options.today
    if wrong := _wrong(options):
        parser.error(wrong)
    try:
        if options.start:
            return _start(options.start)
        return _chosen(options)(options, load(options.data, options.data.name))
    except RefusedError as refused:
        asked = options.missing or options.check
        head = "This cannot be answered" if asked else "Nothing was written"
        print(f"{head}: {ended(str(refused))}", file=sys.stderr)
    return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="acknowledge", description=__doc__, epilog=EPILOG)
    parser.add_argument("person", nargs="?", help="who signed: an id of data/people/, or a name")
    parser.add_argument("policy", nargs="*", help="what was signed, such as PRV-08 or PRV-08@2.0")
    parser.add_argument("--all-due", action="store_true", help="all that the person has to sign")
    parser.add_argument("--on", type=a_day, metavar="DATE", help="day of the signature; today")
    parser.add_argument(
        "--method", choices=METHODS, default="paper", help="how it was signed; on paper"
    )
    parser.add_argument("--recorded-by", default="", metavar="PERSON", help="who writes it down")
    parser.add_argument(
        "--seal", action="append", default=[], help="seal of the sheet, or of the words signed"
    )
    parser.add_argument(
        "--withdraw", action="store_true", help="take back what was written down by mistake"
    )
    parser.add_argument("--role", default="", help="with --missing: only who holds this role")
    parser.add_argument("--person", dest="whose", default="", help="with --missing: only this one")
    parser.add_argument("--format", choices=FORMATS, default="text", help="of --missing")
    parser.add_argument("--output", type=Path, metavar="FILE", help="of --missing and --sheet")
    add_today(parser, "the day it is written down")
    add_data(parser)
    parser.add_argument(
        "--records", type=Path, default=ROOT / "records", metavar="DIR", help="the records"
    )
    modes = parser.add_mutually_exclusive_group()
    modes.add_argument("--import", dest="list", type=Path, metavar="FILE", help="record a CSV list")
    modes.add_argument("--missing", action="store_true", help="say who has yet to sign what")
    modes.add_argument("--sheet", metavar="PERSON", help="write one sheet for one signature")
    modes.add_argument("--check", action="store_true", help="look whether anything was altered")
    modes.add_argument("--start", type=Path, metavar="DIR", help="lay out a new records repository")
    return parser


def _wrong(options: argparse.Namespace) -> str:
    """What is wrong with the command line, in words; empty where nothing is."""
    other = options.list or options.missing or options.sheet or options.check or options.start
    if options.sheet and (options.output is None or options.output.suffix[1:] not in SHEETS):
        return f"--sheet needs --output FILE that ends in .{', .'.join(SHEETS)}"
    return "" if other and not options.person else _wrong_signature(options, other=bool(other))


def _wrong_signature(options: argparse.Namespace, *, other: bool) -> str:
    if other:
        return f"{options.person!r} is one word too many: --person names somebody for --missing"
    if not options.person:
        return "say who signed, and what; or use --missing, --import, --sheet, --check or --start"
    if bool(options.policy) == options.all_due:
        return "name the policies that were signed, or say --all-due"
    return "name the policies to take back" if options.all_due and options.withdraw else ""


def _chosen(options: argparse.Namespace) -> Callable[[argparse.Namespace, Loaded], int]:
    if options.missing:
        return _missing
    if options.sheet:
        return _sheet
    return _check if options.check else _record


def _start(folder: Path) -> int:
    for name in lay_out(folder):
        print(f"  {folder.name}/{name}")
    print(f"Now {folder.name}/README.md says what comes next.")
    return 0


def _record(options: argparse.Namespace, loaded: Loaded) -> int:
    book = loaded.book
    with store.alone(options.records):
        found = store.read(options.records)
        if found.problems:
            return _told(found.problems, f"Nothing was written. {WAY_OUT}")
        made = _plan(options, book, found.signatures)
        if made.problems:
            many = counted(len(made.problems), "problem")
            return _told(made.problems, f"Nothing was written: {many}.")
        if made.new:
            store.append(options.records, found, made.new)
    told = receipt(book, made, options.records.name, of_list=bool(options.list))
    print(*told, sep="\n")
    return 0


def _told(problems: Sequence[str], last: str) -> int:
    print(*problems, last, sep="\n", file=sys.stderr)
    return 1


def _plan(options: argparse.Namespace, book: Handbook, written: Sequence[Signature]) -> Plan:
    clerk = Clerk(book, options.today)
    if options.list:
        return _imported(options, clerk, written)
    claim = Claim(options.person, "", options.on, "", "", options.method, options.recorded_by)
    if options.all_due:
        claims = all_due(clerk, written, claim)
    else:
        named = map(split, options.policy)
        claims = [claim._replace(policy=policy, version=version) for policy, version in named]
    if options.withdraw:
        return taken_back(clerk, claims, written)
    made = plan(clerk, (("", one) for one in claims), written)
    # Seals are typed from paper.
    seals = [seal.strip().casefold() for seal in options.seal]
    unfit = unfitting(seals, (*made.new, *made.there)) if claims else []
    return Plan(made.new, made.there, made.problems or tuple(unfit))


def _imported(options: argparse.Namespace, clerk: Clerk, written: Sequence[Signature]) -> Plan:
    path: Path = options.list
    try:
        content = path.read_bytes()
    except OSError as error:
        raise RefusedError(f"{path} cannot be read: {error.strerror}") from None
    listed = Listed(path.name, content, options.method, options.recorded_by)
    return imported(clerk, listed, written)


def _missing(options: argparse.Namespace, loaded: Loaded) -> int:
    book = loaded.book
    people, whose = whom(book, options.on, options.role, options.whose)
    found = store.read(options.records)
    items = unsigned(book, found.signatures, options.on, people)
    made = FORMATS[options.format](Missing(book, options.on, items, whose))
    _put(options, made if made.endswith("\n") else f"{made}\n")
    return _doubts(found, loaded)


def _sheet(options: argparse.Namespace, loaded: Loaded) -> int:
    book = loaded.book
    person = named_person(book, options.sheet)
    found = store.read(options.records)
    items = unsigned(book, found.signatures, options.on, {person.id})
    if not items:
        raise RefusedError(f"{person.name} has nothing to sign on {options.on}")
    kind = options.output.suffix[1:]
    try:
        write = writer(kind)
    except ValueError as error:
        raise RefusedError(str(error)) from None
    document = signing_sheet(Pen(book, options.today), person, items, options.on)
    _put(options, write(document))
    return _doubts(found, loaded)


def _put(options: argparse.Namespace, made: bytes | str) -> None:
    put(made, options.output)
    if options.output:
        print(f"Written: {options.output}")


def _doubts(found: store.Checked, loaded: Loaded) -> int:
    """Say what keeps an answer from being whole; 1 where something does."""
    files = sorted({p.place.file for p in errors(loaded.problems)})
    said = [f"These files of the handbook have problems: {', '.join(files)}."] if files else []
    said += found.problems
    return _told(said, "The answer is not the whole one.") if said else 0


def _check(options: argparse.Namespace, loaded: Loaded) -> int:
    read = store.read(options.records)
    found = report(loaded.book, read, options.records.name)
    print(*found.notes, sep="\n")
    if not found.problems:
        return 0
    many = counted(len(found.problems), "problem")
    # What the file says may be as it was written, and the handbook says something else.
    way_out = f" {WAY_OUT}" if read.problems else ""
    return _told(found.problems, f"Something was altered: {many}.{way_out}")


if __name__ == "__main__":
    sys.exit(main())
