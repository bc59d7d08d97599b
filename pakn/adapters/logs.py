"""Log lines that carry ids, never citizens' text (DESIGN §2).

The program's own messages name ids and codes. What is not ours is the message of an exception (a
database quotes values, a mail server names the recipient) and whatever a library writes: of an
exception only its class and its places are written, and numbers that could be somebody's phone,
identity card or account, and e-mail addresses, are blackened everywhere.
"""

import logging
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from pakn.rules.privacy import mask_contacts

RequestId = Callable[[], str | None]
_ROOT = Path(__file__).resolve().parent.parent.parent
_LONGEST = 2000


class RedactingFormatter(logging.Formatter):
    """One line a record: moment, level, logger, request id, message; places of an exception.

    Args:
        request_id: tells the id of the request or job being served, None outside of one.
    """

    def __init__(self, request_id: RequestId) -> None:
        super().__init__()
        self._request_id = request_id

    def format(self, record: logging.LogRecord) -> str:
        """The record as a line; an exception follows with its class and its places."""
        said = mask_contacts(record.getMessage())[0][:_LONGEST].replace("\n", " ")
        moment = self.formatTime(record)
        parts = [moment, record.levelname, record.name, self._request_id() or "-", said]
        lines = [" ".join(parts)]
        if record.exc_info and record.exc_info[0] is not None:
            lines += _places(record.exc_info[0], record.exc_info[1], record.exc_info[2])
        return "\n".join(lines)


def log_to_stderr(request_id: RequestId = lambda: None) -> None:
    """Have every logger of this process write redacted lines to standard error."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(RedactingFormatter(request_id))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)


def _places(
    kind: type[BaseException], error: BaseException | None, trace: TracebackType | None
) -> list[str]:
    """An exception and what caused it: classes, files, lines and functions, no message."""
    lines = []
    cause = error.__cause__ or error.__context__ if error is not None else None
    if cause is not None:
        lines += _places(type(cause), cause, cause.__traceback__)
    lines.append(f"  {kind.__module__}.{kind.__qualname__}")
    for frame in traceback.extract_tb(trace):
        path = Path(frame.filename)
        shown = path.relative_to(_ROOT) if path.is_relative_to(_ROOT) else path.name
        lines.append(f"    {shown}:{frame.lineno} {frame.name}")
    return lines
