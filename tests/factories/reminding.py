"""Mornings: playing the reminders of a day, and looking at what they did."""

import datetime as dt
from typing import Any

from sqlalchemy import select, update

from models.casework import Case
from models.jobs import Delivery
from models.letters import Letter
from models.reminders import ReminderStep
from pakn.composition import System
from pakn.rules.local_time import LOCAL_ZONE
from pakn.services.context import SYSTEM
from tests.factories.jobs import run_row, write_row
from tests.factories.reading import fresh


def morning(year: int, month: int, day: int, hour: int = 8) -> dt.datetime:
    """A moment of a day in Vietnam."""
    return dt.datetime(year, month, day, hour, tzinfo=LOCAL_ZONE).astimezone(dt.UTC)


def play(system: System, moment: dt.datetime) -> None:
    """Run the reminders as of a moment, as `jobs run --as-of` does."""
    row_id = write_row(system, "remind", subject=f"remind:{moment.isoformat()}", as_of=moment)
    run_row(system, row_id)


def due(system: System, case_id: int, day: dt.date) -> None:
    """Have a case's clock end on a day, as if it had begun in time for that."""
    with system.acting(SYSTEM) as ctx:
        ctx.session.execute(update(Case).where(Case.id == case_id).values(due_on=day))


def steps(case_id: int | None = None) -> list[str]:
    """The steps taken, in their order."""
    query = select(ReminderStep.step).order_by(ReminderStep.id)
    if case_id is not None:
        query = query.where(ReminderStep.case_id == case_id)
    return list(fresh().scalars(query))


def digests() -> list[dict[str, Any]]:
    """The values of every digest written, oldest first."""
    return [one.values for one in mails("reminder_digest")]


def mails(notice: str) -> list[Delivery]:
    """The mails of a notice."""
    query = select(Delivery).where(Delivery.notice == notice).order_by(Delivery.id)
    return list(fresh().scalars(query))


def urges() -> list[Letter]:
    """The văn bản đôn đốc drafted."""
    return list(fresh().scalars(select(Letter).where(Letter.kind == "urge").order_by(Letter.id)))
