"""Who has a case open, kept in Redis for a minute; when Redis is away nobody is shown."""

import datetime as dt
import logging
from collections.abc import Callable, Sequence

from redis import Redis
from redis.exceptions import RedisError

SECONDS = 60

log = logging.getLogger(__name__)


class RedisPresence:
    """A sorted set for each open case: who, by the moment at which they are forgotten."""

    def __init__(self, connect: Callable[[], Redis]) -> None:
        self._connect = connect

    def touch(self, case_id: int, user_id: int, name: str, now: dt.datetime) -> Sequence[str]:
        """Say that somebody has a case open; gives the names of the others who have."""
        key, moment = f"pakn:open:{case_id}", now.timestamp()
        mine = f"{user_id}:{name}"
        try:
            pipe = self._connect().pipeline(transaction=False)
            pipe.zremrangebyscore(key, "-inf", moment)
            pipe.zadd(key, {mine: moment + SECONDS})
            pipe.expire(key, SECONDS * 2)
            pipe.zrange(key, 0, -1)
            members: list[bytes] = pipe.execute()[-1]
        except (RedisError, OSError) as error:
            log.warning("nobody is shown beside a case, Redis is away: %s", error)
            return ()
        others = (member.decode() for member in members)
        return [
            other.partition(":")[2] for other in others if other.partition(":")[0] != str(user_id)
        ]
