import datetime as dt
import unicodedata
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import func, select

from models.base import db
from models.casework import Case
from models.intake import IdempotencyKey, Petition
from models.jobs import Delivery, Outbox
from models.queries.searches import search
from pakn.composition import System
from pakn.rules.states import Role
from pakn.services.context import PETITIONER, Actor, InvalidInput
from pakn.services.filing import DifferentContent, file_petition
from pakn.services.filing_inputs import Filing, Receipt
from routing.text import fold
from tests.factories.casework import case_now
from tests.factories.people import person
from tests.factories.petitions import file_one, filing, sender
from tests.factories.reading import fresh
from tests.factories.system import moved_on
from tests.factories.threads import in_threads


def refusal(system: System, **changes: Any) -> dict[str, str]:
    """The codes, by field, with which a filing is refused."""
    with pytest.raises(InvalidInput) as caught:
        file_one(system, **changes)
    return dict(caught.value.errors)


def petitions() -> int:
    """How many petitions are stored."""
    return fresh().scalars(select(func.count(Petition.id))).one()


def test_a_receipt_says_number_secret_moment_and_due_date(system: System) -> None:
    receipt = file_one(system)
    assert receipt.number == "PAKN.20261116.0001"
    assert len(receipt.secret.replace("-", "")) == 10
    assert receipt.received_at == system.ports.clock.now()
    assert receipt.due_on == dt.date(2026, 11, 23)  # five working days after Monday 16/11


def test_the_case_waits_for_triage_and_explains_its_due_date(system: System) -> None:
    case = case_now(file_one(system).case_id)
    assert (case.state, case.clock, case.round, case.version) == ("received", "triage", 1, 1)
    assert case.due_explained[0]["limit"] == "triage_limit_regulation"
    assert case.due_explained[0]["article"] == "NĐ 20/2008/NĐ-CP Đ9.1d"


def test_what_must_follow_stands_in_the_outbox(system: System) -> None:
    receipt = file_one(system)
    rows = fresh().execute(select(Outbox.kind, Outbox.subject, Outbox.state)).all()
    delivery = fresh().scalars(select(Delivery)).one()
    assert {tuple(row) for row in rows} == {
        ("suggest", f"case:{receipt.case_id}", "new"),
        ("deliver", f"delivery:{delivery.id}", "new"),
    }
    assert (delivery.notice, delivery.dedup_key) == ("received", f"received:{receipt.petition_id}")


def test_who_left_only_a_phone_is_told_by_a_short_message(system: System) -> None:
    """R37 (a)."""
    file_one(system, sender=sender(email=""))
    (delivery,) = fresh().scalars(select(Delivery))
    assert (delivery.channel, delivery.notice) == ("sms", "received")
    assert system.ports.keys.decrypt(delivery.recipient) == "0900000001"


def test_the_same_key_gives_the_same_receipt(system: System) -> None:
    first = file_one(system, key="one-intention")
    later = moved_on(system, hours=3)
    assert file_one(later, key="one-intention") == first
    assert petitions() == 1


def test_the_same_key_with_other_content_is_asked_about(system: System) -> None:
    file_one(system, key="one-intention")
    with pytest.raises(DifferentContent):
        file_one(system, key="one-intention", title="Một tiêu đề khác hẳn")
    assert petitions() == 1


@pytest.mark.parametrize("kind", ["name", "phone", "email", "address"])
def test_another_sender_is_another_content(system: System, kind: str) -> None:
    file_one(system, key="one-intention")
    other = {"name": "Trần Văn Khác", "phone": "0900000002", "email": "khac@example.invalid"}
    with pytest.raises(DifferentContent):
        file_one(system, key="one-intention", sender=sender(**{kind: other.get(kind, "Nơi khác")}))


