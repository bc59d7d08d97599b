"""A member's own văn bản đôn đốc, the Head's list and the Head's letter, through their pages."""

import datetime as dt

import pytest
from sqlalchemy import select

from models.letters import Letter
from pakn.rules.states import Role
from pakn.services.context import Actor
from tests.factories.browsing import Browser, Site
from tests.factories.casework import Casework
from tests.factories.lettering import forwarded_case, letter_ids, letter_now, words_of
from tests.factories.people import follows, person
from tests.factories.reading import fresh
from tests.factories.reminding import due, morning, play
from tests.factories.system import moved_on

HOME = "/to-cong-tac/van-ban/"
LIST = "/to-cong-tac/danh-sach-trinh"
OFFICE = "/thuong-truc/van-ban/"


@pytest.fixture
def member(site: Site) -> Actor:
    """A member who works at BNV and follows BCA."""
    with site.inside():
        who = person(site.system, Role.TASKFORCE_MEMBER, agency="BNV")
        follows(site.system, who, "BCA")
    return who


def overdue(site: Site, agency: str = "BCA", count: int = 1) -> list[int]:
    """Cases at an agency, and a clock two weeks later: they are overdue."""
    with site.inside():
        work = Casework(site.system)
        ids = [forwarded_case(work, agency) for _ in range(count)]
    moved_on(site.system, days=14)
    return ids


def send(site: Site, browser: Browser, letter_id: int, act: str, **values: str) -> str:
    """An act on a letter as it stands now; what the page says after it."""
    with site.inside():
        version = str(letter_now(letter_id).version)
    page = f"{HOME}{letter_id}"
    typed = {"seen_version": version, **values}
    return browser.send(f"{page}/{act}", typed, form_on=page, follow=True).text


def drafted(browser: Browser, path: str) -> str:
    """Draft a letter with every box as it is ticked; the address of the letter."""
    page = browser.get(path)
    boxes = [part.split('"')[0] for part in page.html.split('name="case" value="')[1:]]
    address = page.html.split('<form class="pakn-card" method="post" action="')[1].split('"')[0]
    typed = {
        "csrf_token": page.token,
        "key": page.value_of("key"),
        "agency": page.value_of("agency"),
        "case": boxes,
    }
    answers = [browser.post(address, typed) for _ in range(2)]
    assert answers[0].status == 302, answers[0].text
    assert answers[0].location == answers[1].location
    return answers[0].location


def test_a_member_urges_from_the_overdue_list_to_the_number(site: Site, member: Actor) -> None:
    """R57: own letterhead, own number; nobody else signs it."""
    overdue(site, count=2)
    browser = site.signed_in(member)
    home = browser.get(HOME)
    assert "Bộ Công an : 2 hồ sơ quá hạn" in home.text
    address = drafted(browser, f"{HOME}soan?co-quan=BCA")
    letter_id = int(address.rsplit("/", 1)[1])
    page = browser.get(address)
    assert "BỘ NỘI VỤ" in page.text
    assert "Hồ sơ kèm theo (2)" in page.text
    assert "/to-cong-tac/ho-so/" in page.html
    edited = {"body": "Đề nghị trả lời ngay."}
    assert "Đã lưu" in send(site, browser, letter_id, "sua", **edited)
    assert "Đã ghi nhận chữ ký" in send(site, browser, letter_id, "ky")
    day = {"number": "77/BNV-VP", "issued_on": "30/11/2026"}
    assert "phát hành" in send(site, browser, letter_id, "vao-so", **day)
    with site.inside():
        assert letter_now(letter_id).number == "77/BNV-VP"
    said = words_of(browser.raw(f"{address}/van-ban.docx").data)
    assert "Đề nghị trả lời ngay." in said
    assert "77/BNV-VP" in said
    assert browser.get(HOME).html.count("<tr data-row") == 1


