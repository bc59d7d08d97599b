"""The daily roots of the history, kept in a file that only ever grows."""

import os
from collections.abc import Iterator
from pathlib import Path


class FileRootArchive:
    """Appends lines to a file and forces each to the disk; copy the file elsewhere daily."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def append(self, line: str) -> None:
        """Add one line, durably."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        with self._path.open("a", encoding="utf-8") as file:
            file.write(line + "\n")
            file.flush()
            os.fsync(file.fileno())

    def lines(self) -> Iterator[str]:
        """Every line added so far, oldest first."""
        if self._path.exists():
            with self._path.open(encoding="utf-8") as file:
                for line in file:
                    yield line.rstrip("\n")
