"""Workers killed while they file a list: the next one goes on, and no row is filed twice."""

import os
import signal
from collections import Counter
from pathlib import Path

from sqlalchemy import func, select

from models.intake import Petition
from models.jobs import Delivery
from models.session import end_read, read_session
from pakn.composition import System
from pakn.rules.states import Role
from pakn.services.context import SYSTEM
from pakn.services.history import verify
from pakn.services.upload_access import PETITIONS
from pakn.services.uploading import keep_table, send_upload, take_upload
from tests.factories.jobs import lease_runs_out, row_of
from tests.factories.people import person
from tests.factories.processes import redis_running, running, start, until
from tests.factories.tables import csv_bytes, petition_row, rows_now, upload_now

ROWS = 600


def _done(upload_id: int) -> int:
    return upload_now(upload_id).rows_done


def _filed() -> int:
    end_read()
    return read_session().scalar(select(func.count()).select_from(Petition)) or 0


def test_a_list_goes_on_after_its_worker_was_killed(live: System, instance: Path) -> None:
    staff = person(live, Role.COUNCIL_STAFF, organisation="vcci")
    content = csv_bytes(*(petition_row(number) for number in range(ROWS)))
    with redis_running(instance):
        worker = start("worker", instance)
        kept = keep_table(live.viewing(staff), "bang.csv", content)
        with live.acting(staff) as ctx:
            upload_id = take_upload(ctx, PETITIONS, kept)
        until(lambda: upload_now(upload_id).state == "ready")
        with live.acting(staff) as ctx:
            send_upload(ctx, PETITIONS, upload_id)
        until(lambda: _done(upload_id) > 0)
        children = Path(f"/proc/{worker.pid}/task/{worker.pid}/children").read_text().split()
        for pid in (worker.pid, *map(int, children)):
            os.kill(pid, signal.SIGKILL)
        worker.wait()
        done = _done(upload_id)
        assert 0 < done < ROWS, "killed in the middle"
        assert _filed() == done, "what is counted as done is what was filed"
        lease_runs_out(live, row_of("file_upload").id)
        with running("worker", instance), running("tick", instance):
            until(lambda: upload_now(upload_id).state == "done")
    assert _filed() == ROWS
    assert Counter(row.state for row in rows_now(upload_id)) == {"done": ROWS}
    assert len({row.case_id for row in rows_now(upload_id)}) == ROWS
    assert row_of("file_upload").attempt == 2
    mails = read_session().scalars(select(Delivery).where(Delivery.notice == "imported")).all()
    assert [mail.values["filed"] for mail in mails] == [ROWS]
    assert verify(live.viewing(SYSTEM)).broken is None
