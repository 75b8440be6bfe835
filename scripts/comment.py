"""Say to which pull request a check belongs, and what the one comment there becomes.

It runs with the right to write, on texts that anybody may have made: it only reads them.
It needs nothing but Python, so that nothing has to be installed beside that right.
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from macros.content import machinery  # noqa: E402 - the folder has to be known first
from macros.forge import Row, comment, own_comment, request_of, rows  # noqa: E402 - the same

# A forge lists so many files of a request, and behind them others could hide.
LISTED = 3000


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; it prints a number, or nothing where there is none."""
    options = _options(arguments)
    if options.sha:
        found = request_of(rows(_text(options.pulls)), options.sha)
    else:
        found = own_comment(rows(_text(options.comments)))
        listed = rows(_text(options.files))
        files = [name for row in listed for name in _names(row)]
        if len(listed) >= LISTED:
            files.append("more files than the forge lists")
        options.output.write_bytes(comment(_text(options.report), machinery(files)).encode())
    if found is not None:
        print(found)
    return 0


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="comment", description=__doc__)
    asks = parser.add_subparsers(required=True, metavar="find|write")
    find = asks.add_parser("find", help="print the number of the request with this newest commit")
    find.add_argument("--sha", required=True)
    find.add_argument("--pulls", type=Path, required=True, metavar="FILE")
    write = asks.add_parser("write", help="write the comment; print the number of the one there")
    write.set_defaults(sha="")
    for name in ("report", "files", "comments", "output"):
        write.add_argument(f"--{name}", type=Path, required=True, metavar="FILE")
    return parser.parse_args(arguments)


def _text(path: Path) -> str:
    return path.read_bytes().decode("utf-8", "replace")


def _names(row: Row) -> list[str]:
    """Both names of a file that moved."""
    names = (row.get(key) for key in ("filename", "previous_filename"))
    return [name for name in names if isinstance(name, str)]


if __name__ == "__main__":
    sys.exit(main())
