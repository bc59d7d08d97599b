"""Who may open which page: everybody else is refused, somebody not signed in is asked to."""

import pytest

from pakn.rules.states import AGENCY_ROLES, COUNCIL_ROLES, STAFF_ROLES, Role
from tests.factories.browsing import Site
from tests.factories.people import person

DIRECTORS = {Role.STANDING_MEMBER, Role.STANDING_DEPUTY, Role.HEAD, Role.ASSISTANT}
DESK = {
    Role.INTAKE_CLERK,
    Role.TRIAGE_OFFICER,
    Role.UNIT_LEAD,
    Role.SIGNER,
    Role.PUBLISHER,
}
LETTERS = DIRECTORS | {
    Role.TRIAGE_OFFICER,
    Role.UNIT_LEAD,
    Role.SIGNER,
    Role.RECORDS_CLERK,
}
WRITERS = {Role.TRIAGE_OFFICER, Role.UNIT_LEAD}
URGERS = {Role.HEAD, Role.TASKFORCE_MEMBER}
PAGES = {
    "/tai-khoan/cua-toi": STAFF_ROLES,
    "/co-quan/": AGENCY_ROLES,
    "/co-quan/da-tra-loi": AGENCY_ROLES,
    "/to-cong-tac/": DIRECTORS | {Role.TASKFORCE_MEMBER},
    "/to-cong-tac/ban-chuyen": DIRECTORS | {Role.TASKFORCE_MEMBER},
    "/to-cong-tac/toan-canh": DIRECTORS,
    "/to-cong-tac/danh-sach-trinh": DIRECTORS,
    "/to-cong-tac/van-ban/": URGERS,
    "/thuong-truc/van-ban/": LETTERS,
    "/thuong-truc/van-ban/soan-cong-van-chuyen/": WRITERS,
    "/thuong-truc/chua-theo-doi": {Role.TRIAGE_OFFICER, Role.RECORDS_CLERK},
    "/hoi-dong/": COUNCIL_ROLES,
    "/hoi-dong/gui": COUNCIL_ROLES,
    "/hoi-dong/bang": COUNCIL_ROLES,
    "/hoi-dong/bang/mau.xlsx": COUNCIL_ROLES,
    "/co-quan/bang": AGENCY_ROLES,
    "/co-quan/bang/ho-so-dang-mo.xlsx": AGENCY_ROLES,
    "/bao-cao/": DESK | DIRECTORS | {Role.TASKFORCE_MEMBER},
    "/thuong-truc/su-co": {Role.PUBLISHER, Role.UNIT_LEAD, Role.AUDITOR},
    "/bao-cao/tong-hop/": DESK | DIRECTORS | {Role.TASKFORCE_MEMBER},
    "/nhat-ky/": {Role.AUDITOR},
    "/nhat-ky/thong-tin-ca-nhan": {Role.AUDITOR},
    "/quan-tri/viec": {Role.ADMIN},
    "/quan-tri/tinh-trang": {Role.ADMIN},
    "/quan-tri/tai-khoan": {Role.ADMIN},
    "/quan-tri/tai-khoan/them": {Role.ADMIN},
    "/quan-tri/co-quan": {Role.ADMIN},
    "/quan-tri/co-quan/them": {Role.ADMIN},
    "/quan-tri/co-quan/1": {Role.ADMIN},
    "/quan-tri/co-quan/1/sua": {Role.ADMIN},
    "/quan-tri/co-quan/1/ket-thuc": {Role.ADMIN},
    "/quan-tri/co-quan/1/chuyen-linh-vuc": {Role.ADMIN},
    "/quan-tri/hiep-hoi": {Role.ADMIN},
    "/quan-tri/hiep-hoi/them": {Role.ADMIN},
    "/quan-tri/hiep-hoi/1": {Role.ADMIN},
    "/tai-khoan/mat-khau": STAFF_ROLES,
    "/quan-tri/lich": {Role.ADMIN},
    "/quan-tri/lich/them": {Role.ADMIN},
    "/quan-tri/lich/ngay/2026-11-20": {Role.ADMIN},
    "/quan-tri/lich/tinh-han?start=20/11/2026&days=5": {Role.ADMIN},
    "/quan-tri/tham-so/": {Role.ADMIN},
    "/quan-tri/tham-so/answer_limit": {Role.ADMIN},
    "/quan-tri/tin/": {Role.ADMIN},
    "/quan-tri/viec/lich-chay/": {Role.ADMIN},
    "/quan-tri/mo-hinh/": {Role.ADMIN},
    "/quan-tri/mau-tin/": {Role.ADMIN},
    "/quan-tri/mau-tin/sms/received": {Role.ADMIN},
    "/quan-tri/can-cu/": {Role.ADMIN},
    "/quan-tri/can-cu/them/can-cu": {Role.ADMIN},
    "/quan-tri/can-cu/them/huong-dan": {Role.ADMIN},
    "/quan-tri/can-cu/muc/not_vietnamese": {Role.ADMIN},
}
# A page of one case: whoever may not open the page does not learn whether there is such a case.
CASE_PAGES = {
    "/thuong-truc/ho-so/1/da-cong-khai": {Role.PUBLISHER, Role.UNIT_LEAD},
    "/bao-cao/tong-hop/1": DESK | DIRECTORS | {Role.TASKFORCE_MEMBER},
    "/bao-cao/tong-hop/1/danh-sach": DESK | DIRECTORS | {Role.TASKFORCE_MEMBER},
    "/bao-cao/tong-hop/1/bao-cao.docx": DESK | DIRECTORS | {Role.TASKFORCE_MEMBER},
    "/bao-cao/tong-hop/1/so-lieu.csv": DESK | DIRECTORS | {Role.TASKFORCE_MEMBER},
    "/bao-cao/tong-hop/1/ho-so.csv": DESK | DIRECTORS | {Role.TASKFORCE_MEMBER},
    "/co-quan/ho-so/1": AGENCY_ROLES,
    "/co-quan/ho-so/1/phieu-chuyen.docx": AGENCY_ROLES,
    "/co-quan/ho-so/1/phieu-chuyen.pdf": AGENCY_ROLES,
    "/to-cong-tac/ho-so/1": DIRECTORS | {Role.TASKFORCE_MEMBER},
    "/hoi-dong/ho-so/1": COUNCIL_ROLES,
    "/thuong-truc/van-ban/1": LETTERS,
    "/thuong-truc/van-ban/1/van-ban.docx": LETTERS,
    "/thuong-truc/van-ban/1/van-ban.pdf": LETTERS,
    "/thuong-truc/van-ban/1/sua": WRITERS,
    "/to-cong-tac/van-ban/1": DIRECTORS | {Role.TASKFORCE_MEMBER},
    "/to-cong-tac/van-ban/1/van-ban.docx": DIRECTORS | {Role.TASKFORCE_MEMBER},
    "/to-cong-tac/van-ban/1/van-ban.pdf": DIRECTORS | {Role.TASKFORCE_MEMBER},
    "/to-cong-tac/van-ban/1/sua": DIRECTORS | {Role.TASKFORCE_MEMBER},
    "/to-cong-tac/van-ban/soan?co-quan=BXD": URGERS,
    "/to-cong-tac/danh-sach-trinh/don-doc?co-quan=BGT": DIRECTORS,
    "/hoi-dong/bang/1": COUNCIL_ROLES,
    "/hoi-dong/bang/1/tien-do": COUNCIL_ROLES,
    "/hoi-dong/bang/1/can-sua.xlsx": COUNCIL_ROLES,
    "/co-quan/bang/1": AGENCY_ROLES,
    "/co-quan/bang/1/tien-do": AGENCY_ROLES,
    "/co-quan/bang/1/can-sua.xlsx": AGENCY_ROLES,
    "/quan-tri/tai-khoan/987654": {Role.ADMIN},
    "/quan-tri/tai-khoan/987654/sua": {Role.ADMIN},
    "/quan-tri/tai-khoan/987654/mat-khau-lan-dau": {Role.ADMIN},
}
ACTS = {
    "/tai-khoan/dang-xuat-moi-noi": STAFF_ROLES,
    "/nhat-ky/kiem-tra-chuoi": {Role.AUDITOR},
    "/quan-tri/viec/1/thu-lai": {Role.ADMIN},
    "/quan-tri/tin/1/gui-lai": {Role.ADMIN},
    "/quan-tri/viec/loai/suggest/thu-lai": {Role.ADMIN},
    "/quan-tri/viec/lich-chay/remind/tat": {Role.ADMIN},
    "/quan-tri/viec/lich-chay/remind/chay-ngay": {Role.ADMIN},
    "/quan-tri/tham-so/answer_limit/1/rut": {Role.ADMIN},
    "/quan-tri/can-cu/muc/not_vietnamese/ngung": {Role.ADMIN},
    "/quan-tri/can-cu/muc/not_vietnamese/dung": {Role.ADMIN},
    "/quan-tri/mau-tin/mail/received/ve-ban-goc": {Role.ADMIN},
    "/quan-tri/mau-tin/mail/received/1/rut": {Role.ADMIN},
}


