"""What an administrator changes, on PostgreSQL: locks, paged lists, counts that stop."""

import datetime as dt

import pytest
from sqlalchemy import update

from models.jobs import Outbox
from models.queries.parameters import value_in_force
from pakn.composition import System
from pakn.rules.states import Role
from pakn.services import administering, outbox
from pakn.services.artefacts import promote_chosen, read_models, store_artefact
from pakn.services.context import SYSTEM
from pakn.services.desk_endings import not_accept
from pakn.services.desk_inputs import Decided
from pakn.services.grounds import WritingGround, edit_ground, mark_of, read_ground
from pakn.services.notice_texts import WritingNotice, drop_own_words, write_notice_text
from pakn.services.parameters import (
    SettingParameter,
    confirm_parameter,
    read_parameter,
    set_parameter,
    withdraw_parameter,
)
from tests.factories.casework import Casework, case_now
from tests.factories.people import person
from tests.factories.petitions import file_one
from tests.factories.reading import fresh

pytestmark = pytest.mark.postgres
TODAY = dt.date(2026, 11, 16)
TOMORROW = TODAY + dt.timedelta(days=1)


def test_a_parameter_is_set_confirmed_and_withdrawn(system: System) -> None:
    admin = person(system, Role.ADMIN)
    seen = read_parameter(system.viewing(admin), "answer_limit").seen
    typed = SettingParameter("answer_limit", "15", "calendar", TOMORROW, "Đ7", False, "", seen)
    with system.acting(admin) as ctx:
        assert set_parameter(ctx, typed)
    with system.acting(admin) as ctx:
        assert not set_parameter(ctx, typed)
    assert value_in_force(fresh(), "answer_limit", TOMORROW) == 15
    row = read_parameter(system.viewing(admin), "answer_limit").values[0].row.id
    with system.acting(admin) as ctx:
        confirm_parameter(ctx, "answer_limit", row, "QĐ 29/2026/QĐ-TTg Điều 7")
        withdraw_parameter(ctx, "answer_limit", row)
    assert value_in_force(fresh(), "answer_limit", TOMORROW) == 20


def test_a_used_ground_is_replaced(system: System) -> None:
    admin, desk = person(system, Role.ADMIN), Casework(system)
    case_id = file_one(system).case_id
    with system.acting(desk.who(Role.TRIAGE_OFFICER)) as ctx:
        not_accept(ctx, Decided(case_id, case_now(case_id).version, ground="unclear"))
    page = read_ground(system.viewing(admin), "unclear")
    assert page.used
    text = "Lời mới dành cho hồ sơ kết thúc từ nay về sau."
    typed = WritingGround("refusal", "Chưa rõ", text, "Đ7", 1, mark_of(page.ground))
    with system.acting(admin) as ctx:
        assert edit_ground(ctx, "unclear", typed) == "unclear_v2"


def test_own_words_are_written_and_dropped(system: System) -> None:
    admin = person(system, Role.ADMIN)
    with system.acting(admin) as ctx:
        write_notice_text(ctx, WritingNotice("received", "mail", "Số", "{{ number }}", TODAY, ""))
    with system.acting(admin) as ctx:
        assert drop_own_words(ctx, "received", "mail")


def test_messages_and_work_are_read_and_tried_again(system: System) -> None:
    admin, filed = person(system, Role.ADMIN), file_one(system)
    with system.acting(SYSTEM) as ctx:
        ctx.session.execute(
            update(Outbox).values(state="given_up", finished_at=ctx.now, last_error="x")
        )
    fresh()
    ctx = system.viewing(admin)
    (row,) = administering.read_deliveries(ctx, state="failed", number=filed.number).rows
    assert row.state == "failed"
    assert administering.read_work(ctx).stuck == {"deliver": 1, "suggest": 1}
    with system.acting(admin) as acting:
        administering.resend(acting, row.id)
        assert outbox.try_all_again(acting, "suggest") == 1
    fresh()
    assert administering.read_deliveries(ctx).counts["pending"] == 1


def test_schedules_and_models_are_read(system: System) -> None:
    admin = person(system, Role.ADMIN)
    with system.acting(SYSTEM) as ctx:
        store_artefact(ctx, "a", b"12345", {"top1": 0.5})
    with system.acting(admin) as ctx:
        assert administering.switch_schedule(ctx, "remind", enabled=False)
        assert administering.run_schedule(ctx, "remind")
        assert promote_chosen(ctx, "a")
    ctx = system.viewing(admin)
    assert [one.size for one in read_models(ctx)] == [5]
    shown = {one.name: one.enabled for one in administering.read_schedules(ctx)}
    assert not shown["remind"]
