"""A small, coherent world with something in every table, made by the services themselves."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from models.agency import AgencyUnit
from models.intake import DraftFile, PetitionFile, StoredFile
from models.tables import metadata
from pakn.composition import System
from pakn.rules.states import Role
from pakn.services.artefacts import promote, store_artefact
from pakn.services.context import SYSTEM
from pakn.services.drafts import start_draft
from pakn.services.history import make_daily_root
from pakn.services.identity import open_contact
from pakn.services.scheduling import beat, run_due
from pakn.services.suggesting import suggest_for
from tests.factories.casework import Casework
from tests.factories.everyday import EVERYDAY, store_rows
from tests.factories.people import follows
from tests.factories.petitions import file_one
from tests.factories.reading import fresh


@dataclass(frozen=True)
class CertainRouter:
    """A Router that is sure of one agency, whatever it reads."""

    agency: str = "BCA"
    version: str = "certain-1"

    def suggest_many(
        self, texts: Sequence[str], on: dt.date, homes: Sequence[str] | None = None
    ) -> Sequence[Mapping[str, Any]]:
        """The same suggestion for every text."""
        candidate = {"agency": self.agency, "code": "G01", "probability": 0.9, "evidence": ["giấy"]}
        return [
            {"kind": "pakn", "candidates": [candidate], "abstain": False, "model": self.version}
            for _ in texts
        ]


def build_world(system: System) -> Casework:
    """Fill every table: a case waiting, one returned once, one released, and what goes with them.

    Args:
        system: a migrated and seeded system, inside its application context.
    """
    desk = Casework(system)
    follows(system, desk.who(Role.TASKFORCE_MEMBER), "BCA")
    waiting, returned, released = (file_one(system) for _ in range(3))
    _suggest(system, waiting.case_id)
    desk.forward(returned.case_id, "BXD")
    desk.give_back(returned.case_id, "BXD", proposed="BCA")
    desk.forward(released.case_id, coordinating=("BTP",))
    desk.accept(released.case_id)
    desk.answer(released.case_id)
    desk.send_back(released.case_id)
    desk.answer(released.case_id)
    desk.release(released.case_id)
    _open_data(system, desk, released.petition_id)
    _attach_files(system, waiting.petition_id)
    _run_the_day(system)
    with system.acting(SYSTEM) as ctx:
        store_rows(ctx.session, EVERYDAY)
    return desk


def rows_of_every_table(leave_out: Sequence[str] = ()) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table, in the order of its key."""
    session = fresh()
    return {
        table.name: [
            tuple(row) for row in session.execute(table.select().order_by(*table.primary_key))
        ]
        for table in metadata.sorted_tables
        if table.name not in leave_out
    }


def _suggest(system: System, case_id: int) -> None:
    with system.acting(SYSTEM) as ctx:
        store_artefact(ctx, "certain-1", b"numbers", {"top1": 1.0})
        promote(ctx, "certain-1")
        suggest_for(ctx, CertainRouter(), [case_id])


def _open_data(system: System, desk: Casework, petitioner_id: int) -> None:
    with system.acting(desk.who(Role.TRIAGE_OFFICER)) as ctx:
        open_contact(ctx, petitioner_id, case_id=None, reason="gọi lại cho người gửi")


def _attach_files(system: System, petition_id: int) -> None:
    with system.acting(SYSTEM) as ctx:
        start_draft(ctx, {"title": "Đang viết"})
        ctx.session.add(AgencyUnit(agency_id=1, name="Cục Cảnh sát", valid_from=ctx.today))
        file = StoredFile(sha256=b"\x01" * 32, size=3, media_type="image/png", stored_at=ctx.now)
        ctx.session.add(file)
        ctx.session.flush()
        ctx.session.add(DraftFile(draft_id=1, file_id=file.id, name="anh.png"))
        ctx.session.add(PetitionFile(petition_id=petition_id, file_id=file.id, name="anh.png"))


def _run_the_day(system: System) -> None:
    tomorrow = system.ports.clock.now() + dt.timedelta(days=1)
    with system.acting(SYSTEM, now=tomorrow) as ctx:
        assert run_due(ctx) > 0
        beat(ctx, "tick", "1")
        make_daily_root(ctx, ctx.today)
