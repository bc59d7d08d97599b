"""Letters: drafted by the program, approved, signed, numbered and issued by people (R43-R45)."""

import datetime as dt
import json
from io import BytesIO
from typing import Any

import docx
import pytest
from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from models.history import Event
from models.letters import Letter, LetterCase
from pakn.composition import System
from pakn.rules.states import Role
from pakn.services import letter_reading, letter_writing, letters
from pakn.services.context import Context, InvalidInput, NotFound, NotPermitted, StaleAct
from pakn.services.letter_writing import Choosing
from pakn.services.letters import Numbering
from tests.factories.casework import Casework
from tests.factories.people import follows
from tests.factories.petitions import file_one, sender
from tests.factories.reading import fresh
from tests.factories.system import moved_on

TODAY = dt.date(2026, 11, 16)


class Office(Casework):
    """Casework with letters."""

    def act(self, role: Role, what: Any, letter_id: int, *more: Any) -> None:
        """An act on a letter as it stands now."""
        with self.system.acting(self.who(role)) as ctx:
            what(ctx, letter_id, letter_now(letter_id).version, *more)

    def issue(self, letter_id: int, number: str, day: dt.date | None = TODAY) -> None:
        """Enter number and day."""
        with self.system.acting(self.who(Role.RECORDS_CLERK)) as ctx:
            version = letter_now(letter_id).version
            letters.issue_letter(ctx, Numbering(letter_id, version, number, day))

    def sign_through(self, letter_id: int) -> None:
        """Approve and sign."""
        self.act(Role.UNIT_LEAD, letters.approve_letter, letter_id)
        self.act(Role.SIGNER, letters.sign_letter, letter_id)

    def reading(self, role: Role, agency: str | None = None) -> Context:
        """A context for reading what is committed by now."""
        actor = self.who(role, agency)
        fresh()
        return self.system.viewing(actor)

    def transfer(self, agency: str, *case_ids: int, key: str = "k") -> int:
        """One công văn for several cases."""
        with self.system.acting(self.who(Role.TRIAGE_OFFICER)) as ctx:
            return letter_writing.draft_transfer(ctx, Choosing(key, agency, case_ids))


@pytest.fixture
def office(system: System) -> Office:
    """The offices at work."""
    return Office(system)


def all_letters() -> list[Letter]:
    """Every letter, oldest first."""
    return list(fresh().scalars(select(Letter).order_by(Letter.id)))


def letter_now(letter_id: int) -> Letter:
    """A letter as everybody else would see it."""
    return fresh().get_one(Letter, letter_id)


def text_of(content: bytes) -> str:
    """Everything that stands in a .docx."""
    made = docx.Document(BytesIO(content))
    return "\n".join(node.text or "" for node in made.element.body.iter() if node.text)


def forwarded(office: Office, **changes: Any) -> int:
    """A case forwarded to BCA."""
    case_id = file_one(office.system, **changes).case_id
    office.forward(case_id)
    return case_id


def slip_text(office: Office) -> str:
    """The newest slip as .docx."""
    ctx = office.reading(Role.TRIAGE_OFFICER)
    opened = letter_reading.read_letter(ctx, all_letters()[-1].id)
    return text_of(letter_reading.word_file(ctx, opened))


def test_forwarding_drafts_a_slip_for_each_agency_once(office: Office) -> None:
    """R43: phiếu chuyển, in the transaction of the forward."""
    case_id = file_one(office.system).case_id
    office.forward(case_id, "BXD", coordinating=("BTP",), instruction="Trả lời đủ hai ý.")
    slips = all_letters()
    assert [slip.kind for slip in slips] == ["transfer_slip", "transfer_slip"]
    assert {slip.state for slip in slips} == {"draft"}
    assert all(slip.number is None and slip.case_id == case_id for slip in slips)
    ctx = office.reading(Role.UNIT_LEAD)
    lead, helper = (letter_reading.read_letter(ctx, slip.id).sheet for slip in slips)
    assert lead.to == ("Bộ Xây dựng",)
    assert "Trả lời đủ hai ý." in lead.text
    assert "chậm nhất ngày 07/12/2026" in lead.text
    assert "Cơ quan phối hợp: Bộ Tư pháp." in lead.text
    assert "để phối hợp xử lý với cơ quan chủ trì" in helper.text
    office.give_back(case_id, "BXD", proposed="BCA")
    office.forward(case_id)
    assert [slip.values["round"] for slip in all_letters()] == [1, 1, 2]


