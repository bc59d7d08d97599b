"""Who has a case open, on a real Redis; with none, nobody, and nothing fails."""

import datetime as dt
from pathlib import Path

from pakn.adapters.presence import SECONDS, RedisPresence
from pakn.adapters.queue import connect_redis
from tests.factories.processes import redis_running
from tests.factories.system import MOMENT


def test_the_others_are_named_until_their_minute_is_over(instance: Path) -> None:
    with redis_running(instance) as redis:
        presence = RedisPresence(lambda: redis)
        assert presence.touch(1, 7, "Người thứ nhất", MOMENT) == []
        assert presence.touch(1, 8, "Người thứ hai: phó", MOMENT) == ["Người thứ nhất"]
        assert presence.touch(1, 7, "Người thứ nhất", MOMENT) == ["Người thứ hai: phó"]
        assert presence.touch(2, 7, "Người thứ nhất", MOMENT) == []
        later = MOMENT + dt.timedelta(seconds=SECONDS + 1)
        assert presence.touch(1, 9, "Người thứ ba", later) == []


def test_without_redis_nobody_is_there(tmp_path: Path) -> None:
    presence = RedisPresence(lambda: connect_redis(f"unix://{tmp_path}/none.sock"))
    assert presence.touch(1, 7, "Người thứ nhất", MOMENT) == ()
