"""Filing in steps, against the real program."""

import re

import pytest
from sqlalchemy import select

from models.intake import Draft, Petition
from models.people import Petitioner
from pakn.composition import System
from tests.factories.reading import fresh
from tests.factories.threads import in_threads
from tests.web.public.site import ANSWERS, Site, file_through, fill, hidden, send, words


def stored(system: System) -> Petition:
    """The one petition there is."""
    return fresh().scalars(select(Petition)).one()


def test_files_what_was_typed_and_shows_it_before(site: Site) -> None:
    device = site.device()
    fill(device)
    check = words(device.get("/gui/kiem-tra"))
    for shown in ("Kiến nghị", "Thông tư mẫu", "Thành phố Hà Nội", "Phường Ba Đình", "Không ghi"):
        assert shown in check
    filed = send(device, "/gui/kiem-tra", {})
    assert re.fullmatch(r"/bien-nhan/PAKN\.20261116\.\d{4,}", filed.location)
    with site.system.app.app_context():
        petition = stored(site.system)
        assert (petition.kind, petition.subject) == ("recommendation", "rule")
        assert petition.title == "Bỏ bản sao có chứng thực"
        assert (petition.province_code, petition.commune_code) == ("01", "00004")
        assert (petition.publication, petition.hide_identity) == ("summary", True)
        sender = fresh().get_one(Petitioner, petition.petitioner_id)
        assert sender.name is not None
        assert site.system.ports.keys.decrypt(sender.name) == "Nguyễn Thị Mẫu"


def test_receipt_shows_codes_a_due_day_and_a_qr_without_the_secret(site: Site) -> None:
    device = site.device()
    number, secret = file_through(device)
    page = device.get(f"/bien-nhan/{number}")
    assert secret in page.text
    assert "<svg" in page.text
    assert "23/11/2026" in words(page)  # five working days after Monday 16/11
    links = re.findall(r'href="([^"]+)"', page.text)
    assert f"/tra-cuu?ma={number}" in links
    assert not any(secret in link for link in links)


def test_receipt_belongs_to_the_device_that_filed(site: Site) -> None:
    number, _ = file_through(site.device())
    stranger = site.device()
    assert stranger.get(f"/bien-nhan/{number}").status_code == 404
    file_through(stranger)
    assert stranger.get(f"/bien-nhan/{number}").status_code == 404


def test_pressing_twice_gives_the_same_receipt(site: Site) -> None:
    device = site.device()
    fill(device)
    page = device.get("/gui/kiem-tra").text
    values = {"csrf_token": hidden(page, "csrf_token"), "seen": hidden(page, "seen")}
    first = device.post("/gui/kiem-tra", data=values)
    second = device.post("/gui/kiem-tra", data=values)
    assert first.status_code == 302
    assert first.location == second.location
    assert site.count(Petition) == 1


def test_eight_clients_at_once_get_one_receipt(site: Site) -> None:
    device = site.device()
    fill(device)
    page = device.get("/gui/kiem-tra").text
    values = {"csrf_token": hidden(page, "csrf_token"), "seen": hidden(page, "seen")}
    cookies = {name: device.get_cookie(name) for name in ("pakn", "pakn_draft")}
    locations: list[str | None] = []

    def press(_number: int) -> None:
        copy = site.device()
        for name, cookie in cookies.items():
            assert cookie is not None
            copy.set_cookie(name, cookie.value)
        locations.append(copy.post("/gui/kiem-tra", data=values).location)

    in_threads(8, press)
    assert len(set(locations)) == 1
    assert "/bien-nhan/" in str(locations[0])
    assert site.count(Petition) == 1


def test_content_changed_in_another_window_is_asked_about(site: Site) -> None:
    device = site.device()
    fill(device)
    page = device.get("/gui/kiem-tra").text
    values = {"csrf_token": hidden(page, "csrf_token"), "seen": hidden(page, "seen")}
    send(device, "/gui/noi-dung", {**ANSWERS["noi-dung"], "title": "Một tiêu đề khác"})
    asked = device.post("/gui/kiem-tra", data=values, follow_redirects=True)
    assert "Nội dung đã thay đổi ở một trang khác" in words(asked)
    assert "Một tiêu đề khác" in words(asked)
    assert site.count(Petition) == 0


