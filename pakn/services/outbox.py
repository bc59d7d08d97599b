"""The transactional outbox: what must happen later, who claims it, how it ends.

Redis only carries ids. These functions decide from the row alone, so a job may come twice, late,
or never, and a Redis that was wiped loses nothing.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import and_, or_, select, update
from sqlalchemy.orm import Session

from models.dialect import insert_once
from models.jobs import Outbox
from models.session import after_commit
from pakn.ports import Push
from pakn.rules.permissions import Permission
from pakn.services.context import Context, NotFound
from pakn.services.events import Act, record

_PUSHES = "pakn_pushes"
_PUSHED_AT_ONCE = 200


class LeaseLost(RuntimeError):
    """A row's lease ended and somebody else holds it now."""


@dataclass(frozen=True)
class Later:
    """A thing to be done once.

    Attributes:
        kind: which job; the workers' table of kinds says how it is done and tried again.
        subject, round: with the kind the key that makes it happen once.
        arguments: ids and codes, never personal values.
        run_at: not before this moment; None means as soon as possible.
        as_of: the moment the job is to take for now, when a date is being played.
    """

    kind: str
    subject: str
    round: int = 0
    case_id: int | None = None
    arguments: Mapping[str, Any] | None = None
    run_at: dt.datetime | None = None
    as_of: dt.datetime | None = None


def later(ctx: Context, what: Later) -> int | None:
    """Write an outbox row in the act's transaction; after its commit it goes to the queue.

    Returns:
        the row's id, or None when the same thing was already written before.
    """
    row_id = _insert_once(ctx, what)
    if row_id is not None and (what.run_at is None or what.run_at <= ctx.now):
        _push_after_commit(ctx, Push(row_id, what.kind, 0))
    return row_id


def _insert_once(ctx: Context, what: Later) -> int | None:
    values = {
        "kind": what.kind,
        "subject": what.subject,
        "round": what.round,
        "case_id": what.case_id,
        "arguments": dict(what.arguments or {}),
        "state": "new",
        "attempt": 0,
        "run_at": what.run_at or ctx.now,
        "as_of": what.as_of,
        "request_id": ctx.request_id,
        "created_at": ctx.now,
    }
    row_id: int | None = insert_once(
        ctx.session, Outbox, ("kind", "subject", "round"), values, "id"
    )
    return row_id


def _push_after_commit(ctx: Context, push: Push) -> None:
    waiting: list[Push] | None = ctx.session.info.get(_PUSHES)
    if waiting is None:
        waiting = ctx.session.info[_PUSHES] = []
        queue, rows = ctx.ports.queue, waiting
        after_commit(ctx.session, lambda: queue.push(rows))
    waiting.append(push)


def claim(
    session: Session, ids: Sequence[int], *, now: dt.datetime, lease: dt.timedelta, by: str
) -> list[Outbox]:
    """Claim rows by a lease; only rows that are due and not held by a living lease are given.

    Returns:
        the rows now held by `by`, detached from who else may try at the same moment.
    """
    claimed = session.scalars(
        update(Outbox)
        .where(Outbox.id.in_(ids), _claimable(now), Outbox.run_at <= now)
        .values(
            state="running",
            attempt=Outbox.attempt + 1,
            lease_until=now + lease,
            lease_by=by,
        )
        .returning(Outbox.id)
    ).all()
    if not claimed:
        return []
    return list(
        session.scalars(select(Outbox).where(Outbox.id.in_(claimed)).order_by(Outbox.id)).all()
    )


def due_ids(session: Session, kind: str, *, now: dt.datetime, limit: int) -> Sequence[int]:
    """The ids of one kind to be claimed together, oldest first.

    A row whose holder died comes alone: should it be what kills its holders, it takes no others
    with it.
    """
    due = (
        select(Outbox.id)
        .where(Outbox.kind == kind, Outbox.run_at <= now)
        .order_by(Outbox.id)
        .with_for_update(skip_locked=True)
    )
    interrupted = session.scalars(due.where(_interrupted(now)).limit(1)).all()
    return interrupted or session.scalars(due.where(_WAITING).limit(limit)).all()


