import json
from pathlib import Path

import pytest
from sqlalchemy import update

from models.people import User
from models.reference import Organisation
from pakn.rules.states import Role
from pakn.services.context import SYSTEM
from tests.factories.people import person
from tests.factories.system import make_system
from tests.unit.cli.conftest import CommandLine

GOOD = "Thủ tục cấp phép xây dựng còn yêu cầu nhiều giấy tờ đã có trong cơ sở dữ liệu."


@pytest.fixture
def importing(pakn: CommandLine, seeded: Path) -> CommandLine:
    """An installation with Council staff `ho`, a clerk `can-bo`, and two who cannot."""
    system = make_system(pakn.instance, seeded)
    with system.app.app_context():
        person(system, Role.COUNCIL_STAFF, organisation="vcci", username="ho")
        person(system, Role.INTAKE_CLERK, username="can-bo")
        person(system, Role.COUNCIL_LEAD, username="le")
        person(system, Role.COUNCIL_STAFF, organisation="vcci", username="da-nghi")
        with system.acting(SYSTEM) as ctx:
            ctx.session.execute(
                update(Organisation).where(Organisation.slug == "vcci").values(phone="0200000001")
            )
            ctx.session.execute(update(User).where(User.username == "da-nghi").values(active=False))
    return pakn


def rows_file(folder: Path, *texts: str) -> str:
    """A file of JSON lines with these contents."""
    path = folder / "rows.jsonl"
    lines = [json.dumps({"text": text, "agency": "BXD"}) for text in texts]
    path.write_text("\n".join(lines), encoding="utf-8")
    return str(path)


def test_rows_are_filed_once_and_errors_have_words(importing: CommandLine, tmp_path: Path) -> None:
    path = rows_file(tmp_path, GOOD, "Quá ngắn")
    answer = importing("petitions", "import", path, "--as", "ho").json
    assert (answer["read"], answer["filed"], answer["repeated"]) == (2, 1, 0)
    [error] = answer["errors"]
    assert (error["row"], error["field"], error["code"]) == (2, "content", "too_short")
    assert error["message"].startswith("Nội dung quá ngắn")
    again = importing("petitions", "import", path, "--as", "ho").json
    assert (again["filed"], again["repeated"]) == (0, 1)


@pytest.mark.parametrize(
    ("user", "words"),
    [
        ("khong-co", "Không có tài khoản khong-co"),
        ("can-bo", "không có vai trò"),
        ("da-nghi", "Không có tài khoản da-nghi"),
        ("le", "không thuộc hiệp hội"),
    ],
)
def test_only_council_staff_with_an_organisation_import(
    importing: CommandLine, tmp_path: Path, user: str, words: str
) -> None:
    outcome = importing("petitions", "import", rows_file(tmp_path, GOOD), "--as", user)
    assert outcome.status == 1
    assert outcome.out == ""
    assert words in outcome.err


def test_a_file_that_is_no_table_is_refused(importing: CommandLine, tmp_path: Path) -> None:
    path = tmp_path / "rows.xlsx"
    path.write_bytes(b"this is no spreadsheet")
    outcome = importing("petitions", "import", str(path), "--as", "ho")
    assert outcome.status == 1
    assert "rows.xlsx" in outcome.err
    other = tmp_path / "rows.docx"
    other.write_bytes(b"x")
    assert importing("petitions", "import", str(other), "--as", "ho").status == 2
