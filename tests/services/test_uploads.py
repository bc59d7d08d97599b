"""Lists of associations: brought, checked row by row, sent once however often they come."""

import datetime as dt
import unicodedata
from io import BytesIO
from zipfile import ZipFile

import pytest
from docx import Document
from openpyxl import Workbook
from openpyxl.worksheet.datavalidation import DataValidation
from sqlalchemy import select, update

from models.history import Event
from models.intake import Petition
from models.jobs import Delivery
from models.people import User
from models.reference import Parameter
from models.session import end_read
from pakn.composition import System
from pakn.rules.list_example import EXAMPLE, EXAMPLE_MARK
from pakn.rules.states import Role
from pakn.services.context import SYSTEM, Actor, InvalidInput, NotFound, NotPermitted
from pakn.services.history import verify
from pakn.services.upload_access import ANSWERS, PETITIONS
from pakn.services.upload_reading import read_upload, read_uploads, rows_to_mend
from pakn.services.uploading import NotNow, discard_upload, keep_table, send_upload, take_upload
from routing.text import nfc
from tests.factories.people import person
from tests.factories.reading import fresh
from tests.factories.system import moved_on
from tests.factories.tables import (
    CONTENT,
    HEADINGS,
    book_bytes,
    bring,
    csv_bytes,
    found,
    petition_row,
    rows_now,
    run_job,
    send,
    upload_now,
    values_of,
    workbook,
)


@pytest.fixture
def staff(system: System) -> Actor:
    """Somebody of an association."""
    return person(system, Role.COUNCIL_STAFF, organisation="vcci")


def petitions() -> list[Petition]:
    """All petitions, in order."""
    return list(fresh().scalars(select(Petition).order_by(Petition.id)))


def problem_of(system: System, who: Actor, content: bytes, name: str = "bang.xlsx") -> str:
    """Why a whole table is not taken, at once or by the worker."""
    try:
        upload_id = bring(system, who, content, name)
    except InvalidInput as refused:
        return refused.errors["table"]
    upload = upload_now(upload_id)
    assert (upload.state, rows_now(upload_id)) == ("failed", [])
    return upload.problem


def test_a_list_is_checked_sent_and_followed(system: System, staff: Actor) -> None:
    upload_id = bring(system, staff, workbook(*(petition_row(n) for n in range(1, 46))))
    upload = upload_now(upload_id)
    assert (upload.state, upload.rows_total, upload.rows_ready) == ("ready", 45, 45)
    assert petitions() == [], "nothing is filed before it is sent"
    send(system, staff, upload_id)
    upload = upload_now(upload_id)
    assert (upload.state, upload.rows_done, upload.rows_wrong) == ("done", 45, 0)
    filed = petitions()
    assert [one.content for one in filed] == [CONTENT.format(n) for n in range(1, 46)]
    first = filed[0]
    assert (first.channel, first.kind, first.subject) == ("council", "recommendation", "rule")
    assert (first.wanted_agency, first.priority) == ("Bộ Tài chính", 2)
    assert (first.subject_detail, first.evidence) == ("Điều 5 Thông tư mẫu", "Công văn mẫu")
    assert (first.organisation_id, first.filed_by_id) == (staff.organisation_id, staff.user_id)
    assert {row.state for row in rows_now(upload_id)} == {"done"}
    assert len({row.case_id for row in rows_now(upload_id)}) == 45
    assert verify(system.viewing(SYSTEM)).broken is None
    event = fresh().scalars(select(Event).where(Event.action == "file").limit(1)).one()
    assert (event.actor_id, event.role) == (staff.user_id, "council_staff")


def test_one_mail_tells_of_the_whole_list(system: System, staff: Actor) -> None:
    rows = [petition_row(1), petition_row(2), petition_row(3, B="Ngắn")]
    upload_id = bring(system, staff, workbook(*rows))
    send(system, staff, upload_id)
    [mail] = fresh().scalars(select(Delivery)).all()
    assert mail.notice == "imported"
    assert mail.values == {"filed": 2, "repeated": 0, "refused": 1}


