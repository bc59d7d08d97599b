import pytest
from sqlalchemy import text

from models.queries.searches import search
from models.session import unit_of_work
from pakn.composition import System
from pakn.rules.public_marks import agency_mark, class_mark, year_mark
from routing.text import fold
from tests.factories.casework import Casework
from tests.factories.petitions import file_one
from tests.factories.reading import fresh

pytestmark = pytest.mark.postgres

MANY = 2_500
_COPIES = (
    "INSERT INTO petition SELECT n, received_on, n, received_at, channel, kind, subject,"
    " subject_detail, comment_deadline, title, content, proposal, content_hash, province_code,"
    " commune_code, publication, hide_identity, petitioner_id, filed_by_id, organisation_id,"
    " secret_key_version FROM petition, generate_series(1001, :last) AS n WHERE petition.id = 1",
    "INSERT INTO cases (id, petition_id, child_no, state, version, round, legal_kind,"
    " content_codes, due_explained, received_on, returns, decision_final, event_seq)"
    " SELECT n, n, 0, 'received', 1, 1, 'pakn', '[]', '[]', received_on, 0, false, 0"
    " FROM cases, generate_series(1001, :last) AS n WHERE cases.id = 1",
    "INSERT INTO search_doc SELECT n, 'don thuong gap ' || n, ''"
    " FROM generate_series(1001, :last) AS n",
    "ANALYZE search_doc",
)


def found(words: str, *, public: bool = False, before: int | None = None) -> list[int]:
    """What a query gives, newest first."""
    return search(fresh(), fold(words), public=public, before=before)


@pytest.mark.parametrize(
    "words", ["giấy phép lái xe", "GIAY PHEP", "đổi giấy", "PAKN.20261116.0001", "lái & 'xe' | !"]
)
def test_a_case_is_found_with_and_without_marks(system: System, words: str) -> None:
    receipt = file_one(system)
    assert found(words) == [receipt.case_id]
    assert found(words, public=True) == []


def test_what_stands_nowhere_is_not_found(system: System) -> None:
    file_one(system)
    assert found("giấy phép thăm dò nước") == []
    assert found(" … ") == []


def test_a_released_text_is_found_by_everybody(system: System) -> None:
    receipt, desk = file_one(system), Casework(system)
    desk.forward(receipt.case_id)
    desk.accept(receipt.case_id)
    desk.answer(receipt.case_id)
    desk.release(receipt.case_id)
    assert found("bản sao có chứng thực", public=True) == [receipt.case_id]
    assert found("dữ liệu đã có", public=True) == []
    assert found("dữ liệu đã có") == [receipt.case_id]


def test_rare_frequent_and_absent_words(system: System) -> None:
    """Above 2,000 hits another way of asking is taken; both page by id."""
    rare = file_one(system)
    with unit_of_work() as session:
        for statement in _COPIES:
            session.execute(text(statement), {"last": 1000 + MANY} if ":last" in statement else {})
    newest = 1000 + MANY
    assert found("thường gặp") == list(range(newest, newest - 26, -1))
    assert found("thường gặp", before=1003) == [1002, 1001]
    assert found("giấy phép") == [rare.case_id]
    assert found("thường gặp giấy phép") == []


def test_filters_are_words_of_the_same_search(system: System) -> None:
    """A published case is found by agency, year and content class, alone and with words."""
    receipt, desk = file_one(system), Casework(system)
    desk.forward(receipt.case_id)
    desk.accept(receipt.case_id)
    desk.answer(receipt.case_id)
    publication = desk.release(receipt.case_id)
    agency, year = agency_mark(publication.agency_id), year_mark(2026)

    def filtered(words: str, *marks: str) -> list[int]:
        return search(fresh(), fold(words), public=True, marks=marks)

    assert filtered("", agency) == [receipt.case_id]
    assert filtered("bản sao", agency, year, class_mark("regulation")) == [receipt.case_id]
    assert filtered("bản sao", year_mark(2025)) == []
    assert filtered("thăm dò nước", agency) == []
