import csv
import datetime as dt
import json
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from sqlalchemy import func, select, update

from models.intake import Petition
from models.jobs import Delivery
from models.people import Petitioner, User
from models.reference import Organisation
from pakn.adapters.tables import UnreadableTable, read_table
from pakn.composition import System
from pakn.rules.states import Role
from pakn.services.context import SYSTEM, Actor, Context, InvalidInput, NotPermitted
from pakn.services.history import verify
from pakn.services.import_rows import NoOrganisation, title_from
from pakn.services.importing import ImportResult, RowError, SourceRow, import_petitions
from tests.factories.people import person
from tests.factories.reading import fresh

CONTENT = "Thủ tục cấp phép xây dựng còn yêu cầu nhiều giấy tờ đã có trong cơ sở dữ liệu"
PHONE = "0200000001"


@pytest.fixture
def staff(system: System) -> Actor:
    """Somebody of an association that left a phone number."""
    set_contact(system, phone=PHONE)
    return person(system, Role.COUNCIL_STAFF, organisation="vcci")


def set_contact(system: System, *, phone: str = "", email: str = "") -> None:
    """What the association leaves to be reached by."""
    with system.acting(SYSTEM) as ctx:
        ctx.session.execute(
            update(Organisation)
            .where(Organisation.slug == "vcci")
            .values(phone=phone, email=email, address="Số 1 đường Mẫu")
        )


def imported(system: System, actor: Actor, *rows: dict[str, str], chunk: int = 100) -> ImportResult:
    """Import rows under their headings, numbered from 1."""
    source = [SourceRow(number, values) for number, values in enumerate(rows, start=1)]
    return import_petitions(lambda: system.acting(actor), source, chunk=chunk)


def stored() -> Sequence[Petition]:
    """All petitions, in order."""
    return fresh().scalars(select(Petition).order_by(Petition.id)).all()


def counted(result: ImportResult) -> tuple[int, int, int]:
    """Read, filed, repeated."""
    return result.read, result.filed, result.repeated


def test_a_row_becomes_a_petition_of_the_organisation(system: System, staff: Actor) -> None:
    row = {
        "Nội dung": f"{CONTENT}.",
        "Giải pháp": "Đề nghị dùng dữ liệu đã có thay cho bản sao.",
        "Văn bản": "Nghị định mẫu 01/2026",
        "Tỉnh": "tp. Hồ Chí Minh",
        "Đối tượng": "Hồ sơ",
        "agency": "BXD",
    }
    assert imported(system, staff, row).errors == []
    [petition] = stored()
    assert (petition.channel, petition.kind, petition.subject) == (
        "council",
        "recommendation",
        "dossier",
    )
    assert petition.title == f"{CONTENT}."
    assert petition.subject_detail == "Nghị định mẫu 01/2026"
    assert petition.province_code == "79"
    assert petition.organisation_id == staff.organisation_id
    assert petition.filed_by_id == staff.user_id
    sender = fresh().get_one(Petitioner, petition.petitioner_id)
    assert sender.kind == "organisation"
    assert sender.phone is not None
    assert system.ports.keys.decrypt(sender.phone) == PHONE


def test_the_same_table_again_files_nothing(system: System, staff: Actor) -> None:
    rows = [{"text": f"{CONTENT}, việc thứ {number}."} for number in range(5)]
    assert counted(imported(system, staff, *rows)) == (5, 5, 0)
    assert counted(imported(system, staff, *rows)) == (5, 0, 5)
    assert len(stored()) == 5


def test_other_headings_blanks_and_unused_columns_make_no_new_row(
    system: System, staff: Actor
) -> None:
    imported(system, staff, {"text": CONTENT, "agency": "BXD"})
    again = {"source": "khác", "noi_dung": f"  {CONTENT} ", "alt": "['BTP']"}
    assert imported(system, staff, again).repeated == 1


def test_a_row_twice_in_one_table_is_filed_once(system: System, staff: Actor) -> None:
    result = imported(system, staff, {"text": CONTENT}, {"text": CONTENT}, {"text": CONTENT})
    assert counted(result) == (3, 1, 2)


