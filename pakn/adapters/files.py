"""Files under `instance/files`, by their content."""

import hashlib
import os
import tempfile
from pathlib import Path


class FolderFiles:
    """Keeps each content once, in a file named by its SHA-256, in folders of its first byte.

    Written to a temporary file, forced to the disk, then renamed: a crash leaves a whole file or
    none. What no row refers to is swept later.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def put(self, content: bytes) -> bytes:
        """Keep the bytes durably; gives their SHA-256."""
        digest = hashlib.sha256(content).digest()
        path = self._path(digest)
        if path.exists():
            # A sweep of orphans goes by age: what is wanted again is young again.
            os.utime(path)
            return digest
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        descriptor, temporary = tempfile.mkstemp(dir=path.parent, prefix=".new-")
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            Path(temporary).rename(path)
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise
        _sync_folder(path.parent)
        return digest

    def read(self, sha256: bytes) -> bytes:
        """The bytes of a digest; raises LookupError when they are not kept."""
        try:
            return self._path(sha256).read_bytes()
        except FileNotFoundError as error:
            raise LookupError(sha256.hex()) from error

    def _path(self, digest: bytes) -> Path:
        name = digest.hex()
        return self._folder / name[:2] / name


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
