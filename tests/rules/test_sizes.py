"""Small enough to be read: functions, files and routes."""

import ast
from pathlib import Path

from pakn.settings import ROOT
from tests.rules.source import Function, Module, application, length, suite

FUNCTION_MOST = 50
FUNCTION_LONG = 28
LONG_SHARE = 0.10
ROUTE_MOST = 30
FILE_MOST = 400


def written() -> list[Module]:
    """Modules that people wrote."""
    return [module for module in (*application(), *suite()) if not module.generated]


def test_no_function_is_longer_than_a_screen() -> None:
    long = [
        f"{module.at(function)} {function.name}: {length(function)}"
        for module in written()
        for function in module.functions()
        if length(function) > FUNCTION_MOST
    ]
    assert long == []


def test_long_functions_are_few() -> None:
    lengths = [
        length(function)
        for module in application()
        if not module.generated
        for function in module.functions()
    ]
    assert len(lengths) > 500
    assert sum(one > FUNCTION_LONG for one in lengths) <= LONG_SHARE * len(lengths)


def test_no_file_is_long() -> None:
    long = {module.path: _lines(ROOT / module.path) for module in written()}
    assert {path: lines for path, lines in long.items() if lines > FILE_MOST} == {}


def test_routes_are_short() -> None:
    """Permission, form, one service call, answer."""
    routes = [
        (module, function)
        for module in application()
        if module.path.startswith("pakn/web/")
        for function in module.functions()
        if _is_route(function)
    ]
    assert len(routes) > 5
    long = [
        f"{module.at(function)} {function.name}: {length(function)}"
        for module, function in routes
        if length(function) > ROUTE_MOST
    ]
    assert long == []


def _is_route(function: Function) -> bool:
    return any(
        isinstance(decorator, ast.Call)
        and isinstance(decorator.func, ast.Attribute)
        and decorator.func.attr in {"get", "post", "put", "patch", "delete", "route"}
        for decorator in function.decorator_list
    )


def _lines(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())
