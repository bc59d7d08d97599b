"""The command line, run in this process on an instance of its own."""

import io
import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from models.session import close_database
from pakn.cli.main import main
from tests.factories.databases import DATABASES
from tests.factories.models import put_into_use, small_model
from tests.factories.system import environment_for, make_system


@dataclass(frozen=True)
class Outcome:
    """What a command gave back."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """Standard output as one JSON value."""
        return json.loads(self.out)

    @property
    def json_lines(self) -> list[Any]:
        """Standard output as one JSON value a line."""
        return [json.loads(line) for line in self.out.splitlines()]


class CommandLine:
    """Runs commands with the environment of one instance."""

    def __init__(
        self, patch: pytest.MonkeyPatch, captured: pytest.CaptureFixture[str], instance: Path
    ) -> None:
        self._patch = patch
        self._captured = captured
        self.instance = instance
        self.set(**environment_for(instance))

    def set(self, **environ: str) -> None:
        """Change environment variables."""
        for name, value in environ.items():
            self._patch.setenv(name, value)

    def __call__(self, *words: str, stdin: str = "") -> Outcome:
        """Run `python -m pakn WORDS`."""
        self._patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin.encode())))
        try:
            status = main(words)
        except SystemExit as leaving:
            status = int(leaving.code or 0)
        out, err = self._captured.readouterr()
        return Outcome(status, out, err)


@pytest.fixture
def empty(
    instance: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> CommandLine:
    """The command line of an installation where nothing was done yet."""
    return CommandLine(monkeypatch, capsys, instance)


@pytest.fixture
def pakn(empty: CommandLine, seeded: Path) -> CommandLine:
    """The command line of a migrated and seeded installation."""
    DATABASES.copy(seeded, empty.instance)
    empty.set(**DATABASES.environ(empty.instance))
    return empty


@pytest.fixture(scope="session")
def with_model(tmp_path_factory: pytest.TempPathFactory, seeded: Path) -> Path:
    """A seeded database file in which a small model is in use."""
    folder = tmp_path_factory.mktemp("model")
    system = make_system(folder, seeded)
    with system.app.app_context():
        put_into_use(system, small_model())
        close_database()  # the last connection to close brings the log into the file
    return folder / "pakn.db"


@pytest.fixture
def trained(empty: CommandLine, with_model: Path) -> CommandLine:
    """The command line of an installation with a small model in use."""
    DATABASES.copy(with_model, empty.instance)
    empty.set(**DATABASES.environ(empty.instance))
    return empty
