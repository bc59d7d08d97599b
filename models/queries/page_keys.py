"""The keys of pages: where a list goes on. They come back in addresses, so nothing is trusted."""

import datetime as dt

# A key has at most 19 digits; no table comes near.
_MAX_DIGITS = 18


class BadPageKey(ValueError):
    """A page key in an address was tampered with."""


def row_id(text: str) -> int:
    """The id that stands in a page key.

    Raises:
        BadPageKey: it is no id.
    """
    if not (text.isascii() and text.isdigit() and len(text) <= _MAX_DIGITS):
        raise BadPageKey(text)
    return int(text)


def day_and_id(after: str) -> tuple[dt.date, int]:
    """The parts of a key `2026-11-22|17`.

    Raises:
        BadPageKey: it is no such key.
    """
    day, _, key = after.partition("|")
    try:
        return dt.date.fromisoformat(day), row_id(key)
    except ValueError as error:
        raise BadPageKey(after) from error
