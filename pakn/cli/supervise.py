"""supervisord, turning more often: `python -m pakn.cli.supervise -n -c FILE`.

supervisord looks at signals and at who is to be killed only between two polls, each of which may
take a second. Ending everything takes several turns, and INT and TERM promise to be done within
4 s (DESIGN §5), so here a turn takes a fifth of a second.
"""

import sys

from supervisor import poller, supervisord

_TURN_SECONDS = 0.2


class QuickPoller(poller.Poller):  # type: ignore[misc]  # supervisor has no types
    """supervisord's own poller, asked to wait less."""

    def poll(self, timeout: float) -> tuple[list[int], list[int]]:
        """The descriptors that can be read and those that can be written."""
        ready: tuple[list[int], list[int]] = super().poll(min(timeout, _TURN_SECONDS))
        return ready


if __name__ == "__main__":
    poller.Poller = QuickPoller
    supervisord.main(sys.argv[1:])
