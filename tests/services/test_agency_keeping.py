"""Bodies of the register: added, renamed, named; known at once everywhere (R18)."""

import datetime as dt
from typing import Any

import pytest
from sqlalchemy import select

from models.agency import AgencyName
from pakn.composition import System
from pakn.rules.states import STAFF_ROLES, Role
from pakn.services.agency_following import FollowInputs, end_following, start_following
from pakn.services.agency_keeping import (
    NameInputs,
    add_agency,
    add_name,
    agency_values,
    edit_agency,
    remove_name,
)
from pakn.services.agency_names import agencies_named
from pakn.services.agency_succeeding import (
    Ending,
    Moving,
    end_agency,
    move_field,
    restore_agency,
    undo_move,
)
from pakn.services.context import Actor, InvalidInput, NotFound, NotPermitted
from pakn.services.record_changes import sight
from pakn.services.register_reading import read_agencies, read_agency
from tests.factories.accounts import looking
from tests.factories.keeping import events_of
from tests.factories.people import person
from tests.factories.reading import fresh
from tests.factories.register import TODAY, end, facts, found, means, stored_agency


@pytest.fixture
def admin(system: System) -> Actor:
    return person(system, Role.ADMIN)


class TestAdding:
    def test_a_new_body_is_known_at_once(self, system: System, admin: Actor) -> None:
        assert agencies_named(looking(system, admin), "Bộ Hạ tầng") is None
        agency_id = found(system, admin, " bht ")
        named = agencies_named(looking(system, admin), "bo ha tang")
        assert named is not None
        assert named.slugs == ("BHT",)
        assert means("Bộ Hạ tầng").agency == "BHT"
        assert means("Bộ Hạ tầng", TODAY - dt.timedelta(days=1)).agency is None
        event = events_of("agency_add")[0]
        assert (event["agency"], event["valid_from"]) == ("BHT", "2026-11-16")
        assert event["official_name"] == {"from": None, "to": "Bộ Hạ tầng"}
        assert read_agency(looking(system, admin), agency_id).agency.code == "G99"

    @pytest.mark.parametrize(
        ("slug", "since", "changed", "errors"),
        [
            ("", TODAY, {}, {"slug": "required"}),
            ("BỘ", TODAY, {}, {"slug": "bad_slug"}),
            ("B", TODAY, {}, {"slug": "bad_slug"}),
            ("B" * 21, TODAY, {}, {"slug": "bad_slug"}),
            ("BXD", TODAY, {}, {"slug": "slug_taken"}),
            ("BGTVT", TODAY, {}, {"slug": "slug_taken"}),
            ("BHT", None, {}, {"since": "required"}),
            ("BHT", dt.date(1900, 1, 1), {}, {"since": "day_out_of_range"}),
            ("BHT", TODAY, {"name": " "}, {"name": "required"}),
            ("BHT", TODAY, {"name": "x" * 201}, {"name": "over_200"}),
            ("BHT", TODAY, {"name": "BO XAY DUNG"}, {"name": "agency_same_name"}),
            ("BHT", TODAY, {"code": "g17"}, {"code": "agency_same_code"}),
            ("BHT", TODAY, {"code": "G 17!"}, {"code": "bad_code"}),
            ("BHT", TODAY, {"short_name": ""}, {"short_name": "required"}),
            ("BHT", TODAY, {"kind": ""}, {"kind": "required"}),
            ("BHT", TODAY, {"kind": "province"}, {"kind": "province_by_places"}),
            ("BHT", TODAY, {"decree": "x" * 121}, {"decree": "over_120"}),
        ],
    )
    def test_what_cannot_stand_is_refused(
        self,
        system: System,
        admin: Actor,
        slug: str,
        since: dt.date | None,
        changed: dict[str, Any],
        errors: dict[str, str],
    ) -> None:
        with pytest.raises(InvalidInput) as refused, system.acting(admin) as ctx:
            add_agency(ctx, slug, since, facts(**changed))
        assert refused.value.errors == errors
        assert events_of("agency_add") == []

    def test_a_name_and_code_are_free_once_their_bearer_has_ended(
        self, system: System, admin: Actor
    ) -> None:
        end(system, admin, "BXD", ("BTC", ""))
        found(system, admin, "BXD2", name="Bộ Xây dựng", code="G17")
        assert means("Bộ Xây dựng").agency == "BXD2"
        assert means("G17").agency == "BXD2"