def test_a_new_contact_of_the_organisation_makes_no_new_row(system: System, staff: Actor) -> None:
    imported(system, staff, {"text": CONTENT})
    set_contact(system, phone="0200000002")
    assert counted(imported(system, staff, {"text": CONTENT})) == (1, 0, 1)


def test_a_row_is_filed_once_for_the_body_and_apart_for_another(
    system: System, staff: Actor
) -> None:
    colleague = person(system, Role.COUNCIL_LEAD, organisation="vcci")
    other = person(system, Role.COUNCIL_STAFF, organisation="vinasme")
    imported(system, staff, {"text": CONTENT})
    assert imported(system, colleague, {"text": CONTENT}).repeated == 1
    assert imported(system, other, {"text": CONTENT}).filed == 1


def test_the_columns_of_a_members_list_are_kept_r42(system: System, staff: Actor) -> None:
    row = {
        "Nội dung phản ánh, kiến nghị (bắt buộc)": CONTENT,
        "Đối tượng": "Dự thảo quy định",
        "Số, ký hiệu văn bản, điều khoản": "Dự thảo Nghị định mẫu",
        "Cơ quan được cho là có trách nhiệm": "Bộ Mẫu",
        "Thứ tự ưu tiên": "3",
        "Tài liệu, chứng cứ": "Công văn mẫu số 5",
        "Cơ quan soạn thảo": "Bộ Soạn Thảo",
    }
    assert imported(system, staff, row).errors == []
    assert imported(system, staff, {**row, "Thứ tự ưu tiên": "1"}).repeated == 1
    [petition] = stored()
    assert (petition.subject, petition.subject_detail) == ("draft", "Dự thảo Nghị định mẫu")
    assert (petition.wanted_agency, petition.drafting_body) == ("Bộ Mẫu", "Bộ Soạn Thảo")
    assert (petition.priority, petition.evidence) == (3, "Công văn mẫu số 5")
    refused = imported(system, staff, {"text": CONTENT, "evidence": "x", "priority": "rất gấp"})
    assert list(map(tuple_of, refused.errors)) == [(1, "priority", "bad_priority")]


def test_a_row_that_fails_holds_up_no_other(system: System, staff: Actor) -> None:
    result = imported(
        system,
        staff,
        {"text": f"{CONTENT} một"},
        {"text": "Ngắn", "title": "x" * 201},
        {"text": f"{CONTENT} hai", "province": "Tỉnh Không Có"},
        {"text": f"{CONTENT} ba", "subject": "chuyện khác"},
        {"text": "The quick brown fox jumps over the lazy dog every day"},
        {"text": f"{CONTENT} bốn", "han_gop_y": "ngày mai"},
        {"text": f"{CONTENT} năm"},
    )
    assert counted(result) == (7, 2, 0)
    assert set(map(tuple_of, result.errors)) == {
        (2, "content", "too_short"),
        (2, "title", "too_long"),
        (3, "province_code", "unknown_province"),
        (4, "subject", "required"),
        (5, "content", "not_vietnamese"),
        (6, "comment_deadline", "bad_date"),
    }
    assert [petition.content[-3:] for petition in stored()] == ["một", "năm"]


def tuple_of(error: RowError) -> tuple[int, str, str]:
    """An error as plain values."""
    return error.row, error.field, error.code


def test_a_row_that_cannot_be_read_is_counted_and_named(system: System, staff: Actor) -> None:
    rows = [SourceRow(1, {"text": CONTENT}), SourceRow(7, None)]
    result = import_petitions(lambda: system.acting(staff), rows)
    assert counted(result) == (2, 1, 0)
    assert result.errors == [RowError(7, "", "unreadable_row")]


def test_each_chunk_is_a_transaction_of_its_own(system: System, staff: Actor) -> None:
    acts: list[Context] = []

    class Act(AbstractContextManager[Context]):
        def __enter__(self) -> Context:
            self.act = system.acting(staff)
            acts.append(self.act.__enter__())
            return acts[-1]

        def __exit__(self, *failure: Any) -> bool | None:
            return self.act.__exit__(*failure)

    def broken_off() -> Iterator[SourceRow]:
        for number in range(1, 6):
            yield SourceRow(number, {"text": f"{CONTENT} {number}"})
        raise UnreadableTable("the file ends in the middle")

    with pytest.raises(UnreadableTable):
        import_petitions(Act, broken_off(), chunk=2)
    assert len(acts) == 2
    assert len(stored()) == 4, "what earlier chunks filed stays filed"


