import datetime as dt
import sqlite3

import pytest

from tests.unit.cli.conftest import CommandLine


def test_whole_history_verifies(pakn: CommandLine) -> None:
    outcome = pakn("audit", "verify")
    assert outcome.status == 0
    assert outcome.json["broken"] is None
    assert outcome.json["events"] >= 1


@pytest.mark.sqlite  # alters the file
def test_altered_history_is_found_and_named(pakn: CommandLine) -> None:
    with sqlite3.connect(pakn.instance / "pakn.db") as database:
        database.execute("DROP TRIGGER IF EXISTS no_update_event")
        database.execute("UPDATE event SET payload = replace(payload, 'seed', 'feed') WHERE id = 1")
    database.close()
    outcome = pakn("audit", "verify")
    assert outcome.status == 1
    assert outcome.json["broken"]["event_id"] == 1
    assert outcome.json["broken"]["reason"] == "mac"
    assert "system #1" in outcome.err


def test_a_played_moment_does_what_is_due_then(pakn: CommandLine) -> None:
    day_after = dt.date(2026, 11, 17)
    done = pakn("jobs", "run", "--as-of", f"{day_after.isoformat()}T07:00").json
    assert done["scheduled"] >= 1
    assert done["done"] == done["scheduled"]
    again = pakn("jobs", "run", "--as-of", f"{day_after.isoformat()}T07:00").json
    assert (again["scheduled"], again["done"]) == (0, 0)


def test_production_plays_no_future(pakn: CommandLine) -> None:
    pakn.set(
        PAKN_ENV="production",
        PAKN_SECRET="x" * 32,
        PAKN_BASE_URL="https://pakn.example",
        MAIL_URL="smtp://127.0.0.1:1",
    )
    outcome = pakn("jobs", "run", "--as-of", "2199-01-01T00:00:00+07:00")
    assert outcome.status == 1
    assert "chưa đến" in outcome.err