def test_eight_sending_the_same_at_once_file_one(system: System) -> None:
    same = filing(key="one-intention")
    receipts: list[Receipt] = []

    def work(_number: int) -> None:
        with system.app.app_context():
            with system.acting(PETITIONER) as ctx:
                receipts.append(file_petition(ctx, same))
            db.session.remove()

    in_threads(8, work)
    assert len(receipts) == 8
    assert len(set(receipts)) == 1
    assert petitions() == 1


def test_a_refused_filing_leaves_its_key_free(system: System) -> None:
    assert refusal(system, key="one-intention", title="") == {"title": "required"}
    assert fresh().scalars(select(IdempotencyKey)).all() == []
    assert file_one(system, key="one-intention").number == "PAKN.20261116.0001"


def test_numbers_begin_anew_each_day_of_vietnam(system: System) -> None:
    late = moved_on(system, hours=14, minutes=59)  # 23:59 in Vietnam
    midnight = moved_on(system, hours=15)
    numbers = [file_one(where).number for where in (system, late, midnight, midnight)]
    assert numbers == [
        "PAKN.20261116.0001",
        "PAKN.20261116.0002",
        "PAKN.20261117.0001",
        "PAKN.20261117.0002",
    ]


def test_paper_is_numbered_by_its_receipt_date(system: System) -> None:
    clerk = person(system, Role.INTAKE_CLERK)
    receipt = _file_as(system, clerk, filing(channel="post", received_on=dt.date(2026, 11, 12)))
    assert receipt.number == "PAKN.20261112.0001"
    assert receipt.due_on == dt.date(2026, 11, 19)
    petition = fresh().scalars(select(Petition)).one()
    assert (petition.filed_by_id, petition.received_at) == (clerk.user_id, receipt.received_at)


def _file_as(system: System, actor: Actor, what: Filing) -> Receipt:
    with system.acting(actor) as ctx:
        return file_petition(ctx, what)


def test_what_an_association_files_is_its_own(system: System) -> None:
    staff = person(system, Role.COUNCIL_STAFF, organisation="vcci")
    _file_as(system, staff, filing(channel="council"))
    petition = fresh().scalars(select(Petition)).one()
    assert petition.organisation_id == staff.organisation_id is not None


def test_decomposed_text_is_stored_composed(system: System) -> None:
    plain = filing()
    decomposed = replace(
        plain,
        title=unicodedata.normalize("NFD", plain.title),
        content=unicodedata.normalize("NFD", plain.content),
        proposal=unicodedata.normalize("NFD", plain.proposal),
        sender=replace(plain.sender, name=unicodedata.normalize("NFD", plain.sender.name)),
    )
    assert decomposed.title != plain.title
    receipt = _file_as(system, PETITIONER, decomposed)
    petition = fresh().scalars(select(Petition)).one()
    assert (petition.title, petition.content) == (plain.title, plain.content)
    assert petition.proposal == plain.proposal
    assert _file_as(system, PETITIONER, plain) == receipt


def test_lines_are_kept_and_blanks_within_them_collapsed(system: System) -> None:
    file_one(system, content="Dòng thứ nhất   của đơn này.\r\n\r\nDòng thứ   hai của đơn này.")
    content = fresh().scalars(select(Petition.content)).one()
    assert content == "Dòng thứ nhất của đơn này.\n\nDòng thứ hai của đơn này."


@pytest.mark.parametrize("words", ["giấy phép lái xe", "giay phep lai xe", "PAKN.20261116.0001"])
def test_a_case_is_found_with_and_without_marks(system: System, words: str) -> None:
    receipt = file_one(system)
    assert search(fresh(), fold(words), public=False) == [receipt.case_id]
    assert search(fresh(), fold(words), public=True) == []


class TestDraftInstruments:
    """A draft's hạn góp ý caps the due date (R59)."""

    def test_it_caps_a_later_due_date(self, system: System) -> None:
        receipt = file_one(system, subject="draft", comment_deadline=dt.date(2026, 11, 18))
        assert receipt.due_on == dt.date(2026, 11, 18)
        steps = [step["code"] for step in case_now(receipt.case_id).due_explained]
        assert steps[-1] == "capped"

    def test_it_leaves_an_earlier_one(self, system: System) -> None:
        receipt = file_one(system, subject="draft", comment_deadline=dt.date(2026, 12, 31))
        assert receipt.due_on == dt.date(2026, 11, 23)


