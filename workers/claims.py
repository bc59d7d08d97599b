"""Outbox rows in the hand of one worker, and the transactions in which their work is stored."""

import datetime as dt
import logging
import os
import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from models.jobs import Outbox
from models.session import end_read
from pakn.composition import System
from pakn.rules.job_kinds import JobKind
from pakn.services import outbox
from pakn.services.context import SYSTEM, Context
from workers.faults import describe

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Claim:
    """Rows of one kind, held by a lease until they are finished, failed or released.

    Attributes:
        rows: never empty, all with the same `as_of`; copies as they were when claimed.
        by: the unique name of the holder; storing checks that it still holds.
    """

    system: System
    kind: JobKind
    rows: tuple[Outbox, ...]
    by: str

    def only(self, row: Outbox) -> "Claim":
        """The same claim, of one of its rows."""
        return replace(self, rows=(row,))

    def reading(self) -> Context:
        """A context for reading what is committed by now, at the moment the rows are played at."""
        end_read()
        ctx = self.system.viewing(SYSTEM, request_id=self._request_id)
        return replace(ctx, now=self.rows[0].as_of or ctx.now)

    @contextmanager
    def acting(self) -> Iterator[Context]:
        """A transaction of the system itself, under the request that wrote the row."""
        with self.system.acting(SYSTEM, request_id=self._request_id, now=self.rows[0].as_of) as ctx:
            yield ctx

    @contextmanager
    def holding(self) -> Iterator[tuple[Context, list[Outbox]]]:
        """A transaction with the rows locked.

        Raises:
            LeaseLost: somebody else has a row by now; nothing is stored.
        """
        with self.acting() as ctx:
            yield ctx, outbox.hold(ctx.session, [row.id for row in self.rows], by=self.by)

    @contextmanager
    def finishing(self) -> Iterator[Context]:
        """The one transaction of the rows' effects and of their end: both are stored, or none."""
        with self.holding() as (ctx, held):
            yield ctx
            self.finish(held)

    def finish(self, held: Sequence[Outbox]) -> None:
        """Mark held rows as done, at the moment of the clock."""
        for row in held:
            outbox.finish(row, now=self.system.ports.clock.now())

    def fail(self, error: Exception, *, also: Callable[[Context], None] | None = None) -> None:
        """Note in a fresh transaction that the rows failed; tried again later or given up.

        Args:
            error: what went wrong; only what is safe of it is stored and logged.
            also: what else is noted in the same transaction.
        """
        end_read()
        now, delays = self.system.ports.clock.now(), self.kind.delays
        try:
            with self.holding() as (ctx, held):
                if also is not None:
                    also(ctx)
                for row in held:
                    outbox.fail(row, describe(error), now=now, delays=delays)
        except outbox.LeaseLost:
            log.info("failed, but held by another by now: %s", self)
        else:
            log.warning("failed: %s: %s", self, describe(error))

    def release(self) -> None:
        """Give the rows back untried."""
        with self.holding() as (_, held):
            for row in held:
                outbox.release(row)

    def seconds_left(self) -> float:
        """How long the lease still holds."""
        ends = min(row.lease_until for row in self.rows if row.lease_until is not None)
        return (ends - self.system.ports.clock.now()).total_seconds()

    def __str__(self) -> str:
        """Kind, ids, attempts and request ids, for the log."""
        rows = " ".join(f"{row.id}/{row.attempt}/{row.request_id}" for row in self.rows[:5])
        more = f" and {len(self.rows) - 5} more" if len(self.rows) > 5 else ""
        return f"{self.kind.name} id/attempt/request {rows}{more}"

    @property
    def _request_id(self) -> str | None:
        return self.rows[0].request_id if len(self.rows) == 1 else None


def claim_rows(
    system: System, kind: JobKind, choose: Callable[[Session, dt.datetime], Sequence[int]]
) -> list[Claim]:
    """Claim rows in a short transaction of its own.

    Args:
        system: the program; its clock says what is due.
        kind: the kind of the rows; its lease is taken.
        choose: which ids to try for, asked inside the transaction.

    Returns:
        what was claimed, apart by `as_of`; nothing when others were first.
    """
    by = f"{os.getpid()}:{uuid.uuid4().hex}"
    lease = dt.timedelta(seconds=kind.lease_seconds)
    with system.acting(SYSTEM) as ctx:
        ids = choose(ctx.session, ctx.now)
        rows = outbox.claim(ctx.session, ids, now=ctx.now, lease=lease, by=by)
    apart: dict[dt.datetime | None, list[Outbox]] = {}
    for row in rows:
        apart.setdefault(row.as_of, []).append(row)
    return [Claim(system, kind, tuple(group), by) for group in apart.values()]