class TestCorrecting:
    def edit(self, system: System, admin: Actor, slug: str, **changed: Any) -> None:
        agency = stored_agency(slug)
        values = {**agency_values(agency), "seen": sight(agency_values(agency)), **changed}
        with system.acting(admin) as ctx:
            edit_agency(ctx, agency.id, facts(**values))

    def test_a_renamed_body_keeps_its_former_name(self, system: System, admin: Actor) -> None:
        day = TODAY - dt.timedelta(days=10)
        self.edit(system, admin, "BXD", name="Bộ Xây dựng và Giao thông", renamed_on=day)
        assert means("Bộ Xây dựng và Giao thông").agency == "BXD"
        assert means("Bộ Xây dựng").agency == "BXD"
        former = fresh().scalars(select(AgencyName).where(AgencyName.name == "Bộ Xây dựng")).one()
        assert former.valid_to == day - dt.timedelta(days=1)
        assert events_of("agency_edit") == [
            {
                "agency": "BXD",
                "official_name": {"from": "Bộ Xây dựng", "to": "Bộ Xây dựng và Giao thông"},
                "renamed_on": day.isoformat(),
            }
        ]

    @pytest.mark.parametrize("day", [TODAY + dt.timedelta(days=1), dt.date(1950, 1, 1)])
    def test_a_name_is_changed_from_a_day_of_the_body(
        self, system: System, admin: Actor, day: dt.date
    ) -> None:
        with pytest.raises(InvalidInput, match="renamed_on: renamed_when"):
            self.edit(system, admin, "BXD", name="Bộ Khác", renamed_on=day)

    def test_the_name_of_another_is_refused(self, system: System, admin: Actor) -> None:
        with pytest.raises(InvalidInput, match="name: agency_same_name"):
            self.edit(system, admin, "BXD", name="Bộ Tài chính")

    def test_the_second_of_two_is_told(self, system: System, admin: Actor) -> None:
        seen = sight(agency_values(stored_agency("BXD")))
        self.edit(system, admin, "BXD", decree="NĐ của người thứ nhất", seen=seen)
        with pytest.raises(InvalidInput, match="changed_meanwhile"):
            self.edit(system, admin, "BXD", decree="NĐ của người thứ hai", seen=seen)

    def test_a_province_may_be_corrected_but_stays_one(self, system: System, admin: Actor) -> None:
        self.edit(system, admin, "UBND-01", decree="NQ mẫu")
        assert stored_agency("UBND-01").kind == "province"


