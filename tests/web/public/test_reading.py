"""Home, published results, figures, guidance; both languages; who may open what."""

import re

import pytest
from sqlalchemy import event

from models.base import db
from pakn.web.public.navigation import public_frame
from tests.factories.petitions import file_one
from tests.web.public.site import Site, fill, words

PAGES = ("/", "/gui", "/tra-cuu", "/ket-qua", "/so-lieu", "/huong-dan")


@pytest.mark.parametrize("path", PAGES)
def test_everybody_may_open(site: Site, path: str) -> None:
    page = site.device().get(path)
    assert page.status_code == 200
    assert len(re.findall("<h1", page.text)) == 1
    assert "style=" not in page.text
    assert re.search(r"<title>[^<]+ – PAKN</title>", page.text)


def test_home_shows_figures_and_the_newest_results(site: Site) -> None:
    site.publish(4)
    with site.system.app.app_context():
        file_one(site.system)
    page = words(site.device().get("/"))
    assert re.search(r"Đã tiếp nhận 5 .*Đã chuyển cơ quan xử lý 4 .*Đã được trả lời 4", page)
    assert page.count("Công khai ngày 16/11/2026") == 3
    assert "Luật Khiếu nại 2011" in page
    assert "Luật Tố cáo 2018" in page


@pytest.mark.parametrize("query", ["giấy phép", "giay phep", "GIAY PHEP LAI XE"])
def test_search_with_and_without_marks(site: Site, query: str) -> None:
    site.publish()
    site.publish(title="Thuế hộ kinh doanh", question="Về thuế khoán.", answer="Đã sửa thông tư.")
    page = words(site.device().get("/ket-qua", query_string={"q": query}))
    assert "Bỏ bản sao có chứng thực khi đổi giấy phép lái xe" in page
    assert "Thuế hộ kinh doanh" not in page


@pytest.mark.parametrize("query", ["zzz", "'", '"', "%", "* OR 1", "a" * 5000, "🙂", "\x00"])
def test_search_for_nonsense_finds_nothing(site: Site, query: str) -> None:
    site.publish()
    page = site.device().get("/ket-qua", query_string={"q": query})
    assert page.status_code == 200
    assert "pakn-case__title" not in page.text


def test_unpublished_cases_are_never_found(site: Site) -> None:
    with site.system.app.app_context():
        file_one(site.system)
    page = site.device().get("/ket-qua", query_string={"q": "giấy phép"})
    assert "Không tìm thấy kết quả nào" in words(page)


@pytest.mark.parametrize("query", ["", "chung thuc"])
def test_pages_by_key_show_every_result_once(site: Site, query: str) -> None:
    ids = site.publish(23)
    device, seen, url = site.device(), [], f"/ket-qua?q={query}"
    while url:
        page = device.get(url).text
        seen += [int(found) for found in re.findall(r'href="/ket-qua/(\d+)"', page)]
        following = re.search(r'rel="next" href="([^"]+)"', page)
        url = following.group(1).replace("&amp;", "&") if following else ""
    assert seen == sorted(ids, reverse=True)


@pytest.mark.parametrize("path", ["/", "/ket-qua", "/ket-qua?q=chung+thuc"])
def test_lists_ask_the_database_a_constant_number_of_times(site: Site, path: str) -> None:
    def statements() -> int:
        asked: list[str] = []
        with site.system.app.app_context():
            engine = db.engine
        watch = lambda *args: asked.append(args[2])  # noqa: E731
        event.listen(engine, "before_cursor_execute", watch)
        assert site.device().get(path).status_code == 200
        event.remove(engine, "before_cursor_execute", watch)
        return len(asked)

    site.publish(2)
    few = statements()
    site.publish(8)
    assert statements() == few > 0


def test_a_result_shows_the_checked_text_and_nobody(site: Site) -> None:
    (publication,) = site.publish()
    page = words(site.device().get(f"/ket-qua/{publication}"))
    for shown in ("123/BCA-V03", "16/11/2026", "Bộ Công an", "Sửa đổi, bổ sung, thay thế"):
        assert shown in page
    for personal in ("Nguyễn Thị Mẫu", "0900000001", "mau@example.invalid", "Tổ 4"):
        assert personal not in page


@pytest.mark.parametrize(
    "path",
    [
        "/ket-qua/999",
        "/ket-qua/x",
        "/ket-qua/99999999999999999999",
        "/ket-qua?truoc=x",
        "/bien-nhan/x",
    ],
)
def test_nonsense_in_an_address_is_not_found(site: Site, path: str) -> None:
    page = site.device().get(path)
    assert page.status_code == 404
    assert "Không tìm thấy trang" in words(page)


def test_figures_count_what_happened(site: Site) -> None:
    site.publish(2)
    page = words(site.device().get("/so-lieu"))
    assert re.search(r"Đã công khai kết quả 2", page)
    assert re.search(r"11/2026 2 ", page)
    assert re.search(r"16/11 2 ", page)
    assert "15/11 0 " in page


def test_guidance_states_the_limits_in_force(site: Site) -> None:
    page = words(site.device().get("/huong-dan"))
    assert re.search(r"Phân loại và chuyển đến cơ quan có thẩm quyền 5 ngày làm việc NĐ 20", page)
    assert re.search(r"Cơ quan trả lời 20 ngày \( ?chờ xác nhận ?\)", page)
    assert "Văn phòng Chính phủ" in page


@pytest.mark.parametrize("path", PAGES)
def test_english(site: Site, path: str) -> None:
    device = site.device()
    page = device.get(path, query_string={"lang": "en"})
    assert '<html lang="en"' in page.text
    main = re.sub(r"(?s)<(\w+)[^>]*lang=\"vi\".*?</\1>", "", page.text.split("<main")[1])
    assert "Send a petition" in page.text
    for vietnamese in ("Anh/chị", "Hướng dẫn", "Đã tiếp nhận", "Tra cứu"):
        assert vietnamese not in main
    assert '<html lang="en"' in device.get(path).text  # kept for the next page


def test_every_question_of_the_form_is_asked_in_english_too(site: Site) -> None:
    device = site.device()
    device.get("/?lang=en")
    fill(device)
    for slug in ("loai", "noi-dung", "noi-xay-ra", "xa-phuong", "nguoi-gui", "cong-khai"):
        page = device.get(f"/gui/{slug}").text
        asked = re.findall(r"(?s)<(?:label|legend|h1)[^>]*>(.*?)</(?:label|legend|h1)>", page)
        assert asked
        plain = [re.sub(r"<[^>]+>|\([^)]*\)", "", text).strip() for text in asked]
        assert not [text for text in plain if re.search("[ăâđêôơưạ-ỹ]", text)], plain


def test_languages_keep_the_search(site: Site) -> None:
    with site.system.app.test_request_context("/ket-qua?q=lai+xe&_scheme=x"):
        assert public_frame()["lang_urls"]["en"] == "?q=lai+xe&_scheme=x&lang=en"
