"""The project's own source as the tests about the code see it."""

import ast
import os
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from pakn.settings import ROOT

ROOMS = ("routing", "models", "pakn", "workers")
_NOT_OURS = {"node_modules", "instance", "vendor", "__pycache__"}
# Written by Alembic, or run by hand to make the seed files: exempt where a test says so.
_GENERATED = ("models/migrations/", "models/seed/build/")
_TEXT = {
    *(".py", ".html", ".txt", ".md", ".toml", ".json", ".csv", ".scss", ".css", ".js", ".sh"),
    *(".cfg", ".ini", ".conf", ".yml", ".yaml", ".mako", ".po", ".pot", ".jsonl", ".svg"),
}

Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Module:
    """One Python file.

    Attributes:
        path: from the root, with slashes.
        name: as it is imported.
    """

    path: str
    name: str
    tree: ast.Module

    @property
    def generated(self) -> bool:
        """Whether a program wrote it, or it only makes data."""
        return self.path.startswith(_GENERATED)

    def functions(self) -> Iterator[Function]:
        """Every function and method, nested ones too."""
        for node in ast.walk(self.tree):
            if isinstance(node, Function):
                yield node

    def calls(self) -> Iterator[ast.Call]:
        """Every call."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Call):
                yield node

    def at(self, node: ast.stmt | ast.expr) -> str:
        """Where a node stands, for the message of a failing test."""
        return f"{self.path}:{node.lineno}"


@lru_cache(maxsize=1)
def application() -> tuple[Module, ...]:
    """The modules of the program: its rooms and `wsgi.py`."""
    found = [path for room in ROOMS for path in sorted((ROOT / room).rglob("*.py"))]
    if (ROOT / "wsgi.py").exists():
        found.append(ROOT / "wsgi.py")
    return tuple(map(_module, found))


@lru_cache(maxsize=1)
def suite() -> tuple[Module, ...]:
    """The modules of the tests."""
    return tuple(map(_module, sorted((ROOT / "tests").rglob("*.py"))))


@lru_cache(maxsize=1)
def tracked_texts() -> tuple[Path, ...]:
    """Every text file of the repository that is not somebody else's."""
    found = []
    for folder, folders, names in os.walk(ROOT):
        folders[:] = [name for name in folders if name not in _NOT_OURS and name[0] != "."]
        found += [Path(folder, name) for name in names]
    ci = ROOT / ".ci"
    found += [path for path in ci.rglob("*") if path.is_file()] if ci.exists() else []
    return tuple(sorted(path for path in found if path.suffix in _TEXT or _is_plain(path)))


def _is_plain(path: Path) -> bool:
    return path.name in {"Makefile", "run", ".npmrc", ".gitignore"}


def _module(path: Path) -> Module:
    relative = path.relative_to(ROOT)
    parts = relative.with_suffix("").parts
    name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
    tree = ast.parse(path.read_text(encoding="utf-8"), str(relative))
    return Module(relative.as_posix(), name, tree)


def length(function: Function) -> int:
    """Lines from `def` to the end; decorators are not counted."""
    return (function.end_lineno or function.lineno) - function.lineno + 1


def dotted(node: ast.expr) -> str:
    """`a.b.c` of a chain of names; the rest as it is written."""
    return ast.unparse(node)
