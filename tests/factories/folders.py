"""Folders of instances, made short enough for a socket and taken away when all has ended."""

import shutil
import tempfile
import time
from pathlib import Path

_TRIES = 50
_PAUSE = 0.1


def short_folder() -> Path:
    """A folder whose path leaves room for a Unix socket (108 bytes)."""
    return Path(tempfile.mkdtemp(prefix="pk"))


def remove(folder: Path) -> None:
    """Remove a folder whose last process may still be taking its own socket or file away.

    A signal has ended the system by then, but a Redis that lost its parent unlinks its socket a
    moment later, between the listing of the folder and the removal of what was listed.
    """
    for _ in range(_TRIES):
        try:
            shutil.rmtree(folder)
        except OSError:
            time.sleep(_PAUSE)
        else:
            return
    shutil.rmtree(folder)
