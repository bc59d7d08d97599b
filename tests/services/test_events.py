import json
from typing import Any

import pytest
from sqlalchemy import select, text

from models.casework import Case
from models.history import ChainHead, DailyRoot, Event, EventValue
from models.session import unit_of_work
from pakn.composition import System
from pakn.rules.states import Role
from pakn.services.context import SYSTEM
from pakn.services.events import Act, private_digest, record
from pakn.services.filing_inputs import Receipt
from pakn.services.history import Verified, make_daily_root, verify
from tests.factories.casework import Casework
from tests.factories.petitions import file_one
from tests.factories.reading import fresh
from tests.factories.system import moved_on

REASON = "Ông Phạm Mẫu, số 0900000009, không thuộc thẩm quyền của bộ này."


@pytest.fixture
def handled(system: System) -> Receipt:
    """A petition with a history of four events, beside one with a single event."""
    receipt = file_one(system)
    desk = Casework(system)
    desk.forward(receipt.case_id)
    desk.accept(receipt.case_id)
    desk.answer(receipt.case_id)
    file_one(system)
    return receipt


def verified(system: System) -> Verified:
    """What a verification finds now."""
    fresh()
    return verify(system.viewing(SYSTEM))


def broken(system: System) -> tuple[str, int, str] | None:
    """(chain, seq, reason) of the first broken place."""
    fault = verified(system).broken
    return (fault.chain, fault.seq, fault.reason) if fault else None


def tamper(statement: str, **values: Any) -> None:
    """Do what somebody with the database's password could do."""
    with unit_of_work() as session:
        session.execute(text(statement), values)


def daily_root(system: System) -> None:
    """Make the root of the day."""
    with system.acting(SYSTEM) as ctx:
        make_daily_root(ctx, ctx.today)


def test_an_untouched_history_verifies(system: System, handled: Receipt) -> None:
    result = verified(system)
    assert result.broken is None
    assert (result.events, result.chains) == (6, 3)  # four, one, and the seeding


def test_an_empty_history_verifies(system: System) -> None:
    tamper("DELETE FROM event")
    tamper("DELETE FROM chain_head")
    assert verified(system) == Verified(0, 0, None)


def test_an_altered_text_is_found(system: System, handled: Receipt) -> None:
    tamper(
        "UPDATE event SET payload = replace(payload, 'BCA', 'BXD') WHERE action = 'forward'",
    )
    assert broken(system) == (f"case:{handled.case_id}", 2, "mac")


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("action", "withdraw"),
        ("role", "admin"),
        ("actor_id", 1),
        ("agency_id", 2),
        ("from_state", "returned"),
        ("to_state", "closed"),
        ("request_id", "another"),
        ("effective_at", "2020-01-01 00:00:00.000000"),
        ("recorded_at", "2020-01-01 00:00:00.000000"),
    ],
)
def test_an_altered_column_is_found(
    system: System, handled: Receipt, column: str, value: Any
) -> None:
    """Pages show the columns: they must say what was signed."""
    tamper(f"UPDATE event SET {column} = :value WHERE action = 'accept'", value=value)
    fault = broken(system)
    assert fault is not None
    assert fault[:2] == (f"case:{handled.case_id}", 3)


@pytest.mark.parametrize("seq", [1, 2, 3])
def test_a_missing_event_is_found(system: System, handled: Receipt, seq: int) -> None:
    tamper("DELETE FROM event WHERE case_id = :case AND seq = :seq", case=handled.case_id, seq=seq)
    assert broken(system) == (f"case:{handled.case_id}", seq, "gap")


def test_a_missing_last_event_is_found(system: System, handled: Receipt) -> None:
    tamper("DELETE FROM event WHERE case_id = :case AND seq = 4", case=handled.case_id)
    assert broken(system) == (f"case:{handled.case_id}", 3, "head")


def test_a_case_without_any_event_is_found(system: System, handled: Receipt) -> None:
    tamper("DELETE FROM event WHERE case_id = :case", case=handled.case_id)
    assert broken(system) == (f"case:{handled.case_id}", 1, "head")


def test_a_system_chain_without_any_event_is_found(system: System, handled: Receipt) -> None:
    tamper("DELETE FROM event WHERE chain = 'system'")
    assert broken(system) == ("system", 1, "head")


def test_exchanged_events_are_found(system: System, handled: Receipt) -> None:
    tamper("UPDATE event SET seq = 9 WHERE case_id = :case AND seq = 2", case=handled.case_id)
    tamper("UPDATE event SET seq = 2 WHERE case_id = :case AND seq = 3", case=handled.case_id)
    tamper("UPDATE event SET seq = 3 WHERE case_id = :case AND seq = 9", case=handled.case_id)
    assert broken(system) == (f"case:{handled.case_id}", 2, "mac")


