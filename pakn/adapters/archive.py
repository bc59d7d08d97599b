"""A backup as one file: a compressed tar of the database, the files, the roots, and a manifest."""

import hashlib
import io
import json
import os
import tarfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import Any

MANIFEST = "manifest.json"
_PORTION = 1 << 20


class BadArchive(ValueError):
    """No backup of PAKN, or one that was damaged or cut off."""


def write_archive(target: Path, folders: Mapping[str, Path], about: Mapping[str, Any]) -> int:
    """Write a backup; it appears under its name only when it is whole and on the disk.

    Args:
        target: the file.
        folders: what goes in: name in the backup → file or folder. What is missing is left out.
        about: what the manifest says beside the digests.

    Returns:
        the size in bytes.

    Raises:
        OSError: it cannot be written; nothing is left behind.
    """
    temporary = target.with_name(f".{target.name}.{os.getpid()}.new")
    try:
        with temporary.open("wb") as file:
            temporary.chmod(0o600)
            with tarfile.open(fileobj=file, mode="w:gz", compresslevel=3) as tar:
                digests = {name: _add(tar, name, path) for name, path in _files(folders)}
                _add_manifest(tar, {**about, "files": digests})
            file.flush()
            os.fsync(file.fileno())
        temporary.rename(target)
    finally:
        temporary.unlink(missing_ok=True)
    return target.stat().st_size


@contextmanager
def unpacked(source: Path, folder: Path) -> Iterator[dict[str, Any]]:
    """Unpack a backup into a folder and check every file of it.

    Yields:
        the manifest.

    Raises:
        BadArchive: it is not one, or a file is missing or differs.
    """
    try:
        with tarfile.open(source, mode="r:gz") as tar:
            # "data" refuses links, devices and paths that lead outside.
            tar.extractall(folder, filter="data")
        manifest: dict[str, Any] = json.loads((folder / MANIFEST).read_text("utf-8"))
    # A flipped byte shows as any of these, by the place where it lies.
    except (tarfile.TarError, zlib.error, EOFError, OSError, ValueError, KeyError) as error:
        raise BadArchive(f"{type(error).__name__}: {error}") from error
    for name, digest in manifest["files"].items():
        if not (folder / name).is_file() or _digest(folder / name) != digest:
            raise BadArchive(name)
    yield manifest


def _files(folders: Mapping[str, Path]) -> Iterator[tuple[str, Path]]:
    for name, path in folders.items():
        if path.is_file():
            yield name, path
        for one in sorted(path.rglob("*")) if path.is_dir() else ():
            if one.is_file() and not one.name.startswith("."):
                yield str(PurePosixPath(name) / one.relative_to(path).as_posix()), one


def _add(tar: tarfile.TarFile, name: str, path: Path) -> str:
    """Add a file; its digest is of what was read, whatever becomes of the file meanwhile."""
    info = tar.gettarinfo(path, name)
    info.uid = info.gid = 0
    info.uname = info.gname = ""
    with path.open("rb") as file:
        digesting = _Digesting(file)
        tar.addfile(info, digesting)
    return digesting.digest.hexdigest()


class _Digesting:
    """Reads a file and digests what is read."""

    def __init__(self, file: Any) -> None:
        self._file = file
        self.digest = hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        portion: bytes = self._file.read(size)
        self.digest.update(portion)
        return portion


def _add_manifest(tar: tarfile.TarFile, about: Mapping[str, Any]) -> None:
    content = json.dumps(about, ensure_ascii=False, indent=1).encode()
    info = tarfile.TarInfo(MANIFEST)
    info.size = len(content)
    info.mode = 0o600
    tar.addfile(info, io.BytesIO(content))


def _digest(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while portion := file.read(_PORTION):
            digest.update(portion)
    return digest.hexdigest()
