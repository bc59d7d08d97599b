"""Files under `instance/files`, by their content."""

import datetime as dt
import hashlib
import os
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path

_UNFINISHED = ".new-"
_DIGEST = re.compile(r"[0-9a-f]{64}")


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
        descriptor, temporary = tempfile.mkstemp(dir=path.parent, prefix=_UNFINISHED)
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

    def older(self, than: dt.datetime) -> Iterator[bytes]:
        """Digests of files last wanted before a moment; remains of a crash are deleted beside."""
        moment = than.timestamp()
        for folder in sorted(self._folder.glob("[0-9a-f][0-9a-f]")):
            with os.scandir(folder) as entries:
                old = [one.name for one in entries if one.stat().st_mtime < moment]
            for name in old:
                if _DIGEST.fullmatch(name):
                    yield bytes.fromhex(name)
                elif name.startswith(_UNFINISHED):
                    (folder / name).unlink(missing_ok=True)

    def discard(self, sha256: bytes, *, older: dt.datetime) -> bool:
        """Delete the file of a digest unless somebody wanted it again meanwhile."""
        path = self._path(sha256)
        try:
            if path.stat().st_mtime >= older.timestamp():
                return False
            path.unlink()
        except FileNotFoundError:
            return False
        return True

    def _path(self, digest: bytes) -> Path:
        name = digest.hex()
        return self._folder / name[:2] / name


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
