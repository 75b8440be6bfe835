"""Write the JSON Schemas that editors use for the files in data/."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from macros.edit import write
from macros.schema import schemas

FOLDER = Path(__file__).resolve().parent.parent / "data" / ".schemas"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; with --check, 1 when a file is not what it would write."""
    parser = argparse.ArgumentParser(prog="schemas", description=__doc__)
    parser.add_argument("--check", action="store_true", help="change nothing, only compare")
    options = parser.parse_args(arguments)
    wanted = {FOLDER / f"{name}.json": text for name, text in schemas().items()}
    there = set(FOLDER.glob("*.json"))
    stale = [path for path, text in wanted.items() if path not in there or _read(path) != text]
    extra = there - set(wanted)
    if options.check:
        for path in sorted({*stale, *extra}):
            print(f"data/.schemas/{path.name} is stale; run `make schemas`")
        return int(bool(stale or extra))
    FOLDER.mkdir(parents=True, exist_ok=True)
    for path in stale:
        write(path, wanted[path])
    for path in extra:
        path.unlink()
    return 0


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
