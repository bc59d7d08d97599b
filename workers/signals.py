"""Ending by INT and TERM, also where a script started the process with INT ignored."""

import signal
import sys
from types import FrameType
from typing import NoReturn


def end_on_signals() -> None:
    """Have INT and TERM end this process at once, rolling back what is open."""
    signal.signal(signal.SIGINT, _end)
    signal.signal(signal.SIGTERM, _end)


def _end(_number: int, _frame: FrameType | None) -> NoReturn:
    sys.exit(0)
