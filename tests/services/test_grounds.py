"""Grounds and guidances: kept by administrators, and never changed under an old case (R2, R12)."""

import json
from typing import Any

import pytest
from sqlalchemy import func, select

from models.history import Event
from models.reference import Ground
from pakn.composition import System
from pakn.rules.states import Role
from pakn.services.context import SYSTEM, Actor, InvalidInput, NotFound, NotPermitted
from pakn.services.desk_endings import not_accept
from pakn.services.desk_inputs import Decided, grounds
from pakn.services.following import follow
from pakn.services.grounds import (
    WritingGround,
    add_ground,
    edit_ground,
    list_grounds,
    mark_of,
    read_ground,
    switch_ground,
)
from pakn.services.supplement_asking import ask_supplement
from pakn.services.supplementing import lapse_supplement
from tests.factories.casework import Casework, case_now
from tests.factories.people import person
from tests.factories.petitions import file_one
from tests.factories.reading import fresh
from tests.factories.system import moved_on

TEXT = "Nội dung chưa nêu rõ sự việc. Anh/chị gửi lại và ghi rõ nơi, lúc và thủ tục."


@pytest.fixture
def admin(system: System) -> Actor:
    """An administrator."""
    return person(system, Role.ADMIN)


def writing(**changes: Any) -> WritingGround:
    """A ground as typed."""
    values: dict[str, Any] = {
        "purpose": "refusal",
        "title": "Chưa rõ sự việc, nơi xảy ra",
        "public_text": TEXT,
        "article": "NĐ 20/2008/NĐ-CP Đ7",
        "sort": 3,
        **changes,
    }
    return WritingGround(**values)


def add(system: System, who: Actor, **changes: Any) -> str:
    """Add a ground; returns its key."""
    with system.acting(who) as ctx:
        return add_ground(ctx, writing(**changes))


def edit(system: System, who: Actor, slug: str, **changes: Any) -> str:
    """Edit a ground as its page shows it now."""
    values = {"seen": mark_of(ground(slug)), **changes}
    with system.acting(who) as ctx:
        return edit_ground(ctx, slug, writing(**values))


def ground(slug: str) -> Ground:
    """A ground as committed by now."""
    return fresh().get_one(Ground, slug)


def last_event() -> tuple[str, dict[str, Any]]:
    """The newest event: action and what changed."""
    event = fresh().scalars(select(Event).order_by(Event.id.desc()).limit(1)).one()
    return event.action, json.loads(event.payload)["difference"]


def events() -> int:
    """How many events there are."""
    return int(fresh().scalar(select(func.count()).select_from(Event)) or 0)


def end_on(system: System, slug: str) -> tuple[str, str]:
    """File a petition and do not accept it on a ground; returns number and secret."""
    desk = Casework(system)
    receipt = file_one(system)
    with system.acting(desk.who(Role.TRIAGE_OFFICER)) as ctx:
        version = case_now(receipt.case_id).version
        not_accept(ctx, Decided(receipt.case_id, version, ground=slug))
    return receipt.number, receipt.secret


def told(system: System, number: str, secret: str) -> str | None:
    """Why a petition was not accepted, as its petitioner reads it."""
    fresh()
    return follow(system.viewing(SYSTEM), number, secret).ground_text


def offered(system: System, purpose: str = "refusal") -> list[str]:
    """What an officer may choose."""
    fresh()
    return [one.slug for one in grounds(system.viewing(SYSTEM), purpose)]


def test_what_is_added_may_be_chosen_at_once(system: System, admin: Actor) -> None:
    slug = add(system, admin)
    assert slug == "chua_ro_su_viec_noi_xay_ra"
    assert slug in offered(system)
    assert last_event() == (
        "add_ground",
        {
            "ground": slug,
            "title": "Chưa rõ sự việc, nơi xảy ra",
            "public_text": TEXT,
            "article": "NĐ 20/2008/NĐ-CP Đ7",
            "sort": 3,
        },
    )
    number, secret = end_on(system, slug)
    assert told(system, number, secret) == TEXT


def test_an_unused_ground_is_changed_where_it_stands(system: System, admin: Actor) -> None:
    slug = add(system, admin)
    assert edit(system, admin, slug, sort=9, public_text=TEXT + " Xin cảm ơn.") == slug
    action, difference = last_event()
    assert action == "edit_ground"
    assert difference["sort"] == {"from": 3, "to": 9}
    assert difference["public_text"]["from"] == TEXT
    assert "replaced_by" not in difference


