"""Twelve petitions whose figures were counted by hand; the report is compiled weeks later (R41)."""

import datetime as dt

import pytest
from sqlalchemy import select

from models.agency import Agency
from models.reports import ReportSnapshot
from pakn.adapters.clock import StandingClock
from pakn.composition import System
from pakn.rules.local_time import LOCAL_ZONE
from pakn.rules.periods import period
from pakn.rules.report_figures import FIGURES
from pakn.rules.states import Role
from pakn.services.context import SYSTEM
from pakn.services.desk_endings import withdraw_at_desk
from pakn.services.desk_inputs import Decided
from pakn.services.filing import file_petition
from pakn.services.report_compiling import Wanted, compile_report
from tests.factories.casework import Casework, case_now
from tests.factories.petitions import file_one, filing
from tests.factories.reading import fresh

CONDUCT = (1,)
EXPECTED = {
    "total": 10,
    "carried_over": 4,
    "new": 6,
    "content.regulation": 4,
    "content.conduct": 1,
    "content.none": 5,
    "kind.recommendation": 9,
    "kind.report": 1,
    "channel.web": 8,
    "channel.phone": 1,
    "channel.post": 1,
    "handled": 2,
    "handled.in_time": 1,
    "handled.late": 1,
    "ended": 1,
    "ended.withdrawn": 1,
    "in_process": 7,
    "in_process.in_time": 3,
    "in_process.overdue": 4,
    "in_process.received": 4,
    "in_process.forwarded": 1,
    "in_process.in_progress": 2,
    "returned": 1,
    "published": 2,
}
"""Month 2026-11, 15 October to 14 November; what is not named is 0."""


class Story:
    """Acts on their days, whatever the order in which they are told."""

    def __init__(self, system: System) -> None:
        self._system = system
        self._desk = Casework(system)

    def on(self, month: int, day: int) -> Casework:
        """The offices on a day, at ten in the morning."""
        moment = dt.datetime(2026, month, day, 10, 0, tzinfo=LOCAL_ZONE)
        self._desk.system = self._system.with_clock(StandingClock(moment))
        return self._desk

    def file(self, month: int, day: int, **changes: object) -> int:
        """File a petition on a day."""
        return file_one(self.on(month, day).system, **changes).case_id

    def answered(self, case_id: int, month: int, day: int) -> None:
        """Forwarded and accepted on 6 and 7 October, answered on a day."""
        self.on(10, 6).forward(case_id)
        self.on(10, 7).accept(case_id)
        self.on(month, day).answer(case_id)


@pytest.fixture
def story(system: System) -> Story:
    """The twelve petitions; what follows the closing day is told as well."""
    told = Story(system)
    told.file(10, 1)  # 1: nobody touches it
    _handled(told)
    _returned_and_forwarded_again(told)
    told.file(11, 14)  # 5: on the last day
    told.file(11, 15)  # 6: the day after belongs to the next month
    told.file(11, 10, channel="phone", kind="report", proposal="")  # 8
    _withdrawn(told)
    _paper_entered_later(told)
    told.on(10, 21).forward(told.file(10, 20), "BTC")  # 11: nobody accepts it
    _sent_back(told)
    return told


def _handled(told: Story) -> None:
    in_time, late, long_ago = told.file(10, 5), told.file(10, 5), told.file(9, 21)
    told.answered(in_time, 10, 20)  # 2
    told.on(10, 22).release(in_time)
    told.answered(late, 10, 30)  # 3: due on 25 October
    told.on(11, 2).release(late)
    told.answered(long_ago, 10, 8)  # 7: over before the month began
    told.on(10, 9).release(long_ago)


def _returned_and_forwarded_again(told: Story) -> None:
    """4: due on 5 November, answered after the closing day."""
    case_id = told.file(10, 16)
    told.on(10, 19).forward(case_id, "BXD")
    told.on(10, 20).give_back(case_id, "BXD", proposed="BCA")
    told.on(10, 21).forward(case_id)
    told.on(10, 22).accept(case_id)
    told.on(11, 17).answer(case_id)
    told.on(11, 18).release(case_id)


