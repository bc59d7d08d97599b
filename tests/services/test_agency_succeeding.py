"""Successors and followers: no gap, no overlap, no name that leads to an ended body (R18, R25)."""

import datetime as dt
from typing import Any

import pytest
from sqlalchemy import select

from models.agency import AgencyFollower, AgencySuccession
from models.queries.agencies import followers
from pakn.composition import System
from pakn.rules.states import Role
from pakn.services.account_keeping import close_account
from pakn.services.agency_following import FollowInputs, end_following, start_following
from pakn.services.agency_names import agencies_named
from pakn.services.agency_succeeding import (
    Moving,
    ending_values,
    move_field,
    restore_agency,
    undo_move,
)
from pakn.services.context import Actor, InvalidInput, NotFound
from pakn.services.record_changes import sight
from tests.factories.accounts import looking
from tests.factories.casework import Casework
from tests.factories.keeping import events_of
from tests.factories.people import follows, person
from tests.factories.petitions import file_one
from tests.factories.reading import fresh
from tests.factories.register import TODAY, YESTERDAY, end, found, means, stored_agency

DAY = dt.timedelta(days=1)


@pytest.fixture
def admin(system: System) -> Actor:
    return person(system, Role.ADMIN)


class TestEnding:
    def test_a_name_leads_to_the_successors_from_the_next_day_on(
        self, system: System, admin: Actor
    ) -> None:
        found(system, admin)
        end(system, admin, "BXD", ("BHT", ""), ("BTC", "kinh doanh bất động sản"))
        assert means("Bộ Xây dựng", YESTERDAY).agency == "BXD"
        assert means("Bộ Xây dựng").candidates[0] == "BHT"
        assert means("Bộ Xây dựng", field="kinh doanh bất động sản").candidates[0] == "BTC"
        named = agencies_named(looking(system, admin), "Bộ Xây dựng")
        assert named is not None
        assert set(named.slugs) == {"BHT", "BTC"}
        assert events_of("agency_end") == [
            {
                "agency": "BXD",
                "valid_to": {"from": None, "to": "2026-11-15"},
                "heirs": ["BHT", "BTC: kinh doanh bất động sản"],
                "source": "Nghị quyết mẫu",
            }
        ]

    def test_what_came_from_before_goes_on_to_the_successor(
        self, system: System, admin: Actor
    ) -> None:
        """The ministry of transport became part of the one that ends now."""
        found(system, admin)
        end(system, admin, "BXD", ("BHT", ""))
        assert means("Bộ GTVT").agency in {None, "BHT"}
        assert "BHT" in means("Bộ GTVT").candidates
        assert "BXD" not in means("Bộ GTVT").candidates

    def test_a_field_that_was_moved_goes_on_with_its_keeper(
        self, system: System, admin: Actor
    ) -> None:
        """Control of procedures went from VPCP to BTP in January 2026 (NĐ 09/2026)."""
        field = "kiểm soát thủ tục hành chính"
        found(system, admin)
        assert means("VPCP", field=field).agency == "BTP"
        end(system, admin, "BTP", ("BHT", ""))
        assert means("VPCP", field=field).candidates == ("BHT", "VPCP")

    def test_cases_go_to_the_new_body_at_once_and_no_more_to_the_old_one(
        self, system: System, admin: Actor
    ) -> None:
        desk = Casework(system)
        found(system, admin)
        end(system, admin, "BXD", ("BHT", ""))
        first, second = file_one(system), file_one(system)
        desk.forward(first.case_id, "BHT")
        with pytest.raises(InvalidInput, match="unknown_agency"):
            desk.forward(second.case_id, "BXD")

    @pytest.mark.parametrize(
        ("heirs", "more", "errors"),
        [
            ([("BTC", "")], {"last_day": None}, {"last_day": "required"}),
            ([("BTC", "")], {"last_day": dt.date(1950, 1, 1)}, {"last_day": "before_founding"}),
            ([("BTC", "")], {"last_day": dt.date(3000, 1, 1)}, {"last_day": "day_out_of_range"}),
            ([("BTC", "")], {"source": ""}, {"source": "required"}),
            ([("", "")], {}, {"heir_0": "heir_needed"}),
            ([("BXD", "")], {}, {"heir_0": "own_heir"}),
            ([("BGTVT", "")], {}, {"heir_0": "heir_gap"}),
            ([("BTC", ""), ("", "cầu")], {}, {"heir_1": "heir_needed"}),
            ([("BTC", ""), ("BCA", "")], {}, {"field_1": "field_needed"}),
            ([("BTC", ""), ("BCA", "Cầu"), ("BCT", "cau")], {}, {"field_2": "field_twice"}),
            ([("BTC", ""), ("BGTVT", "cầu")], {}, {"heir_1": "heir_gap"}),
        ],
    )
    def test_gaps_and_overlaps_are_refused(
        self,
        system: System,
        admin: Actor,
        heirs: list[tuple[str, str]],
        more: dict[str, Any],
        errors: dict[str, str],
    ) -> None:
        with pytest.raises(InvalidInput) as refused:
            end(system, admin, "BXD", *heirs, **more)
        assert refused.value.errors == errors
        assert stored_agency("BXD").valid_to is None
        assert means("Bộ Xây dựng").agency == "BXD"

    def test_a_successor_that_begins_later_leaves_a_gap(self, system: System, admin: Actor) -> None:
        found(system, admin, since=TODAY + 30 * DAY)
        with pytest.raises(InvalidInput, match="heir_0: heir_gap"):
            end(system, admin, "BXD", ("BHT", ""))
        end(system, admin, "BXD", ("BHT", ""), last_day=TODAY + 29 * DAY)
        assert means("Bộ Xây dựng").agency == "BXD"
        assert means("Bộ Xây dựng", TODAY + 30 * DAY).agency == "BHT"

    def test_nothing_ends_twice_or_behind_somebodys_back(
        self, system: System, admin: Actor
    ) -> None:
        seen = sight(ending_values(stored_agency("BXD")))
        with pytest.raises(InvalidInput, match="changed_meanwhile"):
            end(system, admin, "BXD", ("BTC", ""), seen="của trang khác")
        end(system, admin, "BXD", ("BTC", ""), seen=seen)
        with pytest.raises(InvalidInput, match="last_day: already_ended"):
            end(system, admin, "BXD", ("BTC", ""))

    def test_provinces_end_with_their_map(self, system: System, admin: Actor) -> None:
        with pytest.raises(InvalidInput, match="last_day: province_by_places"):
            end(system, admin, "UBND-01", ("UBND-79", ""))

    def test_a_mistake_is_undone_as_a_whole(self, system: System, admin: Actor) -> None:
        end(system, admin, "BXD", ("BTC", ""), ("BCA", "cầu"))
        agency = stored_agency("BXD")
        with pytest.raises(InvalidInput, match="changed_meanwhile"), system.acting(admin) as ctx:
            restore_agency(ctx, agency.id, "của trang khác")
        for _ in range(2):
            with system.acting(admin) as ctx:
                restore_agency(ctx, agency.id, sight(ending_values(agency)))
        assert means("Bộ Xây dựng").agency == "BXD"
        left = select(AgencySuccession).where(AgencySuccession.source == "Nghị quyết mẫu")
        assert fresh().scalars(left).all() == []
        assert len(events_of("agency_restore")) == 1

    def test_what_another_has_taken_meanwhile_is_not_taken_back(
        self, system: System, admin: Actor
    ) -> None:
        end(system, admin, "BXD", ("BTC", ""))
        found(system, admin, "BXD2", name="Bộ Xây dựng", code="")
        agency = stored_agency("BXD")
        seen = sight(ending_values(agency))
        with pytest.raises(InvalidInput, match="agency_same_name"), system.acting(admin) as ctx:
            restore_agency(ctx, agency.id, seen)
        assert stored_agency("BXD").valid_to == YESTERDAY


