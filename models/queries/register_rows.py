"""The tables behind the router's register, as rows of text in the shape it is built from."""

import datetime as dt
from collections.abc import Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from models.agency import Agency, AgencyName, AgencySuccession
from models.reference import Commune, FormerUnit, Province

Row = dict[str, str]


def agency_rows(session: Session) -> list[Row]:
    """Every agency, living or dissolved."""
    return [
        {
            "slug": a.slug,
            "code": a.code,
            "name": a.name,
            "short_name": a.short_name,
            "kind": a.kind,
            "valid_from": a.valid_from.isoformat(),
            "valid_to": _day(a.valid_to),
        }
        for a in session.scalars(select(Agency).order_by(Agency.id))
    ]


def name_rows(session: Session) -> list[Row]:
    """Every other name."""
    rows = session.execute(
        select(Agency.slug, AgencyName.name, AgencyName.relation, AgencyName.field)
        .select_from(AgencyName)
        .outerjoin(Agency, Agency.id == AgencyName.agency_id)
        .order_by(AgencyName.id)
    )
    return [
        {"agency": slug or "", "name": name, "relation": relation, "field": field}
        for slug, name, relation, field in rows
    ]


def succession_rows(session: Session) -> list[Row]:
    """Every succession."""
    after = aliased(Agency)
    rows = session.execute(
        select(Agency.slug, after.slug, AgencySuccession.field, AgencySuccession.on_date)
        .select_from(AgencySuccession)
        .join(Agency, Agency.id == AgencySuccession.predecessor_id)
        .join(after, after.id == AgencySuccession.successor_id)
        .order_by(AgencySuccession.id)
    )
    return [
        {"predecessor": old, "successor": new, "field": field, "on_date": on.isoformat()}
        for old, new, field, on in rows
    ]


def province_rows(session: Session) -> list[Row]:
    """Every province of every span."""
    return [
        {
            "code": p.code,
            "name": p.name,
            "kind": p.kind,
            "valid_from": p.valid_from.isoformat(),
            "valid_to": _day(p.valid_to),
            "successor_code": p.successor_code or "",
            "short_name": p.short_name,
            "agency": p.agency_slug,
        }
        for p in session.scalars(select(Province).order_by(Province.id))
    ]


def commune_rows(session: Session) -> Iterator[Row]:
    """Every commune of today."""
    rows = session.execute(select(Commune.code, Commune.name, Commune.kind, Commune.province_code))
    for code, name, kind, province_code in rows:
        yield {"code": code, "name": name, "kind": kind, "province_code": province_code}


def former_unit_rows(session: Session) -> Iterator[Row]:
    """Every former district and commune."""
    rows = session.execute(
        select(
            FormerUnit.province,
            FormerUnit.district,
            FormerUnit.commune,
            FormerUnit.old_code,
            FormerUnit.new_commune_code,
            FormerUnit.is_default,
        ).order_by(FormerUnit.id)
    )
    for province, district, commune, old_code, new_code, is_default in rows:
        yield {
            "province": province,
            "district": district,
            "commune": commune,
            "old_code": old_code,
            "new_commune_code": new_code or "",
            "is_default": "1" if is_default else "0",
        }


def _day(day: dt.date | None) -> str:
    return day.isoformat() if day else ""
