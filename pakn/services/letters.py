"""What people do with letters: edit, approve, sign, number and issue, cancel (R43-R45, R64).

Nothing here happens by itself. Signing is recorded by who held the role; the signature itself is on
the paper or in the document system.
"""

import datetime as dt
import unicodedata
from dataclasses import dataclass

from sqlalchemy import select

from models.agency import Agency
from models.letters import Letter
from pakn.rules.letters import Issuer, LetterAct, LetterKind, LetterState, Step, step_of
from pakn.rules.numbering import full_letter_number
from pakn.rules.permissions import Permission, may
from pakn.services.context import Context, InvalidInput, NotFound, NotPermitted, StaleAct
from pakn.services.events import Act
from pakn.services.letter_frames import frame
from pakn.services.letter_history import note_act
from pakn.services.letter_numbers import is_internal, take_next

BODY_MAX = 20_000
NUMBER_MAX = 60
REASON_MAX = 500


@dataclass(frozen=True)
class Numbering:
    """What the records clerk takes from the document system (R64).

    Attributes:
        number: `15` or `15/VPCP-KSTT`; only figures get the letter's own symbol. Empty where this
            system numbers the letter itself.
        issued_on: the day on the letter.
    """

    letter_id: int
    seen_version: int
    number: str
    issued_on: dt.date | None


def edit_letter(ctx: Context, letter_id: int, seen_version: int, body: str) -> Letter:
    """Change the text of a draft; an empty one brings the usual text back.

    Raises:
        NotFound, StaleAct, NotPermitted: as `_locked` says.
        InvalidInput: the text is too long.
    """
    letter, _ = _locked(ctx, letter_id, seen_version, LetterAct.EDIT)
    text = paragraphs(body)
    if len(text) > BODY_MAX:
        raise InvalidInput({"body": "too_long"})
    letter.body = text
    _note(ctx, letter, "edit_letter")
    return letter


def approve_letter(ctx: Context, letter_id: int, seen_version: int) -> Letter:
    """Approve a draft for signature, as the unit's lead."""
    letter, step = _locked(ctx, letter_id, seen_version, LetterAct.APPROVE)
    letter.approved_at, letter.approved_by_id = ctx.now, ctx.actor.user_id
    _go(ctx, letter, step, "approve_letter")
    return letter


def sign_letter(ctx: Context, letter_id: int, seen_version: int) -> Letter:
    """Record that somebody with authority signed (R45)."""
    letter, step = _locked(ctx, letter_id, seen_version, LetterAct.SIGN)
    letter.signed_at, letter.signed_by_id = ctx.now, ctx.actor.user_id
    _go(ctx, letter, step, "sign_letter")
    return letter


def issue_letter(ctx: Context, inputs: Numbering) -> Letter:
    """Enter number and day of a signed letter: with that it is issued (R44, R64).

    Raises:
        InvalidInput: no number, no day, a day to come, or a number that this issuer has used in
            the year of that day; a number although this system gives it.
    """
    letter, step = _locked(ctx, inputs.letter_id, inputs.seen_version, LetterAct.ISSUE)
    number, day = _number(ctx, letter, inputs)
    key = _number_key(letter, number, day)
    if ctx.session.scalar(select(Letter.id).where(Letter.number_key == key)) is not None:
        raise InvalidInput({"number": "number_taken"})
    letter.number, letter.issued_on, letter.number_key = number, day, key
    letter.numbered_by_id = ctx.actor.user_id
    _go(ctx, letter, step, "issue_letter")
    return letter


def cancel_letter(ctx: Context, letter_id: int, seen_version: int, reason: str) -> Letter:
    """Take a letter back that is not issued.

    Raises:
        InvalidInput: no reason was given.
    """
    letter, step = _locked(ctx, letter_id, seen_version, LetterAct.CANCEL)
    said = " ".join(unicodedata.normalize("NFC", reason).split())
    if not said or len(said) > REASON_MAX:
        raise InvalidInput({"reason": "required" if not said else "too_long"})
    _go(ctx, letter, step, "cancel_letter", {"reason": said})
    return letter


