import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pakn.rules

ROOM = Path(pakn.rules.__file__).parent


def imported_by(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom):
            yield node.module or ""
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


def test_the_room_imports_the_standard_library_and_itself() -> None:
    modules = sorted(ROOM.glob("*.py"))
    assert len(modules) > 12
    for path in modules:
        for name in imported_by(path):
            assert name.startswith("pakn.rules") or name.split(".")[0] in sys.stdlib_module_names


def test_nothing_in_the_room_reads_clock_or_environment() -> None:
    asking = {"now", "today", "utcnow", "getenv", "environ", "monotonic", "open"}
    for path in ROOM.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                called = node.func
                name = called.attr if isinstance(called, ast.Attribute) else ast.unparse(called)
                assert name not in asking, f"{path.name}:{node.lineno}"


def test_the_readme_names_every_module() -> None:
    readme = (ROOM / "README.md").read_text(encoding="utf-8")
    for path in ROOM.glob("[a-z]*.py"):
        assert f"`{path.stem}`" in readme
