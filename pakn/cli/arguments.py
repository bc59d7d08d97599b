"""Types of arguments; what cannot be read ends in argparse's message and exit status 2."""

import datetime as dt
from argparse import ArgumentTypeError

from pakn.rules.local_time import LOCAL_ZONE


def day(text: str) -> dt.date:
    """A day as 2026-11-22."""
    try:
        return dt.date.fromisoformat(text)
    except ValueError as error:
        raise ArgumentTypeError(f"not a day like 2026-11-22: {text!r}") from error


def moment(text: str) -> dt.datetime:
    """A moment in ISO 8601; without an offset it is Vietnam's time."""
    try:
        found = dt.datetime.fromisoformat(text)
    except ValueError as error:
        raise ArgumentTypeError(f"not a moment like 2026-11-22T08:00: {text!r}") from error
    return (found if found.tzinfo else found.replace(tzinfo=LOCAL_ZONE)).astimezone(dt.UTC)


def whole_number(text: str) -> int:
    """A whole number of at least one."""
    if not text.isdecimal() or not 1 <= int(text) <= 100_000:
        raise ArgumentTypeError(f"not a whole number from 1: {text!r}")
    return int(text)