@pytest.mark.parametrize("role", sorted(STAFF_ROLES))
def test_every_page_opens_for_its_roles_only(site: Site, role: Role) -> None:
    with site.inside():
        browser_of = person(site.system, role)
    browser = site.signed_in(browser_of)
    for path, roles in PAGES.items():
        assert browser.get(path).status == (200 if role in roles else 403), path
    for path, roles in CASE_PAGES.items():
        assert browser.get(path).status == (404 if role in roles else 403), path


@pytest.mark.parametrize("role", sorted(STAFF_ROLES))
def test_every_act_is_open_to_its_roles_only(site: Site, role: Role) -> None:
    with site.inside():
        who = person(site.system, role)
    for path, roles in ACTS.items():
        page = site.signed_in(who).send(path, {}, form_on="/tai-khoan/cua-toi")
        assert page.status == (302 if role in roles else 403), path


@pytest.mark.parametrize("path", [*PAGES, *CASE_PAGES])
def test_a_visitor_is_asked_to_sign_in(site: Site, path: str) -> None:
    page = site.visitor().get(path)
    assert page.status == 302
    assert page.location.startswith("/tai-khoan/dang-nhap?next=")


@pytest.mark.parametrize("path", ACTS)
def test_an_act_without_a_token_is_refused(site: Site, path: str) -> None:
    role = min(ACTS[path])
    with site.inside():
        who = person(site.system, role)
    assert site.signed_in(who).post(path, {}).status == 400
    assert site.visitor().post(path, {}).status == 403
