"""The ladder of reminders on real days: once, on working mornings, one digest a person (R33)."""

import datetime as dt

import pytest
from sqlalchemy import func, select, update

from models.casework import Case
from models.handling import StatusUpdate
from models.history import Event
from models.letters import LetterCase
from models.reminders import ReminderStep
from models.session import end_read
from pakn.composition import System
from pakn.rules.states import Role
from pakn.services.context import SYSTEM
from tests.factories.casework import Casework
from tests.factories.jobs import row_of, run_row, write_row
from tests.factories.people import follows
from tests.factories.petitions import file_one
from tests.factories.reading import fresh
from tests.factories.reminding import digests, due, mails, morning, play, steps, urges
from tests.factories.system import moved_on
from tests.factories.threads import in_threads
from workers.drain import run_as_of

MONDAY = dt.date(2026, 12, 7)


@pytest.fixture
def desk(system: System) -> Casework:
    """The offices; BCA has one focal person."""
    made = Casework(system)
    made.who(Role.AGENCY_FOCAL, "BCA")
    return made


def handling(desk: Casework, agency: str = "BCA") -> int:
    """A case that an agency has accepted; its answer is due on Monday 07/12/2026."""
    case_id = file_one(desk.system).case_id
    desk.forward(case_id, agency)
    desk.accept(case_id, agency)
    return case_id


def test_the_ladder_of_an_answer_day_by_day(desk: Casework) -> None:
    case_id = handling(desk)
    taken = {}
    for day in (*range(1, 31),):
        before = steps()
        play(desk.system, morning(2026, 12, day))
        if new := steps()[len(before) :]:
            taken[day] = new
    assert taken == {
        3: ["before_due"],
        7: ["due"],
        8: ["overdue"],
        10: ["overdue_urge"],
        16: ["status_update:1"],
        21: ["overdue_head"],
        25: ["status_update:2"],
    }
    assert [one["on"] for one in digests()] == [
        "03/12/2026",
        "07/12/2026",
        "08/12/2026",
        "16/12/2026",
        "25/12/2026",
    ]
    assert steps(case_id) == steps()


def test_over_tet_nothing_goes_out_and_nothing_is_lost(desk: Casework) -> None:
    """Due on Wed 03/02/2027, Tết from 04/02 to 10/02: the next working day is 11/02."""
    case_id = handling(desk)
    due(desk.system, case_id, dt.date(2027, 2, 3))
    play(desk.system, morning(2027, 2, 3))
    for day in range(4, 11):
        play(desk.system, morning(2027, 2, day))
    assert steps() == ["due"]
    play(desk.system, morning(2027, 2, 11))
    assert steps() == ["due", "overdue"]
    assert digests()[-1]["lines"][0]["left"] == -1


def test_a_saturday_swapped_to_work_is_a_working_morning(desk: Casework) -> None:
    """22/08/2026 is worked for 31/08/2026."""
    case_id = handling(desk)
    due(desk.system, case_id, dt.date(2026, 8, 25))
    play(desk.system, morning(2026, 8, 15))
    assert steps() == []
    play(desk.system, morning(2026, 8, 22))
    assert steps() == ["before_due"]
    play(desk.system, morning(2026, 8, 31))
    assert steps() == ["before_due"]


def test_a_long_sleep_brings_one_reminder_and_not_three(desk: Casework) -> None:
    handling(desk)
    play(desk.system, morning(2026, 12, 22))
    assert sorted(steps()) == ["overdue", "overdue_head", "overdue_urge", "status_update:1"]
    (digest,) = digests()
    assert (digest["late"], digest["updates"], digest["total"]) == (1, 1, 2)


def test_ten_missed_mornings_are_one_digest(desk: Casework) -> None:
    """The tick after a stop writes every missed moment; the steps are taken by the first."""
    handling(desk)
    moment = morning(2026, 12, 22, 9)
    with desk.system.app.app_context():
        run_as_of(desk.system, moment)
    assert len(digests()) == 1
    assert steps().count("overdue") == 1


def test_a_focal_person_gets_one_digest_with_all_cases(desk: Casework) -> None:
    ids = [handling(desk) for _ in range(60)]
    desk.who(Role.AGENCY_FOCAL, "BXD")
    due(desk.system, ids[0], dt.date(2026, 12, 4))
    play(desk.system, morning(2026, 12, 7))
    (mail,) = mails("reminder_digest")
    said = mail.values
    assert (said["total"], said["late"], said["today"]) == (60, 1, 59)
    assert len(said["lines"]) == 50
    assert said["more"] == 10
    assert said["lines"][0]["number"] == "PAKN.20261116.0001"
    assert said["lines"][0]["link"].endswith(f"/co-quan/ho-so/{ids[0]}")
    template = desk.system.ports.notices.template("reminder_digest", "mail")
    notice = desk.system.ports.notices.fill(template, {**said, "base_url": "x"})
    assert "và 10 hồ sơ khác" in notice.body
    assert "quá hạn 1 ngày làm việc, hạn 04/12/2026" in notice.body