def test_a_sent_draft_is_not_changed_by_a_later_page(site: Site) -> None:
    device = site.device()
    fill(device)
    page = device.get("/gui/noi-dung").text
    send(device, "/gui/kiem-tra", {})
    late = device.post(
        "/gui/noi-dung",
        data={**ANSWERS["noi-dung"], "title": "Khác", "csrf_token": hidden(page, "csrf_token")},
        follow_redirects=True,
    )
    assert "Bản này đã được gửi nên không sửa được nữa" in words(late)
    with site.system.app.app_context():
        assert stored(site.system).title == "Bỏ bản sao có chứng thực"


@pytest.mark.parametrize(
    ("slug", "changes", "said"),
    [
        ("loai", {"kind": "tố cáo"}, "Hãy chọn phản ánh hoặc kiến nghị."),
        ("loai", {"subject": ""}, "Hãy chọn việc này nói về điều gì."),
        ("noi-dung", {"title": "  "}, "Hãy tóm tắt việc này trong một câu."),
        ("noi-dung", {"title": "a" * 201}, "Hãy tóm tắt ngắn hơn"),
        ("noi-dung", {"content": "quá ngắn"}, "Nội dung quá ngắn"),
        ("noi-dung", {"content": "x" * 20_001}, "Nội dung dài quá 20.000 ký tự"),
        (
            "noi-dung",
            {"content": "The officer asked me for one more paper and I do not know why."},
            "Nội dung phải viết bằng tiếng Việt",
        ),
        ("noi-dung", {"proposal": ""}, "Kiến nghị phải có phương án, giải pháp đề xuất."),
        ("noi-xay-ra", {"province_code": "zz'--"}, "Không có tỉnh, thành phố này"),
        ("xa-phuong", {"commune_code": "26740"}, "không thuộc tỉnh, thành phố đã chọn"),
        ("nguoi-gui", {"name": ""}, "Hãy ghi họ và tên"),
        ("nguoi-gui", {"address": " "}, "Hãy ghi địa chỉ"),
        ("tu-cach", {"sender_kind": "robot"}, "Hãy chọn anh/chị gửi với tư cách nào."),
        ("nguoi-gui", {"phone": "", "email": ""}, "Hãy cho biết số điện thoại hoặc thư điện tử"),
        ("nguoi-gui", {"phone": "12"}, "Số điện thoại chưa đúng"),
        ("nguoi-gui", {"email": "ten@"}, "Địa chỉ thư điện tử chưa đúng"),
        ("cong-khai", {"publication": "secret"}, "Hãy chọn cách công khai."),
    ],
)
def test_a_value_that_cannot_stand_is_said_at_its_field_and_not_kept(
    site: Site, slug: str, changes: dict[str, str], said: str
) -> None:
    device = site.device()
    fill(device, until=slug)
    refused = send(device, f"/gui/{slug}", {**ANSWERS[slug], **changes})
    assert refused.status_code == 422
    (name,) = list(changes)[:1]
    at_field = re.search(rf'id="{name}-error"[^>]*>(.*?)</p>', refused.text, re.DOTALL)
    assert at_field
    assert said in at_field.group(1)
    assert f'href="#{name}"' in refused.text  # the summary leads to the field
    assert "<title>Lỗi:" in refused.text
    ahead = device.get("/gui/kiem-tra")
    assert ahead.location == f"/gui/{slug}"


def test_what_was_typed_stays_beside_the_error_and_the_rest_is_kept(site: Site) -> None:
    device = site.device()
    fill(device, until="noi-dung")
    refused = send(device, "/gui/noi-dung", {**ANSWERS["noi-dung"], "content": "ngắn quá"})
    assert ">ngắn quá</textarea>" in refused.text
    again = device.get("/gui/noi-dung").text
    assert "Bỏ bản sao có chứng thực" in again
    assert "ngắn quá" not in again


def test_a_stale_token_loses_nothing_and_stores_nothing(site: Site) -> None:
    device = site.device()
    fill(device, until="noi-dung")
    refused = device.post("/gui/noi-dung", data={**ANSWERS["noi-dung"], "csrf_token": "cũ"})
    assert refused.status_code == 422
    assert "hãy bấm gửi lại lần nữa" in words(refused)
    assert "Đề nghị dùng dữ liệu đã có." in refused.text
    assert "Bỏ bản sao" not in device.get("/gui/noi-dung").text


@pytest.mark.parametrize("path", ["/gui", "/gui/xoa"])
def test_other_posts_without_a_token_are_refused(site: Site, path: str) -> None:
    assert site.device().post(path).status_code == 400
    assert site.count(Draft) == 0


