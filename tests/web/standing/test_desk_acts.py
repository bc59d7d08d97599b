"""The acts of the desk on their pages: offered, carried out, refused, stale, pressed twice."""

from typing import Any

import pytest
from sqlalchemy import select

from models.casework import Case
from models.handling import CaseReply, Note, Supplement
from pakn.rules.states import Role
from pakn.services.desk_inputs import Decided
from pakn.services.desk_sealing import quarantine
from tests.factories.browsing import Browser, Page
from tests.factories.casework import case_now
from tests.factories.reading import fresh
from tests.web.standing.site import StandingSite

WORDS = "Anh/chị mang giấy tờ gốc đến bộ phận một cửa, không phải nộp thêm bản sao."
REASON = "Đơn viết tay nộp trực tiếp ngày 16/11/2026."

ACTS: list[tuple[str, dict[str, Any], str]] = [
    ("bo-sung", {"question": WORDS}, "awaiting_supplement"),
    ("khong-tiep-nhan", {"ground": "unclear", "words": WORDS}, "not_accepted"),
    ("huong-dan", {"ground": "guide_court", "words": WORDS}, "guided"),
    ("giai-dap", {"words": WORDS}, "question_answered"),
    ("luu", {"ground": "unclear", "reason": REASON}, "filed_without_handling"),
    ("rut", {"reason": REASON}, "withdrawn"),
    ("cach-ly", {"reason": REASON}, "quarantined"),
    ("loai-don", {"legal_kind": "to_cao", "reason": REASON}, "received"),
]
TYPED = {"question", "words", "reason"}


def do(visitor: Browser, case_id: int, act: str, **values: Any) -> Page:
    """Send the form of an act with the token of a page that always has one."""
    path = f"/thuong-truc/ho-so/{case_id}/{act}"
    return visitor.send(path, values, form_on=f"/thuong-truc/ho-so/{case_id}")


def now(standing: StandingSite, case_id: int) -> Case:
    with standing.inside():
        return case_now(case_id)


@pytest.mark.parametrize(("act", "values", "state"), ACTS)
def test_an_act_is_carried_out_and_leads_back_to_the_list(
    standing: StandingSite, act: str, values: dict[str, Any], state: str
) -> None:
    case_id = standing.case()
    officer = standing.officer(Role.TRIAGE_OFFICER)
    seen = str(now(standing, case_id).version)
    answer = do(officer, case_id, act, seen_version=seen, **values)
    assert (answer.status, answer.location) == (302, "/thuong-truc/")
    assert "PAKN.20261116.0001" in officer.get(answer.location).text
    assert now(standing, case_id).state == state


@pytest.mark.parametrize(("act", "values", "state"), ACTS)
def test_a_stale_act_is_refused_and_nothing_typed_is_lost(
    standing: StandingSite, act: str, values: dict[str, Any], state: str
) -> None:
    case_id = standing.case()
    officer = standing.officer(Role.TRIAGE_OFFICER)
    seen = str(now(standing, case_id).version)
    with standing.desk() as desk:
        desk.forward(case_id, "BTC")
        first = desk.who(Role.TRIAGE_OFFICER).name
    answer = do(officer, case_id, act, seen_version=seen, **values)
    assert answer.status == 409
    assert f"{first}, Chuyên viên đã thực hiện “Chuyển xử lý”" in answer.text
    for name in TYPED & set(values):
        assert answer.value_of(name) == values[name]
    for name in {"ground", "legal_kind"} & set(values):
        assert f'value="{values[name]}" checked' in answer.html
    assert now(standing, case_id).state == "forwarded"


@pytest.mark.parametrize(("act", "values", "state"), ACTS)
def test_a_second_press_does_it_once(
    standing: StandingSite, act: str, values: dict[str, Any], state: str
) -> None:
    case_id = standing.case()
    lead = standing.officer(Role.TRIAGE_OFFICER)
    seen = str(now(standing, case_id).version)
    page = lead.get(f"/thuong-truc/ho-so/{case_id}")
    sent = {"csrf_token": page.token, "seen_version": seen, **values}
    path = f"/thuong-truc/ho-so/{case_id}/{act}"
    assert lead.post(path, sent).status == 302
    # A quarantined case does not exist any more for who shut it away.
    assert lead.post(path, sent).status == (404 if state == "quarantined" else 409)
    with standing.inside():
        assert len(fresh().scalars(select(CaseReply)).all()) <= 1
        assert len(fresh().scalars(select(Supplement)).all()) <= 1


