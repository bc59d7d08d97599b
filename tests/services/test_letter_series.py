"""Internal series of numbers, and the history of a letter (R44, R45)."""

import datetime as dt

import pytest
from sqlalchemy import select

from models.letters import Letter, LetterSeries
from models.reference import Parameter
from pakn.composition import System
from pakn.rules.states import Role
from pakn.services import letter_reading, letters
from pakn.services.context import SYSTEM, InvalidInput, NotFound
from pakn.services.history import verify
from pakn.services.letters import Numbering
from tests.factories.casework import Casework
from tests.factories.lettering import (
    forwarded_case,
    letter_ids,
    letter_now,
    take_on,
    transfer_letter,
)
from tests.factories.reading import fresh
from tests.factories.system import moved_on

TODAY = dt.date(2026, 11, 16)


@pytest.fixture
def work(system: System) -> Casework:
    """The offices at work, where this system gives the numbers."""
    with system.acting(SYSTEM) as ctx:
        row = ctx.session.scalars(
            select(Parameter).where(Parameter.name == "letter_numbering")
        ).one()
        row.value = "internal"
    return Casework(system)


def signed(work: Casework, key: str) -> int:
    """A signed công văn chuyển."""
    letter_id = transfer_letter(work, forwarded_case(work), key=key)
    take_on(work, letter_id, "signed")
    return letter_id


def issue(work: Casework, letter_id: int, day: dt.date, number: str = "") -> str:
    """Have a letter numbered; the number."""
    with work.system.acting(work.who(Role.RECORDS_CLERK)) as ctx:
        version = letter_now(letter_id).version
        letters.issue_letter(ctx, Numbering(letter_id, version, number, day))
    return letter_now(letter_id).number or ""


def test_numbers_follow_each_other_by_type_and_year(work: Casework) -> None:
    assert issue(work, signed(work, "a"), dt.date(2025, 12, 30)) == "01/VPCP-KSTT"
    assert issue(work, signed(work, "b"), TODAY) == "01/VPCP-KSTT"
    assert issue(work, signed(work, "c"), TODAY) == "02/VPCP-KSTT"
    slip = letter_ids("transfer_slip")[0]
    take_on(work, slip, "signed")
    assert issue(work, slip, TODAY) == "01/PC-VPCP"


def test_a_refused_number_leaves_no_gap(work: Casework) -> None:
    issue(work, signed(work, "a"), TODAY)
    letter_id = signed(work, "b")
    for day, number in ((TODAY - dt.timedelta(1), ""), (TODAY + dt.timedelta(1), ""), (TODAY, "9")):
        with pytest.raises(InvalidInput):
            issue(work, letter_id, day, number)
    assert issue(work, letter_id, TODAY) == "02/VPCP-KSTT"
    series = fresh().scalars(select(LetterSeries)).one()
    assert (series.last, series.last_on) == (2, TODAY)


def test_a_series_that_begins_in_the_year_goes_on_from_what_was_typed(system: System) -> None:
    work = Casework(system)
    issue(work, signed(work, "a"), TODAY, "8871")
    issue(work, signed(work, "b"), TODAY, "12A/VPCP-KSTT")
    with system.acting(SYSTEM) as ctx:
        row = ctx.session.scalars(
            select(Parameter).where(Parameter.name == "letter_numbering")
        ).one()
        row.value = "internal"
    assert issue(work, signed(work, "c"), TODAY) == "8872/VPCP-KSTT"


def test_the_history_says_who_and_why(system: System) -> None:
    work = Casework(system)
    letter_id = transfer_letter(work, forwarded_case(work))
    with system.acting(work.who(Role.UNIT_LEAD)) as ctx:
        letters.cancel_letter(ctx, letter_id, 1, "Nhầm cơ quan, gọi anh Mẫu")
    fresh()
    ctx = system.viewing(work.who(Role.SIGNER))
    steps = letter_reading.read_steps(ctx, letter_reading.read_letter(ctx, letter_id))
    assert [(step.action, step.role) for step in steps] == [
        ("draft_letter", "triage_officer"),
        ("cancel_letter", "unit_lead"),
    ]
    assert steps[1].reason == "Nhầm cơ quan, gọi anh Mẫu"
    slip = letter_reading.read_letter(ctx, letter_ids("transfer_slip")[0])
    (first,) = letter_reading.read_steps(ctx, slip)
    assert (first.action, first.role) == ("draft_letter", None)
    assert (first.name or "").startswith("Người triage_officer")
    assert verify(ctx).broken is None


def test_a_member_does_not_act_on_the_offices_letters(system: System) -> None:
    """R57: also where the permission to sign an urge would do."""
    work = Casework(system)
    letter_id = transfer_letter(work, forwarded_case(work))
    with system.acting(SYSTEM) as ctx:
        letter = ctx.session.get_one(Letter, letter_id)
        letter.issuer, letter.state = "head", "approved"
    late = moved_on(system, days=1)
    member = work.who(Role.TASKFORCE_MEMBER, "BNV")
    with pytest.raises(NotFound), late.acting(member) as ctx:
        letters.sign_letter(ctx, letter_id, 2)
