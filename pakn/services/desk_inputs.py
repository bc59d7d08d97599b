"""What the desk decides about a case, as its acts take it, and how their texts are checked."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from models.casework import Case
from models.handling import CaseReply
from models.reference import Ground
from pakn.services.context import Context, InvalidInput

REASON_MIN = 5
REASON_MAX = 2000
REPLY_MIN = 20
REPLY_MAX = 10_000


@dataclass(frozen=True)
class Decided:
    """One decision of the desk.

    Attributes:
        case_id, seen_version: the case, as the officer's page showed it.
        ground: slug of a ground or of a guidance, where the act needs one.
        words: what the petitioner is told beside the ground's own text.
        reason: why, for the file; the petitioner does not read it.
    """

    case_id: int
    seen_version: int
    ground: str = ""
    words: str = ""
    reason: str = ""


def grounds(ctx: Context, purpose: str) -> Sequence[Ground]:
    """The grounds in use, `refusal` or `guidance`, in their order."""
    return ctx.session.scalars(
        select(Ground)
        .where(Ground.purpose == purpose, Ground.active.is_(True))
        .order_by(Ground.sort, Ground.slug)
    ).all()


def chosen_ground(ctx: Context, slug: str, purpose: str, errors: dict[str, str]) -> Ground | None:
    """The ground of a decision; a code in `errors` where it is none in use."""
    ground = ctx.session.get(Ground, slug) if slug else None
    if ground is None or not ground.active or ground.purpose != purpose:
        errors["ground"] = "required"
        return None
    return ground


def checked(
    text: str, name: str, errors: dict[str, str], *, least: int, most: int, optional: bool = False
) -> str:
    """A text without blanks around it; a code in `errors` where it cannot be taken.

    Args:
        text: as typed.
        name: of its field.
        errors: codes by field so far.
        least: characters, unless it is optional.
        most: characters.
        optional: whether it may be empty.
    """
    tidy = text.strip()
    if not tidy:
        if not optional:
            errors[name] = "required"
    elif len(tidy) < least and not optional:
        errors[name] = "too_short"
    elif len(tidy) > most:
        errors[name] = "too_long"
    return tidy


def reason_given(decided: Decided) -> str:
    """The reason of an act that needs nothing else; raises InvalidInput without a usable one."""
    errors: dict[str, str] = {}
    reason = checked(decided.reason, "reason", errors, least=REASON_MIN, most=REASON_MAX)
    refuse(errors)
    return reason


def refuse(errors: dict[str, str]) -> None:
    """Raise InvalidInput when there are errors."""
    if errors:
        raise InvalidInput(errors)


def reply(
    ctx: Context, case: Case, action: str, text: str, *, ground: Ground | None = None
) -> CaseReply:
    """Keep what the petitioner is told, with the round in which the act took place."""
    told = CaseReply(
        case_id=case.id,
        round=case.round,
        action=action,
        ground=ground.slug if ground else None,
        text=text,
        made_at=ctx.now,
        made_by_id=ctx.actor.user_id,
    )
    ctx.session.add(told)
    ctx.session.flush()
    return told