def test_kind_follows_the_proposal_unless_it_is_named(system: System, staff: Actor) -> None:
    proposal = "Đề nghị sửa đổi quy định này cho phù hợp."
    imported(
        system,
        staff,
        {"text": f"{CONTENT} 1", "proposal": proposal},
        {"text": f"{CONTENT} 2", "proposal": proposal, "kind": "Phản ánh"},
        {"text": f"{CONTENT} 3", "kind": "qa"},
    )
    assert [petition.kind for petition in stored()] == ["recommendation", "report", "report"]
    refused = imported(system, staff, {"text": f"{CONTENT} 4", "kind": "kiến nghị"})
    assert refused.errors == [RowError(1, "proposal", "proposal_needed")]


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("01", "01"),
        ("Hà Nội", "01"),
        ("thành phố hà nội", "01"),
        ("Thanh Hóa", "38"),
        ("Thanh Hoá", "38"),
        ("TP.HCM", "79"),
        ("Bình Dương", "79"),
        ("tỉnh Bình Dương", "79"),
    ],
)
def test_provinces_are_known_by_code_and_by_new_and_old_names(
    system: System, staff: Actor, written: str, code: str
) -> None:
    assert imported(system, staff, {"text": CONTENT, "province": written}).errors == []
    assert stored()[0].province_code == code


@pytest.mark.parametrize("written", ["30/11/2026", "2026-11-30"])
def test_the_end_of_a_comment_period_caps_the_due_date(
    system: System, staff: Actor, written: str
) -> None:
    row = {"text": CONTENT, "subject": "Dự thảo", "han_gop_y": written}
    assert imported(system, staff, row).filed == 1
    assert stored()[0].comment_deadline == dt.date(2026, 11, 30)


def test_without_a_contact_of_the_organisation_that_of_the_person_counts(system: System) -> None:
    set_contact(system)
    actor = person(system, Role.COUNCIL_STAFF, organisation="vcci")
    assert imported(system, actor, {"text": CONTENT}).filed == 1
    sender = fresh().get_one(Petitioner, stored()[0].petitioner_id)
    assert (sender.phone, sender.email is None) == (None, False)


def test_with_nobody_to_reach_nothing_is_filed(system: System) -> None:
    set_contact(system)
    actor = person(system, Role.COUNCIL_STAFF, organisation="vcci")
    with system.acting(SYSTEM) as ctx:
        ctx.session.execute(update(User).where(User.id == actor.user_id).values(email=""))
    with pytest.raises(InvalidInput):
        imported(system, actor, {"text": CONTENT})
    assert stored() == []


def test_only_council_roles_with_an_organisation_may(system: System) -> None:
    with pytest.raises(NotPermitted):
        imported(system, person(system, Role.INTAKE_CLERK), {"text": CONTENT})
    with pytest.raises(NoOrganisation):
        imported(system, person(system, Role.COUNCIL_STAFF), {"text": CONTENT})


def test_history_and_numbers_hold_after_an_import(system: System, staff: Actor) -> None:
    imported(system, staff, *[{"text": f"{CONTENT} {number}"} for number in range(7)], chunk=3)
    assert [petition.day_seq for petition in stored()] == [1, 2, 3, 4, 5, 6, 7]
    assert verify(system.viewing(SYSTEM)).broken is None
    assert fresh().scalar(select(func.count(Petitioner.id))) == 7


def test_an_empty_table_is_no_error(system: System, staff: Actor) -> None:
    assert counted(imported(system, staff)) == (0, 0, 0)


