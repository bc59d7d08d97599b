"""Numbers of letters: typed from the document system, or the next of an internal series (R44, R64).

An internal series is one issuer's, of one type of document, in one year; it begins with 01 and has
no gaps, since an issued letter is never taken back (NĐ 30/2020/NĐ-CP Đ15).
"""

import datetime as dt

from sqlalchemy import select

from models.dialect import insert_once
from models.letters import Letter, LetterSeries
from models.queries import letters as queries
from pakn.rules.letters import ABBREVIATIONS, Issuer, LetterKind
from pakn.rules.numbering import full_letter_number
from pakn.services.clocks import setting
from pakn.services.context import Context, InvalidInput

INTERNAL = "internal"
_WITHOUT_TYPE = "CV"


def is_internal(ctx: Context, letter: Letter) -> bool:
    """Whether this system numbers a letter; a member's is numbered by the own agency (R57)."""
    if letter.issuer == Issuer.MEMBER:
        return False
    return bool(setting(ctx, "letter_numbering", ctx.today) == INTERNAL)


def number_to_come(ctx: Context, letter: Letter, symbol: str) -> str:
    """The number that the internal series would give today; somebody may be faster."""
    row = ctx.session.get(LetterSeries, _series_key(letter, ctx.today))
    last = row.last if row else _highest_typed(ctx, letter, ctx.today)
    return full_letter_number(str(last + 1), symbol)


def take_next(ctx: Context, letter: Letter, symbol: str, day: dt.date) -> str:
    """The next number of the letter's series, taken in this act.

    Args:
        ctx: the act; whoever takes a number of the same series waits for it.
        letter: what is numbered.
        symbol: what stands after the number.
        day: the day on the letter.

    Raises:
        InvalidInput: the series has a later day already.
    """
    key = _series_key(letter, day)
    row = {"key": key, "last": 0, "last_on": day}
    new = insert_once(ctx.session, LetterSeries, ("key",), row, "key") is not None
    series = ctx.session.scalars(
        select(LetterSeries)
        .where(LetterSeries.key == key)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one()
    if new:
        series.last = _highest_typed(ctx, letter, day)
    if day < series.last_on:
        raise InvalidInput({"issued_on": "before_last_number"})
    series.last, series.last_on = series.last + 1, day
    return full_letter_number(str(series.last), symbol)


def _highest_typed(ctx: Context, letter: Letter, day: dt.date) -> int:
    """The highest number so far: an internal series may begin in the middle of a year."""
    typed = queries.numbers_given(
        ctx.session,
        letter.issuer,
        [kind.value for kind in LetterKind if _type_of(kind) == _type_of(letter.kind)],
        dt.date(day.year, 1, 1),
        dt.date(day.year, 12, 31),
    )
    heads = [number.partition("/")[0] for number in typed]
    return max((int(head) for head in heads if head.isascii() and head.isdigit()), default=0)


def _type_of(kind: str) -> str:
    return ABBREVIATIONS.get(LetterKind(kind), _WITHOUT_TYPE)


def _series_key(letter: Letter, day: dt.date) -> str:
    return f"{letter.issuer}:{day.year}:{_type_of(letter.kind)}"
