"""Which case files the role in use may open; one it may not open does not exist for it."""

from sqlalchemy.orm import joinedload

from models.casework import Case
from models.queries import casefile
from models.queries.casefile import CaseFile
from pakn.rules.permissions import Permission, may
from pakn.rules.states import Role, State
from pakn.services.context import Context, NotFound

DENUNCIATION = "to_cao"


def open_file(ctx: Context, case_id: int) -> CaseFile:
    """The file of a case.

    Raises:
        NotFound: there is none, or the role may not read it: quarantined cases and denunciations
            have permissions of their own (R12, Luật BVBMNN).
    """
    file = casefile.read(ctx.session, case_id)
    if file is None or not may_see(ctx.actor.role, file.case):
        raise NotFound(f"case {case_id}")
    return file


def require_visible(ctx: Context, case_id: int) -> Case:
    """The bare case and its petition, before an act; raises NotFound as `open_file` does."""
    case = ctx.session.get(Case, case_id, options=[joinedload(Case.petition, innerjoin=True)])
    if case is None or not may_see(ctx.actor.role, case):
        raise NotFound(f"case {case_id}")
    return case


def may_see(role: Role, case: Case) -> bool:
    """Whether a role may read a case at all."""
    if case.state == State.QUARANTINED and not may(role, Permission.CASE_QUARANTINED_READ):
        return False
    return case.legal_kind != DENUNCIATION or may(role, Permission.CASE_SEALED_READ)


def may_open_sender(role: Role, case: Case) -> bool:
    """Whether a role may ask who sent a case; of a denunciation it needs its own permission."""
    if case.legal_kind == DENUNCIATION and not may(role, Permission.PERSONAL_SEALED_OPEN):
        return False
    return may(role, Permission.PERSONAL_CONTACT_READ)