_WAITING = Outbox.state.in_(("new", "failed"))


def _interrupted(now: dt.datetime) -> Any:
    return and_(Outbox.state == "running", Outbox.lease_until < now)


def _claimable(now: dt.datetime) -> Any:
    return or_(_WAITING, _interrupted(now))


def hold(session: Session, ids: Sequence[int], *, by: str) -> list[Outbox]:
    """Lock claimed rows for the transaction that does their work.

    Returns:
        all of them, by id.

    Raises:
        LeaseLost: somebody else claimed one of them since; the work must not be stored a second
            time.
    """
    rows = session.scalars(
        select(Outbox)
        .where(Outbox.id.in_(ids), Outbox.state == "running", Outbox.lease_by == by)
        .order_by(Outbox.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).all()
    if len(rows) != len(ids):
        raise LeaseLost(f"{len(ids) - len(rows)} of {len(ids)} outbox rows")
    return list(rows)


def release(row: Outbox) -> None:
    """Give a held row back untried: its claim does not count as a try."""
    row.state, row.attempt = "new", row.attempt - 1
    row.lease_until, row.lease_by = None, None


def finish(row: Outbox, *, now: dt.datetime) -> None:
    """Mark a held row as done."""
    row.state, row.lease_until, row.lease_by = "done", None, None
    row.finished_at, row.last_error = now, None


def fail(row: Outbox, error: str, *, now: dt.datetime, delays: Sequence[int]) -> None:
    """Mark a held row as failed, to be tried again after the kind's next delay.

    Args:
        row: the held row; its `attempt` counts the tries so far.
        error: what went wrong, without personal values.
        now: the moment.
        delays: seconds before each further try; when they are used up the row is given up and
            shown to the administrator.
    """
    row.lease_until, row.lease_by, row.last_error = None, None, error[:2000]
    if row.attempt > len(delays):
        row.state, row.finished_at = "given_up", now
    else:
        row.state = "failed"
        row.run_at = now + dt.timedelta(seconds=delays[row.attempt - 1])


def to_push(session: Session, *, now: dt.datetime, limit: int = 500) -> list[Push]:
    """What the sweep carries to the queue again: due rows that nobody holds."""
    rows = session.execute(
        select(Outbox.id, Outbox.kind, Outbox.attempt)
        .where(_claimable(now), Outbox.run_at <= now)
        .order_by(Outbox.run_at, Outbox.id)
        .limit(limit)
    )
    return [Push(row_id, kind, attempt) for row_id, kind, attempt in rows]


def try_again(ctx: Context, outbox_id: int) -> None:
    """The administrator's "thử lại": give a row that was given up a fresh start.

    Raises:
        NotFound: there is no such row, or it was not given up.
    """
    ctx.require(Permission.ADMIN_JOBS_RETRY)
    row = ctx.session.scalar(select(Outbox).where(Outbox.id == outbox_id).with_for_update())
    if row is None or row.state != "given_up":
        raise NotFound(f"outbox {outbox_id}")
    row.state, row.attempt, row.run_at, row.finished_at = "new", 0, ctx.now, None
    record(ctx, Act("retry_job", difference={"outbox": row.id, "kind": row.kind}))
    _push_after_commit(ctx, Push(row.id, row.kind, 0))


def try_all_again(ctx: Context, kind: str) -> int:
    """The administrator's "thử lại" for everything of one kind that was given up.

    Only the first rows are pushed at once; the sweep carries the others to the queue.

    Returns:
        how many rows there were; pressing twice does no harm.
    """
    ctx.require(Permission.ADMIN_JOBS_RETRY)
    ids = ctx.session.scalars(
        update(Outbox)
        .where(Outbox.kind == kind, Outbox.state == "given_up")
        .values(state="new", attempt=0, run_at=ctx.now, finished_at=None)
        .returning(Outbox.id)
    ).all()
    if ids:
        record(ctx, Act("retry_jobs", difference={"job": kind, "count": len(ids)}))
    for row_id in ids[:_PUSHED_AT_ONCE]:
        _push_after_commit(ctx, Push(row_id, kind, 0))
    return len(ids)