def test_a_slip_never_says_who_sent_it(office: Office) -> None:
    """R12, R54."""
    forwarded(office, sender=sender(name="Lê Thị Kín", phone="0912345678", address="Ngõ 5"))
    said = slip_text(office)
    assert "Bỏ yêu cầu nộp bản sao" in said
    for secret in ("Lê Thị Kín", "0912345678", "Ngõ 5", "mau@example.invalid"):
        assert secret not in said


def test_contacts_written_in_a_title_are_covered(office: Office) -> None:
    forwarded(office, title="Gọi tôi số 0912345678 về giấy phép lái xe bị chậm")
    assert "0912345678" not in slip_text(office)


@pytest.mark.parametrize(
    ("filed", "given"), [({"hide_identity": True}, {}), ({}, {"content_codes": (1,)})]
)
def test_what_could_tell_the_sender_stays_on_the_system(
    office: Office, filed: dict[str, Any], given: dict[str, Any]
) -> None:
    """R54: conduct, and a sender who asked not to be known: not even the title is on paper."""
    kind = {} if filed else {"kind": "report", "proposal": ""}
    case_id = file_one(office.system, **filed, **kind).case_id
    office.forward(case_id, **given)
    said = slip_text(office)
    assert "Bỏ yêu cầu" not in said
    assert "xem trên hệ thống theo mã số" in said


def test_the_row_holds_no_words_of_the_petition(office: Office) -> None:
    forwarded(office)
    slip = all_letters()[0]
    kept = json.dumps([slip.values, slip.subject, slip.body], ensure_ascii=False)
    assert "giấy phép" not in kept


def test_a_receiving_agency_reads_its_own_slip_only(office: Office) -> None:
    case_id = forwarded(office)
    mine = letter_reading.read_slip(office.reading(Role.AGENCY_FOCAL, "BCA"), case_id)
    assert mine.sheet.to == ("Bộ Công an",)
    with pytest.raises(NotFound):
        letter_reading.read_slip(office.reading(Role.AGENCY_FOCAL, "BXD"), case_id)


def test_a_letter_goes_through_its_hands_in_order(office: Office) -> None:
    """R45: nothing is skipped, each step by its own role, each an event."""
    letter_id = office.transfer("BCA", forwarded(office), forwarded(office))
    with pytest.raises(NotPermitted):
        office.act(Role.SIGNER, letters.sign_letter, letter_id)
    with pytest.raises(NotPermitted):
        office.issue(letter_id, "15")
    for wrong in (Role.TRIAGE_OFFICER, Role.RECORDS_CLERK):
        with pytest.raises(NotPermitted):
            office.act(wrong, letters.approve_letter, letter_id)
    office.sign_through(letter_id)
    office.issue(letter_id, " 5 ")
    letter = letter_now(letter_id)
    assert (letter.state, letter.number, letter.issued_on) == ("issued", "05/VPCP-KSTT", TODAY)
    events = fresh().scalars(select(Event.action).where(Event.action.like("%_letter"))).all()
    assert list(events) == ["draft_letter", "approve_letter", "sign_letter", "issue_letter"]
    for act in (letters.approve_letter, letters.cancel_letter):
        with pytest.raises(NotPermitted):
            office.act(Role.UNIT_LEAD, act, letter_id, *(["x"] if "cancel" in act.__name__ else []))


def test_an_issued_letter_prints_its_number_its_day_and_who_signed(office: Office) -> None:
    letter_id = office.transfer("BCA", forwarded(office))
    office.sign_through(letter_id)
    ctx = office.reading(Role.SIGNER)
    before = letter_reading.read_letter(ctx, letter_id).sheet
    assert before.number.replace("\u00a0", " ") == "Số:        /VPCP-KSTT"
    office.issue(letter_id, "8871/VPCP-KSTT")
    sheet = letter_reading.read_letter(office.reading(Role.SIGNER), letter_id).sheet
    assert sheet.number == "Số: 8871/VPCP-KSTT"
    assert sheet.place_date == "Hà Nội, ngày 16 tháng 11 năm 2026"
    assert sheet.signer.startswith("Người signer")
    assert "8871/VPCP-KSTT" in sheet.annexes[0].note