def test_a_digest_names_no_title_and_no_denunciation(desk: Casework) -> None:
    """R12: neither text nor number of a tố cáo leaves in a mail; it is only counted."""
    ids = [handling(desk) for _ in range(2)]
    with desk.system.acting(SYSTEM) as ctx:
        sealed = update(Case).where(Case.id == ids[0]).values(legal_kind="to_cao")
        ctx.session.execute(sealed)
    play(desk.system, morning(2026, 12, 7))
    (said,) = digests()
    assert (said["total"], said["sealed"], said["more"]) == (2, 1, 0)
    assert [line["number"] for line in said["lines"]] == ["PAKN.20261116.0002"]
    assert "giấy phép" not in str(said)


def test_the_desks_own_clocks_remind_the_desk(desk: Casework) -> None:
    """Triage due 23/11, release due three working days after the answer."""
    officer, publisher = desk.who(Role.TRIAGE_OFFICER), desk.who(Role.PUBLISHER)
    answered = handling(desk)
    desk.answer(answered)
    file_one(desk.system)
    play(desk.system, morning(2026, 11, 19))
    assert {mail.user_id for mail in mails("reminder_digest")} == {
        officer.user_id,
        publisher.user_id,
    }
    play(desk.system, morning(2026, 12, 21))
    assert urges() == []
    rows = fresh().execute(
        select(ReminderStep.clock, ReminderStep.agency_id).where(
            ReminderStep.act == "list_for_head"
        )
    )
    assert sorted(map(tuple, rows)) == [("release", None), ("triage", None)]


def test_what_moved_on_is_not_reminded_of(desk: Casework) -> None:
    case_id = handling(desk)
    desk.answer(case_id)
    play(desk.system, morning(2026, 12, 8))
    assert "answer" not in {
        clock for (clock,) in fresh().execute(select(ReminderStep.clock).distinct())
    }


def test_an_agency_that_told_how_far_it_is_owes_nothing_yet(desk: Casework) -> None:
    """R30: the next update is owed seven working days after the last."""
    case_id = handling(desk)
    with desk.system.acting(SYSTEM) as ctx:
        ctx.session.add(
            StatusUpdate(
                case_id=case_id,
                agency_id=1,
                text="Đang lấy ý kiến.",
                made_at=morning(2026, 12, 15),
                made_by_id=desk.who(Role.AGENCY_FOCAL, "BCA").user_id,
            )
        )
    play(desk.system, morning(2026, 12, 16))
    assert "status_update:1" not in steps()
    play(desk.system, morning(2026, 12, 25))
    assert steps()[-1] == "status_update:2"


def test_one_draft_an_agency_and_day_copied_to_its_follower(desk: Casework) -> None:
    """R33, R45: drafted, not signed, not numbered."""
    member = desk.who(Role.TASKFORCE_MEMBER)
    follows(desk.system, member, "BCA")
    ids = [handling(desk) for _ in range(3)]
    handling(desk, "BXD")
    play(desk.system, morning(2026, 12, 10))
    play(desk.system, morning(2026, 12, 11))
    first, second = urges()
    assert {first.state, second.state} == {"draft"}
    assert first.values["on"] == "2026-12-10"
    assert first.values["reply_by"] == "2026-12-17"
    assert {one["late"] for one in first.values["cases"].values()} == {3}
    annexed = select(func.count()).select_from(LetterCase).group_by(LetterCase.letter_id)
    assert sorted(fresh().scalars(annexed)) == [1, len(ids)]
    (copy,) = mails("urge_drafted")
    assert (copy.user_id, copy.values["cases"]) == (member.user_id, 3)
    followed = {letter.agency_id: letter.values["followed"] for letter in (first, second)}
    assert sorted(followed.values()) == [False, True]


def test_a_real_run_at_night_waits_for_the_morning(desk: Casework) -> None:
    """In working hours only: what was missed at 8 is not sent at 20, but the next morning."""
    handling(desk)
    days = (MONDAY - desk.system.ports.clock.now().date()).days
    night = moved_on(desk.system, days=days, hours=11)
    run_row(night, write_row(night, "remind", subject="night"))
    assert (row_of("remind").state, steps()) == ("done", [])
    end_read()
    next_day = moved_on(desk.system, days=days + 1)
    run_row(next_day, write_row(next_day, "remind", subject="morning"))
    assert steps() == ["overdue"]


def test_two_workers_at_once_take_each_step_once(desk: Casework) -> None:
    """R33: each step once, with two of them at the same moment."""
    for _ in range(12):
        handling(desk)
    moment = morning(2026, 12, 22)
    ids = [
        write_row(desk.system, "remind", subject=f"at once {number}", as_of=moment)
        for number in range(2)
    ]
    end_read()
    in_threads(2, lambda number: run_row(desk.system, ids[number]))
    taken = steps()
    assert len(taken) == 12 * 4
    assert len(mails("reminder_digest")) == 1
    assert len(urges()) == 1
    assert fresh().scalar(select(func.count()).select_from(LetterCase)) == 12
    assert fresh().scalars(select(Event.action).where(Event.action == "remind")).all() == ["remind"]
