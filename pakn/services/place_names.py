"""The names people write for places, made from provinces, communes and former units (R18-R20)."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from sqlalchemy import select

from models.reference import Commune, FormerUnit, Province
from pakn.rules.place_words import name_words, own_name
from pakn.services.context import Context
from routing.text import fold, normalise

Row = dict[str, Any]


def place_name_rows(ctx: Context) -> list[Row]:
    """A row for every name of a province, district or commune of today or of before.

    A former unit whose name and place go on unchanged is left out: it would stand twice.
    """
    provinces = ctx.session.scalars(select(Province).order_by(Province.valid_from)).all()
    codes = {row.name: _today(row, provinces) for row in provinces}
    names = {row.code: row.name for row in provinces if row.valid_to is None}
    rows = [
        *_provinces(provinces, codes),
        *_communes(ctx.session.scalars(select(Commune)), names),
        *_former(ctx.session.scalars(select(FormerUnit)), codes),
    ]
    return list({(row["label"], row["commune_code"]): row for row in reversed(rows)}.values())[::-1]


def _today(row: Province, rows: Iterable[Province]) -> str:
    """The code under which a province's territory goes on to this day."""
    after = {one.code: one.successor_code for one in rows if one.valid_to is not None}
    code = row.successor_code or row.code
    while after.get(code) not in (None, code) and _ended(code, rows):
        code = str(after[code])
    return code


def _ended(code: str, rows: Iterable[Province]) -> bool:
    return all(row.valid_to is not None for row in rows if row.code == code)


def _provinces(rows: Iterable[Province], codes: Mapping[str, str]) -> Iterator[Row]:
    living = {row.name for row in rows if row.valid_to is None}
    for row in rows:
        former = row.valid_to is not None
        if not (former and row.name in living):
            yield _row((row.name,), "province", codes[row.name], None, former=former)


def _communes(rows: Iterable[Commune], names: Mapping[str, str]) -> Iterator[Row]:
    for row in rows:
        parts = (row.name, names[row.province_code])
        yield _row(parts, "commune", row.province_code, row.code, former=False)


def _former(rows: Iterable[FormerUnit], codes: Mapping[str, str]) -> Iterator[Row]:
    for row in rows:
        parts = tuple(part for part in (row.commune, row.district, row.province) if part)
        level = "commune" if row.commune else "district"
        # Of a former district only the province is sure: it became several communes.
        code = row.new_commune_code if row.commune else None
        yield _row(parts, level, codes[row.province], code, former=True)


def _row(
    parts: tuple[str, ...],
    level: str,
    province_code: str,
    commune_code: str | None,
    *,
    former: bool,
) -> Row:
    label = ", ".join(normalise(part) for part in parts)
    return {
        "own": " ".join(name_words(own_name(fold(normalise(parts[0]))))),
        "folded": " " + " ".join(name_words(fold(label))) + " ",
        "label": label,
        "level": level,
        "former": former,
        "province_code": province_code,
        "commune_code": commune_code,
    }
