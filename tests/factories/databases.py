"""Where the tests' databases lie: in files, or on a PostgreSQL server (`--database postgresql`).

An instance whose database is on the server has a note of its address beside everything else, so
the processes that a test starts on it find the same one.
"""

import itertools
import shutil
from pathlib import Path

from tests.postgres.server import Server

_NOTE = "database.url"
_numbers = itertools.count(1)


class Databases:
    """The databases of one run of the suite."""

    def __init__(self) -> None:
        self._server: Server | None = None
        self._made: dict[Path, str] = {}

    @property
    def on_server(self) -> bool:
        """Whether the suite runs on PostgreSQL."""
        return self._server is not None

    def use(self, server: Server | None) -> None:
        """Let every database from now on lie on this server; None for files again."""
        self._server = server
        self._made = {}

    def environ(self, instance: Path) -> dict[str, str]:
        """The variables that lead a program to the database of an instance; an empty one is made
        where there is none yet.
        """
        if self._server is None:
            return {}
        note = instance / _NOTE
        if not note.exists():
            self._create(instance, "template0")
        return {"DATABASE_URL": note.read_text(encoding="utf-8")}

    def copy(self, source: Path, instance: Path) -> None:
        """Give an instance a copy of a database that nobody has open.

        Args:
            source: its file; on the server, where that file would lie.
            instance: the folder of an instance.
        """
        if self._server is None:
            shutil.copyfile(source, instance / "pakn.db")
        else:
            self._create(instance, self._made[source.parent])

    def sweep(self) -> None:
        """Drop the databases of instances that are gone."""
        if self._server is None:
            return
        for folder in [one for one in self._made if not one.exists()]:
            self._server.drop(self._made.pop(folder))

    def _create(self, instance: Path, template: str) -> None:
        assert self._server is not None
        name = self._made.get(instance) or f"suite{next(_numbers)}"
        if instance in self._made:
            self._server.drop(name)  # a file is written over too
        address = self._server.create(name, template=template)
        instance.mkdir(parents=True, exist_ok=True)
        (instance / _NOTE).write_text(address, encoding="utf-8")
        self._made[instance] = name


DATABASES = Databases()
"""Those of this run."""
