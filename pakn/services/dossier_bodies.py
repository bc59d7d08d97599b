"""Whose a dossier is, by its code: the prefix is the identification code of the body that took it.

Codes of provinces that were merged in 2025 stand on slips still (R18, R19); they name the old
province, whose matters are the new one's.
"""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.agency import Agency, AgencySuccession
from routing.dossier_codes import read_dossier_code


@dataclass(frozen=True)
class DossierBody:
    """The body a code names.

    Attributes:
        name: as it is or was called.
        today: who has its matters today, where that is another one and only one.
    """

    name: str
    today: str | None = None


def body_of_dossier(session: Session, text: str, on: dt.date) -> DossierBody | None:
    """The body that a dossier's code names; None where the code is not known: that is no error.

    Args:
        session: where to read.
        text: the code as typed.
        on: the day that decides which bodies exist.
    """
    code = read_dossier_code(text)
    if code is None:
        return None
    agencies = session.scalars(
        select(Agency).where(Agency.code == code.body).order_by(Agency.valid_from.desc())
    ).all()
    living = [one for one in agencies if one.valid_from <= on <= (one.valid_to or on)]
    if living:
        return DossierBody(living[0].name)
    if agencies:
        return DossierBody(agencies[0].name, _successor(session, agencies[0], on))
    return None


def _successor(session: Session, agency: Agency, on: dt.date) -> str | None:
    names = session.scalars(
        select(Agency.name)
        .join(AgencySuccession, AgencySuccession.successor_id == Agency.id)
        .where(AgencySuccession.predecessor_id == agency.id, AgencySuccession.on_date <= on)
        .distinct()
    ).all()
    return names[0] if len(names) == 1 else None
