"""Sets up .venv with exactly the tools the lock names. Needs nothing but Python."""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import os
import subprocess
import sys
from pathlib import Path

OLDEST = (3, 11)
ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
STAMP = VENV / "handbook-setup"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
# Each level holds those before it.
LOCKS = {
    "base": "requirements.txt",
    "paper": "requirements-paper.txt",
    "dev": "requirements-dev.txt",
}
LEVELS = tuple(LOCKS)
PINNED = ("pyproject.toml", *LOCKS.values())
PIP = (str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--paper", action="store_true", help="also PDF and Word documents")
    parser.add_argument("--dev", action="store_true", help="also the tools for tests and checks")
    options = parser.parse_args()
    wanted = "dev" if options.dev else "paper" if options.paper else "base"
    require_python()
    usable = venv_is_usable()
    there, _, made_from = stamp().partition(" ")
    if usable and there in LEVELS:
        # What is already there stays there: a changed lock must change it too.
        wanted = max(wanted, there, key=LEVELS.index)
        if there == wanted and made_from == fingerprint():
            return
    print("Setting up the tools in .venv. This takes a minute.", flush=True)
    if not usable:
        make_venv()
    install(wanted)


def require_python() -> None:
    if sys.version_info < OLDEST:
        found = ".".join(map(str, sys.version_info[:2]))
        sys.exit(f"The handbook needs Python 3.11 or newer, and this is Python {found}.")


def venv_is_usable() -> bool:
    """Whether .venv runs, was made here and by the same Python.

    The commands in it hold the folder's address, so a moved one is made anew.
    """
    question = "import pip, sys; print(*sys.version_info[:2], sys.prefix)"
    try:
        answer = subprocess.run(
            [PYTHON, "-c", question], capture_output=True, check=True, text=True, timeout=60
        )
        made_in = (VENV / "made-in").read_text(encoding="utf-8")
    except (OSError, subprocess.SubprocessError):
        return False
    version = "{} {} ".format(*sys.version_info[:2])
    return answer.stdout.startswith(version) and made_in == str(VENV)


def make_venv() -> None:
    if Path(sys.prefix).resolve() == VENV:
        sys.exit("The .venv has to be made anew: run this with a Python outside of it.")
    if importlib.util.find_spec("ensurepip") is None:
        sys.exit(
            "This Python cannot make a .venv. On Debian or Ubuntu run `sudo apt install "
            "python3-venv`; elsewhere install Python from its own site, python.org."
        )
    run([sys.executable, "-m", "venv", "--clear", str(VENV)])
    (VENV / "made-in").write_text(str(VENV), encoding="utf-8")


def install(wanted: str) -> None:
    # Without the stamp, an install that breaks off is repeated.
    STAMP.unlink(missing_ok=True)
    run([*PIP, "--require-hashes", "-r", LOCKS[wanted]])
    run([*PIP, "--no-deps", "--no-build-isolation", "-e", "."])
    STAMP.write_text(f"{wanted} {fingerprint()}", encoding="utf-8")


def stamp() -> str:
    return STAMP.read_text(encoding="utf-8") if STAMP.exists() else ""


def fingerprint() -> str:
    digest = hashlib.sha256()
    for name in PINNED:
        digest.update((ROOT / name).read_bytes())
    return digest.hexdigest()


def run(command: list[str]) -> None:
    done = subprocess.run(command, cwd=ROOT, check=False)
    if done.returncode:
        sys.exit("The setup did not finish: the lines above say why. Run it again when mended.")


if __name__ == "__main__":
    main()
