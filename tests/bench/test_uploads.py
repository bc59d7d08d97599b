"""How long a list of the largest size takes to be checked and filed, and who waits meanwhile."""

import time
import tracemalloc
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from models.session import end_read
from pakn.composition import System
from pakn.labels.uploads import ANSWER_WORDS
from pakn.rules.states import Role
from pakn.services import upload_checking, upload_filing
from pakn.services.context import SYSTEM, Context
from pakn.services.upload_access import PETITIONS
from pakn.services.uploading import keep_table, send_upload, take_upload
from tests.factories.people import person
from tests.factories.tables import petition_row, upload_now, workbook

pytestmark = pytest.mark.bench

ROWS = 1000
LONG = "Doanh nghiệp phải đi lại nhiều lần, chi phí tăng, thời gian kéo dài so với quy định. " * 8
MOST_SECONDS = 30
LONGEST_ACT = 0.5
MOST_MEMORY = 60 * 1024 * 1024


class Acts:
    """Acts of the system, with how long each held the writer."""

    def __init__(self, system: System) -> None:
        self._system = system
        self.seconds: list[float] = []

    @contextmanager
    def __call__(self) -> Iterator[Context]:
        with self._system.acting(SYSTEM) as ctx:
            began = time.perf_counter()
            yield ctx
        self.seconds.append(time.perf_counter() - began)


def test_a_thousand_rows(system: System, record_property: Callable[[str, object], None]) -> None:
    staff = person(system, Role.COUNCIL_STAFF, organisation="vcci")
    content = workbook(*(petition_row(n, B=f"Việc số {n}. {LONG}") for n in range(ROWS)))
    kept = keep_table(system.viewing(staff), "bang.xlsx", content)
    with system.acting(staff) as ctx:
        upload_id = take_upload(ctx, PETITIONS, kept)
    checking, filing = Acts(system), Acts(system)
    tracemalloc.start()
    began = time.perf_counter()
    checked = upload_checking.check_in_portions(
        checking, lambda: _anew(system), upload_id, ANSWER_WORDS
    )
    assert checked is not None
    with checking() as ctx:
        upload_checking.finish_check(ctx, upload_id, checked)
    whole_check, memory = time.perf_counter() - began, tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert upload_now(upload_id).rows_ready == ROWS
    with system.acting(staff) as ctx:
        send_upload(ctx, PETITIONS, upload_id)
    whole_filing = file_all(system, filing, upload_id, staff.user_id)
    record_property(
        "figures",
        f"check {whole_check:.1f} s (traced), longest act {max(checking.seconds):.3f} s,"
        f" {memory / 1e6:.0f} MB; file {whole_filing:.1f} s, longest act"
        f" {max(filing.seconds):.3f} s",
    )
    assert upload_now(upload_id).rows_done == ROWS
    assert whole_filing < MOST_SECONDS
    assert max(filing.seconds + checking.seconds) < LONGEST_ACT
    assert memory < MOST_MEMORY


def file_all(system: System, acts: Acts, upload_id: int, user_id: int | None) -> float:
    """File everything that is ready; the seconds it took."""
    arguments = {"upload": upload_id, "user": user_id, "role": Role.COUNCIL_STAFF.value}
    began = time.perf_counter()
    job = upload_filing.prepare(_anew(system), arguments, ANSWER_WORDS)
    assert job is not None
    while found := upload_filing.next_rows(_anew(system), job):
        with acts() as ctx:
            upload_filing.file_portion(ctx, job, found)
    with acts() as ctx:
        upload_filing.finish_filing(ctx, upload_id, job)
    return time.perf_counter() - began


def _anew(system: System) -> Context:
    end_read()
    return system.viewing(SYSTEM)
