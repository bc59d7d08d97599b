"""Names that say something, and docstrings where others call."""

import ast
from collections.abc import Iterator

from tests.rules.source import Function, Module, application, suite

SAYING_NOTHING = {"utils", "util", "helpers", "helper", "manager", "common", "misc", "stuff"}

Definition = Function | ast.ClassDef


def words(name: str) -> set[str]:
    """The words of a name, `case_manager` and `CaseManager` alike."""
    spread = "".join(f"_{char}" if char.isupper() else char for char in name)
    return set(spread.lower().split("_"))


def definitions(module: Module) -> Iterator[Definition]:
    """Every function, method and class."""
    for node in ast.walk(module.tree):
        if isinstance(node, Definition):
            yield node


def public(body: list[ast.stmt]) -> Iterator[Definition]:
    """What others may call: public functions and classes, and the public methods of those."""
    for node in body:
        if isinstance(node, Definition) and not node.name.startswith("_"):
            yield node
            if isinstance(node, ast.ClassDef):
                yield from public(node.body)


def test_names_say_something() -> None:
    empty = [
        f"{module.path} {name}"
        for module in (*application(), *suite())
        for name in (*module.name.split("."), *(one.name for one in definitions(module)))
        if words(name) & SAYING_NOTHING
    ]
    assert empty == []


def test_what_others_call_says_what_it_does() -> None:
    silent = [
        f"{module.at(node)} {node.name}"
        for module in application()
        if not module.generated
        for node in public(module.tree.body)
        if not (ast.get_docstring(node) or "").strip()
    ]
    assert silent == []


def test_the_machinery_of_the_tests_says_what_it_does() -> None:
    silent = [
        f"{module.at(node)} {node.name}"
        for module in suite()
        if module.path.startswith("tests/factories/")
        for node in public(module.tree.body)
        if not ast.get_docstring(node)
    ]
    assert silent == []
