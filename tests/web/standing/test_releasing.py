"""The check of an answer: what is proposed, what is refused, what becomes public."""

from typing import Any

import pytest
from sqlalchemy import select

from models.casework import Publication
from pakn.rules.states import Role
from tests.factories.browsing import Browser
from tests.factories.casework import case_now
from tests.factories.reading import fresh
from tests.web.standing.site import StandingSite

CONTENT = "Tôi phải nộp bản sao chứng thực nhiều lần, xin gọi 0912345678 hoặc mau@example.com."
REASON = "Đề nghị trả lời thêm nội dung về thời hạn cấp đổi."


@pytest.fixture
def answered(standing: StandingSite) -> int:
    """A case whose answer waits for the check."""
    case_id = standing.case(content=CONTENT)
    with standing.desk() as desk:
        desk.forward(case_id)
        desk.accept(case_id)
        desk.answer(case_id)
    return case_id


def _version(standing: StandingSite, case_id: int) -> int:
    with standing.inside():
        return case_now(case_id).version


def _state(standing: StandingSite, case_id: int) -> str:
    with standing.inside():
        return case_now(case_id).state


def _send(visitor: Browser, case_id: int, act: str, **data: Any) -> Any:
    page = f"/thuong-truc/ho-so/{case_id}"
    return visitor.send(f"{page}/{act}", data, form_on=page)


def _released(standing: StandingSite, case_id: int, **changes: Any) -> dict[str, str]:
    return {
        "seen_version": str(_version(standing, case_id)),
        "title": "Bỏ bản sao chứng thực",
        "question": "Phải nộp bản sao chứng thực nhiều lần.",
        "answer": "Bộ sẽ bỏ thành phần hồ sơ này.",
        "checked": "y",
        **changes,
    }


def test_the_texts_are_proposed_with_contacts_masked(standing: StandingSite, answered: int) -> None:
    page = standing.officer(Role.PUBLISHER).get(f"/thuong-truc/ho-so/{answered}")
    form = page.html[page.html.index('id="release-heading"') :]
    assert "xin gọi •••••••••• hoặc" in form
    assert "0912345678" not in form
    assert "Đã che trong phản ánh, kiến nghị: 1 số điện thoại, 1 thư điện tử." in page.text
    assert "Bộ tiếp thu kiến nghị" in form


def test_a_wish_for_a_summary_leaves_the_question_to_be_written(standing: StandingSite) -> None:
    case_id = standing.case(publication="summary")
    with standing.desk() as desk:
        desk.forward(case_id)
        desk.accept(case_id)
        desk.answer(case_id)
    page = standing.officer(Role.PUBLISHER).get(f"/thuong-truc/ho-so/{case_id}")
    form = page.html[page.html.index('id="release-heading"') :]
    assert "Người gửi đề nghị chỉ công khai bản tóm tắt" in form
    assert "người dân phải đi lại nhiều lần" not in form


def test_releasing_publishes_exactly_the_checked_text(
    standing: StandingSite, answered: int
) -> None:
    publisher = standing.officer(Role.PUBLISHER)
    answer = _send(publisher, answered, "cong-khai", **_released(standing, answered))
    assert answer.status == 302
    assert "Đã công khai kết quả PAKN.20261116.0001." in publisher.get(answer.location).text
    with standing.inside():
        publication = fresh().scalars(select(Publication)).one()
        assert publication.question == "Phải nộp bản sao chứng thực nhiều lần."
    assert _state(standing, answered) == "closed"


def test_a_text_with_a_phone_number_or_without_sign_off_is_not_released(
    standing: StandingSite, answered: int
) -> None:
    publisher = standing.officer(Role.PUBLISHER)
    values = _released(standing, answered, question="Xin gọi 0912345678.", title="")
    del values["checked"]
    answer = _send(publisher, answered, "cong-khai", **values)
    assert answer.status == 422
    page = answer.text
    assert "Tiêu đề công khai: Hãy điền hoặc chọn mục này." in page
    assert "Còn thông tin cá nhân" in page
    assert "Còn trong nội dung sắp công khai: 1 số điện thoại." in page
    assert "không còn thông tin cá nhân trong tiêu đề, nội dung và trả lời.: Hãy điền" in page
    assert "Xin gọi 0912345678." in page
    assert "Bộ sẽ bỏ thành phần hồ sơ này." in page
    assert _state(standing, answered) == "answered"


def test_sending_back_gives_the_case_to_the_same_agency(
    standing: StandingSite, answered: int
) -> None:
    for role in (Role.PUBLISHER, Role.UNIT_LEAD):
        visitor = standing.officer(role)
        answer = _send(
            visitor,
            answered,
            "tra-lai",
            seen_version=str(_version(standing, answered)),
            ground="completeness",
            reason=REASON,
        )
        assert answer.status == 302
        page = visitor.get(answer.location).text
        assert "Đã trả lại cơ quan để hoàn thiện trả lời PAKN.20261116.0001." in page
        assert REASON in page
        assert _state(standing, answered) == "in_progress"
        with standing.desk() as desk:
            desk.answer(answered)


def test_sending_back_needs_a_ground_and_a_reason(standing: StandingSite, answered: int) -> None:
    publisher = standing.officer(Role.PUBLISHER)
    for ground, reason, missing in (
        ("", REASON, "Căn cứ trả lại: Hãy điền"),
        ("content", REASON, "Căn cứ trả lại: Hãy điền"),
        ("form", "  ", "Nội dung cần hoàn thiện: Hãy điền"),
    ):
        version = str(_version(standing, answered))
        answer = _send(
            publisher, answered, "tra-lai", seen_version=version, ground=ground, reason=reason
        )
        assert answer.status == 422
        assert missing in answer.text
    assert _state(standing, answered) == "answered"


def test_a_stale_release_keeps_the_edited_text(standing: StandingSite, answered: int) -> None:
    publisher = standing.officer(Role.PUBLISHER)
    values = _released(standing, answered, question="Câu hỏi đã sửa cẩn thận.")
    with standing.desk() as desk:
        desk.send_back(answered)
    answer = publisher.send(
        f"/thuong-truc/ho-so/{answered}/cong-khai", values, form_on="/thuong-truc/kiem-tra"
    )
    assert answer.status == 409
    page = answer.text
    assert "đã thực hiện “Yêu cầu hoàn thiện trả lời”" in page
    assert "Câu hỏi đã sửa cẩn thận." in page
    assert "không công khai được nữa" in page
    assert _state(standing, answered) == "in_progress"
