"""Words that an administrator changed: checked when written, never able to stop a message."""

import datetime as dt
import json
from email import message_from_bytes, policy
from typing import Any

import pytest
from sqlalchemy import select, update

from models.history import Event
from models.jobs import Outbox
from models.messages import NoticeTemplate
from pakn.composition import System
from pakn.ports import Notice
from pakn.rules.states import Role
from pakn.services.context import SYSTEM, Actor, InvalidInput, NotFound, NotPermitted
from pakn.services.notice_texts import (
    NoticeText,
    WritingNotice,
    drop_own_words,
    notice_text,
    notice_texts,
    preview_of,
    withdraw_notice_text,
    write_notice_text,
)
from tests.factories.jobs import rows_of, run_row
from tests.factories.people import person
from tests.factories.petitions import file_one, sender
from tests.factories.reading import fresh
from tests.factories.system import moved_on

TODAY = dt.date(2026, 11, 16)


@pytest.fixture
def admin(system: System) -> Actor:
    """An administrator."""
    return person(system, Role.ADMIN)


def write(system: System, who: Actor, **changes: object) -> None:
    """Write own words for the receipt."""
    values: dict[str, object] = {
        "notice": "received",
        "channel": "mail",
        "subject": "Đã nhận {{ number }}",
        "body": "Lời riêng về {{ number }}.",
        "valid_from": TODAY,
        **changes,
    }
    with system.acting(who) as ctx:
        write_notice_text(ctx, WritingNotice(**values))  # type: ignore[arg-type]


def shown(system: System, who: Actor, notice: str = "received") -> NoticeText:
    """The mail words of a notice as the administrator sees them."""
    fresh()
    rows = notice_texts(system.viewing(who))
    return next(row for row in rows if (row.notice, row.channel) == (notice, "mail"))


def mailed(system: System) -> str:
    """The body of the one mail that is written for a new petition."""
    file_one(system)
    row_id = (
        fresh()
        .scalars(select(Outbox.id).where(Outbox.kind == "deliver").order_by(Outbox.id.desc()))
        .first()
    )
    assert row_id is not None
    run_row(system, row_id)
    files = sorted(
        (system.settings.instance / "mail").glob("*.eml"), key=lambda file: file.stat().st_mtime
    )
    text: str = message_from_bytes(files[-1].read_bytes(), policy=policy.default).get_content()
    return text


def test_own_words_are_used_from_their_day_on(system: System, admin: Actor) -> None:
    write(system, admin, valid_from=TODAY + dt.timedelta(days=1))
    assert "Lời riêng" not in mailed(system)
    assert [row.body for row in shown(system, admin).coming] == ["Lời riêng về {{ number }}."]
    assert "Lời riêng về PAKN.20261117.0001." in mailed(moved_on(system, days=1))


def test_the_newest_words_are_used_and_the_same_day_is_replaced(
    system: System, admin: Actor
) -> None:
    write(system, admin)
    write(system, admin, body="Lần hai {{ number }}")
    own = shown(system, admin).own
    assert own is not None
    assert own.body == "Lần hai {{ number }}"
    assert "Lần hai" in mailed(system)


@pytest.mark.parametrize(
    ("changes", "errors"),
    [
        ({"notice": "khong_co"}, {"notice": "unknown_notice"}),
        ({"channel": "fax"}, {"notice": "unknown_notice"}),
        ({"subject": " "}, {"subject": "required"}),
        ({"subject": "a" * 201}, {"subject": "over_long"}),
        ({"body": ""}, {"body": "required"}),
        ({"body": "{{ number }}" + "a" * 5_000}, {"body": "over_long"}),
        ({"body": "không có số"}, {"body": "number_missing"}),
        ({"body": "{{ number }} {{ phone }}"}, {"body": "unknown_value"}),
        ({"notice": "result", "body": "{{ number }} {{ secret }}"}, {"body": "unknown_value"}),
        ({"body": "{{ number"}, {"body": "broken_template"}),
        ({"body": "{{ number.__class__ }}"}, {"body": "broken_template"}),
        ({"channel": "sms", "body": "Đã nhận " * 10 + "{{ number }}"}, {"body": "sms_too_long"}),
        ({"channel": "sms", "body": "a" * 150 + " {{ number }}"}, {"body": "sms_too_long"}),
        ({"channel": "sms", "body": "{{ number }} {{ secret }}"}, {"body": "sms_content"}),
        (
            {"channel": "sms", "notice": "not_accepted", "body": "{{ number }} {{ ground_text }}"},
            {"body": "sms_content"},
        ),
        ({"subject": "{{ phone }}"}, {"subject": "unknown_value"}),
        ({"subject": "{% for a in b %}"}, {"subject": "broken_template"}),
        ({"valid_from": None}, {"valid_from": "required"}),
        ({"valid_from": TODAY - dt.timedelta(days=1)}, {"valid_from": "in_past"}),
    ],
)
def test_words_that_cannot_be_used_are_refused(
    system: System, admin: Actor, changes: dict[str, object], errors: dict[str, str]
) -> None:
    with pytest.raises(InvalidInput) as refused:
        write(system, admin, **changes)
    assert refused.value.errors == errors
    assert shown(system, admin).own is None


