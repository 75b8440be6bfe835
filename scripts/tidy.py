"""Mend the form of the files in data/: key order, lists, quotes, sentences; never the words."""

import argparse
import sys
from collections.abc import Sequence

from macros.edit import write
from macros.load import files
from macros.tidy import tidied
from scripts.arguments import add_data


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; with --check, 1 when there is something to mend."""
    parser = argparse.ArgumentParser(prog="tidy", description=__doc__)
    parser.add_argument("--check", action="store_true", help="change nothing, only say what would")
    add_data(parser)
    options = parser.parse_args(arguments)
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
