"""Starting, starting again, ending: what an operator sees of `make run`."""

import shutil
import signal
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.e2e.stack import ENDS_WITHIN, Stack, start
from tests.factories.folders import remove, short_folder

pytestmark = [pytest.mark.e2e, pytest.mark.sqlite]  # begins with a copy of the file


@pytest.fixture(scope="module")
def prepared(stack: Stack) -> Iterator[Path]:
    """An instance that was started before: a copy of a running one's database."""
    folder = short_folder()
    with (
        closing(sqlite3.connect(stack.instance / "pakn.db")) as source,
        closing(sqlite3.connect(folder / "pakn.db")) as copy,
    ):
        source.backup(copy)
    shutil.copy(stack.instance / "secret.key", folder / "secret.key")
    yield folder
    remove(folder)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_second_start_answers_at_once_and_a_signal_ends_everything(
    prepared: Path, number: int
) -> None:
    again = start(prepared)
    try:
        assert again.wait_until_ready(30) < 10  # two cores shared with the other tests' system
    finally:
        took = again.end(number)
    assert took < ENDS_WITHIN
    assert again.get_json("/healthz")[0] == 0