@pytest.mark.parametrize(
    ("act", "values", "said"),
    [
        ("bo-sung", {"question": ""}, "Cần bổ sung thông tin gì: Hãy điền"),
        ("khong-tiep-nhan", {"ground": "", "words": WORDS}, "Căn cứ: Hãy điền hoặc chọn"),
        ("huong-dan", {"ground": "unclear", "words": WORDS}, "Hướng dẫn gửi đến: Hãy điền"),
        ("giai-dap", {"words": "Được."}, "Nội dung quá ngắn"),
        ("luu", {"ground": "unclear", "reason": ""}, "Lý do lưu (chỉ nội bộ đọc): Hãy điền"),
        ("rut", {"reason": " "}, "Đơn xin rút đến bằng cách nào: Hãy điền"),
        ("loai-don", {"legal_kind": "to_cao", "reason": ""}, "Lý do: Hãy điền"),
        ("loai-don", {"legal_kind": "x\x00y", "reason": ""}, "Nội dung này là: Hãy điền"),
    ],
)
def test_what_is_missing_stands_at_its_field_and_nothing_is_stored(
    standing: StandingSite, act: str, values: dict[str, Any], said: str
) -> None:
    case_id = standing.case()
    officer = standing.officer(Role.TRIAGE_OFFICER)
    before = now(standing, case_id).version
    answer = do(officer, case_id, act, seen_version=str(before), **values)
    assert answer.status == 422
    assert said in answer.text
    assert now(standing, case_id).version == before


@pytest.mark.parametrize("act", [act for act, _, _ in ACTS])
def test_a_stale_token_shows_the_form_again(standing: StandingSite, act: str) -> None:
    case_id = standing.case()
    officer = standing.officer(Role.TRIAGE_OFFICER)
    values = {"csrf_token": "cũ", "reason": REASON, "words": WORDS, "question": WORDS}
    answer = officer.post(f"/thuong-truc/ho-so/{case_id}/{act}", values)
    assert answer.status == 422
    assert "hãy bấm gửi lại lần nữa" in answer.text
    assert WORDS in answer.text or REASON in answer.text


def test_the_words_the_petitioner_reads_stand_beside_each_ground(standing: StandingSite) -> None:
    case_id = standing.case()
    officer = standing.officer(Role.TRIAGE_OFFICER)
    page = officer.get(f"/thuong-truc/ho-so/{case_id}/khong-tiep-nhan").text
    assert "Nội dung gửi đến chưa rõ vướng mắc nằm ở quy định nào" in page
    guided = officer.get(f"/thuong-truc/ho-so/{case_id}/huong-dan").text
    assert "Cổng Pháp luật quốc gia" in guided
    asked = officer.get(f"/thuong-truc/ho-so/{case_id}/bo-sung").text
    assert "Đề nghị anh/chị bổ sung thông tin trước hết ngày 30/11/2026:" in asked


def test_only_what_is_possible_is_offered(standing: StandingSite) -> None:
    case_id = standing.case()
    officer, clerk = standing.officer(Role.TRIAGE_OFFICER), standing.officer(Role.INTAKE_CLERK)
    page = f"/thuong-truc/ho-so/{case_id}"
    offered = officer.get(page).html
    assert f'href="{page}/khong-tiep-nhan"' in offered
    assert f'href="{page}/thu-hoi"' not in offered
    assert f'href="{page}/chuyen-to-cao"' not in offered
    limited = clerk.get(page).html
    assert f'href="{page}/bo-sung"' in limited
    assert f'href="{page}/huong-dan"' not in limited
    with standing.desk() as desk:
        desk.forward(case_id, "BTC")
    later = officer.get(page).html
    assert f'href="{page}/thu-hoi"' in later
    assert f'href="{page}/bo-sung"' not in later
    assert officer.get(f"{page}/bo-sung").location == page


