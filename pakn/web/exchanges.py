"""What was asked of a petitioner and what they added, for those who work on the case."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext

from models.handling import Supplement
from models.queries.additions import AdditionRow, additions_of, questions_of
from pakn.rules.privacy import mask_contacts
from pakn.services.context import Context
from pakn.web.formatting import date_vi, moment_vi


@dataclass(frozen=True)
class ExchangeShown:
    """A question, or what came: contacts in the text are covered (R36).

    Attributes:
        note: what became of a question, or the names of the files that came.
    """

    title: str
    at: str
    text: str
    note: str | None


def exchanges_shown(ctx: Context, case_id: int) -> Sequence[ExchangeShown]:
    """Questions and additions of a case in the order in which they came."""
    rows: list[tuple[dt.datetime, int, ExchangeShown]] = [
        *((row.asked_at, 0, _question(row)) for row in questions_of(ctx.session, case_id)),
        *((row.addition.added_at, 1, _added(row)) for row in additions_of(ctx.session, case_id)),
    ]
    return [shown for _, _, shown in sorted(rows, key=lambda row: row[:2])]


def _question(row: Supplement) -> ExchangeShown:
    if row.answered_at is not None:
        note = gettext("Đã trả lời lúc %(moment)s", moment=moment_vi(row.answered_at))
    elif row.lapsed_at is not None:
        note = gettext("Hết hạn mà chưa trả lời")
    else:
        note = gettext("Hạn trả lời: %(day)s", day=date_vi(row.due_on))
    return ExchangeShown(
        gettext("Yêu cầu bổ sung"), moment_vi(row.asked_at), mask_contacts(row.question)[0], note
    )


def _added(row: AdditionRow) -> ExchangeShown:
    answers = row.addition.supplement_id is not None
    names = ", ".join(file.name for file in row.files)
    return ExchangeShown(
        gettext("Người gửi trả lời") if answers else gettext("Người gửi thêm thông tin"),
        moment_vi(row.addition.added_at),
        mask_contacts(row.addition.text)[0],
        gettext("Kèm: %(names)s", names=mask_contacts(names)[0]) if names else None,
    )
