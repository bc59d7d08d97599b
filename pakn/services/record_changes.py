"""Records that administrators keep: what changed, and what the page showed before the change.

Such records have no version column. A form carries a digest of the values its page showed; an act
whose record says something else by now is refused, so that nobody overwrites what nobody saw.
"""

import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from typing import Any

from pakn.services.context import InvalidInput
from routing.text import normalise

Values = Mapping[str, Any]


def sight(values: Values | None) -> str:
    """The digest a form carries of the values its page shows; of nothing, where there is none."""
    text = json.dumps(_plain(values or {}), sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:24]


def require_sight(seen: str, values: Values | None) -> None:
    """Refuse an act whose page showed something else than what is stored now.

    Raises:
        InvalidInput: with the code `changed_meanwhile`, for the form as a whole.
    """
    if seen != sight(values):
        raise InvalidInput({"changed": "changed_meanwhile"})


def changes(before: Values | None, after: Values | None) -> dict[str, dict[str, Any]]:
    """The values that differ, each as {"from": …, "to": …}, as an event keeps them."""
    old, new = _plain(before or {}), _plain(after or {})
    return {
        name: {"from": old.get(name), "to": new.get(name)}
        for name in (*new, *(name for name in old if name not in new))
        if old.get(name) != new.get(name)
    }


def read_line(
    text: str, name: str, errors: dict[str, str], *, most: int, missing: str | None = "required"
) -> str:
    """A line of text in NFC; a code in `errors` where it cannot be taken.

    Args:
        text: as typed.
        name: of its field.
        errors: codes by field so far.
        most: characters; `over_<most>` must have words.
        missing: the code for an empty line, None where it may be empty.
    """
    tidy = normalise(text)
    if not tidy and missing is not None:
        errors[name] = missing
    elif len(tidy) > most:
        errors[name] = f"over_{most}"
    return tidy


def _plain(values: Values) -> dict[str, Any]:
    return {
        name: value.isoformat() if isinstance(value, dt.date) else value
        for name, value in values.items()
    }
