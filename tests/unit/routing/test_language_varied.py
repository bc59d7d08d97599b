"""Not Vietnamese (R3): refused only where nothing of it is; names and minority words do no harm."""

import pytest

from routing.text import looks_vietnamese


@pytest.mark.parametrize(
    "text",
    [
        "Bà H'Bông Niê ở buôn Ea H'leo làm giấy khai sinh cho cháu bị trả lại ba lần",
        "Ông Y Bhăm Ayun, xã Ea Tul, Cư M'gar xin đổi sổ đỏ, cán bộ nói chờ",
        "Anh Giàng A Páo ở bản Sín Chải, Tả Phìn hỏi tiền hỗ trợ làm nhà",
        "toi la Lò Văn Ún, ban Nà Sản, lam can cuoc cong dan hai thang chua co",
        "Thach Thi Sa Rone o ap Sóc Trà hoi ve bao hiem y te",
        "Công ty TNHH Samsung Electronics HCMC CE Complex bị chậm hoàn thuế GTGT quý 2",
        "Phần mềm VssID báo lỗi server error 500 khi đăng nhập, đề nghị sửa",
        "ko dc cap so, can bo noi doi, dan kho qua",
        "HỒ SƠ BỊ TRẢ LẠI KHÔNG NÊU LÝ DO",
        "xin hỏi thủ tục làm passport cho con dưới 14 tuổi online",
        "de nghi bo quy dinh nop ban sao giay phep lai xe co chung thuc",
    ],
)
def test_vietnamese_of_every_kind_is_taken(text: str) -> None:
    assert looks_vietnamese(text)


@pytest.mark.parametrize(
    "text",
    [
        "I am writing to complain about the land office in Da Nang, Viet Nam.",
        "My name is Nguyen Van Mau and I want to report a problem with my visa.",
        "Please help me, the tax office of Ho Chi Minh City did not answer.",
        "Ich möchte mich über die Verzögerung beim Amt beschweren.",
        "Quiero presentar una queja sobre el retraso de mi solicitud.",
        "저는 비자 발급이 지연되어 불만을 제기하고 싶습니다.",
        "ビザの発給が遅れているので苦情を申し立てます。",
        "Я хочу подать жалобу на задержку.",
    ],
)
def test_other_languages_are_guided_to_vietnamese(text: str) -> None:
    assert not looks_vietnamese(text)
