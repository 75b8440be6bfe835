"""Ask the site's search what people ask, and say how often the right page comes first."""

import argparse
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from macros.asking import AMONG, Answer, Question, answers, questions, score, strangers
from macros.plugin.building import build_site
from scripts.arguments import ROOT, a_folder

ASKED = ROOT / "tests" / "sample" / "questions.yaml"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; 0 people find things, 1 they do not, 2 it could not be asked."""
    options = _options(arguments)
    try:
        asked = questions(options.questions)
        if options.site:
            return _asked(options.site, asked)
        with tempfile.TemporaryDirectory() as folder:
            build_site(ROOT / "mkdocs.yml", Path(folder))
            return _asked(Path(folder), asked)
    except (FileNotFoundError, ValueError) as reason:
        print(f"search_quality: {reason}", file=sys.stderr)
        return 2


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="search_quality", description=__doc__)
    parser.add_argument("--site", type=a_folder, metavar="DIR", help="ask this built site")
    parser.add_argument("--questions", type=Path, default=ASKED, metavar="FILE")
    return parser.parse_args(arguments)


def _asked(site: Path, asked: Sequence[Question]) -> int:
    if unknown := strangers(site, asked):
        raise ValueError(f"the questions expect pages the site does not have: {', '.join(unknown)}")
    given = answers(site, asked)
    for answer in given:
        if not answer.right_among(1):
            print(_missed(answer))
    shares = score(given)
    print(
        f"{len(given)} questions: the right page is first for {shares.first:.1f} %, "
        f"among the first {AMONG} for {shares.among:.1f} %."
    )
    return int(not shares.good)


def _missed(answer: Answer) -> str:
    """A question whose right page is not first, and what came instead."""
    among = f"among the first {AMONG}" if answer.right_among(AMONG) else "missed"
    came = ", ".join(page or "the home page" for page in answer.pages[:AMONG]) or "nothing"
    wanted = " or ".join(sorted(answer.question.pages))
    return f"{among}: {answer.question.asked}\n    came: {came}\n    right: {wanted}"


if __name__ == "__main__":
    sys.exit(main())
