"""Errors as they may be stored and logged: where and what kind, never citizens' text.

The message of an exception is not ours: a database error quotes its parameters, a mail server's
refusal names the recipient.
"""

import traceback
from pathlib import Path

from pakn.ports import SenderAway, SendingUnconfirmed
from pakn.services.context import Refused


def describe(error: BaseException) -> str:
    """An error in one line: its class, what is safe of its message, where it was raised.

    Args:
        error: what went wrong.

    Returns:
        such as `NotFound model artefacts.py:68`; at most 300 characters.
    """
    parts = [type(error).__name__, _safe_detail(error), _place(error)]
    return " ".join(part for part in parts if part)[:300]


def _safe_detail(error: BaseException) -> str:
    if isinstance(error, (Refused, SenderAway, SendingUnconfirmed)):
        return str(error)  # our own words: codes, ids, names of classes
    code = getattr(error, "smtp_code", None) or getattr(error, "errno", None)
    return str(code) if code is not None else ""


def _place(error: BaseException) -> str:
    frames = traceback.extract_tb(error.__traceback__)
    return f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else ""