def _locked(ctx: Context, letter_id: int, seen_version: int, act: LetterAct) -> tuple[Letter, Step]:
    """The letter, locked, and the step that the act is.

    Raises:
        NotFound: there is none, or not for this actor.
        StaleAct: somebody acted on it since the page was opened.
        NotPermitted: not in this state, or not by this role.
    """
    letter = ctx.session.scalar(
        select(Letter)
        .where(Letter.id == letter_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    if letter is None or not may_read(ctx, letter) or not is_own(ctx, letter):
        raise NotFound(f"letter {letter_id}")
    if letter.version != seen_version:
        raise StaleAct(letter.state)
    step = step_of(Issuer(letter.issuer), act, LetterState(letter.state), ctx.actor.role)
    if step is None:
        raise NotPermitted(f"{act.value} of a letter that is {letter.state}")
    return letter, step


def is_own(ctx: Context, letter: Letter) -> bool:
    """A member's letter is that member's alone to act upon; all others belong to the office."""
    return letter.issuer != Issuer.MEMBER or letter.created_by_id == ctx.actor.user_id


def may_read(ctx: Context, letter: Letter) -> bool:
    """The office reads every letter, a member the own ones."""
    if may(ctx.actor.role, Permission.LETTER_LIST_READ):
        return True
    own = letter.issuer == Issuer.MEMBER and is_own(ctx, letter)
    return own and may(ctx.actor.role, Permission.TASKFORCE_URGE_DRAFT)


def letter_symbol_of(ctx: Context, letter: Letter) -> str:
    """What stands after the number of a letter."""
    own = letter.issuer_agency_id
    agency = ctx.session.get_one(Agency, own) if own is not None else None
    made = frame(ctx, LetterKind(letter.kind), Issuer(letter.issuer), agency=agency)
    return str(made["symbol"])


def _go(
    ctx: Context, letter: Letter, step: Step, action: str, private: dict[str, str] | None = None
) -> None:
    assert step.target is not None
    before, letter.state = letter.state, step.target.value
    _note(ctx, letter, action, before, private)


def _note(
    ctx: Context,
    letter: Letter,
    action: str,
    before: str | None = None,
    private: dict[str, str] | None = None,
) -> None:
    difference = {"letter": letter.id, "kind": letter.kind, "issuer": letter.issuer}
    if before is not None:
        difference |= {"was": before, "is": letter.state}
    if letter.number is not None and letter.issued_on is not None:
        difference |= {"number": letter.number, "issued_on": letter.issued_on.isoformat()}
    act = Act(action, agency_id=letter.agency_id, difference=difference, private=private or {})
    note_act(ctx, letter.id, act)


def _number(ctx: Context, letter: Letter, inputs: Numbering) -> tuple[str, dt.date]:
    """The number and the day, typed or taken from the internal series."""
    symbol, day = letter_symbol_of(ctx, letter), inputs.issued_on
    internal = is_internal(ctx, letter)
    number = "" if internal else full_letter_number(inputs.number, symbol)
    errors = _wrong(ctx, number, day)
    if internal:
        errors.pop("number", None)
        if inputs.number.strip():
            errors["number"] = "number_given_here"
    if day is None or errors:
        raise InvalidInput(errors)
    return (take_next(ctx, letter, symbol, day) if internal else number), day


def _wrong(ctx: Context, number: str, day: dt.date | None) -> dict[str, str]:
    errors: dict[str, str] = {}
    if not number or not any(character.isdigit() for character in number):
        errors["number"] = "required"
    elif len(number) > NUMBER_MAX:
        errors["number"] = "too_long"
    if day is None:
        errors["issued_on"] = "required"
    elif day > ctx.today:
        errors["issued_on"] = "in_future"
    return errors


def _number_key(letter: Letter, number: str, day: dt.date) -> str:
    """A number is given once in an issuer's year (NĐ 30/2020/NĐ-CP Đ15)."""
    body = letter.issuer_agency_id or ""
    return f"{letter.issuer}:{body}:{day.year}:{number.upper()}"[:120]


def paragraphs(body: str) -> str:
    """Paragraphs apart by one empty line, in composed letters, without trailing blanks."""
    lines = unicodedata.normalize("NFC", body).replace("\r\n", "\n").split("\n")
    parts = [" ".join(line.split()) for line in lines]
    return "\n\n".join(part for part in parts if part)