def test_wrong_rows_are_named_with_their_cells(system: System, staff: Actor) -> None:
    today = system.ports.clock.now().date()
    upload_id = bring(
        system,
        staff,
        workbook(
            petition_row(1, B="Ngắn", G="gấp"),
            petition_row(2, B=""),
            petition_row(3, C="chuyện khác"),
            petition_row(4, J="ngày mai"),
            petition_row(5, C="Dự thảo văn bản", J=today - dt.timedelta(days=1)),
            petition_row(6, B="The quick brown fox jumps over the lazy dog every single day"),
            petition_row(7, E="x" * 201),
            petition_row(8, C="Dự thảo văn bản", I="Bộ Mẫu", J=today + dt.timedelta(days=9)),
        ),
    )
    assert found(upload_id) == [
        (2, "wrong", [("B2", "too_short"), ("G2", "bad_priority")]),
        (3, "wrong", [("B3", "required")]),
        (4, "wrong", [("C4", "required")]),
        (5, "wrong", [("J5", "bad_date")]),
        (6, "wrong", [("J6", "deadline_passed")]),
        (7, "wrong", [("B7", "not_vietnamese")]),
        (8, "wrong", [("E8", "too_long")]),
        (9, "ready", []),
    ]
    upload = upload_now(upload_id)
    assert (upload.rows_total, upload.rows_ready, upload.rows_wrong) == (8, 1, 7)
    send(system, staff, upload_id)
    assert [one.drafting_body for one in petitions()] == ["Bộ Mẫu"]


def test_the_same_file_again_files_nothing_and_says_so(system: System, staff: Actor) -> None:
    content = workbook(petition_row(1), petition_row(2))
    send(system, staff, bring(system, staff, content))
    colleague = person(system, Role.COUNCIL_LEAD, organisation="vcci")
    again = bring(system, colleague, content)
    assert [row.state for row in rows_now(again)] == ["known", "known"]
    assert upload_now(again).state == "done"
    cases = [row.case_id for row in rows_now(again)]
    assert len(petitions()) == 2
    assert len(set(cases)) == 2
    other = person(system, Role.COUNCIL_STAFF, organisation="vinasme")
    assert [row.state for row in rows_now(bring(system, other, content))] == ["ready", "ready"]


def test_two_lists_with_the_same_row_file_it_once(system: System, staff: Actor) -> None:
    first = bring(system, staff, workbook(petition_row(1)))
    second = bring(system, staff, workbook(petition_row(1, G=9), petition_row(2)))
    send(system, staff, first)
    send(system, staff, second)
    assert [row.state for row in rows_now(second)] == ["known", "done"]
    assert len(petitions()) == 2
    assert rows_now(second)[0].case_id == rows_now(first)[0].case_id


def test_alike_rows_of_one_file_are_told_apart(system: System, staff: Actor) -> None:
    upload_id = bring(system, staff, workbook(petition_row(1), petition_row(1), petition_row(2)))
    assert found(upload_id)[1] == (3, "wrong", [("B3", "duplicate_row")])
    assert rows_now(upload_id)[1].errors[0]["row"] == 2


def test_the_example_is_never_filed(system: System, staff: Actor) -> None:
    example = list(EXAMPLE.values())
    edited = petition_row(1, A=EXAMPLE_MARK)
    upload_id = bring(system, staff, workbook(example, ["5"], edited, petition_row(2)))
    assert found(upload_id) == [(4, "wrong", [("A4", "example_mark")]), (5, "ready", [])]
    assert upload_now(upload_id).problem == "left_out:2"
    assert problem_of(system, staff, workbook(example)) == "no_rows"


