"""An agency's lists and the case page: own cases only, no identity, no growing statements."""

import pytest
from sqlalchemy import update

from models.casework import Case
from models.people import User
from pakn.rules.states import Role
from pakn.services.context import SYSTEM
from tests.factories.casework import case_now
from tests.factories.people import person
from tests.factories.petitions import sender
from tests.web.agency.world import Desk, address

BOXES = ("cho-tiep-nhan", "dang-xu-ly", "phoi-hop", "da-tra-loi", "da-chuyen-tra")


def listed(desk: Desk, box: str, agency: str = "BCA") -> list[int]:
    """The cases of a list, in its order."""
    page = desk.browser(agency=agency).get(f"/co-quan/{box}", follow=True)
    links = page.html.split('href="/co-quan/ho-so/')[1:]
    return [int(link.split('"')[0]) for link in links]


def test_a_case_stands_in_the_list_of_its_stage_only(desk: Desk) -> None:
    waiting, handled, completing = desk.forwarded(), desk.accepted(), desk.sent_back()
    answered, returned = desk.accepted(), desk.forwarded()
    with desk.site.inside():
        desk.work.answer(answered)
        desk.work.give_back(returned, "BCA", proposed="BXD")
    assert {box: sorted(listed(desk, box)) for box in BOXES} == {
        "cho-tiep-nhan": [waiting],
        "dang-xu-ly": [handled, completing],
        "phoi-hop": [],
        "da-tra-loi": [answered],
        "da-chuyen-tra": [returned],
    }


def test_a_coordinating_agency_reads_and_does_not_act(desk: Desk) -> None:
    case_id = desk.forwarded("BXD")
    assert listed(desk, "phoi-hop") == []
    with desk.site.inside():
        desk.work.give_back(case_id, "BXD", proposed="BCT")
        desk.work.forward(case_id, "BCT", coordinating=("BCA",))
    assert listed(desk, "phoi-hop") == [case_id]
    page = desk.browser().get(address(case_id))
    assert "Cơ quan anh/chị phối hợp" in page.text
    assert "Tiếp nhận</" not in page.html
    with desk.site.inside():
        seen = case_now(case_id).version
    refused = desk.browser().send(
        address(case_id, "/tiep-nhan"), {"seen_version": seen}, form_on="/tai-khoan/cua-toi"
    )
    assert refused.status == 404


def test_other_agencies_cases_do_not_exist(desk: Desk) -> None:
    case_id = desk.forwarded("BXD")
    browser = desk.browser()
    assert browser.get(address(case_id)).status == 404
    for act in ("/tiep-nhan", "/chuyen-tra", "/tra-loi"):
        page = browser.send(address(case_id, act), {}, form_on="/tai-khoan/cua-toi")
        assert page.status == 404
        assert "đổi giấy phép lái xe" not in page.text
    assert listed(desk, "cho-tiep-nhan") == []


@pytest.mark.parametrize("state", ["quarantined", "transferred_denunciation"])
def test_what_was_sealed_after_a_return_is_gone_for_the_agency(desk: Desk, state: str) -> None:
    case_id = desk.forwarded()
    with desk.site.inside():
        desk.work.give_back(case_id, "BCA", proposed="BXD")
    assert listed(desk, "da-chuyen-tra") == [case_id]
    closed_on = desk.site.system.ports.clock.now().date() if state != "quarantined" else None
    with desk.site.inside(), desk.site.system.acting(SYSTEM) as ctx:
        ctx.session.execute(
            update(Case).where(Case.id == case_id).values(state=state, closed_on=closed_on)
        )
    assert desk.browser().get(address(case_id)).status == 404
    assert listed(desk, "da-chuyen-tra") == []


def test_the_page_shows_the_petition_and_the_slip_but_not_who_sent_it(desk: Desk) -> None:
    who = sender(name="Trần Văn Kín", address="Số 9 đường Kín", phone="0987654321")
    case_id = desk.forwarded(
        sender=who,
        content="Tôi phải nộp thêm bản sao có chứng thực. Xin gọi tôi theo số 0987 654 321 để rõ.",
    )
    page = desk.browser().get(address(case_id))
    assert "Tôi phải nộp thêm bản sao có chứng thực" in page.text
    assert "Bộ Công an" in page.text
    assert "Thời hạn là" in page.text  # the due date explains itself
    for hidden in ("Trần Văn Kín", "đường Kín", "0987", "654 321"):
        assert hidden not in page.html
    assert "được che bằng dấu" in page.text


