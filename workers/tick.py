"""The tick: schedules become outbox rows, due rows go to the queue, a sign of life is left.

Any number of ticks may run: a moment of a schedule is written once by its key in the database.
"""

import datetime as dt
import logging
import time

from models.session import end_read
from pakn.composition import System, build
from pakn.services.artefacts import champion_of, loaded_name
from pakn.services.context import SYSTEM
from pakn.services.scheduling import anything_due, beat, run_due
from pakn.settings import Settings
from workers.faults import describe
from workers.relay import sweep
from workers.signals import end_on_signals

NAME = "tick"
_PAUSE_SECONDS = 1.0
_BEAT_EVERY = dt.timedelta(seconds=15)

log = logging.getLogger(__name__)


def main(settings: Settings) -> int:
    """Tick about every second until INT or TERM, whatever else fails."""
    end_on_signals()
    system = build(settings)
    last_beat: dt.datetime | None = None
    while True:
        try:
            with system.app.app_context():
                last_beat = tick(system, last_beat)
        except Exception as error:  # the next tick may find database and Redis back
            log.error("tick failed: %s", describe(error))
        time.sleep(_PAUSE_SECONDS)


def tick(system: System, last_beat: dt.datetime | None) -> dt.datetime:
    """One tick; needs an application context of its own.

    Args:
        system: the program.
        last_beat: when the last sign of life was left.

    Returns:
        when the last sign of life was left, by now.
    """
    ctx = system.viewing(SYSTEM)
    due = anything_due(ctx)
    end_read()
    if due:  # a writer is asked for only then: every submission waits for the writers before it
        with system.acting(SYSTEM) as writing:
            log.info("%d scheduled rows written", run_due(writing))
    sweep(system)
    if last_beat is not None and ctx.now - last_beat < _BEAT_EVERY:
        return last_beat
    with system.acting(SYSTEM) as writing:
        beat(writing, NAME, "")
    _announce_model(system)
    return ctx.now


def _announce_model(system: System) -> None:
    """Repeat which model is in use: Redis may have been away, or wiped, when it was promoted."""
    ctx = system.viewing(SYSTEM)
    champion = champion_of(ctx)
    if champion is not None:
        system.ports.queue.announce_model(loaded_name(ctx, champion))
