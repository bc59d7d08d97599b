"""What came to a case after its petition was sent, in two statements."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.handling import Addition, AdditionFile
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


def file_of(session: Session, case_id: int, file_id: int) -> str | None:
    """The name under which a file came with an addition to a case; None when it did not."""
    return session.scalar(
        select(AdditionFile.name)
        .join(Addition, Addition.id == AdditionFile.addition_id)
        .where(Addition.case_id == case_id, AdditionFile.file_id == file_id)
        .limit(1)
    )


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
