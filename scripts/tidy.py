"""Mend the form of the files in data/: key order, lists, quotes, sentences; never the words."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from macros.edit import write
from macros.load import files
from macros.tidy import tidied

ROOT = Path(__file__).resolve().parent.parent


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; with --check, 1 when there is something to mend."""
    parser = argparse.ArgumentParser(prog="tidy", description=__doc__)
    parser.add_argument("--check", action="store_true", help="change nothing, only say what would")
    parser.add_argument("--data", type=Path, default=ROOT / "data", metavar="DIR")
    options = parser.parse_args(arguments)
    if not options.data.is_dir():
        parser.error(f"{str(options.data)!r} is not a folder")
    mended = 0
    for path in files(options.data):
        inside = path.relative_to(options.data).as_posix()
        text = tidied(path, inside)
        if text is None:
            continue
        mended += 1
        print(f"{options.data.name}/{inside}: {'to mend' if options.check else 'mended'}")
        if not options.check:
            write(path, text)
    return int(options.check and mended > 0)


if __name__ == "__main__":
    sys.exit(main())
