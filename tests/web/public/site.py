"""Using the public site as a device does: forms are fetched, filled in and sent."""

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask.testing import FlaskClient
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from models.base import Base
from pakn.composition import System
from tests.factories.casework import Casework
from tests.factories.petitions import file_one
from tests.factories.reading import fresh
from tests.factories.system import moved_on

KIND = {"kind": "recommendation", "subject": "rule"}
SUBJECT = {"subject_detail": "Thông tư mẫu", "wanted_agency": ""}
CONTENT = {
    "title": "Bỏ bản sao có chứng thực",
    "content": "Khi đổi giấy phép lái xe, tôi phải nộp thêm bản sao có chứng thực.",
    "proposal": "Đề nghị dùng dữ liệu đã có.",
}
SENDER = {
    "name": "Nguyễn Thị Mẫu",
    "phone": "0900 000 001",
    "email": "",
    "address": "Tổ 4, phường Mẫu, Hà Nội",
    "residence_province_code": "",
}
ANSWERS: Mapping[str, Mapping[str, str]] = {
    "loai": KIND,
    "doi-tuong": SUBJECT,
    "noi-dung": CONTENT,
    "tep": {},
    "noi-xay-ra": {"place_choice": "list", "province_code": "01"},
    "xa-phuong": {"commune_code": "00004"},
    "tu-cach": {"sender_kind": "individual"},
    "nguoi-gui": SENDER,
    "cong-khai": {"publication": "summary", "hide_identity": "y"},
}


@dataclass
class Site:
    """The public site of one system."""

    system: System

    def device(self) -> FlaskClient:
        """Somebody's phone: its own cookies."""
        return self.system.app.test_client()

    def later(self, **by: float) -> None:
        """Move the clock of the program on."""
        self.system = moved_on(self.system, **by)

    def count(self, table: type[Base]) -> int:
        """How many rows a table has."""
        with self.system.app.app_context():
            return fresh().scalar(select(func.count()).select_from(table)) or 0

    def publish(self, how_many: int = 1, **texts: Any) -> list[int]:
        """Publish results; returns their ids, oldest first."""
        with self.system.app.app_context():
            desk, made = Casework(self.system), []
            for _ in range(how_many):
                case_id = file_one(self.system).case_id
                desk.forward(case_id)
                desk.accept(case_id)
                desk.answer(case_id)
                made.append(desk.release(case_id, **texts).id)
            return made


def words(response: TestResponse) -> str:
    """A page's text without its markup."""
    return html.unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.text)))


def hidden(page: str, name: str) -> str:
    """The value of a hidden field."""
    found = re.search(rf'name="{name}"[^>]*value="([^"]*)"', page)
    assert found, f"no field {name}"
    return html.unescape(found.group(1))


def send(device: FlaskClient, path: str, data: Mapping[str, str], at: str | None = None) -> Any:
    """Fetch a page and send its form with these values, its hidden fields included."""
    page = device.get(path)
    assert page.status_code == 200, (path, page.status_code, page.location)
    values = {"csrf_token": hidden(page.text, "csrf_token"), **data}
    if 'name="seen"' in page.text:
        values.setdefault("seen", hidden(page.text, "seen"))
    return device.post(at or path, data=values)


def fill(device: FlaskClient, until: str = "kiem-tra", **changes: Mapping[str, str]) -> None:
    """Begin a draft and answer page after page, up to the one named."""
    began = send(device, "/gui", {})
    assert began.location == "/gui/loai"
    for slug, data in ANSWERS.items():
        if slug == until:
            return
        answer = send(device, f"/gui/{slug}", {**data, **changes.get(slug.replace("-", "_"), {})})
        assert answer.status_code == 302, words(answer)


def file_through(device: FlaskClient) -> tuple[str, str]:
    """File one petition through the form; number and secret from the receipt."""
    fill(device)
    filed = send(device, "/gui/kiem-tra", {})
    receipt = device.get(filed.location)
    number, secret = re.findall(r'<dd class="pakn-code">([^<]+)</dd>', receipt.text)
    return number, secret
