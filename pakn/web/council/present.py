"""What an association's pages show."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import url_for
from flask_babel import gettext

from models.casework import Publication
from models.queries.people import body_name
from pakn.rules.numbering import case_number
from pakn.rules.states import FINAL_STATES, State
from pakn.services.context import Context
from pakn.services.council_reading import OwnCase, OwnCases
from pakn.web.casefile import (
    AnswerShown,
    PetitionShown,
    StepShown,
    answers_shown,
    outcome_label,
    petition_shown,
    state_label,
    steps_shown,
)
from pakn.web.formatting import date_vi


@dataclass(frozen=True)
class Line:
    """One petition of the association."""

    number: str
    title: str
    href: str
    received_on: str
    state: str
    state_label: str
    agency: str | None
    result: str | None


@dataclass(frozen=True)
class CasePage:
    """One petition with its steps and, once released, its answer."""

    petition: PetitionShown
    state: str
    state_label: str
    agency: str | None
    steps: Sequence[StepShown]
    answers: Sequence[AnswerShown]


def organisation(ctx: Context) -> str | None:
    """The name of the actor's association."""
    return body_name(ctx.session, agency_id=None, organisation_id=ctx.actor.organisation_id)


def lines(own: OwnCases) -> list[Line]:
    """The list."""
    return [
        Line(
            number=case_number(row.received_on, row.day_seq),
            title=row.title,
            href=url_for("council.case", case_id=row.case_id),
            received_on=date_vi(row.received_on),
            state=row.state,
            state_label=state_label(row.state),
            agency=row.lead_agency,
            result=_result(own.released.get(row.case_id)),
        )
        for row in own.page.rows
    ]


def case_page(own: OwnCase) -> CasePage:
    """One petition."""
    words = state_label(own.state)
    ended = State(own.state) in FINAL_STATES
    lead = own.file.case.lead_agency
    return CasePage(
        petition=petition_shown(own.file, masked=False),
        state=own.state,
        state_label=words,
        agency=lead.name if lead else None,
        steps=steps_shown(own.file.events, current=None if ended else words),
        answers=answers_shown([own.answer]) if own.answer else (),
    )


def _result(released: Publication | None) -> str | None:
    if released is None:
        return None
    return str(
        gettext(
            "%(outcome)s (%(number)s ngày %(day)s)",
            outcome=outcome_label(released.outcome),
            number=released.document_number,
            day=date_vi(released.document_date),
        )
    )