def test_a_members_letter_is_no_other_members(site: Site, member: Actor) -> None:
    overdue(site)
    address = drafted(site.signed_in(member), f"{HOME}soan?co-quan=BCA")
    with site.inside():
        other = person(site.system, Role.TASKFORCE_MEMBER, agency="BYT")
        lead = person(site.system, Role.UNIT_LEAD)
    stranger = site.signed_in(other)
    for path in (address, f"{address}/van-ban.docx", f"{address}/van-ban.pdf", f"{address}/sua"):
        assert stranger.get(path).status == 404
    typed = {"seen_version": "1"}
    assert stranger.send(f"{address}/ky", typed, form_on="/tai-khoan/cua-toi").status == 404
    assert stranger.get(f"{HOME}soan?co-quan=BCA").status == 404
    letter_id = int(address.rsplit("/", 1)[1])
    office = site.signed_in(lead)
    assert "Duyệt, chuyển ký" not in office.get(f"{OFFICE}{letter_id}").text
    refused = office.send(f"{OFFICE}{letter_id}/duyet", typed, form_on="/tai-khoan/cua-toi")
    assert refused.status == 404


def test_a_member_cannot_sign_the_offices_letter(site: Site, member: Actor) -> None:
    overdue(site)
    with site.inside():
        head = person(site.system, Role.HEAD)
        lead = person(site.system, Role.UNIT_LEAD)
    address = drafted(site.signed_in(head), f"{LIST}/don-doc?co-quan=BCA")
    letter_id = int(address.rsplit("/", 1)[1])
    office = site.signed_in(lead)
    office.send(f"{address}/duyet", {"seen_version": "1"}, form_on=address)
    typed = {"seen_version": "2"}
    sent = site.signed_in(member).send(f"{HOME}{letter_id}/ky", typed, form_on="/tai-khoan/cua-toi")
    assert sent.status == 404
    with site.inside():
        assert letter_now(letter_id).state == "approved"


def test_a_stale_signature_is_refused(site: Site, member: Actor) -> None:
    overdue(site)
    browser = site.signed_in(member)
    address = drafted(browser, f"{HOME}soan?co-quan=BCA")
    browser.send(f"{address}/sua", {"seen_version": "1", "body": "Mới."}, form_on=address)
    answer = browser.send(f"{address}/ky", {"seen_version": "1"}, form_on=address)
    assert answer.status == 409
    assert "“Sửa nội dung văn bản”" in answer.text


def test_without_an_agency_there_is_no_letterhead(site: Site) -> None:
    with site.inside():
        who = person(site.system, Role.TASKFORCE_MEMBER)
        follows(site.system, who, "BCA")
    overdue(site)
    page = site.signed_in(who).get(HOME)
    assert "chưa gắn với cơ quan nào" in page.text
    assert "soan?co-quan" not in page.html


def test_what_is_not_overdue_is_not_offered(site: Site, member: Actor) -> None:
    with site.inside():
        case_id = forwarded_case(Casework(site.system))
    browser = site.signed_in(member)
    page = browser.get(f"{HOME}soan?co-quan=BCA")
    assert "Không có hồ sơ nào quá hạn" in page.text
    typed = {"key": "k", "agency": "BCA", "case": [str(case_id)]}
    refused = browser.send(f"{HOME}soan", typed, form_on="/tai-khoan/cua-toi")
    assert refused.status == 422
    assert "Chỉ đôn đốc được hồ sơ đã quá hạn" in refused.text


def test_the_heads_list_has_what_the_ladder_put_there(site: Site) -> None:
    """R33: the longest overdue first; by agency; gone when it is settled."""
    with site.inside():
        head = person(site.system, Role.HEAD)
        work = Casework(site.system)
        ids = [forwarded_case(work), forwarded_case(work, "BXD"), forwarded_case(work)]
        for case_id, day in zip(ids, (20, 13, 30), strict=True):
            due(site.system, case_id, dt.date(2026, 10, day))
    browser = site.signed_in(head)
    assert "Không có hồ sơ nào phải trình" in browser.get(LIST).text
    with site.inside():
        play(site.system, morning(2026, 11, 16))
    page = browser.get(LIST)
    places = [page.html.index(f"/to-cong-tac/ho-so/{ids[n]}") for n in (1, 0, 2)]
    assert places == sorted(places)
    one = browser.get(f"{LIST}?co-quan=BCA")
    assert one.html.count("<tr data-row") == 2
    assert f"{LIST}/don-doc?co-quan=BCA" in one.html
    assert browser.get(f"{LIST}?co-quan=xyz").html.count("<tr data-row") == 3
    with site.inside():
        work.accept(ids[1], "BXD")
    assert browser.get(LIST).html.count("<tr data-row") == 2


