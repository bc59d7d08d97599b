"""What stands in addresses: whatever somebody types there, it is a key, a page or "not found"."""

from typing import Any

from flask import Flask, abort, request
from werkzeug.routing import BaseConverter, IntegerConverter

# The largest key a table holds; beyond it SQLite refuses the number with an exception.
_MAX_KEY = 2**63 - 1


class KeyConverter(IntegerConverter):
    """`<int:…>` in an address, no larger than a key may be: beyond it there is no such page."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **{"max": _MAX_KEY, **options})


class NameConverter(BaseConverter):
    """`<name:…>` in an address: what the program itself names things by, and nothing else."""

    regex = r"[A-Za-z0-9_.-]{1,60}"


def read_keys(app: Flask) -> None:
    """Have `<int:…>` and `<name:…>` refuse what no key column holds; called before any route."""
    app.url_map.converters["int"] = KeyConverter
    app.url_map.converters["name"] = NameConverter


def key_argument(name: str) -> int | None:
    """The key of a neighbouring page in the query string; None when absent, 404 for nonsense.

    Args:
        name: the argument's name, such as `before`.
    """
    text = request.args.get(name)
    if not text:
        return None
    if not (text.isascii() and text.isdigit()) or len(text) > 19 or int(text) > _MAX_KEY:
        abort(404)
    return int(text)
