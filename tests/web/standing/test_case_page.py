"""What the case page tells: facts, due date with its reasons, history; in a fixed number of
questions to the database.
"""

from pakn.rules.states import Role
from tests.factories.casework import Casework
from tests.web.standing.site import StandingSite


def test_the_page_tells_the_whole_story(standing: StandingSite) -> None:
    case_id = standing.case(province_code="01", commune_code="00004", hide_identity=True)
    with standing.desk() as desk:
        desk.forward(case_id, "BXD", coordinating=("BTC",), instruction="Trả lời đủ hai ý.")
        desk.give_back(case_id, "BXD", proposed="BCA")
        desk.forward(case_id)
        desk.accept(case_id)
        desk.answer(case_id)
        desk.send_back(case_id)
    page = standing.officer(Role.UNIT_LEAD).get(f"/thuong-truc/ho-so/{case_id}").text
    for told in (
        "Phường Ba Đình, Thành phố Hà Nội",
        "16/11/2026 (hôm nay), Trang điện tử của hệ thống",
        "Đề nghị giữ kín với cơ quan xử lý",
        "Bộ Xây dựng · Chủ trì · Đã chuyển trả",
        "Trả lời đủ hai ý.",
        "Lý do chuyển trả: Nội dung này thuộc phạm vi quản lý",
        "Bộ Công an · Chủ trì · Đã tiếp nhận",
        "123/BCA-V03 ngày 16/11/2026",
        "Chưa trả lời nội dung thứ hai.",
        "phối hợp: Tài chính",
        "09:00, 16/11/2026 · Người gửi",
        "Thời hạn là",
        "Tính từ ngày 16/11/2026",
    ):
        assert told in page, told
    assert page.count("Chuyển xử lý") >= 2


def test_a_case_in_any_state_can_be_read(standing: StandingSite) -> None:
    case_id = standing.case()
    lead = standing.officer(Role.UNIT_LEAD)
    for act in (Casework.forward, Casework.accept, Casework.answer, Casework.release):
        with standing.desk() as desk:
            act(desk, case_id)
        answer = lead.get(f"/thuong-truc/ho-so/{case_id}")
        assert answer.status == 200
        assert answer.html.count("<h1") == 1


def test_a_long_story_needs_no_more_questions(standing: StandingSite) -> None:
    case_id = standing.case()
    officer = standing.officer(Role.TRIAGE_OFFICER)
    counts = []
    for _ in range(2):
        with standing.desk() as desk:
            desk.forward(case_id, "BXD")
            desk.give_back(case_id, "BXD", proposed="BCA")
        with standing.counting() as sent:
            officer.get(f"/thuong-truc/ho-so/{case_id}")
        counts.append(len(sent))
    assert counts[0] == counts[1]


def test_the_petitions_text_is_text(standing: StandingSite) -> None:
    case_id = standing.case(content="Đề nghị xem <script>alert(1)</script> nội dung này cho đúng.")
    standing.suggest(case_id)
    page = standing.officer(Role.TRIAGE_OFFICER).get(f"/thuong-truc/ho-so/{case_id}").html
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
