"""Vietnamese words for the codes that rules and services speak in; the only place for them.

Every mapping goes from a code to a Vietnamese source text. Pages translate it when they render,
with `gettext(label)`; extraction knows the texts by `_N` (`pybabel extract -k _N`).
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from pakn.labels.casework import (
    ACTION,
    GUARD,
    LEVEL,
    REFUSAL,
    RESOLVER,
    ROLE,
    STATE,
)
from pakn.labels.content import (
    CHANNEL,
    CONTENT_CLASS,
    CONTENT_CODE,
    CRITERION,
    KIND,
    MEASURE,
    OUTCOME,
    SUBJECT,
)
from pakn.labels.deadlines import CLOCK, START_EVENT, UNIT
from pakn.labels.errors import FIELD, FIELD_ERROR
from pakn.labels.marker import _N

COLUMN: Mapping[str, str] = MappingProxyType(
    {
        "action": _N("Thao tác"),
        "roles": _N("Vai trò"),
        "guards": _N("Điều kiện"),
        "target": _N("Trạng thái sau đó"),
    }
)
"""Headings of the table of transitions in the manual."""

GROUPS: Mapping[str, Mapping[Any, str]] = MappingProxyType(
    {
        "action": ACTION,
        "channel": CHANNEL,
        "clock": CLOCK,
        "column": COLUMN,
        "content_class": CONTENT_CLASS,
        "content_code": {str(code.value): text for code, text in CONTENT_CODE.items()},
        "criterion": CRITERION,
        "field": FIELD,
        "field_error": FIELD_ERROR,
        "guard": GUARD,
        "kind": KIND,
        "level": LEVEL,
        "measure": MEASURE,
        "outcome": OUTCOME,
        "refusal": REFUSAL,
        "resolver": RESOLVER,
        "role": ROLE,
        "start_event": START_EVENT,
        "state": STATE,
        "subject": SUBJECT,
        "unit": UNIT,
    }
)
"""Every group of labels by name; the keys are codes."""


def label(key: str) -> str:
    """The Vietnamese words of a dotted key.

    Args:
        key: group and code, such as `state.received` or `field_error.required`.

    Returns:
        the source text, not translated.

    Raises:
        KeyError: no group or no code of this name.
    """
    group, _, code = key.partition(".")
    return GROUPS[group][code]
