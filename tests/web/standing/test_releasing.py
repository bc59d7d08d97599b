"""The check of an answer: what is proposed, what is refused, what becomes public."""

import re
from typing import Any

import pytest
from sqlalchemy import select

from models.casework import Publication
from models.history import Event
from pakn.rules.states import Role
from tests.factories.browsing import Browser
from tests.factories.casework import case_now
from tests.factories.reading import fresh
from tests.factories.system import moved_on
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


def test_the_texts_are_proposed_with_contacts_covered(
    standing: StandingSite, answered: int
) -> None:
    page = standing.officer(Role.PUBLISHER).get(f"/thuong-truc/ho-so/{answered}")
    form = page.html.split('id="release-heading"')[1].split("</form>")[0]
    assert "xin gọi [số điện thoại] hoặc [thư điện tử]" in form
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
    form = page.html.split('id="release-heading"')[1].split("</form>")[0]
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
    assert "Còn trong nội dung sắp công khai: 1 chỗ." in page
    assert "0912345678 số điện thoại Phải che" in page
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


NAMED = "Hồ sơ của Lê Văn Thử bị trả lại, ông gọi 0912345678 không được."


def _keys(page: str) -> list[str]:
    return re.findall(r'data-finding="(\w+)"', page)


def test_what_may_be_personal_is_signed_off_one_by_one(
    standing: StandingSite, answered: int
) -> None:
    """R36: an uncertain finding needs the officer's own decision; the event counts it by kind."""
    publisher = standing.officer(Role.PUBLISHER)
    values = _released(standing, answered, answer="Hồ sơ của Lê Văn Thử đã được giải quyết.")
    refused = _send(publisher, answered, "cong-khai", **values)
    assert refused.status == 422
    assert "Còn chỗ có thể nhận ra một người" in refused.text
    assert '<mark class="pakn-found"' in refused.html
    (key,) = _keys(refused.html)
    done = _send(publisher, answered, "cong-khai", **values, kept=key)
    assert done.status == 302
    with standing.inside():
        event = fresh().scalars(select(Event).where(Event.action == "release")).one()
        assert '"kept":["name: 1"]' in event.payload
        assert "Thử" not in event.payload


@pytest.mark.parametrize("wanted", ["one", "all"])
def test_covering_without_javascript_stores_nothing(
    standing: StandingSite, answered: int, wanted: str
) -> None:
    publisher = standing.officer(Role.PUBLISHER)
    values = _released(standing, answered, question=NAMED)
    shown = _send(publisher, answered, "che", **values, cover="")
    assert shown.status == 200
    phone, name = _keys(shown.html)  # what must be covered stands first
    covered = _send(publisher, answered, "che", **values, cover=name if wanted == "one" else "all")
    expected = "Hồ sơ của [tên riêng] bị trả lại, ông gọi "
    expected += "0912345678 không được." if wanted == "one" else "[số điện thoại] không được."
    assert covered.value_of("question") == expected
    assert covered.value_of("title") == "Bỏ bản sao chứng thực"
    assert _state(standing, answered) == "answered"
    assert phone != name


def test_a_summary_is_not_a_copy(standing: StandingSite) -> None:
    """R60: who asked for a summary finds their own words nowhere."""
    case_id = standing.case(publication="summary")
    with standing.desk() as desk:
        desk.forward(case_id)
        desk.accept(case_id)
        desk.answer(case_id)
    publisher = standing.officer(Role.PUBLISHER)
    copy = "Người gửi viết: tôi được yêu cầu nộp thêm bản sao có chứng thực dù dữ liệu đã có"
    refused = _send(publisher, case_id, "cong-khai", **_released(standing, case_id, question=copy))
    assert refused.status == 422
    assert "chép nguyên văn" in refused.text
    assert refused.value_of("question") == copy
    assert _send(publisher, case_id, "cong-khai", **_released(standing, case_id)).status == 302


def test_somebody_else_may_not_cover(standing: StandingSite, answered: int) -> None:
    officer = standing.officer(Role.TRIAGE_OFFICER)
    page = f"/thuong-truc/ho-so/{answered}"
    assert officer.send(f"{page}/che", {"cover": "all"}, form_on=page).status == 403


def test_lateness_stays_after_a_send_back(standing: StandingSite) -> None:
    """R35: the old limit and the old lateness stay on record."""
    case_id = standing.case()
    with standing.desk() as desk:
        desk.forward(case_id)
        desk.accept(case_id)
        desk.system = moved_on(standing.system, days=40)
        desk.answer(case_id)
        desk.send_back(case_id)
    page = standing.officer(Role.PUBLISHER).get(f"/thuong-truc/ho-so/{case_id}")
    assert "Lần 1, chuyển 16/11/2026, hạn trả lời 07/12/2026" in page.text
    assert "Đã trả lời ngày 26/12/2026, quá hạn" in page.text
