"""Check a change as a pull request needs it: problems, both sites, the report, and a verdict.

It leaves in DIR: summary.txt, review.md for a comment, review.html, review.json, review.docx for
counsel (where what writes Word documents is installed), machinery.txt (changed files of the
program), and the sites site/ and preview/.
"""

import argparse
import os
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
# Material prints a long notice about MkDocs 2 at every start, which nobody here can act on.
os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")

try:
    from macros.binder.writers import writer
    from macros.changes.gate import objections
    from macros.changes.names import Names
    from macros.changes.policies import Both
    from macros.codeowners import FILE, codeowners
    from macros.comparing import WORKTREE, Compared, compared
    from macros.content import machinery
    from macros.day import VARIABLE
    from macros.finding import RefusedError
    from macros.plugin.building import try_site
    from macros.problems import Problem, as_github, new_since
    from macros.problems import as_text as problems_as_text
    from macros.review.data import as_json
    from macros.review.html import as_html
    from macros.review.paper import as_document
    from macros.snapshot import NoRevisionError, branch_point, touched
    from macros.validated import Validated, validated
    from macros.verdict import Verdict, as_comment, as_text
    from scripts.arguments import a_project, add_today, make_folder, put, speak_utf8, the_day
except ModuleNotFoundError as missing:
    sys.exit(f"{missing.name} is not installed; run `python scripts/setup.py`")

# What staff read, and what is being written.
SITES = ("site", "preview")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; 0 may be merged, 1 cannot yet, 2 a wrong command or nothing to compare."""
    options = _options(arguments)
    speak_utf8()
    data = options.project / "data"
    try:
        base = options.base or branch_point(data)
        found = compared(data, base, WORKTREE, options.today)
        files = touched(options.project, base)
    except NoRevisionError as unknown:
        print(f"Nothing can be compared: {unknown}.", file=sys.stderr)
        return 2
    checked = validated(data, options.today, options.project)
    _show(_newest_first(found, checked))
    for name in SITES:
        # A site of an earlier run would pass for one of this.
        shutil.rmtree(options.output / name, ignore_errors=True)
    verdict = _verdict(options, found, checked, files)
    try:
        _write(options.output, verdict, found)
    except RefusedError as refused:
        print(f"The report is not whole: {refused}.", file=sys.stderr)
        return 1
    print(as_text(verdict))
    if checked.unasked:
        print(checked.unasked, file=sys.stderr)
    print(f"The report and the preview are in {options.output}.", file=sys.stderr)
    return int(not verdict.merges)


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="ci", description=__doc__)
    parser.add_argument(
        "--base", metavar="REV", help="the handbook before; else where the branch left main"
    )
    parser.add_argument("--output", type=Path, metavar="DIR", help="else build/ci")
    add_today(parser, "check as of this day")
    parser.add_argument("--project", type=a_project, default=ROOT, metavar="DIR")
    options = parser.parse_args(arguments)
    options.output = options.output or options.project / "build" / "ci"
    options.today = the_day(parser, options.today)
    make_folder(parser, options.output)
    return options


def _newest_first(found: Compared, checked: Validated) -> list[Problem]:
    """All problems, errors first and of them those that the change brings: a forge shows some."""
    new = new_since(found.base.problems, checked.problems)
    return sorted(checked.problems, key=lambda p: (p.severity != "error", p not in new))


def _show(problems: Sequence[Problem]) -> None:
    inside = os.environ.get("GITHUB_ACTIONS") == "true"
    if text := (as_github if inside else problems_as_text)(problems):
        print(text)


def _verdict(
    options: argparse.Namespace, found: Compared, checked: Validated, files: Sequence[str]
) -> Verdict:
    base, head = found.base.loaded.book, found.head.loaded.book
    both = Both(base, head, options.today, Names(base, head))
    return Verdict(
        found.report,
        checked.problems,
        objections(both),
        # A handbook with problems has no site; the problems are named already.
        () if checked.errors else _unbuilt(options),
        machinery(files),
        stale=not checked.errors and _stale(options, checked),
    )


def _unbuilt(options: argparse.Namespace) -> tuple[str, ...]:
    """Build what staff read and what is being written; why one of them cannot be built."""
    for name in SITES:
        preview = name == "preview"
        asked = {"PREVIEW": str(int(preview)), "AUDIENCE": "staff"}
        asked[VARIABLE] = options.today.isoformat()
        # A preview is downloaded and opened from a folder, where only links to files work.
        flat = {"use_directory_urls": False} if preview else {}
        said = try_site(options.project / "mkdocs.yml", options.output / name, asked, **flat)
        if said:
            return said
    return ()


def _stale(options: argparse.Namespace, checked: Validated) -> bool:
    path: Path = options.project / FILE
    made = codeowners(checked.loaded.book, options.today).text
    return not path.is_file() or path.read_text("utf-8", "replace") != made


def _write(folder: Path, verdict: Verdict, found: Compared) -> None:
    texts = {
        "summary.txt": f"{as_text(verdict)}\n",
        "review.md": as_comment(verdict),
        "review.html": as_html(found.report, found.head.loaded.book),
        "review.json": f"{as_json(found.report)}\n",
        "machinery.txt": "".join(f"{file}\n" for file in verdict.machinery),
    }
    for name, text in texts.items():
        put(text, folder / name)
    try:
        word = writer("docx")
    except ValueError:
        # Only an extra brings it; one of an earlier run would pass for one of this.
        (folder / "review.docx").unlink(missing_ok=True)
        return
    put(word(as_document(found.report, found.head.loaded.book)), folder / "review.docx")


if __name__ == "__main__":
    code = main()
    sys.stdout.flush()
    sys.stderr.flush()
    # Taking two large handbooks apart, object by object, would take a while.
    os._exit(code)
