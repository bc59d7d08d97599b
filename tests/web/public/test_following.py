"""Following a petition with number and lookup secret."""

from pathlib import Path

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from models.base import db
from pakn.services.following import SHOWN_ACTIONS
from pakn.web import dress
from pakn.web.public.words import STEP_DONE
from tests.factories.casework import ANSWER_TEXT, Casework
from tests.factories.petitions import file_one
from tests.factories.system import make_system
from tests.web.public.site import Site, hidden, send, words


def follow(site: Site, device: FlaskClient, **changes: str) -> TestResponse:
    """File a petition and look it up."""
    with site.system.app.app_context():
        receipt = file_one(site.system)
    return look_up(device, **{"number": receipt.number, "secret": receipt.secret, **changes})


def look_up(device: FlaskClient, number: str, secret: str) -> TestResponse:
    """Send the look-up form."""
    answer: TestResponse = send(device, "/tra-cuu", {"number": number, "secret": secret})
    return answer


def test_number_and_secret_show_steps_and_dates(site: Site) -> None:
    device = site.device()
    found = follow(site, device)
    assert found.location == "/tra-cuu/tien-do"
    page = words(device.get(found.location))
    assert "Chờ tiếp nhận, phân loại" in page
    assert "Hạn phân loại, chuyển xử lý: 23/11/2026" in page
    assert "NĐ 20/2008/NĐ-CP Đ9.1d" in page  # the due date explains itself
    assert "Bỏ yêu cầu nộp bản sao" not in page  # the content needs one proof more


@pytest.mark.parametrize(
    "changes",
    [
        {"secret": "0000-0000-00"},
        {"number": "PAKN.20261116.9999"},
        {"number": "không phải mã"},
        {"number": "", "secret": ""},
        {"secret": "'; DROP TABLE petition; --"},
        {"number": "PAKN.99999999.99999999999999999999"},
    ],
)
def test_wrong_values_get_one_message_for_all(site: Site, changes: dict[str, str]) -> None:
    device = site.device()
    refused = follow(site, device, **changes)
    assert refused.status_code == 422
    assert "Mã PAKN và mã tra cứu không khớp nhau" in words(refused)
    assert device.get("/tra-cuu/tien-do").location == "/tra-cuu"


def test_typed_as_people_type_it(site: Site) -> None:
    device = site.device()
    with site.system.app.app_context():
        receipt = file_one(site.system)
    number = receipt.number.lower().replace(".", " ")
    found = look_up(device, number, receipt.secret.lower().replace("-", ""))
    assert found.location == "/tra-cuu/tien-do"


@pytest.mark.parametrize("proof", ["0001", " 0001 ", "MAU@example.invalid"])
def test_a_proof_opens_the_content(site: Site, proof: str) -> None:
    device = site.device()
    follow(site, device)
    opened = send(device, "/tra-cuu/tien-do", {"proof": proof})
    assert opened.location == "/tra-cuu/tien-do#noi-dung"
    assert "Bỏ yêu cầu nộp bản sao" in words(device.get(opened.location))


@pytest.mark.parametrize("proof", ["", "1111", "khac@example.invalid", "0900000001"])
def test_a_wrong_proof_opens_nothing(site: Site, proof: str) -> None:
    device = site.device()
    follow(site, device)
    refused = send(device, "/tra-cuu/tien-do", {"proof": proof})
    assert refused.status_code == 422
    assert "không khớp với thông tin đã ghi" in words(refused)
    assert "Bỏ yêu cầu nộp bản sao" not in refused.text


def test_a_released_answer_is_read_with_the_proof(site: Site) -> None:
    with site.system.app.app_context():
        receipt = file_one(site.system)
        desk = Casework(site.system)
        desk.forward(receipt.case_id)
        desk.accept(receipt.case_id)
        desk.answer(receipt.case_id)
    device = site.device()
    look_up(device, receipt.number, receipt.secret)
    send(device, "/tra-cuu/tien-do", {"proof": "0001"})
    waiting = words(device.get("/tra-cuu/tien-do"))
    assert "Bộ Công an" in waiting
    assert ANSWER_TEXT not in waiting
    with site.system.app.app_context():
        desk.release(receipt.case_id)
    done = device.get("/tra-cuu/tien-do")
    assert "Đã có kết quả xử lý" in words(done)
    assert ANSWER_TEXT in words(done)
    assert "123/BCA-V03" in words(done)
    assert "/ket-qua/" in done.text


def test_neither_secret_nor_proof_is_readable_in_cookie_or_address(site: Site) -> None:
    device = site.device()
    with site.system.app.app_context():
        receipt = file_one(site.system)
    found = look_up(device, receipt.number, receipt.secret)
    send(device, "/tra-cuu/tien-do", {"proof": "mau@example.invalid"})
    with device.session_transaction() as session:
        kept = str(dict(session))
    assert receipt.secret not in kept
    assert "example.invalid" not in kept
    assert receipt.secret not in str(found.location)


def test_ending_the_look_up_forgets_it(site: Site) -> None:
    device = site.device()
    follow(site, device)
    assert send(device, "/tra-cuu/tien-do", {}, at="/tra-cuu/ket-thuc").location == "/tra-cuu"
    assert device.get("/tra-cuu/tien-do").location == "/tra-cuu"


def test_a_proof_without_a_look_up_leads_to_the_form(site: Site) -> None:
    assert site.device().post("/tra-cuu/tien-do", data={"proof": "1"}).location == "/tra-cuu"


def test_stale_token_keeps_what_was_typed(site: Site) -> None:
    refused = site.device().post("/tra-cuu", data={"number": "PAKN.20261116.0001"})
    assert refused.status_code == 422
    assert "hãy bấm gửi lại lần nữa" in words(refused)
    assert 'value="PAKN.20261116.0001"' in refused.text


def test_the_number_comes_along_from_the_qr_code(site: Site) -> None:
    page = site.device().get("/tra-cuu?ma=PAKN.20261116.0001").text
    assert 'value="PAKN.20261116.0001"' in page


def test_every_step_that_is_shown_has_words() -> None:
    assert set(SHOWN_ACTIONS) == set(STEP_DONE)


def test_guessing_a_proof_is_stopped_for_one_petition_only(instance: Path, seeded: Path) -> None:
    limited = Site(make_system(instance, seeded))
    dress(limited.system)
    guesser, other = limited.device(), limited.device()
    follow(limited, guesser)
    follow(limited, other)
    page = guesser.get("/tra-cuu/tien-do").text
    token = hidden(page, "csrf_token")
    codes = [
        guesser.post(
            "/tra-cuu/tien-do", data={"proof": f"{1000 + n}", "csrf_token": token}
        ).status_code
        for n in range(21)
    ]
    assert codes == [422] * 20 + [429]
    assert send(other, "/tra-cuu/tien-do", {"proof": "0001"}).status_code == 302
    with limited.system.app.app_context():
        db.session.remove()
        db.engine.dispose()
