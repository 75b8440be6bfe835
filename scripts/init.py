"""Turn this checkout into your own handbook: the sample goes, the smallest valid one comes.

Parts of the sample can stay as drafts.
"""

import argparse
import os
import re
import shutil
import sys
import tempfile
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from macros.day import chosen_day
from macros.decode import did_you_mean
from macros.edit import write
from macros.insert import LayoutError, with_value, without_keys
from macros.keeping.laid import laid
from macros.keeping.start import Start
from macros.keeping.told import told
from macros.load import load
from macros.model.handbook import Handbook
from macros.naming import slug
from macros.problems import as_text
from macros.rules import check
from macros.tree import quoted

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "data"
STARTER = ROOT / "tests" / "minimal"
# Tests of the words of the sample, which go with it.
SAMPLE_TESTS = ROOT / "tests" / "sample"

# What is asked: the option, the question, and the value in the starter that it replaces.
ASKED = (
    ("name", "Name of your practice", "Example Family Practice"),
    ("state", "State whose law applies", "State of Lakeland"),
    ("address", "Street address, as it is read to 911", "1 Example Street, Lakeland Falls"),
    ("phone", "Phone number of the office", "(555) 010-0100"),
    ("owner", "Name of the physician who owns the practice", "Alex Stone"),
    ("manager", "Name of the office manager", "Sam Rivers"),
)

ALL = "all"
KEEP = f"Parts of the sample to keep as drafts, such as safety,privacy; {ALL} for every part"
SMALLEST = (
    "Its policy is a draft: change it, then approve it with `python -m scripts.approve`.",
    "Read it with `make serve`, then add your roles, people and policies.",
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; 1 when nothing was changed because something does not fit."""
    options = _options(arguments)
    book = load(DATA).book
    answers: dict[str, str] = {}
    asked: list[str] = []
    if not (refusal := _refusal(options, book)):
        answers = {old: _answer(options, key, question) or old for key, question, old in ASKED}
        asked = re.findall(r"[^\s,;]+", _answer(options, "keep", KEEP).casefold())
        refusal = _unknown(asked, book)
    if refusal:
        print(f"{refusal}\nNothing was changed.", file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory(dir=ROOT, prefix=".init-") as folder:
        today = chosen_day(os.environ)
        made = _make(Path(folder) / "data", answers)
        try:
            start = _laid(made, book, asked, today) if asked else None
        except LayoutError as error:
            print(f"{error}\nNothing was changed.", file=sys.stderr)
            return 1
        if problems := check(load(made), today):
            print(f"{as_text(problems)}\nNothing was changed.", file=sys.stderr)
            return 1
        _swap(made, Path(folder) / "sample")
    print(f"data/ now holds the handbook of {answers[ASKED[0][2]]}.")
    examples = [question for _, question, old in ASKED if answers[old] == old]
    if examples:
        print(f"Still an example, to be changed in data/: {'; '.join(examples)}.")
    print("\n".join(told(start) if start else SMALLEST))
    return 0


def _refusal(options: argparse.Namespace, book: Handbook) -> str:
    """Why this checkout is left alone, in words; empty if it is not."""
    if book.practice and book.practice.sample:
        return ""
    if options.keep:
        return "This is not the sample any more, so there is nothing of it to keep."
    if options.force:
        return ""
    return (
        "This is not the sample any more.\n"
        "To throw away what is in data/ all the same, add --force."
    )


def _unknown(asked: Sequence[str], book: Handbook) -> str:
    """What to say of words that are no category of the sample; empty if all of them are."""
    wrong = [word for word in asked if word not in book.categories and word != ALL]
    if not wrong:
        return ""
    hint = did_you_mean(wrong[0], [*book.categories, ALL])
    there = ", ".join([*book.categories, ALL])
    return f"{wrong[0]!r} is not a category of the sample{hint}\nThere is {there}."


def _laid(made: Path, book: Handbook, asked: Sequence[str], today: date) -> Start:
    """Lay what is kept over the starter, and say what that is."""
    categories = [name for name in book.categories if name in asked or ALL in asked]
    start = Start(book, categories, load(made).book, today)
    theirs = {p.relative_to(made).as_posix(): p.read_text("utf-8") for p in made.rglob("*.yaml")}
    for inside, text in laid(start, theirs).items():
        path = made / inside
        if text:
            path.parent.mkdir(parents=True, exist_ok=True)
            write(path, text)
        else:
            path.unlink(missing_ok=True)
    return start


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="init", description=__doc__)
    for key, question, _ in ASKED:
        parser.add_argument(f"--{key}", help=question)
    parser.add_argument("--keep", metavar="CATEGORY,...", help=KEEP)
    parser.add_argument("--force", action="store_true", help="replace what is not the sample too")
    return parser.parse_args(arguments)


def _answer(options: argparse.Namespace, key: str, question: str) -> str:
    given: str | None = getattr(options, key)
    # With any option given the command runs by itself; without one it asks.
    silent = any(getattr(options, one) for one, _, _ in ASKED) or not sys.stdin.isatty()
    said = given if given is not None or silent else input(f"{question}: ")
    return " ".join((said or "").split())


def _make(folder: Path, answers: dict[str, str]) -> Path:
    """The starter with the answers in it, and people's files named after them."""
    shutil.copytree(STARTER, folder)
    for path in sorted(folder.rglob("*.yaml")):
        text = path.read_text(encoding="utf-8")
        for old, new in answers.items():
            value = quoted(new).replace("\\", r"\\")
            text = re.sub(rf"(?m)(?<=: ){re.escape(quoted(old))}$", value, text)
        write(path, text)
    _unapproved(folder)
    for _, _, old in ASKED[-2:]:
        path = folder / "people" / f"{slug(old)}.yaml"
        named = path.with_stem(slug(answers[old]) or path.stem)
        # Two people of one name: the second keeps the id of the starter.
        path.rename(path if named.exists() else named)
    if (DATA / ".schemas").is_dir():
        shutil.copytree(DATA / ".schemas", folder / ".schemas")
    return folder


def _unapproved(folder: Path) -> None:
    """The starter's policies as drafts: nobody of this practice has approved them."""
    shutil.rmtree(folder / "approved")
    for path in (folder / "policies").rglob("*.yaml"):
        text = without_keys(path.read_text(encoding="utf-8"), ("revisions", 0), "approved", "seal")
        write(path, with_value(text, "status", "active", "in-review"))


def _swap(made: Path, aside: Path) -> None:
    """Put the new data in place of the old; if that fails, the old comes back."""
    DATA.rename(aside)
    try:
        made.rename(DATA)
    except OSError:
        aside.rename(DATA)
        raise
    shutil.rmtree(SAMPLE_TESTS, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())
