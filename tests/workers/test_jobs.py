"""The one job function: it decides from the row alone."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import func, select

from models.session import end_read, read_session
from models.suggestions import Suggestion
from pakn.composition import System
from pakn.rules.job_kinds import JOB_KINDS
from pakn.rules.states import Role
from pakn.services.context import SYSTEM, Actor
from pakn.services.outbox import Later, due_ids, later, try_again
from routing.artefact import Artefact
from tests.factories.jobs import lease_runs_out, row_of, rows_of, run_row, write_row
from tests.factories.models import put_into_use
from tests.factories.petitions import file_one
from tests.factories.system import moved_on
from workers.claims import claim_rows
from workers.kinds import HANDLERS


def _suggestions() -> int:
    end_read()
    return read_session().scalar(select(func.count()).select_from(Suggestion)) or 0


class _Stumbling:
    """A model that cannot read some texts, to see what becomes of the others."""

    version = "stumbling"

    def __init__(self, over: str) -> None:
        self._over = over

    def suggest_many(
        self, texts: Sequence[str], on: dt.date, homes: Sequence[str] | None = None
    ) -> Sequence[Mapping[str, Any]]:
        if any(self._over in text for text in texts):
            raise FloatingPointError("a text of a citizen")
        return [{"kind": "pakn", "candidates": [], "abstain": True} for _ in texts]

    def cached(self, name: str) -> "_Stumbling":
        return self

    def load(self, name: str, version: str, sha256: str, content: bytes) -> "_Stumbling":
        return self


def _stumbling(system: System, over: str) -> System:
    return replace(system, ports=replace(system.ports, routers=_Stumbling(over)))


def test_every_kind_has_a_handler_and_no_other() -> None:
    assert HANDLERS.keys() == JOB_KINDS.keys()


def test_a_row_of_an_unknown_kind_is_given_up_at_once_and_shown(system: System) -> None:
    row_id = write_row(system, "from_a_newer_version")
    run_row(system, row_id)
    row = row_of("from_a_newer_version")
    assert (row.state, row.last_error, row.attempt) == ("given_up", "UnknownKind", 1)


def test_a_job_for_a_row_that_does_not_exist_does_nothing(system: System) -> None:
    run_row(system, 999)
    assert rows_of("suggest") == []


def test_one_job_serves_every_new_case_and_a_second_changes_nothing(
    system: System, artefact: Artefact
) -> None:
    ready = put_into_use(system, artefact)
    cases = [file_one(ready).case_id for _ in range(3)]
    run_row(ready, rows_of("suggest")[1].id)
    assert [row.state for row in rows_of("suggest")] == ["done"] * 3
    stored = read_session().scalars(select(Suggestion).order_by(Suggestion.case_id)).all()
    assert [(one.case_id, one.model_version) for one in stored] == [
        (case_id, artefact.version) for case_id in cases
    ]
    for row in rows_of("suggest"):
        run_row(moved_on(ready, hours=1), row.id)
    assert [row.attempt for row in rows_of("suggest")] == [1, 1, 1]
    assert _suggestions() == 3


def test_without_a_model_a_row_waits_longer_each_time_and_is_given_up_at_last(
    system: System, artefact: Artefact
) -> None:
    file_one(system)
    later_on = system
    for number, seconds in enumerate(JOB_KINDS["suggest"].delays, start=1):
        run_row(later_on, row_of("suggest").id)
        row = row_of("suggest")
        assert (row.state, row.attempt) == ("failed", number)
        assert row.run_at == later_on.ports.clock.now() + dt.timedelta(seconds=seconds)
        run_row(later_on, row.id)
        assert row_of("suggest").attempt == number, "it is not due yet"
        later_on = moved_on(later_on, seconds=seconds)
    run_row(later_on, row_of("suggest").id)
    row = row_of("suggest")
    assert (row.state, row.finished_at) == ("given_up", later_on.ports.clock.now())
    assert row.last_error is not None
    assert row.last_error.startswith("NotFound model")


def test_try_again_brings_back_what_was_given_up(system: System, artefact: Artefact) -> None:
    row_id = write_row(system, "from_a_newer_version")
    run_row(system, row_id)
    with system.acting(Actor(role=Role.ADMIN)) as ctx:
        try_again(ctx, row_id)
    row = row_of("from_a_newer_version")
    assert (row.state, row.attempt) == ("new", 0)


def test_one_failing_row_does_not_fail_the_others(system: System, artefact: Artefact) -> None:
    put_into_use(system, artefact)
    for title in ("Thủ tục thứ nhất", "Thủ tục vấp", "Thủ tục thứ ba"):
        file_one(system, title=title)
    run_row(_stumbling(system, "vấp"), rows_of("suggest")[0].id)
    assert [row.state for row in rows_of("suggest")] == ["done", "failed", "done"]
    error = rows_of("suggest")[1].last_error
    assert error is not None
    assert error.startswith("FloatingPointError")
    assert "citizen" not in error
    assert _suggestions() == 2


def test_a_row_whose_holder_died_comes_alone(system: System, artefact: Artefact) -> None:
    ready = put_into_use(system, artefact)
    for _ in range(3):
        file_one(ready)
    first, second, third = [row.id for row in rows_of("suggest")]
    kind = JOB_KINDS["suggest"]
    claim_rows(ready, kind, lambda _session, _now: [first, second])
    after = moved_on(ready, seconds=kind.lease_seconds + 1)
    with after.acting(SYSTEM) as ctx:
        assert due_ids(ctx.session, "suggest", now=ctx.now, limit=200) == [first]
    run_row(after, third)
    assert [(row.state, row.attempt) for row in rows_of("suggest")] == [
        ("done", 2),
        ("done", 2),
        ("done", 1),
    ]


def test_a_living_lease_is_left_alone(system: System, artefact: Artefact) -> None:
    ready = put_into_use(system, artefact)
    file_one(ready)
    row_id = row_of("suggest").id
    claim_rows(ready, JOB_KINDS["suggest"], lambda _session, _now: [row_id])
    run_row(moved_on(ready, seconds=10), row_id)
    assert (row_of("suggest").state, _suggestions()) == ("running", 0)


def test_a_lost_lease_stores_nothing(system: System, artefact: Artefact) -> None:
    ready = put_into_use(system, artefact)
    file_one(ready)
    row_id, kind = row_of("suggest").id, JOB_KINDS["suggest"]
    (slow,) = claim_rows(ready, kind, lambda _session, _now: [row_id])
    lease_runs_out(ready, row_id)
    run_row(ready, row_id)
    end_read()
    before = read_session().scalars(select(Suggestion.made_at)).all()
    with pytest.raises(Exception, match="1 of 1 outbox rows"):
        HANDLERS["suggest"](replace(slow, system=moved_on(ready, minutes=1)))
    end_read()
    assert read_session().scalars(select(Suggestion.made_at)).all() == before
    assert row_of("suggest").attempt == 2


def test_what_kills_its_holder_each_time_is_given_up_without_another_try(system: System) -> None:
    row_id = write_row(system, "drop_drafts")
    kind = JOB_KINDS["drop_drafts"]
    for _ in range(len(kind.delays) + 1):
        assert claim_rows(system, kind, lambda _session, _now: [row_id])
        lease_runs_out(system, row_id)
    run_row(system, row_id)
    row = row_of("drop_drafts")
    assert (row.state, row.last_error) == ("given_up", "Interrupted")


def test_a_job_acts_under_the_request_that_wrote_its_row(system: System) -> None:
    with system.acting(SYSTEM, request_id="the-request") as ctx:
        row_id = later(ctx, Later("drop_drafts", "test"))
    assert row_id is not None
    (claim,) = claim_rows(system, JOB_KINDS["drop_drafts"], lambda _session, _now: [row_id])
    with claim.acting() as ctx:
        assert ctx.request_id == "the-request"


def test_a_played_row_takes_its_moment_for_now(system: System) -> None:
    moment = system.ports.clock.now() - dt.timedelta(days=3)
    row_id = write_row(system, "drop_drafts", as_of=moment)
    (claim,) = claim_rows(system, JOB_KINDS["drop_drafts"], lambda _session, _now: [row_id])
    with claim.acting() as ctx:
        assert ctx.now == moment
    assert claim.reading().now == moment