class TestMovingAField:
    def move(self, system: System, admin: Actor, slug: str, heir: str, **changed: Any) -> None:
        values: dict[str, Any] = {"field": "nhà ở xã hội", "on_date": TODAY, "source": "NĐ mẫu"}
        values |= {"heir_id": stored_agency(heir).id if heir else None, "confirmed": False}
        with system.acting(admin) as ctx:
            move_field(ctx, stored_agency(slug).id, Moving(**{**values, **changed}))

    def test_it_is_followed_by_field_and_day(self, system: System, admin: Actor) -> None:
        self.move(system, admin, "BXD", "BTC")
        assert means("Bộ Xây dựng").agency == "BXD"
        assert means("Bộ Xây dựng", field="vay mua nhà ở xã hội").agency == "BTC"
        assert means("Bộ Xây dựng", YESTERDAY, "nhà ở xã hội").agency == "BXD"
        assert events_of("field_move")[0]["field"] == "nhà ở xã hội"

    def test_a_field_that_goes_on_is_followed_and_never_in_a_circle(
        self, system: System, admin: Actor
    ) -> None:
        self.move(system, admin, "BXD", "BTC")
        self.move(system, admin, "BTC", "BNV", on_date=TODAY + DAY)
        assert means("Bộ Xây dựng", TODAY + DAY, "nhà ở xã hội").agency == "BNV"
        self.move(system, admin, "BNV", "BXD", on_date=TODAY + 2 * DAY)
        assert means("Bộ Xây dựng", TODAY + 2 * DAY, "nhà ở xã hội").agency == "BXD"

    @pytest.mark.parametrize(
        ("heir", "changed", "error"),
        [
            ("", {}, "heir_id: unknown_agency"),
            ("BXD", {}, "heir_id: own_heir"),
            ("BGTVT", {}, "heir_id: heir_gap"),
            ("BTC", {"field": " "}, "field: required"),
            ("BTC", {"on_date": None}, "on_date: required"),
            ("BTC", {"on_date": dt.date(1950, 1, 1)}, "on_date: not_then"),
            ("BTC", {"source": ""}, "source: required"),
        ],
    )
    def test_what_cannot_be_is_refused(
        self, system: System, admin: Actor, heir: str, changed: dict[str, Any], error: str
    ) -> None:
        with pytest.raises(InvalidInput, match=error):
            self.move(system, admin, "BXD", heir, **changed)
        assert events_of("field_move") == []

    def test_a_field_goes_once_and_may_be_taken_back(self, system: System, admin: Actor) -> None:
        self.move(system, admin, "BXD", "BTC")
        with pytest.raises(InvalidInput, match="field: field_moved"):
            self.move(system, admin, "BXD", "BCA", field="NHA O XA HOI")
        agency = stored_agency("BXD")
        step = select(AgencySuccession.id).where(AgencySuccession.field == "nhà ở xã hội")
        step_id = fresh().scalars(step).one()
        with pytest.raises(NotFound), system.acting(admin) as ctx:
            undo_move(ctx, stored_agency("BTC").id, step_id)
        with system.acting(admin) as ctx:
            undo_move(ctx, agency.id, step_id)
        assert means("Bộ Xây dựng", field="nhà ở xã hội").agency == "BXD"
        assert len(events_of("field_move_undo")) == 1

    def test_a_row_of_an_end_is_not_taken_back_alone(self, system: System, admin: Actor) -> None:
        end(system, admin, "BXD", ("BTC", ""), ("BCA", "cầu"))
        step = select(AgencySuccession.id).where(AgencySuccession.field == "cầu")
        with pytest.raises(InvalidInput, match="part_of_end"), system.acting(admin) as ctx:
            undo_move(ctx, stored_agency("BXD").id, fresh().scalars(step).one())


