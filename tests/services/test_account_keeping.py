"""Accounts as an administrator keeps them: made, mended, found (R47)."""

import json
from typing import Any

import pytest
from sqlalchemy import func, select

from models.agency import AgencyUnit
from models.history import Event, EventValue
from models.people import UnitMember
from models.queries.accounts import Wanted
from pakn.composition import System
from pakn.rules.states import STAFF_ROLES, Role
from pakn.services import account_keeping as keeping
from pakn.services.account_keeping import account_values
from pakn.services.account_reading import read_account, read_accounts
from pakn.services.account_roles import give_role, take_role
from pakn.services.context import SYSTEM, Actor, InvalidInput, NotFound, NotPermitted
from pakn.services.record_changes import sight
from tests.factories.accounts import (
    NONCE,
    TODAY,
    agency_id,
    edit,
    looking,
    make,
    organisation_id,
    stored,
    tries,
    typed,
)
from tests.factories.keeping import events_of
from tests.factories.people import person
from tests.factories.reading import fresh


@pytest.fixture
def admin(system: System) -> Actor:
    return person(system, Role.ADMIN, username="quan.tri")


class TestMaking:
    def test_the_first_password_signs_in_and_has_to_be_changed(
        self, system: System, admin: Actor
    ) -> None:
        user_id, password = make(system, admin, username=" Nguyen.Van.Thu ")
        assert tries(system, "nguyen.van.thu", password)
        user = stored(user_id)
        assert (user.must_change_password, user.active) == (True, True)
        assert password not in json.dumps(fresh().scalars(select(Event.payload)).all())

    def test_its_event_names_no_person(self, system: System, admin: Actor) -> None:
        user_id, _ = make(system, admin)
        event = fresh().scalars(select(Event).where(Event.action == "account_add")).one()
        said = json.loads(event.payload)
        assert said["difference"] == {
            "user": user_id,
            "username": "nguyen.van.thu",
            "role": "triage_officer",
        }
        assert set(said["private"]) == {"display_name", "email"}
        assert "Nguyễn" not in event.payload
        values = fresh().scalars(select(EventValue.value).where(EventValue.event_id == event.id))
        opened = {system.ports.keys.decrypt(value) for value in values if value}
        assert opened == {"– → Nguyễn Văn Thử", "– → thu@example.invalid"}

    def test_the_same_form_twice_makes_one_account(self, system: System, admin: Actor) -> None:
        assert make(system, admin) == make(system, admin)
        assert len(events_of("account_add")) == 1

    def test_another_form_with_the_name_is_refused(self, system: System, admin: Actor) -> None:
        make(system, admin)
        with pytest.raises(InvalidInput, match="username: username_taken"):
            make(system, admin, nonce="another")

    @pytest.mark.parametrize(
        ("username", "changed", "errors"),
        [
            ("", {}, {"username": "required"}),
            ("ab", {}, {"username": "bad_username"}),
            ("a" * 61, {}, {"username": "bad_username"}),
            ("nguyễn.văn", {}, {"username": "bad_username"}),
            ("nguyen van", {}, {"username": "bad_username"}),
            (".nguyen", {}, {"username": "bad_username"}),
            ("a/../b", {}, {"username": "bad_username"}),
            ("nguyen.a", {"display_name": " \u200b"}, {"display_name": "required"}),
            ("nguyen.a", {"display_name": "x" * 121}, {"display_name": "over_120"}),
            ("nguyen.a", {"email": "không phải thư"}, {"email": "bad_email"}),
            ("nguyen.a", {"email": "a@b\ncc: x@y.vn"}, {"email": "bad_email"}),
            ("nguyen.a", {"agency_id": 0}, {"agency_id": "unknown_agency"}),
            ("nguyen.a", {"organisation_id": 999_999}, {"organisation_id": "unknown_organisation"}),
        ],
    )
    def test_what_cannot_be_taken_is_said(
        self,
        system: System,
        admin: Actor,
        username: str,
        changed: dict[str, Any],
        errors: dict[str, str],
    ) -> None:
        with pytest.raises(InvalidInput) as refused:
            make(system, admin, typed(**changed), username=username)
        assert refused.value.errors == errors
        assert events_of("account_add") == []

    @pytest.mark.parametrize("role", ["", "petitioner", "system", "khong_co"])
    def test_a_role_of_nobody_on_the_staff_is_refused(
        self, system: System, admin: Actor, role: str
    ) -> None:
        with pytest.raises(InvalidInput, match="role: required"):
            make(system, admin, role=role)

    def test_roles_ask_for_their_body(self, system: System, admin: Actor) -> None:
        with pytest.raises(InvalidInput, match="agency_id: agency_missing"):
            make(system, admin, role="agency_focal")
        with pytest.raises(InvalidInput, match="organisation_id: organisation_missing"):
            make(system, admin, role="council_staff")
        both = typed(agency_id=agency_id(), organisation_id=organisation_id())
        with pytest.raises(InvalidInput, match="organisation_id: two_bodies"):
            make(system, admin, both, role="agency_focal")
        make(system, admin, typed(agency_id=agency_id()), role="agency_focal")

    def test_a_body_that_has_ended_is_no_body(self, system: System, admin: Actor) -> None:
        with pytest.raises(InvalidInput, match="agency_id: unknown_agency"):
            make(system, admin, typed(agency_id=agency_id("BGTVT")), role="agency_focal")


