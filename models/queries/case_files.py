"""The files that belong to a case, wherever they came in, in one statement."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Integer, Select, cast, literal, null, select, union_all
from sqlalchemy.orm import Session

from models.casework import Answer, Assignment, Case
from models.handling import Addition, AdditionFile, AnswerDraft, AnswerFile, PaperEntry
from models.intake import PetitionFile, StoredFile


@dataclass(frozen=True)
class CaseFileRow:
    """A file of a case.

    Attributes:
        file_id: of its content; two rows may share it.
        source: petition, addition, answer, answer_draft or paper.
        agency_id: whose answer or paper it is; None for what the petitioner sent.
    """

    file_id: int
    name: str
    size: int
    media_type: str
    source: str
    agency_id: int | None


def of_case(session: Session, case_id: int) -> list[CaseFileRow]:
    """Every file of a case, in the order in which the sources stand in a case's life."""
    parts = union_all(*(query.where(condition) for query, condition in _parts(case_id))).subquery()
    rows = session.execute(
        select(
            parts.c.file_id,
            parts.c.name,
            StoredFile.size,
            StoredFile.media_type,
            parts.c.source,
            parts.c.agency_id,
        )
        .join(StoredFile, StoredFile.id == parts.c.file_id)
        .order_by(parts.c.place, parts.c.id)
    )
    return [CaseFileRow(*row) for row in rows]


def _parts(case_id: int) -> tuple[tuple[Any, Any], ...]:
    nobody = cast(null(), Integer)
    return (
        (
            _part(PetitionFile, 1, "petition", nobody).join(
                Case, Case.petition_id == PetitionFile.petition_id
            ),
            Case.id == case_id,
        ),
        (
            _part(AdditionFile, 2, "addition", nobody).join(
                Addition, Addition.id == AdditionFile.addition_id
            ),
            Addition.case_id == case_id,
        ),
        (
            _part(AnswerFile, 3, "answer", Answer.agency_id).join(
                Answer, Answer.id == AnswerFile.answer_id
            ),
            Answer.case_id == case_id,
        ),
        (
            _part(AnswerFile, 4, "answer_draft", Assignment.agency_id)
            .join(AnswerDraft, AnswerDraft.id == AnswerFile.draft_id)
            .join(Assignment, Assignment.id == AnswerDraft.assignment_id),
            Assignment.case_id == case_id,
        ),
        (_paper_part(), PaperEntry.case_id == case_id),
    )


def _paper_part() -> Select[int, int | None, str, int, str, int]:
    return select(
        PaperEntry.id,
        PaperEntry.file_id,
        PaperEntry.file_name.label("name"),
        literal(5).label("place"),
        literal("paper").label("source"),
        PaperEntry.agency_id,
    ).where(PaperEntry.file_id.is_not(None))


def _part(table: Any, place: int, source: str, agency: Any) -> Select[Any]:
    return select(
        table.id,
        table.file_id,
        table.name.label("name"),
        literal(place).label("place"),
        literal(source).label("source"),
        agency.label("agency_id"),
    )
