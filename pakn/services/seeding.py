"""Reference data from the seed files into rows. Rows are the truth: what an administrator changed
is never overwritten, only what is missing is added.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from sqlalchemy import func, insert, select

from models.agency import Agency, AgencyName, AgencySuccession
from models.base import Base
from models.jobs import Schedule
from models.people import RoleRow
from models.reference import (
    CalendarDay,
    Commune,
    FormerUnit,
    Ground,
    Organisation,
    Parameter,
    PlaceName,
    Province,
)
from models.seed import load
from pakn.rules.schedules import Daily, Monthly, Rule, WorkingDaily, rule_values
from pakn.services.context import Context
from pakn.services.events import Act, record
from pakn.services.place_names import place_name_rows

Row = dict[str, Any]

# name, outbox kind, rule: what the program does by the clock.
SCHEDULES: tuple[tuple[str, str, Rule], ...] = (
    ("daily_root", "daily_root", Daily(dt.time(0, 5))),
    ("drop_expired_drafts", "drop_drafts", Daily(dt.time(3, 10))),
    # The day after the closing day of NĐ 09/2019/NĐ-CP Đ12 (R40); the row may be changed.
    ("monthly_report", "compile_report", Monthly(15, dt.time(6, 0))),
    ("sweep_files", "sweep_files", Daily(dt.time(3, 40))),
    ("deem_accepted", "deem_accepted", WorkingDaily(dt.time(6, 30))),
    ("remind", "remind", WorkingDaily(dt.time(8, 0))),
    ("lapse_supplements", "lapse_supplements", WorkingDaily(dt.time(6, 40))),
)


# Tables that a newer version of the program needs more rows of, by what names a row.
GROWING: Mapping[type[Base], str] = {Parameter: "name", Ground: "slug", Schedule: "name"}


def seed_reference(ctx: Context) -> dict[str, int]:
    """Fill every reference table that is empty, and add the names a newer version knows.

    Returns:
        how many rows each table got; tables that lack nothing are left out.
    """
    filled: dict[str, int] = {}
    for table, rows in _tables(ctx):
        empty = ctx.session.scalar(select(func.count()).select_from(table)) == 0
        if empty or table in GROWING:
            values = rows() if empty else _missing(ctx, table, rows())
            if values:
                ctx.session.execute(insert(table), values)
            if values or empty:
                filled[table.__tablename__] = len(values)
    if filled:
        record(ctx, Act("seed_reference", difference=filled))
    return filled


def _missing(ctx: Context, table: type[Base], rows: list[Row]) -> list[Row]:
    """Rows of names that the table has never had; what is there keeps its dates and values."""
    name = GROWING[table]
    known = set(ctx.session.scalars(select(getattr(table, name))))
    return [row for row in rows if row[name] not in known]


def _tables(ctx: Context) -> Iterable[tuple[type[Base], Callable[[], list[Row]]]]:
    """Tables in the order in which they refer to each other, with what fills them."""
    return (
        (RoleRow, _roles),
        (Agency, _agencies),
        (AgencyName, lambda: _agency_names(ctx)),
        (AgencySuccession, lambda: _successions(ctx)),
        (Province, _provinces),
        (Commune, lambda: [dict(row) for row in load.communes()]),
        (FormerUnit, _former_units),
        (PlaceName, lambda: place_name_rows(ctx)),
        (CalendarDay, _calendar),
        (Parameter, _parameters),
        (Ground, _grounds),
        (Organisation, lambda: [dict(row) for row in load.council_members()]),
        (Schedule, lambda: _schedules(ctx)),
    )


def _roles() -> list[Row]:
    return [
        {
            "slug": row["slug"],
            "name": row["name_vi"],
            "name_en": row["name_en"],
            "sort": int(row["sort"]),
        }
        for row in load.roles()
    ]


def _agencies() -> list[Row]:
    return [
        {
            **{key: row[key] for key in ("slug", "code", "name", "short_name", "kind", "decree")},
            **_span(row),
            "confirmed": row["confirmed"] == "1",
        }
        for row in load.agencies()
    ]


def _agency_names(ctx: Context) -> list[Row]:
    ids = _agency_ids(ctx)
    return [
        {
            "agency_id": ids[row["agency"]] if row["agency"] else None,
            "name": row["name"],
            "relation": row["relation"],
            "field": row["field"],
        }
        for row in load.agency_names()
    ]


def _successions(ctx: Context) -> list[Row]:
    ids = _agency_ids(ctx)
    return [
        {
            "predecessor_id": ids[row["predecessor"]],
            "successor_id": ids[row["successor"]],
            "field": row["field"],
            "on_date": dt.date.fromisoformat(row["on_date"]),
            "source": row["source"],
            "confirmed": row["confirmed"] == "1",
        }
        for row in load.succession()
    ]


def _provinces() -> list[Row]:
    return [
        {
            "code": row["code"],
            "name": row["name"],
            "short_name": row["short_name"],
            "kind": row["kind"],
            "successor_code": row["successor_code"] or None,
            "agency_slug": row["agency"],
            **_span(row),
        }
        for row in load.provinces()
    ]


def _former_units() -> list[Row]:
    return [
        {
            **{key: row[key] for key in ("province", "district", "commune", "old_code")},
            "new_commune_code": row["new_commune_code"] or None,
            "is_default": row["is_default"] == "1",
        }
        for row in load.former_units()
    ]


def _calendar() -> list[Row]:
    return [
        {
            "day": dt.date.fromisoformat(row["day"]),
            "kind": row["kind"],
            "name": row["name"],
            "legal_basis": row["legal_basis"],
            "confirmed": row["confirmed"] == "1",
        }
        for row in load.calendar()
    ]


def _parameters() -> list[Row]:
    return [
        {
            "name": row["name"],
            "value": row["value"],
            "unit": row["unit"] or "",
            "article": row["article"],
            "confirmed": bool(row["confirmed"]),
            "title": row["title_vi"],
            "note": row["note"] or "",
            **_span(row),
        }
        for row in load.parameters()
    ]


def _grounds() -> list[Row]:
    files = (("refusal", load.grounds()), ("guidance", load.guidances()))
    return [
        {
            "slug": row["slug"],
            "title": row["title_vi"],
            "public_text": row["public_text_vi"],
            "article": row["article"],
            "purpose": purpose,
            "sort": place,
        }
        for purpose, rows in files
        for place, row in enumerate(rows)
    ]


def _schedules(ctx: Context) -> list[Row]:
    return [
        {
            "name": name,
            "kind": kind,
            "rule": rule_values(rule),
            "enabled": True,
            "starts_at": ctx.now,
        }
        for name, kind, rule in SCHEDULES
    ]


def _agency_ids(ctx: Context) -> dict[str, int]:
    rows = ctx.session.execute(select(Agency.slug, Agency.id))
    return dict(rows.all())


def _span(row: Mapping[str, Any]) -> Row:
    ends = row["valid_to"]
    return {
        "valid_from": dt.date.fromisoformat(row["valid_from"]),
        "valid_to": dt.date.fromisoformat(ends) if ends else None,
    }