def test_a_number_is_given_once_in_an_issuers_year(office: Office) -> None:
    """R44, NĐ 30/2020/NĐ-CP Đ15; the other year may use it again."""
    ids = [office.transfer("BCA", forwarded(office), key=str(n)) for n in range(3)]
    for letter_id in ids:
        office.sign_through(letter_id)
    office.issue(ids[0], "15")
    with pytest.raises(InvalidInput) as refused:
        office.issue(ids[1], "15/vpcp-kstt")
    assert refused.value.errors == {"number": "number_taken"}
    office.issue(ids[1], "15", dt.date(2025, 12, 30))
    assert letter_now(ids[2]).state == "signed"


def test_the_database_itself_refuses_a_number_twice(office: Office) -> None:
    ids = [office.transfer("BCA", forwarded(office), key=str(n)) for n in range(2)]
    same = update(Letter).where(Letter.id.in_(ids)).values(number_key="standing_body::2026:1/A")
    with pytest.raises(IntegrityError), office.system.acting(office.who(Role.ADMIN)) as ctx:
        ctx.session.execute(same)


@pytest.mark.parametrize(
    ("number", "day", "error"),
    [
        ("", TODAY, {"number": "required"}),
        ("/VPCP-KSTT", TODAY, {"number": "required"}),
        ("1" * 70, TODAY, {"number": "too_long"}),
        ("15", None, {"issued_on": "required"}),
        ("15", dt.date(2026, 11, 17), {"issued_on": "in_future"}),
    ],
)
def test_what_is_no_number_or_no_day_is_refused(
    office: Office, number: str, day: dt.date | None, error: dict[str, str]
) -> None:
    letter_id = office.transfer("BCA", forwarded(office))
    office.sign_through(letter_id)
    with pytest.raises(InvalidInput) as refused:
        office.issue(letter_id, number, day)
    assert refused.value.errors == error
    assert letter_now(letter_id).state == "signed"


def test_a_text_is_edited_and_brought_back(office: Office) -> None:
    letter_id = office.transfer("BCA", forwarded(office))
    ctx = office.reading(Role.TRIAGE_OFFICER)
    usual = letter_reading.read_letter(ctx, letter_id).sheet.text
    office.act(Role.TRIAGE_OFFICER, letters.edit_letter, letter_id, "Đoạn một.\r\n\r\n- Việc một")
    ctx = office.reading(Role.TRIAGE_OFFICER)
    edited = letter_reading.read_letter(ctx, letter_id).sheet
    assert edited.text == "Đoạn một.\n\n- Việc một."
    assert len(edited.annexes) == 1
    office.act(Role.TRIAGE_OFFICER, letters.edit_letter, letter_id, "  ")
    ctx = office.reading(Role.TRIAGE_OFFICER)
    assert letter_reading.read_letter(ctx, letter_id).sheet.text == usual
    with pytest.raises(InvalidInput):
        office.act(Role.TRIAGE_OFFICER, letters.edit_letter, letter_id, "a" * 20_001)


def test_a_stale_page_changes_nothing(office: Office) -> None:
    letter_id = office.transfer("BCA", forwarded(office))
    seen = letter_now(letter_id).version
    office.act(Role.TRIAGE_OFFICER, letters.edit_letter, letter_id, "Mới.")
    with pytest.raises(StaleAct), office.system.acting(office.who(Role.UNIT_LEAD)) as ctx:
        letters.approve_letter(ctx, letter_id, seen)
    assert letter_now(letter_id).state == "draft"


def test_taking_a_letter_back_needs_a_reason(office: Office) -> None:
    letter_id = office.transfer("BCA", forwarded(office))
    with pytest.raises(InvalidInput):
        office.act(Role.TRIAGE_OFFICER, letters.cancel_letter, letter_id, " ")
    office.act(Role.TRIAGE_OFFICER, letters.cancel_letter, letter_id, "Gửi nhầm cơ quan")
    assert letter_now(letter_id).state == "cancelled"