def test_a_denunciation_is_transferred_and_not_guided_r53(standing: StandingSite) -> None:
    case_id = standing.case()
    officer = standing.officer(Role.TRIAGE_OFFICER)
    page = f"/thuong-truc/ho-so/{case_id}"
    seen = str(now(standing, case_id).version)
    do(officer, case_id, "loai-don", seen_version=seen, legal_kind="to_cao", reason=REASON)
    offered = officer.get(page).html
    assert f'href="{page}/chuyen-to-cao"' in offered
    assert f'href="{page}/huong-dan"' not in offered
    assert standing.officer(Role.PUBLISHER).get(page).status == 404
    seen = str(now(standing, case_id).version)
    sent = do(officer, case_id, "chuyen-to-cao", seen_version=seen, agency="TTCP", words=WORDS)
    assert sent.status == 302
    assert now(standing, case_id).state == "transferred_denunciation"


def test_the_lead_finds_what_is_quarantined_and_lifts_it(standing: StandingSite) -> None:
    case_id = standing.case(title="Việc cách ly")
    with (
        standing.desk() as desk,
        standing.system.acting(desk.who(Role.TRIAGE_OFFICER)) as ctx,
    ):
        quarantine(ctx, Decided(case_id, case_now(case_id).version, reason=REASON))
    lead, officer = standing.officer(Role.UNIT_LEAD), standing.officer(Role.TRIAGE_OFFICER)
    assert officer.get("/thuong-truc/?state=quarantined").status == 404
    assert officer.get(f"/thuong-truc/ho-so/{case_id}").status == 404
    assert "Việc cách ly" in lead.get("/thuong-truc/?state=quarantined").text
    seen = str(now(standing, case_id).version)
    assert do(lead, case_id, "bo-cach-ly", seen_version=seen, reason=REASON).status == 302
    assert now(standing, case_id).state == "received"


def test_a_forwarding_by_mistake_is_recalled_from_the_hint(standing: StandingSite) -> None:
    case_id = standing.case()
    officer = standing.officer(Role.TRIAGE_OFFICER)
    page = f"/thuong-truc/ho-so/{case_id}"
    seen = str(now(standing, case_id).version)
    values = {"seen_version": seen, "lead": "BXD", "content_codes": ["2"]}
    sent = officer.send(f"{page}/chuyen", values, form_on=page)
    told = officer.get(sent.location)
    assert f'href="{page}/thu-hoi">Chuyển nhầm? Thu hồi</a>' in told.html
    seen = str(now(standing, case_id).version)
    assert do(officer, case_id, "thu-hoi", seen_version=seen, reason=REASON).status == 302
    assert now(standing, case_id).state == "received"
    assert "Đã thu hồi" in officer.get(page).text


def test_a_note_is_added_by_the_desk_only(standing: StandingSite) -> None:
    case_id = standing.case()
    clerk = standing.officer(Role.INTAKE_CLERK)
    answer = do(clerk, case_id, "ghi-chu", kind="call_out", text=WORDS)
    assert answer.status == 302
    page = clerk.get(f"/thuong-truc/ho-so/{case_id}").text
    assert "Đã gọi cho người gửi" in page
    assert WORDS in page
    empty = do(clerk, case_id, "ghi-chu", kind="note", text="")
    assert empty.status == 422
    assert "Nội dung: Hãy điền" in empty.text
    signer = standing.officer(Role.SIGNER)
    assert WORDS not in signer.get(f"/thuong-truc/ho-so/{case_id}").text
    assert signer.post(f"/thuong-truc/ho-so/{case_id}/ghi-chu", {}).status == 403
    with standing.inside():
        assert len(fresh().scalars(select(Note)).all()) == 1


def test_what_was_asked_and_told_stands_on_the_case(standing: StandingSite) -> None:
    first, second = standing.case(), standing.case()
    officer = standing.officer(Role.TRIAGE_OFFICER)
    seen = str(now(standing, first).version)
    do(officer, first, "bo-sung", seen_version=seen, question=WORDS)
    asked = officer.get(f"/thuong-truc/ho-so/{first}").text
    assert "Hỏi thêm và bổ sung" in asked
    assert WORDS in asked
    seen = str(now(standing, second).version)
    do(officer, second, "giai-dap", seen_version=seen, words=WORDS)
    told = officer.get(f"/thuong-truc/ho-so/{second}").text
    assert "Đã báo cho người gửi" in told
    assert WORDS in told
