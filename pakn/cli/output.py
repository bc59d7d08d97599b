"""What commands say: JSON on standard output, messages on standard error."""

import json
import sys
from typing import Any


class CommandFailed(Exception):
    """The command cannot do what was asked; exit status 1. The message is for a person."""

    def __init__(self, vietnamese: str, english: str) -> None:
        super().__init__(f"{vietnamese}\n{english}")


class BadArgument(Exception):
    """An argument that cannot be taken, found after parsing; exit status 2."""


def emit(value: Any) -> None:
    """Write one result as indented JSON."""
    print(json.dumps(value, ensure_ascii=False, indent=2))


def emit_line(value: Any) -> None:
    """Write one of many results as one line of JSON."""
    print(json.dumps(value, ensure_ascii=False))


def say(message: str) -> None:
    """Write a message for the person at the terminal."""
    print(message, file=sys.stderr, flush=True)