def test_an_event_that_nobody_signed_is_found(system: System, handled: Receipt) -> None:
    tamper(
        "INSERT INTO event (chain, case_id, seq, payload_version, role, action, request_id,"
        " effective_at, recorded_at, payload, mac)"
        " SELECT chain, case_id, 5, payload_version, role, 'withdraw', request_id,"
        " effective_at, recorded_at, payload, mac FROM event WHERE case_id = :case AND seq = 4",
        case=handled.case_id,
    )
    assert broken(system) == (f"case:{handled.case_id}", 5, "mac")


class TestDailyRoot:
    """One MAC over all that happened, kept outside too."""

    def test_it_stands_in_the_archive(self, system: System, handled: Receipt) -> None:
        daily_root(system)
        root = fresh().scalars(select(DailyRoot)).one()
        line = (system.settings.instance / "roots.txt").read_text(encoding="utf-8")
        assert line == f"2026-11-16 {root.last_event_id} 6 {root.mac.hex()}\n"
        assert verified(system).broken is None

    def test_asking_again_gives_the_same(self, system: System, handled: Receipt) -> None:
        daily_root(system)
        file_one(system)
        daily_root(system)
        assert fresh().scalars(select(DailyRoot.events)).all() == [6]
        lines = (system.settings.instance / "roots.txt").read_text(encoding="utf-8").splitlines()
        assert len(lines) == 1

    def test_it_finds_a_chain_that_was_cut_with_its_head(
        self, system: System, handled: Receipt
    ) -> None:
        daily_root(system)
        third = (
            fresh()
            .scalars(select(Event).where(Event.case_id == handled.case_id, Event.seq == 3))
            .one()
        )
        tamper("DELETE FROM event WHERE case_id = :case AND seq = 4", case=handled.case_id)
        tamper(
            "UPDATE cases SET event_seq = 3, event_mac = :mac WHERE id = :case",
            mac=third.mac,
            case=handled.case_id,
        )
        assert broken(system) == ("root:2026-11-16", 5, "root")

    def test_later_events_leave_it_alone(self, system: System, handled: Receipt) -> None:
        daily_root(system)
        later = moved_on(system, days=1)
        file_one(later)
        daily_root(later)
        assert fresh().scalars(select(DailyRoot.events).order_by(DailyRoot.day)).all() == [6, 7]
        assert verified(system).broken is None


class TestPrivateTexts:
    """A reason may name somebody: the event holds a digest, a side row the text."""

    @pytest.fixture
    def returned(self, system: System, handled: Receipt) -> Event:
        """The event of a return whose reason names somebody."""
        receipt = file_one(system)
        desk = Casework(system)
        desk.forward(receipt.case_id)
        desk.give_back(receipt.case_id, "BCA", proposed="BXD", reason=REASON)
        return fresh().scalars(select(Event).where(Event.action == "return_case")).one()

    def test_the_event_holds_its_digest_only(self, system: System, returned: Event) -> None:
        value = fresh().scalars(select(EventValue)).one()
        digest = json.loads(returned.payload)["private"]["reason"]
        assert digest == private_digest(value.salt, REASON)
        assert "Phạm Mẫu" not in returned.payload
        assert "0900000009" not in returned.payload

    def test_the_text_is_kept_encrypted(self, system: System, returned: Event) -> None:
        value = fresh().scalars(select(EventValue)).one()
        assert value.value is not None
        assert "Phạm Mẫu".encode() not in value.value
        assert system.ports.keys.decrypt(value.value) == REASON

    def test_erasing_it_leaves_the_chain_whole(self, system: System, returned: Event) -> None:
        tamper("UPDATE event_value SET value = NULL, erased_at = '2026-11-16 02:00:00.000000'")
        assert verified(system).broken is None


def test_an_act_on_no_case_goes_to_the_chain_of_the_system(system: System) -> None:
    auditor = Casework(system).who(Role.AUDITOR)
    with system.acting(auditor, request_id="r-1") as ctx:
        link = record(ctx, Act("look", difference={"rows": 3}))
    event = (
        fresh().scalars(select(Event).where(Event.chain == "system", Event.seq == link.seq)).one()
    )
    head = fresh().scalars(select(ChainHead)).one()
    assert (event.case_id, event.seq) == (None, head.seq)
    assert head.mac == event.mac
    payload = json.loads(event.payload)
    assert (payload["actor"], payload["role"]) == (auditor.user_id, "auditor")
    assert (payload["request"], payload["difference"]) == ("r-1", {"rows": 3})


def test_the_head_of_a_case_is_its_last_event(system: System, handled: Receipt) -> None:
    case = fresh().get_one(Case, handled.case_id)
    events = (
        fresh()
        .scalars(select(Event).where(Event.case_id == handled.case_id).order_by(Event.seq))
        .all()
    )
    assert [event.action for event in events] == ["file", "forward", "accept", "answer"]
    assert [event.seq for event in events] == [1, 2, 3, 4]
    assert (case.event_seq, case.event_mac) == (4, events[-1].mac)
