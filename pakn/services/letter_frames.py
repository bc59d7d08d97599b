"""The frame of a document: letterhead, symbol, place, signature; everything from dated parameters.

Nothing of it is a constant: bodies, titles and units change by decree (R51).
"""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.agency import Agency
from models.reference import Province
from pakn.rules.letters import ABBREVIATIONS, Issuer, LetterKind
from pakn.rules.numbering import letter_symbol
from pakn.services.clocks import setting
from pakn.services.context import Context


@dataclass(frozen=True)
class Signed:
    """What only a letter that left the house has.

    Attributes:
        number: as the records clerk typed it.
        issued_on: the day on it.
        signer: the name of who signed.
    """

    number: str = ""
    issued_on: dt.date | None = None
    signer: str = ""


@dataclass(frozen=True)
class _Letterhead:
    above: str
    name: str
    symbol: str
    unit: str
    place: str
    signature: list[str]


def frame(
    ctx: Context,
    kind: LetterKind,
    issuer: Issuer = Issuer.STANDING_BODY,
    *,
    agency: Agency | None = None,
    signed: Signed | None = None,
) -> dict[str, Any]:
    """The `frame` value that every template of `templates/documents/` needs.

    Args:
        ctx: reading or acting; a draft takes what is in force today, an issued letter what was on
            its day.
        kind: decides the type abbreviation in the symbol.
        issuer: whose letterhead.
        agency: a member's own agency, whose letterhead a member uses (R57).
        signed: number, day and signer; None for a draft.
    """
    given = signed or Signed()
    on = given.issued_on or ctx.today
    head = _letterhead(ctx, issuer, agency, on)
    return {
        "above": head.above,
        "issuer": head.name,
        "issuer_name": head.name,
        "symbol": letter_symbol(ABBREVIATIONS.get(kind), head.symbol, head.unit),
        "number": given.number,
        "place": head.place,
        "day": given.issued_on.isoformat() if given.issued_on else "",
        "year": on.year,
        "signature": head.signature,
        "signer": given.signer,
        "archive": ", ".join(part for part in ("VT", head.unit) if part),
    }


def _letterhead(ctx: Context, issuer: Issuer, agency: Agency | None, on: dt.date) -> _Letterhead:
    if issuer is Issuer.MEMBER:
        assert agency is not None, "a member's letter needs the member's own agency"
        place = _seat(ctx.session, agency, on) or setting(ctx, "standing_body_place", on)
        symbol = agency.slug.partition("-")[0]
        signature = setting(ctx, "member_signature", on)
        return _Letterhead("", agency.name, symbol, "", place, signature)
    unit = setting(ctx, "unit_symbol", on)
    place = setting(ctx, "standing_body_place", on)
    if issuer is Issuer.HEAD:
        name, symbol, signature = (
            setting(ctx, one, on)
            for one in ("head_body_name", "taskforce_symbol", "head_signature")
        )
        return _Letterhead("", name, symbol, unit, place, signature)
    above, name, symbol, signature = (
        setting(ctx, f"standing_body_{one}", on) for one in ("above", "name", "symbol", "signature")
    )
    return _Letterhead(above, name, symbol, unit, place, signature)


def _seat(session: Session, agency: Agency, on: dt.date) -> str | None:
    """The province of a provincial body; ministries sit where the standing body does."""
    return session.scalar(
        select(Province.short_name)
        .where(Province.agency_slug == agency.slug, Province.valid_from <= on)
        .order_by(Province.valid_from.desc())
        .limit(1)
    )
