"""Who may import whom, read from the imports."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from macros.parts import PARTS
from tests.lay import ROOT

MODULES = sorted([*(ROOT / "macros").rglob("*.py"), *(ROOT / "scripts").glob("*.py")])
PURE = (
    *("rules", "views", "pages.py", "chart.py", "formats.py", "links.py", "reference.py"),
    *("fillers.py", "inflect.py", "search.py", "agenda.py", "calendars.py", "binder"),
    "in_force.py",
    *("changes", "review"),
    *("codeowners.py", "content.py", "digest.py", "forge.py", "verdict.py"),
)
SHARED = "scripts.arguments"


def imports(path: Path) -> Iterator[str]:
    """Absolute names of everything a module imports, also inside functions."""
    package = path.relative_to(ROOT).parent.parts
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = ".".join(package[: len(package) - node.level + 1]) if node.level else ""
            head = ".".join(filter(None, [base, node.module or ""]))
            yield head
            yield from (f"{head}.{alias.name}" for alias in node.names)


def inside(path: Path, *names: str) -> bool:
    parts = path.relative_to(ROOT).parts
    return parts[0] == "macros" and any(name in parts[1:2] for name in names)


@pytest.mark.parametrize("path", MODULES, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_rooms_import_only_what_they_may(path: Path) -> None:
    names = set(imports(path))
    heads = {name.split(".")[0] for name in names}
    is_script = path.parent.name == "scripts"
    if not inside(path, "plugin"):
        assert "mkdocs" not in heads, "only the plugin knows MkDocs"
    assert "git" not in heads
    if path.name not in ("docx.py", "ooxml.py", "pdf.py"):
        assert not heads & {"docx", "weasyprint"}, "only an extra brings them"
    if path.name not in ("bench.py", "deploy.py", "history.py", "setup.py"):
        assert "subprocess" not in heads, "only history.py runs git, and only deploy.py mike"
    # Inside our own program it would change the folder and the environment of everything else.
    assert "mike" not in heads
    if not is_script:
        assert "scripts" not in heads, "the engine never imports commands"
        assert "argparse" not in heads
    else:
        # What their arguments have in common is no command: it runs nothing.
        own = {n for n in names if n.startswith("scripts.") and not n.startswith(SHARED)}
        assert not own, "commands never import each other"
    if inside(path, "model"):
        assert not {n for n in names if n.startswith("macros") and ".model" not in n}
    if inside(path, *PURE):
        assert not heads & {"os", "pathlib", "time"}, "pure: a handbook in, values out"
    if path.parent.name == "records" and path.name not in ("start.py", "store.py", "witness.py"):
        assert not heads & {"os", "pathlib", "time"}, (
            "the records are read and written in one place"
        )
    if path.name != "day.py":
        text = path.read_text("utf-8")
        assert "datetime.now(" not in text, "the clock is read in one place"
        assert "date.today(" not in text


def test_what_commands_share_is_no_command() -> None:
    path = ROOT / "scripts" / "arguments.py"
    tree = ast.parse(path.read_text("utf-8"))
    names = {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
    calls = {n.func.id for n in ast.walk(tree) if isinstance(n, ast.Call) and hasattr(n.func, "id")}
    assert "main" not in names
    assert "print" not in calls


def test_the_engine_prints_nothing() -> None:
    for path in (ROOT / "macros").rglob("*.py"):
        calls = [n for n in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(n, ast.Call)]
        names = {c.func.id for c in calls if isinstance(c.func, ast.Name)}
        assert not names & {"print", "exit", "input"}, path


def test_every_part_has_a_template_of_its_name() -> None:
    templates = {p.stem for p in (ROOT / "macros" / "templates").glob("*.md")}
    shared = {"parts", "policy_words", "policy_work"}
    assert templates == {*PARTS, *shared}
