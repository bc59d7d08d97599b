"""What people read of letters: lists by state, one letter, its words, its files."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from models.casework import Case
from models.letters import Letter
from models.queries import letters as queries
from models.queries.letters import LetterFile, LetterPage, LetterRow, Sorts
from pakn.rules.letters import Issuer, LetterAct, LetterKind, LetterState, acts_now
from pakn.rules.permissions import Permission, may
from pakn.services.context import Context, NotFound
from pakn.services.letter_history import LetterStep, letter_steps
from pakn.services.letter_numbers import is_internal, number_to_come
from pakn.services.letter_values import letter_values
from pakn.services.letters import is_own, letter_symbol_of, may_read
from pakn.sheets import Sheet

OFFICE_KINDS = tuple(kind for kind in LetterKind if kind is not LetterKind.TRANSFER_SLIP)
"""What a list holds unless asked: a phiếu chuyển goes with every forward and would hide them."""


OFFICE_ISSUERS = (Issuer.STANDING_BODY, Issuer.HEAD)
"""Whose letters go through the office's hands; a member's do not wait for anybody there (R57)."""


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


@dataclass(frozen=True)
class Wanted:
    """Which letters a list holds.

    Attributes:
        kind, issuer: None for the usual kinds, for the issuers of the office.
    """

    state: LetterState
    kind: LetterKind | None = None
    issuer: Issuer | None = None

    @property
    def sorts(self) -> Sorts:
        """As the tables know them."""
        kinds = (self.kind,) if self.kind else OFFICE_KINDS
        issuers = (self.issuer,) if self.issuer else OFFICE_ISSUERS
        return Sorts([kind.value for kind in kinds], [issuer.value for issuer in issuers])


def waiting_state(ctx: Context) -> LetterState:
    """The state in which letters wait for the actor's role."""
    if may(ctx.actor.role, Permission.LETTER_NUMBER_ENTER):
        return LetterState.SIGNED
    if may(ctx.actor.role, Permission.LETTER_DRAFT_SIGN):
        return LetterState.APPROVED
    return LetterState.DRAFT


def read_list(ctx: Context, wanted: Wanted, before: str | None = None) -> LetterPage:
    """One page of letters, newest first; raises BadPageKey."""
    ctx.require(Permission.LETTER_LIST_READ)
    return queries.listed(ctx.session, wanted.state.value, wanted.sorts, before=before)


def count_states(ctx: Context, wanted: Wanted) -> Mapping[str, int]:
    """How many letters of these sorts are in each state, one more than `COUNTED_MOST` at most."""
    ctx.require(Permission.LETTER_LIST_READ)
    return queries.counted(ctx.session, [state.value for state in LetterState], wanted.sorts)


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
    if file is None or not may_read(ctx, file.letter):
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


def letters_of_case(ctx: Context, case_id: int) -> Sequence[LetterRow]:
    """The letters that a case stands in, newest first; none for a role that reads no letters."""
    if not may(ctx.actor.role, Permission.LETTER_LIST_READ):
        return ()
    return queries.of_case(ctx.session, case_id)


def read_cases(ctx: Context, opened: OpenLetter) -> Sequence[Case]:
    """The cases of a letter that was opened, with their petitions."""
    return queries.annexed(ctx.session, opened.letter)


def read_steps(ctx: Context, opened: OpenLetter) -> Sequence[LetterStep]:
    """The history of a letter that was opened, oldest first."""
    return letter_steps(ctx, opened.file)


def coming_number(ctx: Context, opened: OpenLetter) -> str | None:
    """The number that this system would give a letter; None where it is typed (R64)."""
    if not is_internal(ctx, opened.letter):
        return None
    return number_to_come(ctx, opened.letter, letter_symbol_of(ctx, opened.letter))


def word_file(ctx: Context, opened: OpenLetter) -> bytes:
    """The letter as .docx."""
    return ctx.ports.documents.docx(opened.letter.kind, opened.values)


def pdf_file(ctx: Context, opened: OpenLetter) -> bytes:
    """The letter as PDF; raises DocumentUnavailable where none can be made."""
    return ctx.ports.documents.pdf(opened.letter.kind, opened.values)


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