def test_the_heads_list_is_paged_with_constant_statements(site: Site) -> None:
    with site.inside():
        head = person(site.system, Role.HEAD)
        work = Casework(site.system)
    browser, counts = site.signed_in(head), []
    for number, day in ((2, 16), (25, 17)):
        with site.inside():
            for _ in range(number):
                due(site.system, forwarded_case(work), dt.date(2026, 10, 20))
            play(site.system, morning(2026, 11, day))
        with site.counting() as statements:
            page = browser.get(LIST)
        counts.append(len(statements))
    assert counts[0] == counts[1]
    assert page.html.count("<tr data-row") == 25
    after = page.html.split('rel="next" href="')[1].split('"')[0]
    assert browser.get(after).html.count("<tr data-row") == 2
    assert browser.get(f"{LIST}?sau=x").status == 404


def test_from_the_ladder_to_the_number(site: Site, member: Actor) -> None:
    """The whole way: nobody drafts it, four people take it on, each from the own list."""
    with site.inside():
        case_id = forwarded_case(Casework(site.system))
        due(site.system, case_id, dt.date(2026, 11, 9))
        play(site.system, morning(2026, 11, 16))
        (letter_id,) = letter_ids("urge")
        people = {
            role: person(site.system, role)
            for role in (Role.UNIT_LEAD, Role.SIGNER, Role.RECORDS_CLERK)
        }
    for role, act, values in (
        (Role.UNIT_LEAD, "duyet", {}),
        (Role.SIGNER, "ky", {}),
        (Role.RECORDS_CLERK, "vao-so", {"number": "9012", "issued_on": "16/11/2026"}),
    ):
        browser = site.signed_in(people[role])
        listed = browser.get(OFFICE)
        assert f'href="{OFFICE}{letter_id}"' in listed.html, role
        page = browser.get(f"{OFFICE}{letter_id}")
        typed = {"seen_version": page.value_of("seen_version"), **values}
        done = browser.post(
            f"{OFFICE}{letter_id}/{act}", {"csrf_token": page.token, **typed}, follow=True
        )
        assert done.status == 200
        assert "Chưa thực hiện được" not in done.text
    assert "Thành viên Tổ công tác theo dõi" in done.text
    with site.inside():
        letter = fresh().scalars(select(Letter).where(Letter.id == letter_id)).one()
        assert (letter.state, letter.number) == ("issued", "9012/VPCP-KSTT")
    assert "Hệ thống" in done.text


def test_the_head_urges_in_the_task_forces_own_series(site: Site) -> None:
    """R44, R57: drafted by an assistant, approved by the unit's lead, signed by the Head alone."""
    overdue(site)
    with site.inside():
        roles = (Role.ASSISTANT, Role.UNIT_LEAD, Role.SIGNER, Role.HEAD, Role.RECORDS_CLERK)
        people = {role: person(site.system, role) for role in roles}
    browsers = {role: site.signed_in(who) for role, who in people.items()}
    address = drafted(browsers[Role.ASSISTANT], f"{LIST}/don-doc?co-quan=BCA")
    form = "/tai-khoan/cua-toi"
    assert "TỔ CÔNG TÁC" in browsers[Role.HEAD].get(address).text
    browsers[Role.UNIT_LEAD].send(f"{address}/duyet", {"seen_version": "1"}, form_on=form)
    signer = browsers[Role.SIGNER].send(f"{address}/ky", {"seen_version": "2"}, form_on=form)
    assert signer.status == 403
    browsers[Role.HEAD].send(f"{address}/ky", {"seen_version": "2"}, form_on=form)
    typed = {"seen_version": "3", "number": "4", "issued_on": "30/11/2026"}
    browsers[Role.RECORDS_CLERK].send(f"{address}/vao-so", typed, form_on=form)
    with site.inside():
        letter = letter_now(int(address.rsplit("/", 1)[1]))
        assert letter.state == "issued"
        assert letter.number is not None
        assert letter.number.startswith("04/TCTCCTTHC")
