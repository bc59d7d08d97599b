import pytest
from sqlalchemy import func, select

from models.intake import Draft
from pakn.composition import System
from pakn.services.context import PETITIONER, SYSTEM, NotFound
from pakn.services.drafts import (
    DraftView,
    bind_draft,
    drop_expired,
    hold_draft,
    read_draft,
    save_draft,
    start_draft,
)
from tests.factories.petitions import file_one
from tests.factories.reading import fresh
from tests.factories.system import moved_on


def start(system: System, **answers: str) -> str:
    """Begin a draft."""
    with system.acting(PETITIONER) as ctx:
        return start_draft(ctx, answers)


def save(system: System, token: str, **answers: str) -> DraftView:
    """Save a page of the form."""
    with system.acting(PETITIONER) as ctx:
        return save_draft(ctx, token, answers)


def read(system: System, token: str) -> DraftView:
    """What the next page shows."""
    fresh()
    return read_draft(system.viewing(PETITIONER), token)


def test_pages_add_to_what_was_typed_before(system: System) -> None:
    token = start(system, kind="report", title="Tiêu đề đầu")
    save(system, token, title="Tiêu đề sau", content="Nội dung")
    assert read(system, token).answers == {
        "kind": "report",
        "title": "Tiêu đề sau",
        "content": "Nội dung",
    }


def test_only_the_token_finds_a_draft(system: System) -> None:
    token = start(system, title="Của một người")
    assert len(token) >= 32
    assert start(system, title="Của người khác") != token
    with pytest.raises(NotFound):
        read(system, token[:-1])


def test_the_token_itself_is_not_stored(system: System) -> None:
    token = start(system, title="Tiêu đề riêng")
    draft = fresh().scalars(select(Draft)).one()
    assert token.encode() not in draft.token_hash + draft.answers
    assert "Tiêu đề riêng".encode() not in draft.answers


def test_a_draft_ends_after_its_dated_time(system: System) -> None:
    token = start(system, title="Viết dở")
    assert read(moved_on(system, days=7), token).answers == {"title": "Viết dở"}
    with pytest.raises(NotFound):
        read(moved_on(system, days=7, seconds=1), token)


def test_what_was_sent_is_not_changed_any_more(system: System) -> None:
    token = start(system, title="Tiêu đề gửi đi")
    receipt = file_one(system)
    with system.acting(PETITIONER) as ctx:
        bind_draft(ctx, hold_draft(ctx, token), receipt.petition_id)
    save(system, token, title="Sửa sau khi gửi")
    view = read(system, token)
    assert (view.petition_id, view.answers) == (
        receipt.petition_id,
        {"title": "Tiêu đề gửi đi"},
    )


def test_expired_drafts_go_in_small_portions(system: System) -> None:
    for number in range(5):
        start(system, title=f"Bản {number}")
    later = moved_on(system, days=8)
    kept = start(later, title="Bản còn hạn")
    portions = []
    for _ in range(3):
        with later.acting(SYSTEM) as ctx:
            portions.append(drop_expired(ctx, limit=3))
    assert portions == [3, 2, 0]
    assert fresh().scalars(select(func.count(Draft.id))).one() == 1
    assert read(later, kept).answers == {"title": "Bản còn hạn"}
