"""What came to a case after its petition was sent, in few statements."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.handling import Addition, AdditionFile, Supplement
from models.intake import StoredFile


@dataclass(frozen=True)
class AddedFile:
    """A file that came with an addition."""

    file_id: int
    name: str
    size: int


@dataclass(frozen=True)
class AdditionRow:
    """An addition and its files."""

    addition: Addition
    files: Sequence[AddedFile]


def additions_of(session: Session, case_id: int) -> list[AdditionRow]:
    """The additions of a case, oldest first."""
    additions = session.scalars(
        select(Addition).where(Addition.case_id == case_id).order_by(Addition.id)
    ).all()
    files = _files(session, case_id) if additions else {}
    return [AdditionRow(row, files.get(row.id, ())) for row in additions]


def questions_of(session: Session, case_id: int) -> Sequence[Supplement]:
    """The questions that were put to the petitioner of a case, oldest first."""
    return session.scalars(
        select(Supplement).where(Supplement.case_id == case_id).order_by(Supplement.id)
    ).all()


def _files(session: Session, case_id: int) -> dict[int, list[AddedFile]]:
    found: dict[int, list[AddedFile]] = defaultdict(list)
    rows = session.execute(
        select(AdditionFile.addition_id, StoredFile.id, AdditionFile.name, StoredFile.size)
        .join(Addition, Addition.id == AdditionFile.addition_id)
        .join(StoredFile, StoredFile.id == AdditionFile.file_id)
        .where(Addition.case_id == case_id)
        .order_by(AdditionFile.id)
    )
    for addition_id, file_id, name, size in rows:
        found[addition_id].append(AddedFile(file_id, name, size))
    return found