def _withdrawn(told: Story) -> None:
    """9: open when the month began."""
    case_id = told.file(10, 12)
    desk = told.on(10, 16)
    with desk.system.acting(desk.who(Role.TRIAGE_OFFICER)) as ctx:
        version = case_now(case_id).version
        withdraw_at_desk(ctx, Decided(case_id, version, reason="Có đơn xin rút bằng văn bản."))


def _paper_entered_later(told: Story) -> None:
    """10: dấu đến 3 November, entered on the 16th; it was received in the month (R58)."""
    desk = told.on(11, 16)
    with desk.system.acting(desk.who(Role.INTAKE_CLERK)) as ctx:
        file_petition(ctx, filing(channel="post", received_on=dt.date(2026, 11, 3)))


def _sent_back(told: Story) -> None:
    """12: answered in time, sent back, and late with the better answer."""
    case_id = told.file(10, 21)
    told.on(10, 22).forward(case_id, "BNV", content_codes=CONDUCT)
    told.on(10, 23).accept(case_id, "BNV")
    told.on(11, 3).answer(case_id, "BNV", outcome="correct")
    told.on(11, 5).send_back(case_id)
    told.on(11, 20).answer(case_id, "BNV", outcome="correct")
    told.on(11, 21).release(case_id)


def compiled(story: Story, key: str, month: int, day: int) -> ReportSnapshot:
    """A month's report, compiled on a day."""
    with story.on(month, day).system.acting(SYSTEM) as ctx:
        snapshot_id = compile_report(ctx, Wanted(period("month", key)))
    return fresh().get_one(ReportSnapshot, snapshot_id)


def test_the_figures_are_those_counted_by_hand(story: Story) -> None:
    report = compiled(story, "2026-11", 12, 20)
    assert report.figures["counts"] == {key: EXPECTED.get(key, 0) for key in FIGURES}
    assert report.figures["on_time_rate"] == pytest.approx(1 / 6)
    assert report.problems == []


def test_agencies_have_what_lay_with_them_on_the_last_day(story: Story) -> None:
    report = compiled(story, "2026-11", 12, 20)
    slugs = dict(fresh().execute(select(Agency.id, Agency.slug)).all())
    rows = {slugs.get(row["agency"], "desk"): row for row in report.figures["agencies"]}
    assert {name: row["total"] for name, row in rows.items()} == {
        "BCA": 3,
        "BTC": 1,
        "BNV": 1,
        "desk": 5,
    }
    assert rows["BCA"]["handled.late"] == rows["BCA"]["in_process.overdue"] == 1


def test_the_next_month_takes_over_what_was_left(story: Story) -> None:
    november = compiled(story, "2026-11", 12, 20)
    december = compiled(story, "2026-12", 12, 20)
    assert december.problems == []
    counts = december.figures["counts"]
    assert counts["carried_over"] == november.figures["counts"]["in_process"] == 7
    assert (counts["new"], counts["handled"], counts["handled.late"]) == (1, 2, 2)


def test_what_is_entered_after_the_closing_day_is_found_by_the_next_month(story: Story) -> None:
    """November is compiled on the 15th, the paper of the 3rd is entered on the 16th."""
    told = story
    november = compiled(told, "2026-11", 11, 15)
    desk = told.on(11, 16)
    with desk.system.acting(desk.who(Role.INTAKE_CLERK)) as ctx:
        late = file_petition(ctx, filing(channel="post", received_on=dt.date(2026, 11, 4)))
    december = compiled(told, "2026-12", 12, 15)
    (problem,) = december.problems
    assert (problem["code"], problem["snapshot"]) == ("opening", november.id)
    assert (problem["expected"], problem["found"]) == (7, 8)
    assert (problem["missing"], problem["extra"], problem["cases"]) == (0, 1, [late.case_id])
    again = compiled(told, "2026-11", 12, 16)
    assert again.version == 2
    assert compiled(told, "2026-12", 12, 16).problems == []
    assert fresh().get_one(ReportSnapshot, november.id).figures["counts"]["total"] == 10