@pytest.mark.parametrize("slug", [*list(ANSWERS)[1:], "kiem-tra"])
def test_a_later_step_leads_to_the_first_missing_one(site: Site, slug: str) -> None:
    device = site.device()
    fill(device, until="loai")
    assert device.get(f"/gui/{slug}").location == "/gui/loai"


def test_without_a_draft_every_step_leads_to_the_beginning(site: Site) -> None:
    device = site.device()
    for slug in [*ANSWERS, "kiem-tra"]:
        assert device.get(f"/gui/{slug}").location == "/gui"
    assert device.get("/gui/khong-co").status_code == 404


def test_an_expired_draft_says_so_kindly(site: Site) -> None:
    device = site.device()
    fill(device)
    site.later(days=8)
    told = words(device.get("/gui/kiem-tra", follow_redirects=True))
    assert "chỉ được giữ 7 ngày" in told
    assert "chỉ được giữ 7 ngày" not in words(device.get("/gui"))


def test_text_sent_after_the_draft_expired_begins_a_new_one(site: Site) -> None:
    device = site.device()
    fill(device, until="noi-dung")
    page = device.get("/gui/noi-dung").text
    site.later(days=8)
    data = {**ANSWERS["noi-dung"], "csrf_token": hidden(page, "csrf_token")}
    taken = device.post("/gui/noi-dung", data=data)
    assert taken.location == "/gui/loai"
    send(device, "/gui/loai", ANSWERS["loai"])
    send(device, "/gui/doi-tuong", ANSWERS["doi-tuong"])
    assert "Đề nghị dùng dữ liệu đã có." in device.get("/gui/noi-dung").text


def test_an_unknown_province_asks_for_no_commune(site: Site) -> None:
    device = site.device()
    fill(device, until="noi-xay-ra")
    assert send(device, "/gui/noi-xay-ra", {"place_choice": "none"}).location == "/gui/tu-cach"
    assert device.get("/gui/xa-phuong").location == "/gui/tu-cach"


def test_another_province_asks_for_its_commune_anew(site: Site) -> None:
    device = site.device()
    fill(device)
    assert send(device, "/gui/noi-xay-ra", {"province_code": "79"}).location == "/gui/xa-phuong"
    assert send(device, "/gui/xa-phuong", {"commune_code": ""}).location == "/gui/kiem-tra"


def test_a_report_needs_no_proposal_and_a_draft_keeps_its_day(site: Site) -> None:
    device = site.device()
    draft = {"subject_detail": "Dự thảo mẫu", "drafting_body": "Bộ Tài chính"}
    fill(
        device,
        loai={"kind": "report", "subject": "draft"},
        doi_tuong={**draft, "comment_deadline": ""},
    )
    assert 'name="proposal"' not in device.get("/gui/noi-dung").text
    bad = send(device, "/gui/doi-tuong", {**draft, "comment_deadline": "31/2/2026"})
    assert "Ngày chưa đúng" in words(bad)
    assert "31/2/2026" in bad.text
    past = send(device, "/gui/doi-tuong", {**draft, "comment_deadline": "15/11/2026"})
    assert "Hạn góp ý này đã qua" in words(past)
    send(device, "/gui/doi-tuong", {**draft, "comment_deadline": "18/11/2026"})
    filed = send(device, "/gui/kiem-tra", {})
    assert "18/11/2026" in words(device.get(filed.location))  # no later than the hạn góp ý (R59)
    with site.system.app.app_context():
        petition = stored(site.system)
        assert (petition.proposal, petition.drafting_body) == ("", "Bộ Tài chính")


def test_a_draft_is_deleted_at_its_writers_wish(site: Site) -> None:
    device = site.device()
    fill(device)
    assert send(device, "/gui", {}, at="/gui/xoa").location == "/gui"
    assert site.count(Draft) == 0
    assert device.get("/gui/kiem-tra").location == "/gui"


def test_answers_are_never_in_a_cookie(site: Site) -> None:
    device = site.device()
    fill(device)
    cookie = device.get_cookie("pakn_draft")
    assert cookie is not None
    assert cookie.http_only
    assert len(cookie.value) < 64
    session = device.get_cookie("pakn")
    assert session is not None
    assert len(session.value) < 300


def test_control_characters_do_not_reach_the_database(site: Site) -> None:
    device = site.device()
    fill(device, noi_dung={"title": "Bỏ bản sao\x00 có chứng thực\x07"})
    send(device, "/gui/kiem-tra", {})
    with site.system.app.app_context():
        assert stored(site.system).title == "Bỏ bản sao có chứng thực"
