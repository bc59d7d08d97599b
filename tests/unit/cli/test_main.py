import subprocess
import sys

import pytest

from tests.factories.processes import ROOT
from tests.unit.cli.conftest import CommandLine


@pytest.mark.parametrize(
    "words",
    [
        (),
        ("nonsense",),
        ("db",),
        ("db", "downgrade"),
        ("calendar", "due", "--from", "22/11/2026", "--days", "5", "--unit", "working"),
        ("calendar", "due", "--from", "2026-11-22", "--days", "0", "--unit", "working"),
        ("calendar", "due", "--from", "2026-11-22", "--days", "5", "--unit", "hours"),
        ("agencies", "resolve", "Bộ Y tế", "--on", "yesterday"),
        ("jobs", "run"),
        ("jobs", "run", "--as-of", "soon"),
        ("petitions", "import", "rows.csv"),
        ("petitions", "import", "no-such-file.csv", "--as", "nobody"),
        ("routing", "evaluate", "no-such-file.jsonl"),
        ("routing", "train", "--data", "no-such-file.jsonl"),
    ],
    ids=" ".join,
)
def test_bad_arguments_end_with_status_2_and_a_message(
    empty: CommandLine, words: tuple[str, ...]
) -> None:
    outcome = empty(*words)
    assert outcome.status == 2
    assert outcome.out == ""
    assert "usage: python -m pakn" in outcome.err


@pytest.mark.parametrize(
    "words",
    [
        ("calendar", "due", "--from", "2026-11-22", "--days", "5", "--unit", "working"),
        ("agencies", "resolve", "Bộ Y tế"),
        ("audit", "verify"),
        ("routing", "models"),
        ("jobs", "run", "--as-of", "2026-11-22T08:00"),
    ],
    ids=" ".join,
)
def test_without_a_database_a_command_says_what_to_run(
    empty: CommandLine, words: tuple[str, ...]
) -> None:
    outcome = empty(*words)
    assert outcome.status == 1
    assert outcome.out == ""
    assert "python -m pakn db upgrade" in outcome.err
    assert not (empty.instance / "pakn.db").exists(), "asking must not create an empty database"


def test_a_database_without_reference_data_is_named_as_such(empty: CommandLine) -> None:
    assert empty("db", "upgrade").status == 0
    outcome = empty("agencies", "resolve", "Bộ Y tế")
    assert outcome.status == 1
    assert "db seed" in outcome.err


def test_settings_that_cannot_be_used_are_listed(empty: CommandLine) -> None:
    empty.set(PAKN_ENV="production", PAKN_SECRET="short")
    outcome = empty("audit", "verify")
    assert outcome.status == 1
    assert "PAKN_SECRET" in outcome.err
    assert "MAIL_URL" in outcome.err


def test_an_unreachable_database_is_a_message_not_a_traceback(empty: CommandLine) -> None:
    empty.set(DATABASE_URL="postgresql://nobody@127.0.0.1:1/nothing")
    outcome = empty("audit", "verify")
    assert outcome.status == 1
    assert "Lỗi cơ sở dữ liệu" in outcome.err
    assert "Traceback" not in outcome.err


def test_help_needs_no_settings_and_names_every_area() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "pakn", "--help"],
        cwd=ROOT,
        env={"PAKN_ENV": "neither", "LC_ALL": "C", "PYTHONUTF8": "0"},
        capture_output=True,
        check=True,
    )
    text = done.stdout.decode("utf-8")
    named = {line.split()[0] for line in text.splitlines() if line.startswith("    ")}
    assert {"serve", "db", "routing", "petitions", "calendar", "agencies", "jobs"} <= named
    assert "gợi ý thẩm quyền" in text, "Vietnamese is written whatever the locale says"


def test_light_commands_do_not_load_the_classifier() -> None:
    program = (
        "import sys; from pakn.cli.main import main\n"
        "try: main(['web', '--help'])\n"
        "except SystemExit: pass\n"
        "loaded = {'sklearn', 'scipy', 'numpy'} & set(sys.modules); sys.exit(bool(loaded))"
    )
    assert subprocess.run([sys.executable, "-c", program], cwd=ROOT, check=False).returncode == 0
