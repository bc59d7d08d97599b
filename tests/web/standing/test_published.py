"""After the release: đính chính, gỡ công khai in one act, and the record of incidents."""

import json
from typing import Any

import pytest
from sqlalchemy import select

from models.casework import Publication
from models.history import Event
from models.jobs import Delivery
from models.publishing import Incident, PublicationChange
from models.queries.counts import totals
from models.queries.searches import search
from pakn.rules.states import Role
from tests.factories.browsing import Browser
from tests.factories.casework import ANSWER_TEXT, case_now
from tests.factories.reading import fresh
from tests.web.standing.site import StandingSite

WRONG = "Đã công khai nhầm bản nháp."


@pytest.fixture
def published(standing: StandingSite) -> int:
    """A case whose answer is public."""
    case_id = standing.case()
    with standing.desk() as desk:
        desk.forward(case_id)
        desk.accept(case_id)
        desk.answer(case_id)
        desk.release(case_id)
    return case_id


def _version(standing: StandingSite, case_id: int) -> str:
    with standing.inside():
        return str(case_now(case_id).version)


def _send(standing: StandingSite, who: Browser, case_id: int, act: str, **data: Any) -> Any:
    page = f"/thuong-truc/ho-so/{case_id}"
    values = {"seen_version": _version(standing, case_id), **data}
    return who.send(f"{page}/{act}", values, form_on=f"{page}/da-cong-khai")


def _corrected(**changes: Any) -> dict[str, Any]:
    return {
        "title": "Bỏ bản sao có chứng thực khi đổi giấy phép lái xe",
        "question": "Đề nghị bỏ bản sao có chứng thực.",
        "answer": "Bộ sẽ bỏ thành phần hồ sơ này từ năm 2027.",
        "checked": "y",
        "note": "thời điểm áp dụng là năm 2027",
        "reason": WRONG,
        **changes,
    }


def _taken_down(**changes: Any) -> dict[str, Any]:
    return {"kind": "personal_data_published", "account": WRONG, **changes}


def test_a_correction_replaces_the_text_and_says_so(standing: StandingSite, published: int) -> None:
    """NĐ 20/2008 Đ19: readers see what was corrected, the earlier text stays for the audit."""
    publisher = standing.officer(Role.PUBLISHER)
    answer = _send(standing, publisher, published, "dinh-chinh", **_corrected())
    assert answer.status == 302
    assert "Đã đính chính kết quả PAKN.20261116.0001." in publisher.get(answer.location).text
    page = standing.visitor().get("/ket-qua/1").text
    assert "Đính chính ngày 16/11/2026: thời điểm áp dụng là năm 2027" in page
    assert "từ năm 2027" in page
    assert ANSWER_TEXT not in page
    with standing.inside():
        change = fresh().scalars(select(PublicationChange)).one()
        assert (change.kind, change.before["answer"]) == ("correction", ANSWER_TEXT)
        assert search(fresh(), "tu nam 2027", public=True) == [published]
        assert search(fresh(), "trong lan sua doi toi", public=True) == []
        assert "corrected" in fresh().scalars(select(Delivery.notice)).all()
        assert case_now(published).state == "closed"


def test_what_a_correction_lacks_is_said_and_nothing_is_lost(
    standing: StandingSite, published: int
) -> None:
    publisher = standing.officer(Role.PUBLISHER)
    values = _corrected(note="", reason=" ", answer="Gọi 0912345678.")
    answer = _send(standing, publisher, published, "dinh-chinh", **values)
    assert answer.status == 422
    for missing in ("người đọc biết: Hãy điền", "hồ sơ): Hãy điền", "Còn thông tin cá nhân"):
        assert missing in answer.text
    assert answer.value_of("answer") == "Gọi 0912345678."
    covered = _send(standing, publisher, published, "dinh-chinh/che", **values, cover="all")
    assert covered.value_of("answer") == "Gọi [số điện thoại]."
    assert ANSWER_TEXT in standing.visitor().get("/ket-qua/1").text


@pytest.mark.parametrize("role", [Role.PUBLISHER, Role.UNIT_LEAD])
def test_taking_down_is_one_act(standing: StandingSite, published: int, role: Role) -> None:
    """Page, search, list and feed are without it at once; the record of the incident is there."""
    visitor = standing.visitor()
    assert "giấy phép lái xe" in visitor.get("/ket-qua.atom").html
    who = standing.officer(role)
    answer = _send(standing, who, published, "go-cong-khai", **_taken_down())
    assert answer.status == 302
    gone = visitor.get("/ket-qua/1")
    assert gone.status == 410
    assert "Kết quả này không còn được công khai" in gone.text
    for path in ("/ket-qua", "/ket-qua?q=chung+thuc", "/ket-qua?nam=2026", "/ket-qua.atom", "/"):
        assert "giấy phép lái xe" not in visitor.get(path).html, path
    with standing.inside():
        incident = fresh().scalars(select(Incident)).one()
        assert (incident.kind, incident.account) == ("personal_data_published", WRONG)
        assert incident.public_since is not None
        change = fresh().scalars(select(PublicationChange)).one()
        assert (change.kind, change.before["answer"]) == ("removal", ANSWER_TEXT)
        event = fresh().scalars(select(Event).where(Event.action == "take_down")).one()
        assert WRONG not in event.payload
        assert json.loads(event.payload)["difference"]["publication"] == 1
        assert case_now(published).state == "closed"
    page = who.get(answer.location).text
    assert "Đã gỡ kết quả PAKN.20261116.0001" in page
    assert "Kết quả này đã được gỡ" in page