def test_one_letter_carries_many_cases(office: Office) -> None:
    """R64; the same form twice drafts one letter."""
    ids = [forwarded(office) for _ in range(3)]
    letter_id = office.transfer("BCA", *ids)
    assert office.transfer("BCA", *ids) == letter_id
    rows = fresh().scalars(select(LetterCase.case_id)).all()
    assert sorted(rows) == ids
    sheet = letter_reading.read_letter(office.reading(Role.HEAD), letter_id).sheet
    table = sheet.annexes[0].blocks[0].table
    assert table is not None
    assert len(table.rows) == 3
    assert table.rows[0][-1] == "07/12/2026"


@pytest.mark.parametrize(
    ("agency", "error"),
    [("BXD", {"cases": "case_moved_on"}), ("", {"agency": "required"}), ("BGT", None)],
)
def test_only_cases_open_at_the_agency_go_into_its_letter(
    office: Office, agency: str, error: dict[str, str] | None
) -> None:
    case_id = forwarded(office)
    with pytest.raises(InvalidInput) as refused:
        office.transfer(agency, case_id)
    assert refused.value.errors == (error or {"agency": "unknown_agency"})
    assert [one.kind for one in all_letters()] == ["transfer_slip"]


def test_a_member_urges_on_the_own_letterhead(system: System) -> None:
    """R57: own agency's name and number; followed agencies and overdue cases only."""
    office = Office(system)
    member = office.who(Role.TASKFORCE_MEMBER, "BNV")
    follows(system, member, "BCA")
    case_id = forwarded(office)
    late = Office(moved_on(system, days=14), _people=office._people)
    with pytest.raises(InvalidInput), system.acting(member) as ctx:
        letter_writing.draft_member_urge(ctx, Choosing("a", "BCA", [case_id]))
    with late.system.acting(member) as ctx:
        letter_id = letter_writing.draft_member_urge(ctx, Choosing("a", "BCA", [case_id]))
    fresh()
    sheet = letter_reading.read_letter(late.system.viewing(member), letter_id).sheet
    assert (sheet.issuer, sheet.number.replace("\u00a0", "")) == ("BỘ NỘI VỤ", "Số: /BNV")
    assert "Thực hiện nhiệm vụ được phân công" in sheet.text
    stranger = late.who(Role.TASKFORCE_MEMBER, "BYT")
    with pytest.raises(NotFound):
        letter_reading.read_letter(late.system.viewing(stranger), letter_id)
    with pytest.raises(NotFound), late.system.acting(stranger) as ctx:
        letters.sign_letter(ctx, letter_id, 1)
    with late.system.acting(member) as ctx:
        letters.sign_letter(ctx, letter_id, 1)
    with late.system.acting(member) as ctx:
        day = ctx.today
        letters.issue_letter(ctx, Numbering(letter_id, 2, "77/BNV-VP", day))
    assert letter_now(letter_id).state == "issued"


def test_a_member_cannot_urge_whom_another_follows(system: System) -> None:
    office = Office(system)
    case_id = forwarded(office)
    member = office.who(Role.TASKFORCE_MEMBER, "BNV")
    with pytest.raises(NotFound), moved_on(system, days=14).acting(member) as ctx:
        letter_writing.draft_member_urge(ctx, Choosing("a", "BCA", [case_id]))


def test_the_heads_letter_is_signed_by_the_head(office: Office) -> None:
    letter_id = office.transfer("BCA", forwarded(office))
    with office.system.acting(office.who(Role.ADMIN)) as ctx:
        ctx.session.get_one(Letter, letter_id).issuer = "head"
    office.act(Role.UNIT_LEAD, letters.approve_letter, letter_id)
    with pytest.raises(NotPermitted):
        office.act(Role.SIGNER, letters.sign_letter, letter_id)
    office.act(Role.HEAD, letters.sign_letter, letter_id)
    office.issue(letter_id, "3")
    assert letter_now(letter_id).number == "03/TCTCCTTHC-KSTT"
