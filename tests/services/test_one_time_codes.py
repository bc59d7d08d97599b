"""Codes to a contact: what they give back, and what nobody learns by asking."""

import pytest
from sqlalchemy import func, select

from models.history import Event
from models.jobs import Delivery, Outbox
from models.messages import OneTimeCode
from pakn.composition import System
from pakn.services.codes import code_of, ticket_hash
from pakn.services.context import PETITIONER, SYSTEM, InvalidInput, NotFound
from pakn.services.filing_inputs import Receipt
from pakn.services.one_time_codes import (
    Checked,
    ask_opening,
    ask_recovery,
    check_code,
    drop_codes,
    recovered,
)
from tests.factories.jobs import deliveries, rows_of, run_row
from tests.factories.petitions import file_one, sender
from tests.factories.reading import fresh
from tests.factories.system import moved_on

MAIL, PHONE = "mau@example.invalid", "0900000001"


@pytest.fixture
def filed(system: System) -> Receipt:
    """A petition with phone and e-mail on file."""
    return file_one(system)


def ask(system: System, contact: str = MAIL) -> str:
    """Ask for a code and have its job run; the ticket."""
    with system.acting(PETITIONER) as ctx:
        ticket = ask_recovery(ctx, contact)
    run_row(system, rows_of("send_code")[-1].id)
    return ticket


def code(system: System, ticket: str) -> str:
    """The code that stands in the message."""
    return code_of(system.ports.keys, ticket_hash(ticket))


def typed(system: System, ticket: str, what: str) -> Checked:
    """Type a code."""
    with system.acting(PETITIONER) as ctx:
        return check_code(ctx, ticket, what)


def sent() -> list[Delivery]:
    """The codes that were sent."""
    return [row for row in deliveries() if row.notice == "one_time_code"]


def wrong(right: str) -> str:
    """Another code."""
    return f"{(int(right) + 1) % 1_000_000:06d}"


@pytest.mark.parametrize(
    ("contact", "channel"),
    [
        (MAIL, "mail"),
        (" MAU@Example.Invalid ", "mail"),
        ("0900 000 001", "sms"),
        ("+84900000001", "sms"),
    ],
)
def test_a_code_goes_to_the_contact_that_was_typed(
    system: System, filed: Receipt, contact: str, channel: str
) -> None:
    ticket = ask(system, contact)
    (delivery,) = sent()
    assert delivery.channel == channel
    to = system.ports.keys.decrypt(delivery.recipient)
    assert to == (MAIL if channel == "mail" else PHONE)
    assert code(system, ticket) not in str(delivery.values)  # it is derived when it is written


def test_the_right_code_gives_numbers_and_secrets_back(system: System, filed: Receipt) -> None:
    other = file_one(system, sender=sender(email="khac@example.invalid"))
    ticket = ask(system)
    checked = typed(system, ticket, f" {code(system, ticket)[:3]} {code(system, ticket)[3:]} ")
    assert checked.outcome == "right"
    assert checked.address_index is not None
    rows = recovered(system.viewing(PETITIONER), checked.address_index)
    assert [(row.number, row.secret) for row in rows] == [(filed.number, filed.secret)]
    by_phone = ask(system, PHONE)
    proved = typed(system, by_phone, code(system, by_phone)).address_index
    assert proved is not None
    both = [row.number for row in recovered(system.viewing(PETITIONER), proved)]
    assert both == [other.number, filed.number]
    assert "prove_contact" in fresh().scalars(select(Event.action)).all()


def test_asking_leaves_the_same_traces_for_a_stranger(system: System, filed: Receipt) -> None:
    """The request writes the same for a known and an unknown contact; only the job knows."""

    def traces() -> tuple[int, int, int]:
        session = fresh()
        counts = [
            session.scalar(select(func.count()).select_from(table)) or 0
            for table in (OneTimeCode, Outbox, Delivery)
        ]
        return counts[0], counts[1], counts[2]

    before = traces()
    with system.acting(PETITIONER) as ctx:
        ask_recovery(ctx, MAIL)
    known = traces()
    with system.acting(PETITIONER) as ctx:
        ask_recovery(ctx, "khong-co@example.invalid")
    unknown = traces()
    assert [b - a for a, b in zip(before, known, strict=True)] == [1, 1, 0]
    assert [b - a for a, b in zip(known, unknown, strict=True)] == [1, 1, 0]
    run_row(system, rows_of("send_code")[-1].id)
    assert sent() == []


@pytest.mark.parametrize("contact", ["", "không phải", "12", "a" * 300 + "@b.vn", "0900'; --"])
def test_what_is_no_contact_is_said(system: System, contact: str) -> None:
    with pytest.raises(InvalidInput) as refused, system.acting(PETITIONER) as ctx:
        ask_recovery(ctx, contact)
    assert set(refused.value.errors) == {"contact"}


def test_a_code_works_once(system: System, filed: Receipt) -> None:
    ticket = ask(system)
    assert typed(system, ticket, code(system, ticket)).outcome == "right"
    assert typed(system, ticket, code(system, ticket)).outcome == "spent"


def test_a_code_ends_after_five_wrong_tries(system: System, filed: Receipt) -> None:
    ticket = ask(system)
    right = code(system, ticket)
    outcomes = [typed(system, ticket, wrong(right)).outcome for _ in range(5)]
    assert outcomes == ["wrong"] * 4 + ["spent"]
    assert typed(system, ticket, right).outcome == "spent"


def test_a_code_ends_after_ten_minutes(system: System, filed: Receipt) -> None:
    ticket = ask(system)
    late = moved_on(system, minutes=10, seconds=1)
    assert typed(late, ticket, code(system, ticket)).outcome == "spent"


@pytest.mark.parametrize("guess", ["", "abc", "0" * 400, "１２３４５６"])
def test_nonsense_is_only_a_wrong_code(system: System, filed: Receipt, guess: str) -> None:
    assert typed(system, ask(system), guess).outcome == "wrong"


def test_a_ticket_nobody_gave_out_is_spent(system: System) -> None:
    assert typed(system, "khong-co", "123456").outcome == "spent"


def test_nobody_is_flooded_with_codes(system: System, filed: Receipt) -> None:
    for _ in range(5):
        ask(system)
    assert len(sent()) == 3
    later = moved_on(system, minutes=61)
    ask(later)
    assert len(sent()) == 4


def test_a_code_for_one_petition_opens_no_other(system: System, filed: Receipt) -> None:
    with system.acting(PETITIONER) as ctx:
        ticket = ask_opening(ctx, filed.petition_id)
    run_row(system, rows_of("send_code")[-1].id)
    assert [row.channel for row in sent()] == ["mail"]
    assert typed(system, ticket, code(system, ticket)).petition_id == filed.petition_id


def test_a_petition_without_a_reachable_contact_has_no_code(system: System) -> None:
    receipt = file_one(system, sender=sender(email="", phone="02438043000"))
    with pytest.raises(NotFound), system.acting(PETITIONER) as ctx:
        ask_opening(ctx, receipt.petition_id)


def test_old_codes_are_dropped(system: System, filed: Receipt) -> None:
    ask(system)
    with moved_on(system, hours=20).acting(SYSTEM) as ctx:
        assert drop_codes(ctx) == 0
    with moved_on(system, hours=5).acting(SYSTEM) as ctx:
        assert drop_codes(ctx) == 0
    with moved_on(system, days=2).acting(SYSTEM) as ctx:
        assert drop_codes(ctx) == 1
