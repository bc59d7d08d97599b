"""Holding an instance folder, so that two programs never work on it as its only master."""

import fcntl
import os
from pathlib import Path

from pakn.cli.output import CommandFailed


def lock_instance(instance: Path) -> int:
    """Make the folders of the instance and hold it; supervisord inherits the hold.

    Returns:
        the descriptor of the lock; it is let go when the last process that has it ends.
    """
    try:
        (instance / "log").mkdir(parents=True, exist_ok=True)
        lock = os.open(instance / "serve.lock", os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise CommandFailed(
            f"Không ghi được vào thư mục {instance} ({error.strerror}).",
            f"Cannot write to {instance}; set PAKN_INSTANCE to a folder that can be written.",
        ) from error
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        raise CommandFailed(
            f"Hệ thống đã chạy trên thư mục {instance}.",
            f"PAKN is already running on {instance}.",
        ) from error
    return lock
