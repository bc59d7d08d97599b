"""What people read of letters: lists by state, one letter, its words, its files."""

from dataclasses import dataclass
from typing import Any

from models.letters import Letter
from models.queries import letters as queries
from models.queries.letters import LetterFile, LetterPage
from pakn.rules.letters import Issuer, LetterAct, LetterState, acts_now
from pakn.rules.permissions import Permission, may
from pakn.services.context import Context, NotFound
from pakn.services.letter_values import letter_values
from pakn.services.letters import is_own
from pakn.sheets import Sheet


@dataclass(frozen=True)
class OpenLetter:
    """A letter as the actor may read it.

    Attributes:
        values: of its template; with them each form of it is made.
        sheet: in words.
        acts: what the actor may do with it now.
    """

    file: LetterFile
    values: dict[str, Any]
    sheet: Sheet
    acts: frozenset[LetterAct]

    @property
    def letter(self) -> Letter:
        """The stored row."""
        return self.file.letter


def read_list(ctx: Context, state: str, before: str | None = None) -> LetterPage:
    """One page of the letters in a state, newest first.

    Raises:
        NotFound: there is no such state.
        BadPageKey: `before` was tampered with.
    """
    ctx.require(Permission.LETTER_LIST_READ)
    if state not in set(LetterState):
        raise NotFound(f"letters {state}")
    return queries.listed(ctx.session, state, before=before)


def read_own_list(ctx: Context, before: str | None = None) -> LetterPage:
    """One page of a member's own letters, newest first; raises BadPageKey."""
    ctx.require(Permission.TASKFORCE_URGE_DRAFT)
    return queries.drafted_by(ctx.session, ctx.actor.user_id or 0, before=before)


def read_letter(ctx: Context, letter_id: int) -> OpenLetter:
    """A letter, for the office or for the member who wrote it.

    Raises:
        NotFound: there is none, or not for this actor.
    """
    file = queries.read(ctx.session, letter_id)
    if file is None or not _may_read(ctx, file.letter):
        raise NotFound(f"letter {letter_id}")
    return _opened(ctx, file)


def read_slip(ctx: Context, case_id: int) -> OpenLetter:
    """The phiếu chuyển by which a case came to the actor's agency.

    The caller has asked whether the agency may read the case.

    Raises:
        NotFound: there is none.
    """
    ctx.require(Permission.AGENCY_CASE_READ)
    letter = queries.slip_of(ctx.session, case_id, ctx.actor.agency_id or 0)
    file = queries.read(ctx.session, letter.id) if letter is not None else None
    if file is None:
        raise NotFound(f"slip of case {case_id}")
    return _opened(ctx, file)


def word_file(ctx: Context, opened: OpenLetter) -> bytes:
    """The letter as .docx."""
    return ctx.ports.documents.docx(opened.letter.kind, opened.values)


def pdf_file(ctx: Context, opened: OpenLetter) -> bytes:
    """The letter as PDF; raises DocumentUnavailable where none can be made."""
    return ctx.ports.documents.pdf(opened.letter.kind, opened.values)


def _may_read(ctx: Context, letter: Letter) -> bool:
    if may(ctx.actor.role, Permission.LETTER_LIST_READ):
        return True
    own = letter.issuer == Issuer.MEMBER and is_own(ctx, letter)
    return own and may(ctx.actor.role, Permission.TASKFORCE_URGE_DRAFT)


def _opened(ctx: Context, file: LetterFile) -> OpenLetter:
    letter = file.letter
    values = letter_values(ctx, file)
    acts = acts_now(Issuer(letter.issuer), LetterState(letter.state), ctx.actor.role)
    return OpenLetter(
        file=file,
        values=values,
        sheet=ctx.ports.documents.sheet(letter.kind, values),
        acts=acts if is_own(ctx, letter) else frozenset(),
    )