@pytest.mark.parametrize(
    ("content", "title"),
    [
        ("Ngắn gọn.", "Ngắn gọn."),
        (" ".join(["từ"] * 40), " ".join(["từ"] * 26) + "…"),
        ("a" * 100, "a" * 80 + "…"),
        ("dòng một\ndòng hai", "dòng một dòng hai"),
        ("", ""),
    ],
)
def test_a_title_is_cut_between_words(content: str, title: str) -> None:
    assert title_from(content) == title


HEADINGS = ["STT", "Nội dung", "Giải pháp"]
ROWS = [["1", CONTENT, "Đề nghị bỏ giấy tờ này đi"], ["2", f'{CONTENT}; "hai",\ndòng mới', ""]]


def write_csv(path: Path, delimiter: str) -> None:
    """The rows as a spreadsheet program saves them, with a byte order mark."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file, delimiter=delimiter).writerows([HEADINGS, *ROWS])


def write_sheet(path: Path) -> None:
    """The rows in a workbook, under an empty row, with an empty row between."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in ([], HEADINGS, ROWS[0], [], ROWS[1]):
        sheet.append(row)
    book.save(path)


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_csv_is_read_with_its_own_delimiter(tmp_path: Path, delimiter: str) -> None:
    path = tmp_path / "rows.csv"
    write_csv(path, delimiter)
    rows = list(read_table(path))
    assert [row.number for row in rows] == [2, 3]
    assert [list((row.values or {}).values()) for row in rows] == ROWS


def test_a_sheet_is_read_and_numbered_as_its_program_shows_it(tmp_path: Path) -> None:
    path = tmp_path / "ROWS.XLSX"
    write_sheet(path)
    rows = list(read_table(path))
    assert [row.number for row in rows] == [3, 5]
    assert [list((row.values or {}).values()) for row in rows] == ROWS


def test_cells_that_are_no_text_become_text(tmp_path: Path) -> None:
    path = tmp_path / "rows.xlsx"
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["text", "number", "half", "day", "nothing"])
    sheet.append([CONTENT, 79, 0.5, dt.date(2026, 11, 30), None])
    book.save(path)
    [row] = read_table(path)
    assert row.values is not None
    assert list(row.values.values()) == [CONTENT, "79", "0.5", "2026-11-30", ""]


def test_json_lines_that_are_no_objects_are_kept_as_unreadable(tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    lines = [json.dumps({"text": CONTENT, "alt": None}), "", "{broken", "[1]", "3"]
    path.write_text("\n".join(lines), encoding="utf-8")
    rows = list(read_table(path))
    assert [(row.number, row.values is None) for row in rows] == [
        (1, False),
        (3, True),
        (4, True),
        (5, True),
    ]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("no-column.csv", b"name,place\nx,y\n"),
        ("latin.csv", "noi_dung\nH\xe0 N\xf4i\n".encode("latin-1")),
        ("long.csv", b"noi_dung\n" + b"x" * 300_000 + b"\n"),
        ("no-book.xlsx", b"PK\x03\x04 but nothing else"),
        ("text.xlsx", b"plain text"),
    ],
)
def test_a_file_that_is_not_what_it_says_is_refused(
    tmp_path: Path, name: str, content: bytes
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(UnreadableTable):
        list(read_table(path))


def test_a_table_is_streamed(tmp_path: Path) -> None:
    path = tmp_path / "rows.csv"
    path.write_bytes(b"noi_dung\n" + f"{CONTENT}\n".encode() * 5000 + b"\xff\n")
    rows = read_table(path)
    assert next(rows).number == 2, "the first row is there before the broken last one is reached"
    with pytest.raises(UnreadableTable):
        list(rows)


def test_a_table_of_many_sends_one_mail_and_none_when_nothing_is_new(system: System) -> None:
    set_contact(system, phone=PHONE, email="hiep-hoi@pakn.example")
    actor = person(system, Role.COUNCIL_STAFF, organisation="vcci")
    rows = [{"text": f"{CONTENT} {number}"} for number in range(3)]
    assert imported(system, actor, *rows).filed == 3
    assert imported(system, actor, *rows).repeated == 3
    mails = fresh().scalars(select(Delivery)).all()
    assert [(mail.notice, mail.values["filed"]) for mail in mails] == [("imported", 3)]
