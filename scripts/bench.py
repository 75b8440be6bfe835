"""Measure what checking and building cost, beside what they cannot do without.

CPU seconds of whole processes, in one run, one after the other, on invented handbooks:
`validate` beside parsing the same files, `build` beside MkDocs alone on the same finished pages,
`bare` with the pages outside the navigation, `flat` with them below their index.
At last `validate` of a handbook with a long history, beside the same without one,
and `review` of a change to some policies, beside one `validate`.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from macros.day import epoch  # noqa: E402 - the path comes first
from macros.figures import Age, Changed, Run, Size, report  # noqa: E402 - the same
from macros.invented import DAY, handbook  # noqa: E402 - the same

HOOKS = Path(__file__).resolve().parent / "hooks"
# Small sizes are over in a moment, and a moment varies: they are run several times.
SMALL, OFTEN = 300, 3
# Fifty years of two commits a week, each with three policies and one approved copy.
COMMITS, POLICIES, TOUCHED = 5_000, 100, 3
# A pull request of ordinary size in a large handbook.
REVIEWED, CHANGED = 1_000, 20
# One parser reads all files, in a process of its own.
PARSE = """
import sys, yaml, pathlib
for path in sorted(pathlib.Path(sys.argv[1]).rglob("*.yaml")):
    yaml.load(path.read_bytes(), Loader=yaml.CSafeLoader)
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure every size and print the tables."""
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument("--sizes", type=_sizes, default=[100, 1000, 3000], metavar="N,N,N")
    parser.add_argument("--quick", action="store_true", help="two tiny sizes, to see that it works")
    options = parser.parse_args(arguments)
    measured = []
    for policies in [30, 60] if options.quick else options.sizes:
        with tempfile.TemporaryDirectory() as folder:
            measured.append(measure(Path(folder), policies))
        spent = ", ".join(
            f"{name} {measured[-1].seconds(name):.2f} s" for name in measured[-1].runs
        )
        print(f"{policies:,} policies: {spent}", file=sys.stderr)
    with tempfile.TemporaryDirectory() as folder:
        age = measure_history(Path(folder), 50 if options.quick else COMMITS)
    with tempfile.TemporaryDirectory() as folder:
        changed = measure_review(Path(folder), 60 if options.quick else REVIEWED)
    print(report(measured, age, changed))
    return 0


def _sizes(text: str) -> list[int]:
    return sorted(int(number) for number in text.split(","))


def measure(folder: Path, policies: int) -> Size:
    """Everything about a handbook with so many policies."""
    files = write(folder / "data", policies)
    size = Size(policies, *files)
    _lay_out(folder)
    _export(folder)
    often = OFTEN if policies <= SMALL else 1
    data, site = str(folder / "data"), folder / "site"
    commands = {
        "parse": ["-c", PARSE, data],
        "validate": ["-m", "scripts.validate", "--data", data],
        "bare": [*_build("bare.yml"), str(site / "bare")],
        "flat": [*_build("flat.yml"), str(site / "flat")],
        "build": [*_build("mkdocs.yml"), str(site / "ours")],
    }
    quick = ("parse", "validate")
    # In turn, so that a busy machine is busy for all of them.
    for turn in range(OFTEN):
        for name in [*quick, *(n for n in commands if n not in quick and turn < often)]:
            place = ROOT if name == "validate" else folder
            size.runs.setdefault(name, []).append(_run(commands[name], place))
    size.site = sum(p.stat().st_size for p in (site / "ours").rglob("*") if p.is_file())
    size.index = (site / "ours" / "search" / "search_index.json").stat().st_size
    return size


def measure_history(folder: Path, commits: int) -> Age:
    """Everything about a handbook that was changed so often."""
    data = folder / "data"
    write(data, POLICIES)
    _git(folder, "init", "--quiet", "-b", "main")
    _git(folder, "fast-import", "--quiet", said=_life(data, commits))
    _git(folder, "reset", "--quiet", "--hard")
    command = ["-m", "scripts.validate", "--data", str(data)]
    age = Age(commits, commits * (TOUCHED + 1))
    for turn in ("with", "without"):
        # The copies of this life say nothing that was approved: it ends with problems, both times.
        age.runs[turn] = [_run(command, ROOT, ends=(0, 1)) for _ in range(OFTEN)]
        shutil.rmtree(folder / ".git", ignore_errors=True)
    return age


def measure_review(folder: Path, policies: int) -> Changed:
    """The report on a handbook of which a few policies were changed."""
    data = folder / "data"
    write(data, policies)
    _git(folder, "init", "--quiet", "-b", "main")
    _git(folder, "add", "--all")
    named = ("-c", "user.name=Bench", "-c", "user.email=bench@example.org")
    _git(folder, *named, "commit", "--quiet", "--message", "A handbook")
    for path in sorted((data / "policies").rglob("*.yaml"))[:CHANGED]:
        text = path.read_text("utf-8")
        changed = text.replace("body: |\n", "body: |\n      Within 15 days.\n", 1)
        path.write_text(changed, encoding="utf-8")
    found = Changed(policies, CHANGED)
    asked = ["--data", str(data)]
    for _ in range(OFTEN):
        for name, more in (("validate", []), ("review", ["--base", "main"])):
            found.runs.setdefault(name, []).append(
                _run(["-m", f"scripts.{name}", *more, *asked], ROOT)
            )
    return found


def _life(data: Path, commits: int) -> bytes:
    """A history that ends with the files as they lie there, as git imports it."""
    texts = {f"data/{p.relative_to(data).as_posix()}": p.read_bytes() for p in data.rglob("*.yaml")}
    policies = sorted(path for path in texts if path.startswith("data/policies/"))
    made: list[bytes] = []
    for number in range(commits):
        day = epoch(DAY) - (commits - number) * 302_400
        made.append(b"commit refs/heads/main\ncommitter Bench <bench@example.org> %d +0000\n" % day)
        made.append(_blob(b"A change"))
        touched = [policies[(number * TOUCHED + i) % len(policies)] for i in range(TOUCHED)]
        last = number == commits - 1
        written = dict.fromkeys(touched, b"# %d\n" % number) | (texts if last else {})
        name = Path(touched[0]).stem
        written[f"data/approved/{name}/{number // 1000}.{number % 1000}.md"] = b"# %d\n" % number
        for path, text in written.items():
            made.append(b"M 100644 inline %s\n" % path.encode() + _blob(text))
    return b"".join(made)


def _blob(text: bytes) -> bytes:
    return b"data %d\n%s\n" % (len(text), text)


def _git(folder: Path, *arguments: str, said: bytes = b"") -> None:
    subprocess.run(["git", *arguments], cwd=folder, input=said, check=True)


def write(data: Path, policies: int) -> tuple[int, int]:
    """Write an invented handbook; the number of its files and of their bytes."""
    files = total = 0
    for name, text in handbook(policies):
        path = data / name
        path.parent.mkdir(parents=True, exist_ok=True)
        files, total = files + 1, total + path.write_bytes(text.encode())
    return files, total


def _lay_out(folder: Path) -> None:
    """A project around the data, and two settings without our plugins for the finished pages."""
    for name in ("handbook", "macros"):
        (folder / name).symlink_to(ROOT / name)
    shutil.copy(ROOT / "mkdocs.yml", folder)
    (folder / "bare").mkdir()
    search = [p for p in _settings()["plugins"] if p == "search" or "search" in p]
    plain: dict[str, Any] = {
        "INHERIT": "mkdocs.yml",
        "docs_dir": "docs",
        "edit_uri": "https://forge.example/practice/handbook/edit/main/",
        "theme": {"custom_dir": "bare"},
        "plugins": search,
        "validation": {"nav": {"omitted_files": "ignore"}},
    }
    export = {"INHERIT": "mkdocs.yml", "hooks": [str(HOOKS / "export.py")]}
    for name, said in {
        "bare": plain,
        "flat": {**plain, "hooks": [str(HOOKS / "flat.py")]},
        "export": export,
    }.items():
        (folder / f"{name}.yml").write_text(yaml.safe_dump(said), encoding="utf-8")


def _settings() -> Any:  # noqa: ANN401 - whatever mkdocs.yml says
    class Loader(yaml.SafeLoader):
        """Reads past the tags that only MkDocs understands."""

    Loader.add_multi_constructor("", lambda *_: None)
    return yaml.load((ROOT / "mkdocs.yml").read_text("utf-8"), Loader)  # noqa: S506 - ours, and safe


def _export(folder: Path) -> None:
    """Write every page as plain Markdown, as it stands when all macros are done."""
    docs = folder / "docs"
    shutil.copytree(ROOT / "handbook", docs, ignore=shutil.ignore_patterns("*.md"))
    _run([*_build("export.yml"), str(folder / "exported")], folder, BENCH_EXPORT=str(docs))


def _build(settings: str) -> list[str]:
    return ["-m", "mkdocs", "build", "--quiet", "--config-file", settings, "--site-dir"]


def _run(command: list[str], folder: Path, *, ends: Sequence[int] = (0,), **more: str) -> Run:
    """Run Python in a folder; what the process used, its own children included."""
    fixed = {"HANDBOOK_TODAY": DAY.isoformat(), "NO_MKDOCS_2_WARNING": "1", "CI": "false"}
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(
            [sys.executable, *command],
            cwd=folder,
            env={**os.environ, **fixed, **more},
            stdout=said,
            stderr=said,
        )
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode not in ends:
            said.seek(0)
            sys.exit(said.read().decode("utf-8", "replace"))
    # Linux counts the peak in kilobytes, macOS in bytes.
    unit = 1 if sys.platform == "darwin" else 1024
    return Run(used.ru_utime + used.ru_stime, used.ru_maxrss * unit)


if __name__ == "__main__":
    sys.exit(main())