class TestNames:
    def add(self, system: System, admin: Actor, slug: str, name: str, **more: Any) -> None:
        inputs = NameInputs(**{"name": name, "relation": "same", **more})
        with system.acting(admin) as ctx:
            add_name(ctx, stored_agency(slug).id, inputs)

    def test_another_name_is_understood_at_once(self, system: System, admin: Actor) -> None:
        for _ in range(2):
            self.add(system, admin, "BXD", "Bộ Cầu đường", since=TODAY)
        assert means("bo cau duong").agency == "BXD"
        named = agencies_named(looking(system, admin), "Bộ Cầu đường")
        assert named is not None
        assert named.slugs == ("BXD",)
        assert len(events_of("agency_name_add")) == 1
        assert events_of("agency_name_add")[0]["valid_from"] == "2026-11-16"

    def test_a_mistaken_name_is_taken_away(self, system: System, admin: Actor) -> None:
        self.add(system, admin, "BXD", "Bộ Cầu đường")
        name_id = (
            fresh().scalars(select(AgencyName.id).where(AgencyName.name == "Bộ Cầu đường")).one()
        )
        with pytest.raises(NotFound), system.acting(admin) as ctx:
            remove_name(ctx, stored_agency("BTC").id, name_id)
        with system.acting(admin) as ctx:
            remove_name(ctx, stored_agency("BXD").id, name_id)
        assert means("Bộ Cầu đường").agency is None
        assert events_of("agency_name_remove")[0]["name"] == "Bộ Cầu đường"

    @pytest.mark.parametrize(
        ("name", "more", "error"),
        [
            ("", {}, "name: required"),
            ("x" * 201, {}, "name: over_200"),
            ("Bộ Tài chính", {}, "name: agency_same_name"),
            ("btc", {}, "name: agency_same_name"),
            ("Tên mẫu", {"relation": "outside"}, "relation: required"),
            ("Tên mẫu", {"since": dt.date(1, 1, 1)}, "name_since: day_out_of_range"),
        ],
    )
    def test_what_cannot_stand_is_refused(
        self, system: System, admin: Actor, name: str, more: dict[str, Any], error: str
    ) -> None:
        with pytest.raises(InvalidInput, match=error):
            self.add(system, admin, "BXD", name, **more)

    def test_a_name_means_one_body(self, system: System, admin: Actor) -> None:
        self.add(system, admin, "BXD", "Bộ Cầu đường")
        with pytest.raises(InvalidInput, match="name: name_claimed"):
            self.add(system, admin, "BTC", "BỘ CẦU ĐƯỜNG")


class TestReading:
    def slugs(self, system: System, admin: Actor, words: str = "", on: dt.date = TODAY) -> set[str]:
        return {one.slug for one in read_agencies(looking(system, admin), on, words).agencies}

    def test_the_bodies_of_a_day(self, system: System, admin: Actor) -> None:
        today, before = self.slugs(system, admin), self.slugs(system, admin, on=dt.date(2025, 1, 1))
        assert "BXD" in today & before
        assert "BGTVT" in before - today

    def test_old_and_new_names_are_found(self, system: System, admin: Actor) -> None:
        assert "BGTVT" in self.slugs(system, admin, "giao thong van tai")
        assert "BXD" in self.slugs(system, admin, "Bộ Xây dựng")
        assert "BXD" in self.slugs(system, admin, "g17")
        assert self.slugs(system, admin, "không có bộ này") == set()
        found_bodies = read_agencies(looking(system, admin), TODAY, "giao thông vận tải")
        assert "BXD" in {step.other.slug for step in found_bodies.steps}


@pytest.mark.parametrize("role", sorted(STAFF_ROLES - {Role.ADMIN}))
def test_nobody_but_an_administrator_keeps_the_register(system: System, role: Role) -> None:
    who = person(system, role)
    ending = Ending(TODAY, [], "", confirmed=False, seen="")
    acts = (
        lambda ctx: add_agency(ctx, "BHT", TODAY, facts()),
        lambda ctx: edit_agency(ctx, 1, facts()),
        lambda ctx: add_name(ctx, 1, NameInputs("x", "same")),
        lambda ctx: remove_name(ctx, 1, 1),
        lambda ctx: end_agency(ctx, 1, ending),
        lambda ctx: restore_agency(ctx, 1, ""),
        lambda ctx: move_field(ctx, 1, Moving(2, "x", TODAY, "x", confirmed=False)),
        lambda ctx: undo_move(ctx, 1, 1),
        lambda ctx: start_following(ctx, 1, FollowInputs(1, None, None)),
        lambda ctx: end_following(ctx, 1, 1, None),
        lambda ctx: read_agencies(ctx, TODAY),
        lambda ctx: read_agency(ctx, 1),
    )
    for act in acts:
        with pytest.raises(NotPermitted), system.acting(who) as ctx:
            act(ctx)
