import configparser
from pathlib import Path

import pytest

from pakn.cli.processes import web_command
from pakn.cli.supervision import configuration, last_words, log_folder
from pakn.settings import Settings
from tests.factories.system import settings_for


@pytest.fixture
def settings(instance: Path) -> Settings:
    """Settings of an instance whose path holds what supervisord would expand."""
    return settings_for(instance / "50% tốt")


def read(settings: Settings) -> configparser.RawConfigParser:
    """The configuration as supervisord splits it."""
    parser = configparser.RawConfigParser()
    parser.read_string(configuration(settings))
    return parser


def test_every_program_is_kept_running_and_ended_in_time(settings: Settings) -> None:
    found = read(settings)
    programs = [name for name in found.sections() if name.startswith("program:")]
    assert programs == ["program:redis", "program:web", "program:worker", "program:tick"]
    for name in programs:
        program = found[name]
        assert program["autorestart"] == "true"
        assert program["stopsignal"] == "TERM"
        assert int(program["stopwaitsecs"]) <= 2
        assert program["command"].endswith(f" -m pakn {name.removeprefix('program:')}")
    assert found["group:pakn"]["programs"] == "web,worker,tick"


def test_redis_starts_first_and_ends_last(settings: Settings) -> None:
    found = read(settings)
    assert int(found["program:redis"]["priority"]) < int(found["group:pakn"]["priority"])


def test_a_redis_of_ones_own_is_not_started_twice(instance: Path) -> None:
    found = read(settings_for(instance, REDIS_URL="redis://127.0.0.1:6379/0"))
    assert "program:redis" not in found.sections()
    assert found["group:pakn"]["programs"] == "web,worker,tick"


def test_everything_is_written_under_the_instance(settings: Settings) -> None:
    found = read(settings)
    for section in found.sections():
        for key, value in found[section].items():
            if "file" in key and key.endswith("file"):
                assert value.replace("%%", "%").startswith(str(settings.instance))


def test_the_last_words_name_their_log(settings: Settings) -> None:
    assert last_words(settings) == ""
    log_folder(settings).mkdir(parents=True)
    log = log_folder(settings) / "web.log"
    log.write_text("".join(f"line {number}\n" for number in range(100)), encoding="utf-8")
    words = last_words(settings)
    assert words.startswith(f"--- {log}\n")
    assert "line 99" in words
    assert "line 50\n" not in words


@pytest.mark.parametrize(
    ("host", "bound"), [("127.0.0.1", "127.0.0.1:8123"), ("::1", "[::1]:8123")]
)
def test_the_web_server_listens_where_it_is_told(instance: Path, host: str, bound: str) -> None:
    command = web_command(settings_for(instance, PAKN_HOST=host, PORT="8123", PAKN_WEB_WORKERS="3"))
    assert command[command.index("--bind") + 1] == bound
    assert command[command.index("--workers") + 1] == "3"
    assert "--no-control-socket" in command, "gunicorn would write a socket in the home folder"
