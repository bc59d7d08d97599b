"""Home, published results, figures, guidance; both languages; who may open what."""

import re
from xml.etree import ElementTree

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
    statements()  # what is remembered between requests is asked for once
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


def _listed(page: str) -> list[int]:
    return [int(found) for found in re.findall(r'href="/ket-qua/(\d+)"', page)]


def test_filters_narrow_the_list_alone_and_with_words(site: Site) -> None:
    """By agency, year and kind of content; each filter is one word more in the same search."""
    first, second = site.publish(2)
    site.later(days=60)
    (third,) = site.publish(title="Thuế hộ kinh doanh", question="Về thuế khoán.", answer="Đã sửa.")
    device = site.device()
    for query, found in (
        ("nam=2027", [third]),
        ("nam=2026", [second, first]),
        ("co_quan=BCA", [third, second, first]),
        ("co_quan=BXD", []),
        ("loai=regulation&q=chung+thuc", [second, first]),
        ("loai=conduct", []),
        ("nam=1999&co_quan=x", [third, second, first]),
        ("q=x&nam=2026", []),
        ("q=%2B&nam=2026", []),
    ):
        assert _listed(device.get(f"/ket-qua?{query}").text) == found, query


def test_filtered_pages_by_key_show_every_result_once(site: Site) -> None:
    ids = site.publish(23)
    device, seen, url = site.device(), [], "/ket-qua?co_quan=BCA"
    while url:
        page = device.get(url).text
        seen += _listed(page)
        following = re.search(r'rel="next" href="([^"]+)"', page)
        url = following.group(1).replace("&amp;", "&") if following else ""
    assert seen == sorted(ids, reverse=True)


def test_words_that_were_asked_for_are_marked_and_nothing_else(site: Site) -> None:
    site.publish(question="Bỏ <b>bản sao</b> & chứng thực.", answer="Đã bỏ.")
    page = site.device().get("/ket-qua?q=ban+SAO").text
    assert '&lt;b&gt;<mark class="pakn-hit">bản</mark> <mark class="pakn-hit">sao</mark>' in page
    assert "<b>" not in page


@pytest.mark.parametrize(
    "path", ["/ket-qua", "/ket-qua?q=chung+thuc", "/ket-qua/1", "/ket-qua.atom"]
)
def test_pages_are_kept_for_a_minute_at_most(site: Site, path: str) -> None:
    """A result that is taken down is out of every cache within a minute."""
    site.publish()
    device = site.device()
    page = device.get(path)
    assert page.cache_control.max_age is not None
    assert page.cache_control.max_age <= 60
    assert page.cache_control.private
    assert "Cookie" in page.headers["Vary"]
    again = device.get(path, headers={"If-None-Match": page.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    assert "Content-Security-Policy" not in again.headers
    site.publish()
    if path != "/ket-qua/1":
        changed = device.get(path, headers={"If-None-Match": page.headers["ETag"]})
        assert changed.status_code == 200


def test_a_page_in_another_language_is_not_kept(site: Site) -> None:
    page = site.device().get("/ket-qua?lang=en")
    assert "no-store" in page.headers["Cache-Control"]


def test_the_feed_is_atom_with_the_newest_results(site: Site) -> None:
    ids = site.publish(2, title="Bỏ <bản sao> & chứng thực")
    page = site.device().get("/ket-qua.atom")
    assert page.mimetype == "application/atom+xml"
    assert b"<script" not in page.data
    feed = ElementTree.fromstring(page.data)
    space = {"a": "http://www.w3.org/2005/Atom"}
    links = [link.attrib["href"] for link in feed.findall("a:entry/a:link", space)]
    assert [link.rsplit("/", 1)[1] for link in links] == [str(one) for one in reversed(ids)]
    assert feed.findtext("a:entry/a:title", namespaces=space) == "Bỏ <bản sao> & chứng thực"


def test_an_empty_feed_is_a_feed(site: Site) -> None:
    assert ElementTree.fromstring(site.device().get("/ket-qua.atom").data).tag.endswith("feed")


def test_robots_read_results_and_no_forms(site: Site) -> None:
    rules = site.device().get("/robots.txt").text.splitlines()
    assert "Disallow: /thuong-truc" in rules
    assert not [rule for rule in rules if "ket-qua" in rule]
    site.publish()
    assert 'name="robots" content="noindex' in site.device().get("/ket-qua?q=sao").text
    assert "noindex" not in site.device().get("/ket-qua").text