def test_a_thousand_rows_and_no_more(system: System, staff: Actor) -> None:
    with system.acting(SYSTEM) as ctx:
        ctx.session.execute(
            update(Parameter).where(Parameter.name == "upload_max_rows").values(value=3)
        )
    rows = [petition_row(n) for n in range(4)]
    assert problem_of(system, staff, workbook(*rows)) == "too_many_rows"
    assert upload_now(bring(system, staff, workbook(*rows[:3]))).rows_ready == 3


def test_the_seeded_limit_is_a_thousand(system: System, staff: Actor) -> None:
    rows = [petition_row(n) for n in range(1001)]
    assert problem_of(system, staff, csv_bytes(*rows), "bang.csv") == "too_many_rows"


def docx() -> bytes:
    """A letter."""
    out = BytesIO()
    Document().save(out)
    return out.getvalue()


def archive() -> bytes:
    """A ZIP of something."""
    out = BytesIO()
    with ZipFile(out, "w") as package:
        package.writestr("a.txt", "a")
    return out.getvalue()


def test_files_that_are_no_such_table_are_refused_in_words(system: System, staff: Actor) -> None:
    headings = ["STT", "Việc", "Ghi chú"]
    assert problem_of(system, staff, workbook([1, "a", "b"], headings=headings)) == "no_headings"
    assert problem_of(system, staff, workbook()) == "no_rows"
    assert problem_of(system, staff, book_bytes({"Trống": []})) == "no_headings"
    assert problem_of(system, staff, docx(), "bang.xlsx") == "table_type"
    assert problem_of(system, staff, archive(), "bang.xlsx") == "table_type"
    assert problem_of(system, staff, b"%PDF-1.7 xyz", "bang.csv") == "table_type"
    assert problem_of(system, staff, b"\x00\x01\x02", "bang.csv") == "table_type"
    assert problem_of(system, staff, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1old") == "table_old"
    assert problem_of(system, staff, b" \n", "bang.csv") == "file_empty"
    assert problem_of(system, staff, workbook(petition_row(1))[:900]) == "file_broken"
    assert problem_of(system, staff, b"x" * (11 << 20), "bang.csv") == "file_too_large"
    assert problem_of(system, staff, b"noi_dung\n" + b"x" * 300_000, "bang.csv") == "table_broken"
    assert petitions() == []


def test_formulas_errors_and_merged_cells_are_named(system: System, staff: Actor) -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    for row in (HEADINGS, petition_row(1, D="=A2&B2"), petition_row(2), petition_row(3)):
        sheet.append(list(row))
    sheet.merge_cells("E3:E4")
    sheet["D4"] = "#REF!"
    upload_id = bring(system, staff, book_bytes({}, book))
    assert found(upload_id) == [
        (2, "wrong", [("D2", "formula")]),
        (3, "wrong", [("E3", "merged")]),
        (4, "wrong", [("D4", "cell_error"), ("E4", "merged")]),
    ]


def test_a_title_above_drop_downs_and_hidden_sheets_do_no_harm(
    system: System, staff: Actor
) -> None:
    book = Workbook()
    hidden = book.worksheets[0]
    for row in (HEADINGS, petition_row(8)):
        hidden.append(list(row))
    hidden.sheet_state = "hidden"
    cover = book.create_sheet("Bìa")
    cover.append(["Danh sách của hiệp hội"])
    sheet = book.create_sheet("Danh sách")
    for row in (["DANH SÁCH KIẾN NGHỊ"], [], HEADINGS, [], petition_row(1)):
        sheet.append(list(row))
    sheet.add_data_validation(DataValidation(type="list", formula1='"a,b"', sqref="C5:C99"))
    upload_id = bring(system, staff, book_bytes({}, book))
    assert found(upload_id) == [(5, "ready", [])]
    assert upload_now(upload_id).problem == "hidden_sheets"


@pytest.mark.parametrize(
    ("encoding", "name"), [("utf-8-sig", ""), ("utf-16", ""), ("cp1258", "windows-1258")]
)
def test_csv_in_the_encodings_of_spreadsheets(
    system: System, staff: Actor, encoding: str, name: str
) -> None:
    rows = [petition_row(1), petition_row(2)]
    content = csv_bytes(*rows) if not name else _as_1258(csv_bytes(*rows).decode("utf-8-sig"))
    if encoding == "utf-16":
        content = csv_bytes(*rows).decode("utf-8-sig").encode("utf-16")
    upload_id = bring(system, staff, content, "bang.csv")
    assert [row.state for row in rows_now(upload_id)] == ["ready", "ready"]
    assert values_of(system, rows_now(upload_id)[0])["content"] == CONTENT.format(1)
    assert upload_now(upload_id).problem == (f"converted:{name}" if name else "")


def _as_1258(text: str) -> bytes:
    """As a spreadsheet on a Vietnamese Windows saves CSV: tone marks stand behind their letters."""
    tones = {"\u0300", "\u0301", "\u0303", "\u0309", "\u0323"}
    out = []
    for letter in text:
        try:
            out.append(letter.encode("cp1258"))
        except UnicodeEncodeError:
            parts = unicodedata.normalize("NFD", letter)
            base = nfc("".join(part for part in parts if part not in tones))
            marks = "".join(part for part in parts if part in tones)
            out.append((base + marks).encode("cp1258"))
    return b"".join(out)


def test_old_fonts_are_brought_to_unicode(system: System, staff: Actor) -> None:
    tcvn3 = "§Ò nghÞ bá thµnh phÇn hå s¬ nµy v× ng\u00adêi d©n ph¶i ®i l¹i nhiÒu lÇn."
    vni = "Ñeà nghò baõi boû thuû tuïc naøy vì ngöôøi daân phaûi ñi laïi nhieàu laàn."
    upload_id = bring(system, staff, workbook(petition_row(1, B=tcvn3), petition_row(2, B=vni)))
    first, second = (values_of(system, row)["content"] for row in rows_now(upload_id))
    assert first == "Đề nghị bỏ thành phần hồ sơ này vì người dân phải đi lại nhiều lần."
    assert second == "Đề nghị bãi bỏ thủ tục này vì người dân phải đi lại nhiều lần."
    assert upload_now(upload_id).problem == "converted:tcvn3,converted:vni"


def test_bytes_that_nobody_knows_are_not_filed_as_signs(system: System, staff: Actor) -> None:
    content = "noi_dung\nH\xe0ng ho\xe1 qu\xe1 c\u1ea3nh khong dau".replace("\u1ea3", "a")
    upload_id = bring(system, staff, content.encode("latin-1"), "bang.csv")
    assert found(upload_id) == [(2, "wrong", [("A2", "not_unicode")])]


def test_the_rows_are_sealed(system: System, staff: Actor) -> None:
    upload_id = bring(system, staff, workbook(petition_row(1)))
    [row] = rows_now(upload_id)
    assert "Thủ tục".encode() not in row.values
    assert values_of(system, row)["content"] == CONTENT.format(1)


def test_sending_twice_and_setting_aside(system: System, staff: Actor) -> None:
    upload_id = bring(system, staff, workbook(petition_row(1)))
    with system.acting(staff) as ctx:
        send_upload(ctx, PETITIONS, upload_id)
    with pytest.raises(NotNow), system.acting(staff) as ctx:
        send_upload(ctx, PETITIONS, upload_id)
    with pytest.raises(NotNow), system.acting(staff) as ctx:
        discard_upload(ctx, PETITIONS, upload_id)
    run_job(system, "file_upload")
    with pytest.raises(NotNow), system.acting(staff) as ctx:
        send_upload(ctx, PETITIONS, upload_id)
    assert len(petitions()) == 1
    aside = bring(system, staff, workbook(petition_row(2)))
    with system.acting(staff) as ctx:
        discard_upload(ctx, PETITIONS, aside)
    with pytest.raises(NotNow), system.acting(staff) as ctx:
        send_upload(ctx, PETITIONS, aside)
    assert upload_now(aside).state == "discarded"


def test_pressing_upload_twice_makes_one_table(system: System, staff: Actor) -> None:
    kept = keep_table(system.viewing(staff), "bang.xlsx", workbook(petition_row(1)))
    ids = []
    for _ in range(2):
        with system.acting(staff) as ctx:
            ids.append(take_upload(ctx, PETITIONS, kept))
    assert ids[0] == ids[1]


def test_nobody_sees_another_bodys_tables(system: System, staff: Actor) -> None:
    upload_id = bring(system, staff, workbook(petition_row(1, B="Ngắn")))
    end_read()
    other = person(system, Role.COUNCIL_LEAD, organisation="vinasme")
    nobody = person(system, Role.COUNCIL_STAFF)
    for stranger in (other, nobody):
        ctx = system.viewing(stranger)
        assert read_uploads(ctx, PETITIONS).lines == []
        for read in (read_upload, rows_to_mend):
            with pytest.raises(NotFound):
                read(ctx, PETITIONS, upload_id)
        for act in (send_upload, discard_upload):
            with pytest.raises(NotFound), system.acting(stranger) as acting:
                act(acting, PETITIONS, upload_id)
    focal = person(system, Role.AGENCY_FOCAL, agency="BCA")
    with pytest.raises(NotPermitted):
        read_upload(system.viewing(focal), PETITIONS, upload_id)
    with pytest.raises(NotFound):
        read_upload(system.viewing(focal), ANSWERS, upload_id)
    colleague = person(system, Role.COUNCIL_LEAD, organisation="vcci")
    assert len(read_upload(system.viewing(colleague), PETITIONS, upload_id).rows) == 1


def test_without_a_body_or_a_contact_nothing_is_taken(system: System) -> None:
    nobody = person(system, Role.COUNCIL_STAFF)
    assert problem_of(system, nobody, workbook(petition_row(1))) == "no_organisation"
    unreachable = person(system, Role.COUNCIL_STAFF, organisation="vinasa")
    with system.acting(SYSTEM) as ctx:
        who = update(User).where(User.id == unreachable.user_id)
        ctx.session.execute(who.values(email=""))
    assert problem_of(system, unreachable, workbook(petition_row(1))) == "organisation_contact"


def test_an_account_that_was_closed_sends_nothing_more(system: System, staff: Actor) -> None:
    upload_id = bring(system, staff, workbook(petition_row(1)))
    with system.acting(staff) as ctx:
        send_upload(ctx, PETITIONS, upload_id)
    with system.acting(SYSTEM) as ctx:
        ctx.session.execute(update(User).where(User.id == staff.user_id).values(active=False))
    run_job(system, "file_upload")
    upload = upload_now(upload_id)
    assert (upload.state, upload.problem, petitions()) == ("ready", "sender_gone", [])
    colleague = person(system, Role.COUNCIL_LEAD, organisation="vcci")
    send(system, colleague, upload_id)
    assert petitions()[0].filed_by_id == colleague.user_id


def test_what_went_wrong_since_the_check_is_told_at_the_row(system: System, staff: Actor) -> None:
    tomorrow = system.ports.clock.now().date() + dt.timedelta(days=1)
    rows = [petition_row(1), petition_row(2, C="Dự thảo văn bản", J=tomorrow)]
    upload_id = bring(system, staff, workbook(*rows))
    later = moved_on(system, days=3)
    send(later, staff, upload_id)
    assert found(upload_id) == [(2, "done", []), (3, "wrong", [("3", "deadline_passed")])]
    upload = upload_now(upload_id)
    assert (upload.state, upload.rows_done, upload.rows_wrong) == ("done", 2, 1)