REFUSALS: tuple[tuple[dict[str, Any], dict[str, str]], ...] = (
    ({"kind": "other"}, {"kind": "required"}),
    ({"title": " "}, {"title": "required"}),
    ({"title": "ă" * 201}, {"title": "too_long"}),
    ({"content": ""}, {"content": "required"}),
    ({"content": "Ngắn quá"}, {"content": "too_short"}),
    ({"content": "ă" * 20_001}, {"content": "too_long"}),
    (
        {"content": "Please remove this requirement, it is not needed by the people at all."},
        {"content": "not_vietnamese"},
    ),
    ({"proposal": ""}, {"proposal": "proposal_needed"}),
    ({"proposal": "ă" * 20_001}, {"proposal": "too_long"}),
    ({"sender": sender(kind="other")}, {"sender_kind": "required"}),
    ({"sender": sender(name=" ")}, {"name": "required"}),
    ({"sender": sender(name="ă" * 121)}, {"name": "too_long"}),
    ({"sender": sender(address="ă" * 301)}, {"address": "too_long"}),
    ({"sender": sender(phone="12345")}, {"phone": "bad_phone"}),
    ({"sender": sender(email="không phải thư")}, {"email": "bad_email"}),
    ({"sender": sender(phone="", email="")}, {"phone": "contact_needed"}),
    ({"commune_code": "00004"}, {"province_code": "required"}),
    ({"province_code": "999"}, {"province_code": "unknown_province"}),
    ({"province_code": "01", "commune_code": "99999"}, {"commune_code": "unknown_commune"}),
    ({"subject": "other"}, {"subject": "required"}),
    ({"subject_detail": "ă" * 301}, {"subject_detail": "too_long"}),
    ({"publication": "none"}, {"publication": "required"}),
    ({"received_on": dt.date(2026, 11, 17)}, {"received_on": "in_future"}),
    ({"content_codes": (9,)}, {"content_codes": "unknown_code"}),
    ({"content_codes": (2,)}, {"content_codes": "kind_mismatch"}),
)


@pytest.mark.parametrize(("changes", "errors"), REFUSALS)
def test_a_field_that_cannot_be_taken_is_named(
    system: System, changes: dict[str, Any], errors: dict[str, str]
) -> None:
    assert refusal(system, **changes) == errors
    assert petitions() == 0


def test_legacy_encodings_are_named(system: System) -> None:
    tcvn3 = "§Ò nghÞ bá thµnh phÇn hå s¬ nµy v× ng­êi d©n ph¶i ®i l¹i nhiÒu lÇn."
    assert refusal(system, content=tcvn3) == {"content": "legacy_encoding"}


def test_all_faults_are_named_at_once(system: System) -> None:
    assert refusal(system, title="", content="", sender=sender(phone="1", name="")) == {
        "title": "required",
        "content": "required",
        "name": "required",
        "phone": "bad_phone",
    }


def test_a_day_before_the_rules_is_a_wrong_day_not_a_failure(system: System) -> None:
    assert refusal(system, channel="post", received_on=dt.date(1999, 1, 4)).keys() == {
        "received_on"
    }


@pytest.mark.parametrize("channel", ["press", "other_agency"])
def test_paper_passed_on_needs_no_contact(system: System, channel: str) -> None:
    file_one(system, channel=channel, sender=sender(phone="", email=""))
    assert fresh().scalars(select(Case.state)).all() == ["received"]


@pytest.mark.parametrize(
    "phone", ["0900 000 001", "0900.000.001", "(0900) 000-001", "+84900000001", "024 3123 4567"]
)
def test_phones_are_taken_as_people_write_them(system: System, phone: str) -> None:
    file_one(system, sender=sender(phone=phone))
    assert petitions() == 1
