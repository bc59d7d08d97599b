"""Files of a case: who may see which, and each opening of one noted (R7, R47, R48, R60)."""

from collections.abc import Sequence
from dataclasses import dataclass

from models.casework import Case
from models.intake import Petition
from models.people import PersonalDataAccess
from models.queries import case_files
from models.queries.case_files import CaseFileRow
from pakn.rules.permissions import Permission, may
from pakn.services import agency_reading
from pakn.services.attaching import read_file
from pakn.services.context import Context, NotFound

SENT_BY_PETITIONER = ("petition", "addition")
# A draft of an answer is the agency's own until its lead has approved it.
_DESK_SEES = (*SENT_BY_PETITIONER, "answer", "paper")


@dataclass(frozen=True)
class OpenedFile:
    """A file to be handed over."""

    name: str
    media_type: str
    content: bytes


@dataclass(frozen=True)
class FilesShown:
    """The files of a case as one reader may have them.

    Attributes:
        withheld: how many more the petitioner sent, kept back since who sent them is to stay
            unknown to this reader, and a document tells it.
    """

    files: Sequence[CaseFileRow]
    withheld: int


def files_for_desk(ctx: Context, case_id: int) -> FilesShown:
    """The files of a case whose page the role used may open; the caller has made sure of that.

    Of a denunciation they tell who accuses: they need the permission that a name needs (R12).
    """
    rows = [row for row in case_files.of_case(ctx.session, case_id) if row.source in _DESK_SEES]
    sealed = ctx.session.get_one(Case, case_id).legal_kind == "to_cao"
    return _shown(rows, hidden=sealed and not may(ctx.actor.role, Permission.PERSONAL_SEALED_OPEN))


def files_for_agency(ctx: Context, case_id: int) -> FilesShown:
    """The files of a case as the actor's agency may have them.

    Raises:
        NotFound: the case is not theirs, or sealed.
        NotPermitted: the role used is no agency's.
    """
    shown = agency_reading.read_case(ctx, case_id)
    rows = [
        row
        for row in case_files.of_case(ctx.session, case_id)
        if row.source in SENT_BY_PETITIONER or row.agency_id == ctx.actor.agency_id
    ]
    return _shown(rows, hidden=shown.file.petition.hide_identity)


def open_for_desk(ctx: Context, case_id: int, file_id: int) -> OpenedFile:
    """A file of a case whose page the role used may open; the opening is logged (R48).

    Raises:
        NotFound: the case has no such file.
        NotPermitted: the role used reads no cases.
    """
    ctx.require(Permission.CASE_DETAIL_READ)
    return _open(ctx, case_id, file_id, files_for_desk(ctx, case_id).files)


def open_for_agency(ctx: Context, case_id: int, file_id: int) -> OpenedFile:
    """A file of a case of the actor's agency; the opening is logged (R48).

    Raises:
        NotFound: the case is not theirs, or has no such file for them.
        NotPermitted: the role used is no agency's.
    """
    return _open(ctx, case_id, file_id, files_for_agency(ctx, case_id).files)


def petitioner_files(ctx: Context, case_id: int) -> list[CaseFileRow]:
    """What the petitioner sent to a case; the caller has made sure that it is theirs."""
    rows = case_files.of_case(ctx.session, case_id)
    return [row for row in rows if row.source in SENT_BY_PETITIONER]


def read_petition_file(ctx: Context, case_id: int, file_id: int) -> OpenedFile:
    """A file that the petitioner sent, given back to the petitioner.

    Only after number, secret and proof were checked (`following.open_content`); nothing is logged,
    since nobody else reads it.

    Raises:
        NotFound: the case has no such file of theirs.
    """
    return _read(ctx, file_id, petitioner_files(ctx, case_id))


def _shown(rows: Sequence[CaseFileRow], *, hidden: bool) -> FilesShown:
    if not hidden:
        return FilesShown(rows, 0)
    others = [row for row in rows if row.source not in SENT_BY_PETITIONER]
    return FilesShown(others, len(rows) - len(others))


def _open(ctx: Context, case_id: int, file_id: int, rows: Sequence[CaseFileRow]) -> OpenedFile:
    opened = _read(ctx, file_id, rows)
    if any(row.file_id == file_id and row.source in SENT_BY_PETITIONER for row in rows):
        _log(ctx, case_id, file_id)
    return opened


def _read(ctx: Context, file_id: int, rows: Sequence[CaseFileRow]) -> OpenedFile:
    row = next((one for one in rows if one.file_id == file_id), None)
    if row is None:
        raise NotFound(f"file {file_id}")
    stored, content = read_file(ctx, file_id)
    return OpenedFile(row.name, stored.media_type, content)


def _log(ctx: Context, case_id: int, file_id: int) -> None:
    """What people attach says who they are more often than not."""
    case = ctx.session.get_one(Case, case_id)
    petition = ctx.session.get_one(Petition, case.petition_id)
    ctx.session.add(
        PersonalDataAccess(
            at=ctx.now,
            user_id=ctx.actor.user_id,
            role=ctx.actor.role.value,
            petitioner_id=petition.petitioner_id,
            case_id=case_id,
            fields="file",
            reason=f"file {file_id}",
            request_id=ctx.request_id,
        )
    )
