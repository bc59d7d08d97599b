"""What must be said after a backup was restored, so that nothing is sent twice."""

import datetime as dt

from sqlalchemy import update

from models.dialect import insert_adding
from models.intake import DayNumber
from models.jobs import Delivery
from pakn.rules.local_time import local_date
from pakn.services.context import Context
from pakn.services.events import Act, record

_NUMBERS_LEFT = 5_000
"""How many numbers of a day are left out: more than a day between two backups ever brings."""
_DAYS_MOST = 366


def note_backup(ctx: Context) -> None:
    """Note in the history that a backup is being made; the backup holds this event too."""
    record(ctx, Act("make_backup"))


def note_restored(ctx: Context, made_at: dt.datetime) -> int:
    """Note that the database is a restored one, and see to it that nothing happens twice.

    Receipts handed out after the backup carry numbers that the restored counters do not know:
    each day since then goes on far above them (numbers are unique, not gapless).

    A message that waited when the backup was made was perhaps sent before the loss: nobody knows,
    so it is shown to people as uncertain ("gửi lại") instead of being sent a second time.

    Args:
        ctx: the act.
        made_at: when the backup was made.

    Returns:
        how many messages were held back.
    """
    held = ctx.session.scalars(
        update(Delivery)
        .where(Delivery.state.in_(("pending", "sending")))
        .values(state="uncertain", last_error="waiting when the restored backup was made")
        .returning(Delivery.id)
    ).all()
    _go_on_above(ctx, local_date(made_at))
    said = {"made_at": made_at.isoformat(), "held": len(held)}
    record(ctx, Act("restore_backup", difference=said))
    return len(held)


def _go_on_above(ctx: Context, first: dt.date) -> None:
    days = min((ctx.today - first).days, _DAYS_MOST) + 1
    rows = [{"day": ctx.today - dt.timedelta(days=n), "last": _NUMBERS_LEFT} for n in range(days)]
    insert_adding(ctx.session, DayNumber, ("day",), "last", rows)
