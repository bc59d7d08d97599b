"""Imports go down only (DESIGN §1)."""

import ast
import sys
from collections.abc import Iterator

import pytest

from tests.rules.source import ROOMS, Module, application, suite

NUMERIC = {"numpy", "scipy", "sklearn", "datasketch", "skops", "threadpoolctl"}
# What the web process may import of the classifier: nothing that loads scikit-learn.
LIGHT_ROUTING = ("routing", "routing.text", "routing.register", "routing.resolve")

TOPS = ("wsgi", "workers", "pakn.web", "pakn.cli", "pakn.composition")
FORBIDDEN: dict[str, tuple[str, ...]] = {
    "routing": ("models", "pakn", "workers", "tests", "wsgi"),
    "models": ("routing", "pakn", "workers", "tests", "wsgi"),
    "pakn.rules": ("routing", "models", "workers", "tests", *TOPS, "pakn.services"),
    "pakn.ports": ("routing", "models", "pakn.services", "pakn.adapters", "tests", *TOPS),
    "pakn.services": ("pakn.adapters", "pakn.settings", "tests", "flask", "os", "rq", *TOPS),
    "pakn.adapters": ("tests", "flask", *TOPS),
    "pakn.composition": ("pakn.web", "pakn.cli", "workers", "wsgi", "tests"),
    "pakn.web": ("workers", "pakn.cli", "pakn.adapters", "wsgi", "tests", *NUMERIC),
    "pakn.cli": ("tests",),
    "workers": ("pakn.web", "pakn.cli", "wsgi", "tests", "flask"),
}


def imports(module: Module) -> Iterator[tuple[str, int]]:
    """Every module that is imported, with the line."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield alias.name, node.lineno
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module.path}:{node.lineno} imports relatively"
            for alias in node.names:
                yield f"{node.module}.{alias.name}", node.lineno


def lies_in(name: str, package: str) -> bool:
    """Whether a dotted name is a package or something in it."""
    return name == package or name.startswith(package + ".")


def in_room(room: str) -> list[Module]:
    """The modules of a room, those that make data left out."""
    found = [one for one in application() if lies_in(one.name, room)]
    return [one for one in found if not one.generated]


@pytest.mark.parametrize("room", FORBIDDEN)
def test_a_room_imports_nothing_above_it(room: str) -> None:
    upward = [
        f"{module.path}:{line} imports {name}"
        for module in in_room(room)
        for name, line in imports(module)
        for package in FORBIDDEN[room]
        if lies_in(name, package)
    ]
    assert upward == []


def test_every_room_has_modules_to_look_at() -> None:
    assert [
        room for room in ("routing", "models", "pakn.services", "pakn.web") if not in_room(room)
    ] == []


@pytest.mark.parametrize(("room", "allowed"), [("pakn.rules", set()), ("routing", NUMERIC)])
def test_a_pure_room_needs_little_beside_the_standard_library(room: str, allowed: set[str]) -> None:
    known = sys.stdlib_module_names | allowed | {room.split(".")[0]}
    strangers = [
        f"{module.path}:{line} imports {name}"
        for module in in_room(room)
        for name, line in imports(module)
        if name.split(".")[0] not in known
    ]
    assert strangers == []


@pytest.mark.parametrize("name", LIGHT_ROUTING)
def test_the_light_half_of_routing_stays_light(name: str) -> None:
    """Followed through everything that it imports of its own room."""
    modules = {module.name: module for module in application()}
    waiting, seen = [name], set()
    while waiting:
        current = waiting.pop()
        if current in seen or current not in modules:
            continue
        seen.add(current)
        for imported, line in imports(modules[current]):
            assert imported.split(".")[0] not in NUMERIC, f"{modules[current].path}:{line}"
            waiting += [imported, imported.rpartition(".")[0]]
    assert name in seen


def test_only_the_composition_chooses_adapters() -> None:
    choosing = {
        module.path
        for module in application()
        for name, _ in imports(module)
        if lies_in(name, "pakn.adapters") and not lies_in(module.name, "pakn.adapters")
    }
    allowed = ("pakn/composition", "pakn/cli/", "workers/")
    assert [path for path in choosing if not path.startswith(allowed)] == []


def test_nothing_is_imported_inside_a_function() -> None:
    hidden = [
        module.at(node)
        for module in (*application(), *suite())
        if not module.generated
        for function in module.functions()
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]
    assert hidden == []


def test_the_rooms_are_those_of_the_design() -> None:
    top = {module.name.split(".")[0] for module in application()}
    assert top <= {*ROOMS, "wsgi"}
