"""What RQ carries: one function. It decides from the outbox row alone."""

import datetime as dt
import logging
import time
from collections.abc import Sequence

from rq.timeouts import BaseTimeoutException
from sqlalchemy import select
from sqlalchemy.orm import Session

from models.jobs import Outbox
from models.session import end_read, read_session
from pakn.composition import System
from pakn.ports import Push
from pakn.rules.job_kinds import JOB_KINDS, JobKind
from pakn.services.outbox import LeaseLost, due_ids
from workers.claims import Claim, claim_rows
from workers.kinds import HANDLERS
from workers.program import program

# A batch job stops claiming after this long, well before RQ's own limit of five minutes ends it
# in the middle of something; the sweep pushes what is left.
_CLAIMS_FOR = dt.timedelta(seconds=100)
_MOST_CLAIMS = 2000

log = logging.getLogger(__name__)


class UnknownKind(LookupError):
    """A row of a kind that this version of the program does not know."""


class Interrupted(RuntimeError):
    """Every try ended without a word: whoever did the work was killed."""


def run(outbox_id: int) -> None:
    """Do what an outbox row asks for; for a batchable kind, everything of its kind that is due.

    A job may come twice, late, or for a row that is done: then nothing happens.

    Args:
        outbox_id: the row.
    """
    system = program()
    with system.app.app_context():
        kind = kind_of(outbox_id)
        if kind is None:
            log.warning("outbox %d does not exist", outbox_id)
            return
        if kind in JOB_KINDS:
            time.sleep(JOB_KINDS[kind].gather_seconds)
        # Before anything is claimed: what is written from now on gets a job of its own.
        system.ports.queue.arrived(Push(outbox_id, kind, 0))
        work_on(system, outbox_id, kind)


def kind_of(outbox_id: int) -> str | None:
    """The kind of a row as committed by now; None when there is no such row."""
    end_read()
    return read_session().scalar(select(Outbox.kind).where(Outbox.id == outbox_id))


def work_on(system: System, outbox_id: int, kind_name: str) -> None:
    """The same without RQ; needs an application context."""
    kind = JOB_KINDS.get(kind_name)
    if kind is None:
        _give_up(system, outbox_id, kind_name)
    elif kind.batch > 1:
        _work_on_all(system, kind)
    else:
        for claim in claim_rows(system, kind, lambda _session, _now: [outbox_id]):
            _start(claim)


def _give_up(system: System, outbox_id: int, kind_name: str) -> None:
    """No delays: what nobody can do is shown to the administrator at once."""
    kind = JobKind(kind_name, batch=1, lease_seconds=60, delays=())
    for claim in claim_rows(system, kind, lambda _session, _now: [outbox_id]):
        claim.fail(UnknownKind(kind_name))


def _work_on_all(system: System, kind: JobKind) -> None:
    chosen: Sequence[int] = ()

    def choose(session: Session, now: dt.datetime) -> Sequence[int]:
        nonlocal chosen
        chosen = due_ids(session, kind.name, now=now, limit=kind.batch)
        return chosen

    begun = system.ports.clock.now()
    for _ in range(_MOST_CLAIMS):
        for claim in claim_rows(system, kind, choose):
            _start(claim)
        if not chosen or system.ports.clock.now() - begun > _CLAIMS_FOR:
            return


def _start(claim: Claim) -> None:
    """Work on a claim, except on rows that used up their tries without ever ending one."""
    tries = len(claim.kind.delays) + 1
    fresh = []
    for row in claim.rows:
        if row.attempt > tries:
            claim.only(row).fail(Interrupted())
        else:
            fresh.append(row)
    if fresh:
        _work(Claim(claim.system, claim.kind, tuple(fresh), claim.by))


def _work(claim: Claim) -> None:
    try:
        HANDLERS[claim.kind.name](claim)
    except BaseTimeoutException:
        raise  # RQ ends this process's time; the lease runs out and the sweep comes
    except Exception as error:
        _after_error(claim, error)


def _after_error(claim: Claim, error: Exception) -> None:
    """A batch is taken apart, so that one row does not fail the others; a single row failed."""
    if len(claim.rows) > 1:
        log.warning("one by one after %s: %s", type(error).__name__, claim)
        for row in claim.rows:
            _work(claim.only(row))
    elif isinstance(error, LeaseLost):
        log.info("held by another or done by now: %s", claim)
    else:
        claim.fail(error)