class TestMending:
    def test_a_change_is_stored_found_and_recorded(self, system: System, admin: Actor) -> None:
        user_id, _ = make(system, admin)
        seen = sight(account_values(stored(user_id)))
        edit(
            system,
            admin,
            user_id,
            typed(display_name="Đặng Thị Mới", agency_id=agency_id("BTC"), seen=seen),
        )
        found = read_accounts(looking(system, admin), Wanted(), "dang thi")
        assert [user.id for user, _, _ in found.rows] == [user_id]
        assert events_of("account_edit") == [
            {"user": user_id, "agency_id": {"from": None, "to": agency_id("BTC")}}
        ]

    def test_what_somebody_changed_meanwhile_is_not_overwritten(
        self, system: System, admin: Actor
    ) -> None:
        user_id, _ = make(system, admin)
        seen = sight(account_values(stored(user_id)))
        edit(system, admin, user_id, typed(display_name="Người thứ nhất", seen=seen))
        with pytest.raises(InvalidInput, match="changed_meanwhile"):
            edit(system, admin, user_id, typed(display_name="Người thứ hai", seen=seen))
        assert stored(user_id).display_name == "Người thứ nhất"

    def test_the_same_again_is_no_change(self, system: System, admin: Actor) -> None:
        user_id, _ = make(system, admin)
        edit(system, admin, user_id, typed(seen="của trang khác"))
        assert events_of("account_edit") == []

    def test_a_body_its_roles_need_is_not_taken_away(self, system: System, admin: Actor) -> None:
        user_id, _ = make(system, admin, typed(agency_id=agency_id()), role="agency_unit")
        with pytest.raises(InvalidInput, match="agency_id: agency_missing"):
            edit(system, admin, user_id, typed())

    def test_who_goes_to_another_agency_leaves_the_unit(self, system: System, admin: Actor) -> None:
        user_id, _ = make(system, admin, typed(agency_id=agency_id()), role="agency_unit")
        with system.acting(SYSTEM) as ctx:
            unit = AgencyUnit(agency_id=agency_id(), name="Vụ Mẫu", valid_from=TODAY)
            ctx.session.add(unit)
            ctx.session.flush()
            unit_id = unit.id
        with system.acting(admin) as ctx:
            keeping.place_account(ctx, user_id, unit_id)
        file = read_account(looking(system, admin), user_id)
        assert file.unit is not None
        assert file.unit.id == unit_id
        seen = sight(account_values(stored(user_id)))
        edit(system, admin, user_id, typed(agency_id=agency_id("BTC"), seen=seen))
        assert fresh().scalars(select(UnitMember)).all() == []
        with pytest.raises(InvalidInput, match="unknown_unit"), system.acting(admin) as ctx:
            keeping.place_account(ctx, user_id, unit_id)
        assert [one["unit"] for one in events_of("account_unit")] == [{"from": None, "to": unit_id}]

    def test_only_people_of_units_are_placed_in_one(self, system: System, admin: Actor) -> None:
        user_id, _ = make(system, admin)
        with pytest.raises(InvalidInput, match="no_unit_role"), system.acting(admin) as ctx:
            keeping.place_account(ctx, user_id, None)