def test_taking_down_needs_a_kind_and_a_reason(standing: StandingSite, published: int) -> None:
    publisher = standing.officer(Role.PUBLISHER)
    for kind, reason, missing in (
        ("", WRONG, "Vì sao gỡ: Hãy điền"),
        ("x", WRONG, "Vì sao gỡ: Hãy điền"),
        ("other", " ", "Điều gì đã xảy ra: Hãy điền"),
    ):
        answer = _send(standing, publisher, published, "go-cong-khai", kind=kind, account=reason)
        assert answer.status == 422
        assert missing in answer.text
    assert standing.visitor().get("/ket-qua/1").status == 200


def test_a_stale_removal_is_refused_with_what_was_typed(
    standing: StandingSite, published: int
) -> None:
    publisher = standing.officer(Role.PUBLISHER)
    old = _version(standing, published)
    _send(standing, publisher, published, "dinh-chinh", **_corrected())
    answer = _send(standing, publisher, published, "go-cong-khai", **_taken_down(seen_version=old))
    assert answer.status == 409
    assert WRONG in answer.text
    assert standing.visitor().get("/ket-qua/1").status == 200


def test_a_corrected_text_is_public_again(standing: StandingSite, published: int) -> None:
    publisher = standing.officer(Role.PUBLISHER)
    _send(standing, publisher, published, "go-cong-khai", **_taken_down())
    with standing.inside():
        assert _public(fresh()) == 0
    answer = _send(standing, publisher, published, "dinh-chinh", **_corrected(note=""))
    assert answer.status == 302, answer.text
    assert standing.visitor().get("/ket-qua/1").status == 200
    assert "/ket-qua/1" in standing.visitor().get("/ket-qua?q=2027").html
    with standing.inside():
        kinds = fresh().scalars(select(PublicationChange.kind).order_by(PublicationChange.id)).all()
        assert kinds == ["removal", "restoration"]
        assert _public(fresh()) == 1


def _public(session: Any) -> int:
    sums = totals(session)
    return sums["published"] - sums.get("taken_down", 0)


def test_an_incident_is_closed_with_what_was_done(standing: StandingSite, published: int) -> None:
    publisher, lead = standing.officer(Role.PUBLISHER), standing.officer(Role.UNIT_LEAD)
    auditor = standing.officer(Role.AUDITOR)
    _send(standing, publisher, published, "go-cong-khai", **_taken_down())
    path = "/thuong-truc/su-co"
    for who in (publisher, auditor):
        page = who.get(path)
        assert WRONG in page.text
        assert "Chưa đóng" in page.text
        assert who.send(f"{path}/1/dong", {}, form_on="/tai-khoan/cua-toi").status == 403
    empty = lead.send(f"{path}/1/dong", {"measures": " "}, form_on=path)
    assert empty.status == 422
    assert "Hãy điền" in empty.text
    done = lead.send(f"{path}/1/dong", {"measures": "Đã nhắc kiểm tra hai lần."}, form_on=path)
    assert done.status == 302
    assert "Đã nhắc kiểm tra hai lần." in auditor.get(path).text
    assert lead.send(f"{path}/1/dong", {"measures": "x"}, form_on=path).status == 404


def test_statements_do_not_grow_with_the_incidents(standing: StandingSite) -> None:
    lead, counts = standing.officer(Role.UNIT_LEAD), []
    for _ in range(2):
        for _ in range(3):
            with standing.desk() as desk:
                case_id = standing.case()
                desk.forward(case_id)
                desk.accept(case_id)
                desk.answer(case_id)
                desk.release(case_id)
            _send(standing, lead, case_id, "go-cong-khai", **_taken_down())
        with standing.counting() as statements:
            assert lead.get("/thuong-truc/su-co").status == 200
        counts.append(len(statements))
    assert counts[0] == counts[1]


def test_an_unpublished_case_has_no_such_page(standing: StandingSite) -> None:
    case_id = standing.case()
    lead = standing.officer(Role.UNIT_LEAD)
    assert lead.get(f"/thuong-truc/ho-so/{case_id}/da-cong-khai").status == 404


def test_the_publication_row_keeps_its_address(standing: StandingSite, published: int) -> None:
    publisher = standing.officer(Role.PUBLISHER)
    _send(standing, publisher, published, "dinh-chinh", **_corrected())
    with standing.inside():
        assert fresh().scalars(select(Publication.id)).all() == [1]
