"""Notes and calls of the desk: encrypted, in nobody's way, personal data out of the event."""

import pytest
from sqlalchemy import select

from models.handling import Note
from models.history import Event
from pakn.composition import System
from pakn.rules.states import Role
from pakn.services.context import InvalidInput, NotFound, NotPermitted
from pakn.services.notes import read_notes, write_note
from tests.factories.casework import Casework, case_now
from tests.factories.petitions import file_one
from tests.factories.reading import fresh

TEXT = "Đã gọi số 0900 000 001, chị Mẫu hẹn gửi thêm ảnh."


@pytest.fixture
def desk(system: System) -> Casework:
    return Casework(system)


def write(desk: Casework, case_id: int, kind: str = "note", text: str = TEXT) -> None:
    with desk.system.acting(desk.who(Role.INTAKE_CLERK)) as ctx:
        write_note(ctx, case_id, kind=kind, text=text)


def test_a_note_is_kept_encrypted_and_read_by_the_desk(desk: Casework) -> None:
    case_id = file_one(desk.system).case_id
    write(desk, case_id, "call_out")
    write(desk, case_id, text="Ghi thêm.")
    stored = fresh().scalars(select(Note).order_by(Note.id)).all()
    assert all(b"Ghi" not in (one.text or b"") for one in stored)
    read = read_notes(desk.system.viewing(desk.who(Role.TRIAGE_OFFICER)), case_id)
    assert [(one.row.kind, one.text) for one in read] == [
        ("note", "Ghi thêm."),
        ("call_out", TEXT),
    ]


def test_the_event_tells_of_a_note_and_not_what_it_says(desk: Casework) -> None:
    case_id = file_one(desk.system).case_id
    write(desk, case_id)
    event = fresh().scalars(select(Event).where(Event.action == "write_note")).one()
    assert f'"case":{case_id}' in event.payload
    assert "0900" not in event.payload


def test_a_note_makes_nobodys_decision_stale(desk: Casework) -> None:
    case_id = file_one(desk.system).case_id
    seen = case_now(case_id).version
    write(desk, case_id)
    assert case_now(case_id).version == seen


@pytest.mark.parametrize(
    ("kind", "text", "errors"),
    [
        ("note", "  ", {"text": "required"}),
        ("note", "x" * 2001, {"text": "too_long"}),
        ("letter", TEXT, {"kind": "required"}),
    ],
)
def test_what_is_no_note_is_refused(
    desk: Casework, kind: str, text: str, errors: dict[str, str]
) -> None:
    case_id = file_one(desk.system).case_id
    with pytest.raises(InvalidInput) as caught:
        write(desk, case_id, kind, text)
    assert caught.value.errors == errors
    assert fresh().scalars(select(Note)).all() == []


def test_only_the_desk_writes_and_reads_them(desk: Casework) -> None:
    case_id = file_one(desk.system).case_id
    with pytest.raises(NotPermitted), desk.system.acting(desk.who(Role.AGENCY_FOCAL, "BCA")) as ctx:
        write_note(ctx, case_id, kind="note", text=TEXT)
    with pytest.raises(NotPermitted):
        read_notes(desk.system.viewing(desk.who(Role.HEAD)), case_id)
    with pytest.raises(NotFound):
        write(desk, 987_654)