def test_the_words_of_a_used_ground_stay_with_its_cases(system: System, admin: Actor) -> None:
    slug = add(system, admin)
    number, secret = end_on(system, slug)
    new_text = "Lời mới hẳn, chỉ dành cho hồ sơ kết thúc từ nay về sau."
    second = edit(system, admin, slug, public_text=new_text)
    third = edit(system, admin, second, public_text=new_text + " Lần ba.")
    assert (second, third) == (f"{slug}_v2", f"{slug}_v2"), "the second was used by nobody yet"
    assert (ground(slug).active, ground(slug).replaced_by) == (False, second)
    assert told(system, number, secret) == TEXT
    assert slug not in offered(system)
    later_number, later_secret = end_on(system, second)
    assert told(system, later_number, later_secret) == new_text + " Lần ba."
    assert edit(system, admin, second, public_text=TEXT) == f"{slug}_v3"
    with pytest.raises(NotFound):
        edit(system, admin, slug)
    with pytest.raises(NotFound), system.acting(admin) as ctx:
        switch_ground(ctx, slug, active=True)


def test_the_place_in_the_list_is_no_word(system: System, admin: Actor) -> None:
    slug = add(system, admin)
    end_on(system, slug)
    assert edit(system, admin, slug, sort=8) == slug
    assert ground(slug).sort == 8


def test_what_lapses_takes_the_new_words_of_its_ground(system: System, admin: Actor) -> None:
    desk = Casework(system)

    def lapsed(on: System) -> str | None:
        case_id = file_one(on).case_id
        with on.acting(desk.who(Role.TRIAGE_OFFICER)) as ctx:
            ask_supplement(ctx, case_id, case_now(case_id).version, "Xin cho biết tên thủ tục.")
        with moved_on(on, days=30).acting(SYSTEM) as ctx:
            assert lapse_supplement(ctx, case_id)
        return case_now(case_id).ground

    assert lapsed(system) == "supplement_lapsed"
    new = edit(system, admin, "supplement_lapsed", title="Hết hạn bổ sung mà chưa bổ sung")
    assert new == "supplement_lapsed_v2"
    assert lapsed(system) == new
    with pytest.raises(InvalidInput) as refused, system.acting(admin) as ctx:
        switch_ground(ctx, new, active=False)
    assert refused.value.errors == {"title": "ground_in_system"}


def test_a_ground_is_put_out_of_use_and_back(system: System, admin: Actor) -> None:
    slug = add(system, admin)
    for active in (False, True):
        with system.acting(admin) as ctx:
            assert switch_ground(ctx, slug, active=active)
        assert last_event()[0] == ("start_ground" if active else "stop_ground")
        count = events()
        with system.acting(admin) as ctx:
            assert not switch_ground(ctx, slug, active=active)
        assert events() == count
        assert (slug in offered(system)) == active


@pytest.mark.parametrize(
    ("changes", "errors"),
    [
        ({"title": " "}, {"title": "required"}),
        ({"title": "a" * 201}, {"title": "over_long"}),
        ({"public_text": ""}, {"public_text": "required"}),
        ({"public_text": "Ngắn."}, {"public_text": "too_short"}),
        ({"public_text": "dài " * 600}, {"public_text": "over_long"}),
        ({"article": ""}, {"article": "required"}),
        ({"article": "a" * 201}, {"article": "over_long"}),
        ({"sort": None}, {"sort": "not_a_number"}),
        ({"sort": 1000}, {"sort": "not_a_number"}),
        ({"title": "không bằng TIẾNG VIỆT"}, {"title": "ground_exists"}),
        ({"purpose": "other"}, {"title": "required"}),
    ],
)
def test_what_cannot_stand_is_refused(
    system: System, admin: Actor, changes: dict[str, Any], errors: dict[str, str]
) -> None:
    count = events()
    with pytest.raises(InvalidInput) as refused:
        add(system, admin, **changes)
    assert refused.value.errors == errors
    assert events() == count


def test_nobody_overwrites_words_they_have_not_read(system: System, admin: Actor) -> None:
    slug = add(system, admin)
    stale = mark_of(ground(slug))
    edit(system, admin, slug, public_text=TEXT + " Một.")
    with pytest.raises(InvalidInput) as refused:
        edit(system, admin, slug, public_text=TEXT + " Hai.", seen=stale)
    assert refused.value.errors == {"title": "changed_meanwhile"}
    count = events()
    assert edit(system, admin, slug, public_text=TEXT + " Một.", seen=stale) == slug
    assert events() == count, "the same words again are no change"


@pytest.mark.parametrize("title", ["!!! ???", "đường", "x" * 200, "sửa_v7"])
def test_every_title_gives_a_key_of_its_own(system: System, admin: Actor, title: str) -> None:
    first = add(system, admin, title=title)
    with system.acting(admin) as ctx:
        switch_ground(ctx, first, active=False)
    second = add(system, admin, title=title)
    assert first != second
    assert max(len(first), len(second)) <= 40


def test_only_an_administrator_keeps_grounds(system: System) -> None:
    lead = person(system, Role.UNIT_LEAD)
    with pytest.raises(NotPermitted):
        list_grounds(system.viewing(lead), "refusal")
    with pytest.raises(NotPermitted):
        read_ground(system.viewing(lead), "unclear")
    with pytest.raises(NotPermitted):
        add(system, lead)
    with pytest.raises(NotPermitted), system.acting(lead) as ctx:
        switch_ground(ctx, "unclear", active=False)