class TestFollowing:
    @pytest.fixture
    def member(self, system: System) -> Actor:
        return person(system, Role.TASKFORCE_MEMBER, agency="BNV")

    def start(
        self, system: System, admin: Actor, member: Actor, slug: str = "BXD", **more: Any
    ) -> tuple[str, ...]:
        values = {"since": None, "until": None, **more}
        with system.acting(admin) as ctx:
            return start_following(
                ctx, stored_agency(slug).id, FollowInputs(member.user_id, **values)
            )

    def who(self, slug: str = "BXD", on: dt.date = TODAY) -> list[int | None]:
        return [user.id for user in followers(fresh(), stored_agency(slug).id, on)]

    def row(self) -> AgencyFollower:
        return fresh().scalars(select(AgencyFollower).order_by(AgencyFollower.id)).all()[-1]

    def test_a_member_follows_from_a_day_on(
        self, system: System, admin: Actor, member: Actor
    ) -> None:
        assert self.start(system, admin, member) == ()
        assert self.who() == [member.user_id]
        assert events_of("follow_start") == [
            {
                "agency": "BXD",
                "user": member.user_id,
                "valid_from": "2026-11-16",
                "valid_to": None,
            }
        ]

    def test_who_works_there_is_warned_of(
        self, system: System, admin: Actor, member: Actor
    ) -> None:
        warnings = self.start(system, admin, member, "BNV")
        assert warnings == ("follower_leads_addressee",)

    def test_another_takes_over_without_gap_or_overlap(
        self, system: System, admin: Actor, member: Actor
    ) -> None:
        follows(system, member, "BXD")
        other = person(system, Role.TASKFORCE_MEMBER)
        with pytest.raises(InvalidInput, match="user_id: another_follows"):
            self.start(system, admin, other)
        self.start(system, admin, other, since=TODAY + 5 * DAY, replace=True)
        assert self.who(on=TODAY + 4 * DAY) == [member.user_id]
        assert self.who(on=TODAY + 5 * DAY) == [other.user_id]
        assert events_of("follow_end")[0]["valid_to"] == "2026-11-20"

    @pytest.mark.parametrize(
        ("more", "error"),
        [
            ({"since": YESTERDAY}, "since: in_past"),
            ({"since": dt.date(1900, 1, 1)}, "since: day_out_of_range"),
            ({"until": YESTERDAY}, "until: ends_first"),
        ],
    )
    def test_days_that_do_not_fit_are_refused(
        self, system: System, admin: Actor, member: Actor, more: dict[str, Any], error: str
    ) -> None:
        with pytest.raises(InvalidInput, match=error):
            self.start(system, admin, member, **more)

    def test_only_members_follow_and_only_once(
        self, system: System, admin: Actor, member: Actor
    ) -> None:
        with pytest.raises(InvalidInput, match="user_id: no_member"):
            self.start(system, admin, person(system, Role.PUBLISHER))
        self.start(system, admin, member)
        with pytest.raises(InvalidInput, match="user_id: follows_already"):
            self.start(system, admin, member, replace=True)

    def test_it_ends_now_or_later_and_one_that_never_began_is_gone(
        self, system: System, admin: Actor, member: Actor
    ) -> None:
        agency = stored_agency("BXD")
        follows(system, member, "BXD")
        row_id = self.row().id
        with pytest.raises(InvalidInput, match="in_past"), system.acting(admin) as ctx:
            end_following(ctx, agency.id, row_id, YESTERDAY)
        with system.acting(admin) as ctx:
            end_following(ctx, agency.id, row_id, TODAY + DAY)
        assert self.row().valid_to == TODAY + DAY
        for _ in range(2):
            with system.acting(admin) as ctx:
                end_following(ctx, agency.id, row_id, None)
        assert self.who() == []
        assert len(events_of("follow_end")) == 2
        self.start(system, admin, member, since=TODAY + 9 * DAY)
        with system.acting(admin) as ctx:
            end_following(ctx, agency.id, self.row().id, None)
        assert [row.id for row in fresh().scalars(select(AgencyFollower))] == [row_id]
        with pytest.raises(NotFound), system.acting(admin) as ctx:
            end_following(ctx, stored_agency("BTC").id, row_id, None)

    def test_an_ended_body_is_followed_to_its_last_day(
        self, system: System, admin: Actor, member: Actor
    ) -> None:
        follows(system, member, "BXD")
        end(system, admin, "BXD", ("BTC", ""), last_day=TODAY + DAY)
        assert self.row().valid_to == TODAY + DAY
        with pytest.raises(InvalidInput, match="since: not_then"):
            self.start(system, admin, member, since=TODAY + 3 * DAY)

    def test_who_cannot_sign_in_does_not_follow(
        self, system: System, admin: Actor, member: Actor
    ) -> None:
        follows(system, member, "BXD")
        assert member.user_id is not None
        with system.acting(admin) as ctx:
            close_account(ctx, member.user_id)
        assert self.who() == []
