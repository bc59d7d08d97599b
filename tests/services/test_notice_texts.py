"""Words that an administrator changed: checked when written, never able to stop a message."""

import datetime as dt
from email import message_from_bytes, policy

import pytest
from sqlalchemy import select, update

from models.jobs import Outbox
from models.messages import NoticeTemplate
from pakn.composition import System
from pakn.rules.states import Role
from pakn.services.context import SYSTEM, Actor, InvalidInput, NotPermitted
from pakn.services.notice_texts import NoticeText, WritingNotice, notice_texts, write_notice_text
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
        ({"subject": "a" * 201}, {"subject": "too_long"}),
        ({"body": ""}, {"body": "required"}),
        ({"body": "{{ number }}" + "a" * 5_000}, {"body": "too_long"}),
        ({"body": "không có số"}, {"body": "number_missing"}),
        ({"body": "{{ number }} {{ phone }}"}, {"body": "unknown_value"}),
        ({"notice": "result", "body": "{{ number }} {{ secret }}"}, {"body": "unknown_value"}),
        ({"body": "{{ number"}, {"body": "broken_template"}),
        ({"body": "{{ number.__class__ }}"}, {"body": "broken_template"}),
        ({"channel": "sms", "body": "Đã nhận " * 10 + "{{ number }}"}, {"body": "too_long"}),
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
