"""A stand-in for `gh`, the forge's own program: it answers from a folder and records every call.

There is no forge to ask in a test. It stands outside of our process, where gh would.
"""

import itertools
import json
import os
import shutil
import sys
from pathlib import Path
from typing import Any

OURS = {"login": "github-actions[bot]"}


def main(arguments: list[str]) -> int:
    """Carry out one call."""
    place = Path(os.environ["FORGE"])
    with (place / "calls").open("a", encoding="utf-8") as calls:
        calls.write(f"{' '.join(arguments)}\n")
    options = dict(itertools.pairwise(arguments))
    match arguments:
        case ["api", "--paginate" | "--method", *rest] if "-F" not in rest:
            address = next(a for a in rest if a.startswith("repos/")).partition("?")[0]
            sys.stdout.write((place / f"{address.rsplit('/', 1)[1]}.json").read_text("utf-8"))
        case ["api", "--method", verb, address, *_]:
            body = Path(options["-F"].removeprefix("body=@")).read_text("utf-8")
            kept(place, "comments", address.rsplit("/", 1)[1] if verb == "PATCH" else "", body=body)
        case ["run", "download", *_]:
            if not (place / "review").is_dir():
                return 1
            shutil.copytree(place / "review", options["--dir"], symlinks=True)
        case ["issue", verb, number, *_]:
            made = {
                "title": options.get("--title"),
                "state": "closed" if verb == "close" else "open",
            }
            if "--body-file" in options:
                made["body"] = Path(options["--body-file"]).read_text("utf-8")
            kept(place, "issues", "" if verb == "create" else number, **made)
    return 0


def kept(place: Path, kind: str, number: str, **values: Any) -> None:  # noqa: ANN401
    """Change one of what is there, or add one of our own."""
    path = place / f"{kind}.json"
    rows = json.loads(path.read_text("utf-8"))
    row = next((r for r in rows if number == str(r.get("id"))), None)
    if row is None:
        row = {"id": len(rows) + 1, "number": len(rows) + 1, "user": OURS}
        rows.append(row)
    row.update({key: value for key, value in values.items() if value is not None})
    path.write_text(json.dumps(rows), "utf-8")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
