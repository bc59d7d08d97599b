"""Going on later by a private link, and published answers before sending."""

import re
from typing import Any

from flask.testing import FlaskClient
from sqlalchemy import select

from models.intake import Draft, Petition
from models.jobs import DailyCount
from tests.factories.reading import fresh
from tests.web.public.site import ANSWERS, Site, fill, send, words

QUESTION = "Khi đổi giấy phép lái xe phải nộp bản sao có chứng thực."
TEXTS: dict[str, Any] = {
    "title": "Bỏ bản sao có chứng thực khi đổi giấy phép lái xe",
    "question": QUESTION,
    "answer": "Bộ đã bỏ yêu cầu này.",
}


def link_of(page: str) -> str:
    found = re.search(r'value="(http[^"]+/gui/viet-tiep/[^"]+)"', page)
    assert found
    return found.group(1).partition("//")[2].partition("/")[2]


def saved(site: Site) -> str:
    """Write half a page, ask for the link; its path."""
    device = site.device()
    fill(device, until="noi-dung")
    typed = {**ANSWERS["noi-dung"], "content": "nửa câu", "later": "1"}
    answer = send(device, "/gui/noi-dung", typed)
    assert answer.location == "/gui/viet-tiep"
    page = device.get("/gui/viet-tiep")
    assert page.headers["X-Robots-Tag"].startswith("noindex")
    assert "<svg" in page.text
    return "/" + link_of(page.text)


def test_half_a_sentence_goes_on_another_device_after_a_day(site: Site) -> None:
    path = saved(site)
    site.later(days=1)
    other = site.device()
    offered = other.get(path)
    assert offered.headers["X-Robots-Tag"].startswith("noindex")
    assert other.get_cookie("pakn_draft") is None  # opening a link alone takes nothing up
    taken = send(other, path, {})
    assert taken.location == "/gui/noi-dung"
    assert ">nửa câu</textarea>" in other.get("/gui/noi-dung").text


def test_the_link_ends_with_the_draft(site: Site) -> None:
    path = saved(site)
    site.later(days=8)
    device = site.device()
    gone = device.get(path)
    assert gone.status_code == 404
    assert "hết hạn giữ" in words(gone)
    assert device.get("/gui/viet-tiep/khong-co").status_code == 404
    assert device.post(path).status_code == 400  # no token, no taking up


def test_a_sent_draft_is_opened_by_no_link(site: Site) -> None:
    device = site.device()
    fill(device)
    path = "/" + link_of(device.get("/gui/viet-tiep").text)
    send(device, "/gui/kiem-tra", {})
    assert device.get("/gui/viet-tiep").location == "/gui/kiem-tra"
    assert site.device().get(path).status_code == 404


def until_similar(site: Site) -> tuple[FlaskClient, str]:
    device = site.device()
    fill(device, until="cong-khai")
    location: str = send(device, "/gui/cong-khai", ANSWERS["cong-khai"]).location
    return device, location


def test_published_answers_are_shown_before_sending_and_the_draft_stays(site: Site) -> None:
    (publication,) = site.publish(**TEXTS)
    device, location = until_similar(site)
    assert location == "/gui/cau-tra-loi-tuong-tu"
    page = device.get(location)
    assert TEXTS["title"] in words(page)
    one = device.get(f"{location}/{publication}")
    assert "Bộ đã bỏ yêu cầu này." in words(one)
    assert "Quay lại bản đang viết" in words(one)
    assert send(device, location, {}).location == "/gui/kiem-tra"
    assert send(device, "/gui/kiem-tra", {}).location.startswith("/bien-nhan/")


def test_nothing_like_it_is_passed_over_in_silence(site: Site) -> None:
    site.publish(title="Miễn học phí", question="Học sinh xã nghèo.", answer="Đã miễn.")
    device, location = until_similar(site)
    assert location == "/gui/kiem-tra"
    assert device.get("/gui/cau-tra-loi-tuong-tu").location == "/gui/kiem-tra"


def test_who_found_the_answer_leaves_after_being_asked(site: Site) -> None:
    site.publish(**TEXTS)
    before = site.count(Petition)
    device, location = until_similar(site)
    asked = device.get(f"{location}/khong-gui")
    assert "không lấy lại được" in words(asked)
    assert site.count(Draft) == 1
    assert send(device, f"{location}/khong-gui", {}).location == "/ket-qua"
    assert (site.count(Draft), site.count(Petition)) == (0, before)
    with site.system.app.app_context():
        query = select(DailyCount.value).where(DailyCount.name == "answered_by_published")
        assert fresh().scalars(query).one() == 1


def test_a_place_is_found_by_its_old_name_and_kept_as_typed(site: Site) -> None:
    device = site.device()
    fill(device, until="noi-xay-ra")
    found = send(device, "/gui/noi-xay-ra", {"place_query": "thi tran co do", "find": "1"})
    assert found.status_code == 200
    assert "nay thuộc Xã Cờ Đỏ, Thành phố Cần Thơ" in words(found)
    choice = re.search(r'value="(\d+)"[^>]*>\s*<label[^>]*>Thị trấn Cờ Đỏ, Huyện Cờ Đỏ', found.text)
    assert choice
    typed = {"place_query": "thi tran co do", "place_choice": choice.group(1)}
    assert send(device, "/gui/noi-xay-ra", typed).location == "/gui/tu-cach"
    for slug in ("tu-cach", "nguoi-gui", "cong-khai"):
        send(device, f"/gui/{slug}", ANSWERS[slug])
    send(device, "/gui/kiem-tra", {})
    with site.system.app.app_context():
        petition = fresh().scalars(select(Petition)).one()
        assert (petition.province_code, petition.commune_code) == ("92", "31261")
        assert petition.place_as_typed.startswith("Thị trấn Cờ Đỏ")
        assert not petition.commune_unknown


def test_places_are_found_while_typing_too(site: Site) -> None:
    device = site.device()
    fill(device, until="noi-xay-ra")
    piece = send(device, "/gui/noi-xay-ra", {"place_query": "quan 3"}, at="/gui/tim-noi")
    assert "Quận 3, Thành phố Hồ Chí Minh" in piece.text
    assert "<html" not in piece.text


def test_a_dossier_code_names_its_body_before_going_on(site: Site) -> None:
    device = site.device()
    fill(device, until="doi-tuong", loai={"kind": "report", "subject": "dossier"})
    shown = send(device, "/gui/doi-tuong", {"dossier_code": "H22-261102-0034", "find": "1"})
    assert shown.status_code == 200
    assert "UBND tỉnh Hà Giang (nay thuộc UBND tỉnh Tuyên Quang)" in words(shown)
    unknown = send(device, "/gui/doi-tuong", {"dossier_code": "không nhớ", "find": "1"})
    assert "anh/chị cứ tiếp tục" in words(unknown)