class TestReading:
    def test_accounts_are_found_by_every_property(self, system: System, admin: Actor) -> None:
        focal = person(system, Role.AGENCY_FOCAL, agency="BXD", username="dau.moi")
        staff = person(system, Role.COUNCIL_STAFF, organisation="vcci", username="thu.ky")
        ctx = looking(system, admin)

        def found(words: str = "", **wanted: Any) -> list[str]:
            return [
                user.username for user, _, _ in read_accounts(ctx, Wanted(**wanted), words).rows
            ]

        assert found() == ["dau.moi", "quan.tri", "thu.ky"]
        assert found("Người DAU") == found("nguoi dau") == ["dau.moi"]
        assert found(role="council_staff") == ["thu.ky"]
        assert found(agency_id=focal.agency_id) == ["dau.moi"]
        assert found(organisation_id=staff.organisation_id) == ["thu.ky"]
        assert found(condition="closed") == []
        assert found("%") == found("_") == found("khong co") == []

    def test_pages_follow_one_another_by_name(self, system: System, admin: Actor) -> None:
        for number in range(60):
            person(system, Role.PUBLISHER, username=f"nguoi.{number:03d}")
        ctx = looking(system, admin)
        first = read_accounts(ctx, Wanted())
        assert (len(first.rows), first.next_after) == (50, "nguoi.049")
        second = read_accounts(ctx, Wanted(), after=str(first.next_after))
        assert (len(second.rows), second.next_after) == (11, None)

    def test_an_account_that_is_not_there_is_not_found(self, system: System, admin: Actor) -> None:
        with pytest.raises(NotFound):
            read_account(looking(system, admin), 999_999)


@pytest.mark.parametrize("role", sorted(STAFF_ROLES - {Role.ADMIN}))
def test_nobody_but_an_administrator_keeps_accounts(system: System, role: Role) -> None:
    who = person(system, role)
    assert who.user_id is not None
    acts = (
        lambda ctx: keeping.add_account(ctx, "moi.tao", "publisher", typed(), NONCE),
        lambda ctx: keeping.edit_account(ctx, who.user_id or 0, typed()),
        lambda ctx: keeping.place_account(ctx, who.user_id or 0, None),
        lambda ctx: keeping.close_account(ctx, who.user_id or 0),
        lambda ctx: keeping.open_account(ctx, who.user_id or 0),
        lambda ctx: keeping.lift_lock(ctx, who.user_id or 0),
        lambda ctx: keeping.reset_password(ctx, who.user_id or 0, NONCE),
        lambda ctx: keeping.end_sessions(ctx, who.user_id or 0),
        lambda ctx: give_role(ctx, who.user_id or 0, "admin", None, None),
        lambda ctx: take_role(ctx, who.user_id or 0, 1),
        lambda ctx: read_accounts(ctx, Wanted()),
        lambda ctx: read_account(ctx, who.user_id or 0),
    )
    before = fresh().scalar(select(func.count()).select_from(Event))
    for act in acts:
        with pytest.raises(NotPermitted), system.acting(who) as ctx:
            act(ctx)
    assert fresh().scalar(select(func.count()).select_from(Event)) == before
