"""What the check page shows: every answer, grouped as it was asked, with ways back."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import url_for
from flask_babel import gettext
from markupsafe import Markup
from sqlalchemy.orm import Session

from models.queries.agencies import commune, province
from pakn.labels.content import KIND, SUBJECT
from pakn.labels.marker import _N
from pakn.rules.content import Kind, Subject
from pakn.services.dossier_bodies import DossierBody, body_of_dossier
from pakn.web.formatting import date_vi, paragraphs

Row = dict[str, Any]
Answers = Mapping[str, Any]

CAPACITY: Mapping[str, str] = {
    "individual": _N("Cá nhân"),
    "organisation": _N("Tổ chức, doanh nghiệp"),
    "group": _N("Nhóm nhiều người cùng gửi"),
    "helped": _N("Viết thay cho người khác"),
}
HELPING: Mapping[str, str] = {
    "helper": _N("Người viết giúp"),
    "representative": _N("Người đại diện"),
}


@dataclass(frozen=True)
class Facts:
    """The names behind the codes of a draft; None where one is not known."""

    province: str | None
    commune: str | None
    home: str
    body: DossierBody | None


def facts_of(session: Session, answers: Answers, today: dt.date) -> Facts:
    """The names behind the codes of a draft."""
    name, below = _place(session, answers, "", today)
    home = [part for part in reversed(_place(session, answers, "residence_", today)) if part]
    code = str(answers.get("dossier_code") or "")
    return Facts(
        province=name,
        commune=below,
        home=", ".join(home),
        body=body_of_dossier(session, code, today) if code else None,
    )


def _place(
    session: Session, answers: Answers, prefix: str, today: dt.date
) -> tuple[str | None, str | None]:
    found = province(session, str(answers.get(f"{prefix}province_code") or ""), today)
    code = str(answers.get(f"{prefix}commune_code") or "")
    below = commune(session, code) if found else None
    return found.name if found else None, below.name if below else None


@dataclass(frozen=True)
class Card:
    """One group of answers on the check page: its rows and the pages where they can be changed.

    Attributes:
        changes: (page's address, what is changed there, in words).
    """

    title: str
    rows: Sequence[Row]
    changes: Sequence[tuple[str, str]]


def check_cards(answers: Answers, facts: Facts) -> list[Card]:
    """Every answer, grouped as it was asked, with ways back to its pages."""
    return [
        _card(gettext("Loại và đối tượng"), _kind_rows(answers), "loai"),
        _card(gettext("Văn bản, hồ sơ liên quan"), _subject_rows(answers, facts), "doi-tuong"),
        _card(gettext("Nội dung"), _content_rows(answers), "noi-dung"),
        _place_card(answers, facts),
        _sender_card(answers, facts),
        _card(gettext("Công khai"), _publication_rows(answers), "cong-khai"),
    ]


def _card(title: str, rows: Sequence[Row], slug: str) -> Card:
    return Card(title, rows, [(url_for("filing.show", slug=slug), title)])


def _kind_rows(answers: Answers) -> list[Row]:
    return [
        _row(gettext("Loại"), gettext(KIND[Kind(answers["kind"])])),
        _row(gettext("Nói về"), gettext(SUBJECT[Subject(answers["subject"])])),
    ]


def _subject_rows(answers: Answers, facts: Facts) -> list[Row]:
    subject = answers["subject"]
    rows = []
    if subject == "dossier":
        rows.append(_row(gettext("Mã hồ sơ"), answers["dossier_code"]))
        if facts.body:
            rows.append(_row(gettext("Mã này thuộc"), body_words(facts.body)))
    label = gettext("Tên thủ tục") if subject == "dossier" else gettext("Văn bản")
    rows.append(_row(label, answers["subject_detail"]))
    if subject != "draft":
        return [*rows, _row(gettext("Cơ quan phải giải quyết"), answers["wanted_agency"])]
    deadline = answers["comment_deadline"]
    shown = date_vi(dt.date.fromisoformat(deadline)) if deadline else ""
    return [
        *rows,
        _row(gettext("Cơ quan soạn thảo"), answers["drafting_body"]),
        _row(gettext("Hạn góp ý"), shown),
    ]


def body_words(body: DossierBody) -> str:
    """The body behind a dossier's code, and who has its matters today."""
    if body.today is None:
        return body.name
    return str(gettext("%(name)s (nay thuộc %(today)s)", name=body.name, today=body.today))


def _content_rows(answers: Answers) -> list[Row]:
    rows = [
        _row(gettext("Tóm tắt"), answers["title"]),
        _row(gettext("Nội dung"), _long(answers["content"])),
    ]
    if answers["kind"] == "recommendation":
        rows.append(_row(gettext("Giải pháp đề xuất"), _long(answers["proposal"])))
    return rows


def _place_card(answers: Answers, facts: Facts) -> Card:
    label, title = gettext("Tỉnh, thành phố"), gettext("Nơi xảy ra")
    if not answers["province_code"]:
        rows = [_row(label, gettext("Không rõ, hoặc cả nước"))]
        return _card(title, rows, "noi-xay-ra")
    unknown, below = gettext("Không rõ"), gettext("Xã, phường, đặc khu")
    rows = [_row(label, facts.province or unknown), _row(below, facts.commune or unknown)]
    if answers.get("place_as_typed"):
        rows.append(_row(gettext("Tên đã gõ hoặc tên cũ"), answers["place_as_typed"]))
    return Card(
        title,
        rows,
        [
            (url_for("filing.show", slug="noi-xay-ra"), label),
            (url_for("filing.show", slug="xa-phuong"), below),
        ],
    )


def _sender_card(answers: Answers, facts: Facts) -> Card:
    title, capacity = gettext("Người gửi"), gettext("Tư cách")
    rows = [_row(capacity, gettext(CAPACITY[answers["sender_kind"]])), *_person_rows(answers)]
    home = (gettext("Nơi ở"), facts.home)
    return Card(
        title,
        [*rows, *_contact_rows(answers), _row(*home)],
        [
            (url_for("filing.show", slug="tu-cach"), capacity),
            (url_for("filing.show", slug="nguoi-gui"), gettext("Tên, địa chỉ, liên hệ")),
        ],
    )


def _person_rows(answers: Answers) -> list[Row]:
    kind = answers["sender_kind"]
    rows = [_row(gettext("Tên"), answers["name"])]
    if kind == "organisation":
        rows.append(_row(gettext("Mã số thuế"), answers["tax_code"]))
        rows.append(_row(gettext("Người liên hệ"), answers["helper_name"]))
    if kind == "group":
        rows.append(_row(gettext("Số người trong nhóm"), answers["group_size"]))
    if kind == "helped":
        rows.append(_row(gettext(HELPING[answers["helper_role"]]), answers["helper_name"]))
        rows.append(_row(gettext("Số điện thoại người viết"), answers["helper_phone"]))
    return rows


def _contact_rows(answers: Answers) -> list[Row]:
    return [
        _row(gettext("Số điện thoại"), answers["phone"]),
        _row(gettext("Thư điện tử"), answers["email"]),
        _row(gettext("Địa chỉ"), answers["address"]),
    ]


def _publication_rows(answers: Answers) -> list[Row]:
    full = answers["publication"] == "full"
    shown = gettext("Đăng nội dung và kết quả trả lời") if full else gettext("Chỉ đăng tóm tắt")
    told = gettext("Không") if answers["hide_identity"] else gettext("Có, nếu cần để xử lý")
    return [
        _row(gettext("Cách công khai"), shown),
        _row(gettext("Cơ quan bị phản ánh biết tên tôi"), told),
    ]


def _row(label: str, value: str | Markup) -> Row:
    key = {"text": label}
    if isinstance(value, Markup):
        return {"key": key, "value": {"html": value}}
    return {"key": key, "value": {"text": value or gettext("Không ghi")}}


def _long(text: str) -> Markup:
    return paragraphs(text.replace("\r\n", "\n").strip())