def test_words_that_broke_later_fall_back_to_the_file_and_are_shown_as_a_problem(
    system: System, admin: Actor
) -> None:
    write(system, admin)
    with system.acting(SYSTEM) as ctx:
        ctx.session.execute(update(NoticeTemplate).values(body="{{ number.x }}"))
    assert shown(system, admin).problem == "broken_template"
    assert "PAKN.20261116.0001" in mailed(system)


def test_short_messages_have_words_of_their_own(system: System, admin: Actor) -> None:
    write(system, admin, channel="sms", subject="", body="Da nhan {{ number }} rieng")
    file_one(system, sender=sender(email=""))
    run_row(system, rows_of("deliver")[-1].id)
    (file,) = (system.settings.instance / "sms").glob("*.txt")
    assert file.read_text(encoding="utf-8").endswith("Da nhan PAKN.20261116.0001 rieng\n")


def test_only_an_administrator_changes_words(system: System) -> None:
    with pytest.raises(NotPermitted):
        write(system, person(system, Role.TRIAGE_OFFICER))


def test_every_notice_is_listed_with_what_it_may_name(system: System, admin: Actor) -> None:
    rows = notice_texts(system.viewing(admin))
    assert {row.channel for row in rows} == {"mail", "sms"}
    assert all(row.needed in row.values for row in rows)
    assert all(row.problem is None for row in rows)


def events() -> list[Event]:
    """Every event of the system's own chain, oldest first."""
    return list(fresh().scalars(select(Event).where(Event.chain == "system").order_by(Event.id)))


def changed(event: Event) -> dict[str, Any]:
    """What an event says was and is."""
    found: dict[str, Any] = json.loads(event.payload)["difference"]
    return found


def test_every_change_of_words_is_an_event_with_what_was_and_what_is(
    system: System, admin: Actor
) -> None:
    shipped = shown(system, admin).file
    write(system, admin)
    first = changed(events()[-1])
    assert first["subject"] == {"from": shipped.subject, "to": "Đã nhận {{ number }}"}
    assert first["body"]["from"] == shipped.body
    with system.acting(admin) as ctx:
        assert drop_own_words(ctx, "received", "mail")
    last = events()[-1]
    assert (last.action, last.actor_id) == ("drop_notice", admin.user_id)
    assert changed(last)["body"] == {"from": "Lời riêng về {{ number }}.", "to": shipped.body}
    assert shown(system, admin).own is None
    count = len(events())
    with system.acting(admin) as ctx:
        assert not drop_own_words(ctx, "received", "mail")
    assert len(events()) == count


def test_the_same_words_again_are_no_change(system: System, admin: Actor) -> None:
    write(system, admin)
    count = len(events())
    write(system, admin)
    assert len(events()) == count


def test_words_of_a_day_to_come_are_withdrawn_until_that_day(system: System, admin: Actor) -> None:
    write(system, admin)
    write(system, admin, body="Mai {{ number }}", valid_from=TODAY + dt.timedelta(days=1))
    (coming,) = shown(system, admin).coming
    later = moved_on(system, days=1)
    for on, key in ((later, coming.id), (system, coming.id + 1)):
        with pytest.raises(NotFound), on.acting(admin) as ctx:
            withdraw_notice_text(ctx, "received", "mail", key)
    with system.acting(admin) as ctx:
        withdraw_notice_text(ctx, "received", "mail", coming.id)
    assert shown(system, admin).coming == []
    assert shown(system, admin).own is not None
    assert changed(events()[-1])["body"]["from"] == "Mai {{ number }}"


def test_nobody_overwrites_words_they_have_not_read(system: System, admin: Actor) -> None:
    stale = shown(system, admin).seen
    write(system, admin, seen=stale)
    with pytest.raises(InvalidInput) as refused:
        write(system, admin, body="Khác {{ number }}", seen=stale)
    assert refused.value.errors == {"body": "changed_meanwhile"}
    write(system, admin, body="Khác {{ number }}", seen=shown(system, admin).seen)


def test_a_preview_says_what_would_be_sent_and_what_it_takes(system: System, admin: Actor) -> None:
    ctx = system.viewing(admin)
    made = preview_of(ctx, "received", "mail", Notice("Số {{ number }}", "{{ secret }}"))
    assert made.words.subject == "Số PAKN.20261116.0001"
    assert made.measured is None
    short = preview_of(ctx, "received", "sms", Notice("", "Đã nhận {{ number }}"))
    assert short.measured is not None
    assert (short.measured.marked, short.measured.parts) == (True, 1)
    for text in notice_texts(ctx):
        filled = preview_of(ctx, text.notice, text.channel, text.file)
        assert "{" not in filled.words.body
        if filled.measured is not None:
            assert filled.measured.parts == 1, text.notice


def test_a_notice_that_does_not_exist_is_not_found(system: System, admin: Actor) -> None:
    for notice, channel in (("khong_co", "mail"), ("urge_drafted", "mail"), ("received", "inbox")):
        with pytest.raises(NotFound):
            notice_text(system.viewing(admin), notice, channel)