def test_what_can_be_done_follows_state_and_role(desk: Desk) -> None:
    waiting, handled = desk.forwarded(), desk.accepted()
    focal = desk.browser()
    assert 'action="/co-quan/ho-so/1/tiep-nhan"' in focal.get(address(waiting)).html
    assert "/chuyen-tra" in focal.get(address(waiting)).html
    assert "/tra-loi" not in focal.get(address(waiting)).html
    assert "/tra-loi" in focal.get(address(handled)).html
    assert "/chuyen-tra" not in focal.get(address(handled)).html


def test_a_unit_reads_and_drafts_only_what_was_handed_to_it(desk: Desk) -> None:
    """R47: neither another unit's case nor one that lies with the focal person exists for it."""
    ours, theirs = desk.unit(), desk.unit("Cục Quản lý")
    handed, others, kept = desk.handed(ours), desk.handed(theirs), desk.accepted()
    unit = desk.site.signed_in(desk.unit_worker(ours))
    page = unit.get(address(handed))
    assert "Xem giúp điểm hai." in page.text
    assert "/trinh-duyet" in page.html
    assert 'action="/co-quan/ho-so/1/tra-loi"' not in page.html
    assert "/giao" not in page.html
    for case_id in (others, kept):
        assert unit.get(address(case_id)).status == 404
    listed_now = unit.get("/co-quan/").html
    assert address(handed) in listed_now
    assert address(others) not in listed_now
    assert address(kept) not in listed_now


def test_somebody_of_no_unit_is_told_what_to_do(desk: Desk) -> None:
    case_id = desk.accepted()
    nobody = desk.browser(Role.AGENCY_UNIT)
    assert "chưa được phân vào đơn vị nào" in nobody.get("/co-quan/").text
    assert nobody.get(address(case_id)).status == 404


def test_outcomes_are_those_of_the_content_class(desk: Desk) -> None:
    regulation = desk.accepted()
    with desk.site.inside():
        conduct = desk.forwarded()
        desk.work.accept(conduct, "BCA")
        with desk.site.system.acting(SYSTEM) as ctx:
            ctx.session.get_one(Case, conduct).content_class = "conduct"
    assert "Sửa đổi, bổ sung" in desk.browser().get(address(regulation)).text
    page = desk.browser().get(address(conduct))
    assert "Phản ánh đúng một phần" in page.text
    assert "Sửa đổi, bổ sung" not in page.text


def test_a_list_goes_on_by_key_and_loses_nothing(desk: Desk) -> None:
    made = [desk.forwarded() for _ in range(27)]
    browser = desk.browser()
    first = browser.get("/co-quan/")
    assert first.html.count("<tr data-row") == 25
    more = first.html.split('rel="next" href="')[1].split('"')[0].replace("&amp;", "&")
    second = browser.get(more)
    assert second.html.count("<tr data-row") == 2
    links = (first.html + second.html).split('<a class="govuk-link govuk-link--no-visited-state"')
    shown = {int(one.split("ho-so/")[1].split('"')[0]) for one in links if "ho-so/" in one}
    assert shown == set(made)


def test_the_number_of_statements_does_not_grow_with_the_list(desk: Desk) -> None:
    desk.forwarded()
    browser = desk.browser()
    with desk.site.counting() as one:
        browser.get("/co-quan/")
    for _ in range(8):
        desk.forwarded()
    with desk.site.counting() as nine:
        browser.get("/co-quan/")
    assert len(one) == len(nine) <= 12


@pytest.mark.parametrize(
    "path",
    [
        "/co-quan/khong-co",
        "/co-quan/?sau=x",
        "/co-quan/?sau=2026-11-16|99999999999999999999999",
        "/co-quan/?sau=2026-99-99|1",
        "/co-quan/ho-so/99999999999999999999999999",
        "/co-quan/ho-so/0",
        "/co-quan/ho-so/-1",
    ],
)
def test_nonsense_in_an_address_is_not_found(desk: Desk, path: str) -> None:
    assert desk.browser().get(path).status == 404


def test_somebody_of_no_agency_is_told_so(desk: Desk) -> None:
    with desk.site.inside():
        nobody = person(desk.site.system, Role.AGENCY_FOCAL)
        with desk.site.system.acting(SYSTEM) as ctx:
            assert ctx.session.get_one(User, nobody.user_id).agency_id is None
    case_id = desk.forwarded()
    browser = desk.site.signed_in(nobody)
    assert "chưa gắn với cơ quan nào" in browser.get("/co-quan/").text
    assert browser.get(address(case_id)).status == 404
