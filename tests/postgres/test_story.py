import datetime as dt

import pytest
from sqlalchemy import select, text

from models.casework import Answer
from models.history import Event
from models.jobs import Heartbeat
from models.people import PersonalDataAccess
from models.queries.agencies import living
from models.queries.cases import inbox
from models.session import unit_of_work
from pakn.composition import System
from pakn.rules.lifecycle import NotAllowed
from pakn.rules.states import Role
from pakn.services.context import PETITIONER, SYSTEM, NotFound, StaleAct
from pakn.services.drafts import drop_expired, read_draft, save_draft, start_draft
from pakn.services.filing import DifferentContent
from pakn.services.following import follow
from pakn.services.following_content import open_content
from pakn.services.history import make_daily_root, verify
from pakn.services.identity import open_contact
from tests.factories.casework import ANSWER_TEXT, Casework, case_now
from tests.factories.petitions import file_one
from tests.factories.reading import fresh
from tests.factories.system import moved_on

pytestmark = pytest.mark.postgres


def test_a_petition_from_filing_to_its_published_answer(system: System) -> None:
    filed, desk = file_one(system), Casework(system)
    desk.forward(filed.case_id, coordinating=("BTP",))
    desk.accept(filed.case_id)
    desk.answer(filed.case_id)
    desk.send_back(filed.case_id)
    desk.answer(filed.case_id)
    publication = desk.release(filed.case_id)
    ctx = system.viewing(PETITIONER)
    fresh()
    seen = follow(ctx, filed.number, filed.secret)
    assert (seen.state, seen.steps[-1].action, seen.steps[0].at) == (
        "closed",
        "release",
        filed.received_at,
    )
    content = open_content(ctx, filed.number, filed.secret, "0001")
    assert (content.answer, content.public_id) == (ANSWER_TEXT, publication.id)
    assert fresh().scalars(select(Answer.round).order_by(Answer.id)).all() == [1, 2]


def test_two_returns_and_the_leads_decision(system: System) -> None:
    filed, desk = file_one(system), Casework(system)
    for agency, proposed in (("BXD", "BCA"), ("BCA", "BXD")):
        desk.forward(filed.case_id, agency)
        desk.give_back(filed.case_id, agency, proposed=proposed)
    with pytest.raises(NotAllowed):
        desk.forward(filed.case_id)
    desk.forward(filed.case_id, by=Role.UNIT_LEAD)
    case = case_now(filed.case_id)
    assert (case.state, case.decision_final, case.round) == ("forwarded", True, 3)


def test_stale_and_foreign_acts_are_refused(system: System) -> None:
    filed, desk = file_one(system), Casework(system)
    seen = case_now(filed.case_id).version
    desk.forward(filed.case_id)
    with pytest.raises(StaleAct):
        desk.forward(filed.case_id, seen_version=seen)
    with pytest.raises(NotFound):
        desk.accept(filed.case_id, agency="BXD")


def test_a_key_files_once(system: System) -> None:
    first = file_one(system, key="one-intention")
    assert file_one(system, key="one-intention") == first
    with pytest.raises(DifferentContent):
        file_one(system, key="one-intention", title="Một tiêu đề khác hẳn")


def test_the_history_verifies_and_tells_when_it_was_altered(system: System) -> None:
    filed, desk = file_one(system), Casework(system)
    desk.forward(filed.case_id)
    with system.acting(SYSTEM) as ctx:
        make_daily_root(ctx, ctx.today)
    assert verify(system.viewing(SYSTEM)).broken is None
    with unit_of_work() as session:
        session.execute(text("UPDATE event SET payload = replace(payload, 'BCA', 'BXD')"))
    fresh()
    broken = verify(system.viewing(SYSTEM)).broken
    assert broken is not None
    assert (broken.chain, broken.seq, broken.reason) == (f"case:{filed.case_id}", 2, "mac")


def test_drafts_are_kept_and_dropped(system: System) -> None:
    with system.acting(PETITIONER) as ctx:
        token = start_draft(ctx, {"title": "Viết dở"})
    with system.acting(PETITIONER) as ctx:
        save_draft(ctx, token, {"content": "Nội dung"})
    fresh()
    draft = read_draft(system.viewing(PETITIONER), token)
    assert draft.answers == {"title": "Viết dở", "content": "Nội dung"}
    with moved_on(system, days=8).acting(SYSTEM) as ctx:
        assert drop_expired(ctx) == 1


def test_opening_personal_data_is_logged(system: System) -> None:
    filed, desk = file_one(system), Casework(system)
    with system.acting(desk.who(Role.TRIAGE_OFFICER)) as ctx:
        sender = open_contact(ctx, filed.petition_id, case_id=filed.case_id, reason="gọi lại")
    assert sender.phone == "0900000001"
    assert fresh().scalars(select(PersonalDataAccess.reason)).all() == ["gọi lại"]


def test_moments_come_back_aware_and_in_utc(system: System) -> None:
    local = dt.datetime(2026, 11, 22, 6, 30, tzinfo=dt.timezone(dt.timedelta(hours=7)))
    with unit_of_work() as session:
        session.add(Heartbeat(name="tick", seen_at=local))
    stored = fresh().scalars(select(Heartbeat.seen_at)).one()
    assert (stored, stored.utcoffset()) == (local, dt.timedelta(0))


def test_lists_are_in_the_order_of_sqlite(system: System) -> None:
    """Central agencies first, then provinces by slug; and the inbox by due date."""
    slugs = [agency.slug for agency in living(fresh(), dt.date(2026, 11, 16))]
    assert slugs[0] == "BCA"
    assert slugs[-1] == "UBND-96"
    assert slugs == sorted(slugs, key=lambda slug: (slug.startswith("UBND"), slug))
    early = file_one(system, subject="draft", comment_deadline=dt.date(2026, 11, 18))
    file_one(system)
    assert inbox(fresh(), ("received",)).rows[0].case_id == early.case_id


def test_an_error_takes_everything_back(system: System) -> None:
    filed, desk = file_one(system), Casework(system)
    with pytest.raises(NotAllowed):
        desk.forward(filed.case_id, by=Role.ADMIN)
    actions = fresh().scalars(select(Event.action).where(Event.case_id == filed.case_id)).all()
    assert actions == ["file"]
