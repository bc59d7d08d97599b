"""Looking at background work, and doing it in the test's own process."""

import datetime as dt
from dataclasses import replace

from sqlalchemy import select, update

from models.jobs import Delivery, Outbox
from models.session import end_read, read_session
from pakn.adapters.mail import SmtpMailer
from pakn.composition import System
from pakn.services.context import SYSTEM
from pakn.services.outbox import Later, later
from workers import program
from workers.jobs import run


def rows_of(kind: str) -> list[Outbox]:
    """The outbox rows of a kind as committed by now, oldest first."""
    end_read()
    query = select(Outbox).where(Outbox.kind == kind).order_by(Outbox.id)
    return list(read_session().scalars(query))


def row_of(kind: str) -> Outbox:
    """The only outbox row of a kind."""
    (row,) = rows_of(kind)
    return row


def deliveries() -> list[Delivery]:
    """All deliveries as committed by now, oldest first."""
    end_read()
    return list(read_session().scalars(select(Delivery).order_by(Delivery.id)))


def write_row(system: System, kind: str, **values: object) -> int:
    """Write an outbox row; returns its id."""
    with system.acting(SYSTEM) as ctx:
        row_id = later(ctx, Later(kind, **{"subject": "test", **values}))  # type: ignore[arg-type]
    assert row_id is not None
    return row_id


def run_row(system: System, row_id: int) -> None:
    """Run a row's job on this program, as RQ would."""
    program.use(system)
    run(row_id)


def lease_runs_out(system: System, row_id: int) -> None:
    """Have a claimed row's lease lie in the past, as if its time had gone by."""
    past = system.ports.clock.now() - dt.timedelta(seconds=1)
    with system.acting(SYSTEM) as ctx:
        ctx.session.execute(
            update(Outbox)
            .where(Outbox.id == row_id, Outbox.state == "running")
            .values(lease_until=past)
        )


def mailing_to(system: System, url: str) -> System:
    """The same program, sending mail to another server."""
    return replace(system, ports=replace(system.ports, mailer=SmtpMailer(url)))
