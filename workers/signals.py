"""Ending by INT and TERM, also where a script started the process with INT ignored."""

import ctypes
import signal
import sys
from types import FrameType
from typing import NoReturn

_LIBC = ctypes.CDLL(None)
_PR_SET_PDEATHSIG = 1


def end_on_signals() -> None:
    """Have INT and TERM end this process at once, rolling back what is open."""
    signal.signal(signal.SIGINT, _end)
    signal.signal(signal.SIGTERM, _end)


def _end(_number: int, _frame: FrameType | None) -> NoReturn:
    sys.exit(0)


def end_with_parent(number: int = signal.SIGTERM) -> None:
    """Have the kernel end this process when its parent dies, however that happens (Linux)."""
    if hasattr(_LIBC, "prctl"):
        _LIBC.prctl(_PR_SET_PDEATHSIG, number)
