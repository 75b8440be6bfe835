"""Turn this checkout into your own handbook: the sample goes, the smallest valid one comes."""

import argparse
import os
import re
import shutil
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from macros.day import chosen_day
from macros.edit import write
from macros.insert import with_value, without_keys
from macros.load import load
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


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; 1 when nothing was changed because something does not fit."""
    options = _options(arguments)
    book = load(DATA).book
    if not options.force and not (book.practice and book.practice.sample):
        print("This is not the sample any more, so nothing was changed.", file=sys.stderr)
        print("To throw away what is in data/ all the same, add --force.", file=sys.stderr)
        return 1
    answers = {old: _answer(options, key, question) or old for key, question, old in ASKED}
    with tempfile.TemporaryDirectory(dir=ROOT, prefix=".init-") as folder:
        made = _make(Path(folder) / "data", answers)
        problems = check(load(made), chosen_day(os.environ))
        if problems:
            print(as_text(problems), file=sys.stderr)
            print("Nothing was changed.", file=sys.stderr)
            return 1
        _swap(made, Path(folder) / "sample")
    print(f"data/ now holds the handbook of {answers[ASKED[0][2]]}.")
    kept = [question for _, question, old in ASKED if answers[old] == old]
    if kept:
        print(f"Still an example, to be changed in data/: {'; '.join(kept)}.")
    print("Its policy is a draft: change it, then approve it with `python -m scripts.approve`.")
    print("Read it with `make serve`, then add your roles, people and policies.")
    return 0


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="init", description=__doc__)
    for key, question, _ in ASKED:
        parser.add_argument(f"--{key}", help=question)
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
