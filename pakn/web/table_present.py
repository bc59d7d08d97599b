"""What the pages of uploaded tables show."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from flask import url_for
from flask_babel import gettext

from models.queries.uploads import RowLine, UploadLine
from models.uploads import Upload
from pakn.labels.uploads import (
    COLUMN,
    ENCODING,
    NOTE,
    ROW_STATE,
    ROW_STATE_ANSWER,
    TABLE_PROBLEM,
    UPLOAD_STATE,
    row_error,
)
from pakn.rules.numbering import case_number
from pakn.rules.states import State
from pakn.services.context import Context
from pakn.services.council_reading import shown_state
from pakn.services.upload_access import ANSWERS, PETITIONS, require_sending
from pakn.services.upload_reading import Progress, RowSeen, UploadSeen, progress_of
from pakn.web.casefile import outcome_label, state_label
from pakn.web.formatting import date_vi, moment_vi, number_vi

_TEXT_SHOWN = 160
_BUSY = ("checking", "filing")
# family, icon of `pakn-state`
_ROW_LOOK = {
    "ready": ("moving", "check"),
    "wrong": ("attention", "edit"),
    "done": ("done", "check"),
    "known": ("ended", "undo"),
    "failed": ("attention", "alert"),
}
_UPLOAD_LOOK = {
    "checking": ("moving", "half"),
    "ready": ("waiting", "inbox"),
    "filing": ("moving", "half"),
    "done": ("done", "check"),
    "discarded": ("ended", "minus"),
    "failed": ("attention", "alert"),
}


@dataclass(frozen=True)
class StateShown:
    """A state with its look: colour never speaks alone."""

    label: str
    family: str
    icon: str


@dataclass(frozen=True)
class UploadShown:
    """A table in the list."""

    name: str
    href: str
    by: str
    moment: str
    state: StateShown
    rows: str
    wrong: str


@dataclass(frozen=True)
class ErrorShown:
    """What is wrong at a cell."""

    cell: str
    column: str
    reason: str
    mend: str


@dataclass(frozen=True)
class CaseShown:
    """The case that a row became or belongs to."""

    number: str
    href: str
    state: str
    state_label: str
    agency: str | None
    result: str | None


@dataclass(frozen=True)
class RowShown:
    """A row of a table."""

    number: int
    state: StateShown
    text: str
    facts: Sequence[tuple[str, str]]
    priority: str
    errors: Sequence[ErrorShown]
    case: CaseShown | None


@dataclass(frozen=True)
class UploadPage:
    """A table's page beside its rows.

    Attributes:
        counts: label, figure, tone and filter of each tile.
        may_send: how many rows a press of the button sends.
        again: whether they are rows that failed before.
    """

    name: str
    state: StateShown
    moment: str
    busy: bool
    progress: Mapping[str, Any]
    problem: str
    notes: Sequence[str]
    counts: Sequence[tuple[str, str, str, str]]
    may_send: int
    again: bool
    may_discard: bool
    to_mend: int
    lost: bool
    finished: str | None = field(default=None)


def upload_lines(url: Callable[..., str], lines: Sequence[UploadLine]) -> list[UploadShown]:
    """The list of tables."""
    return [
        UploadShown(
            name=line.upload.name,
            href=url("show", upload_id=line.upload.id),
            by=line.by,
            moment=moment_vi(line.upload.created_at),
            state=_upload_state(line.upload.state),
            rows=number_vi(line.upload.rows_total),
            wrong=number_vi(line.upload.rows_wrong),
        )
        for line in lines
    ]


def upload_page(ctx: Context, seen: UploadSeen) -> UploadPage:
    """A table with what can be done with it now."""
    upload, counts = seen.upload, seen.counts
    require_sending(ctx, upload.kind)
    failed = counts.get("failed", 0)
    sendable = {"ready": counts.get("ready", 0), "done": failed + counts.get("ready", 0)}
    return UploadPage(
        name=upload.name,
        state=_upload_state(upload.state),
        moment=moment_vi(upload.created_at),
        busy=upload.state in _BUSY,
        progress=progress_shown(progress_of(upload)),
        problem=_problem(upload),
        notes=_notes(upload),
        counts=_tiles(upload, counts),
        may_send=sendable.get(upload.state, 0),
        again=upload.state == "done" and failed > 0,
        may_discard=upload.state == "ready",
        to_mend=counts.get("wrong", 0) if upload.state in ("ready", "done") else 0,
        lost=upload.state in ("failed", "discarded"),
        finished=moment_vi(upload.finished_at) if upload.finished_at else None,
    )


def progress_shown(progress: Progress) -> dict[str, Any]:
    """How far a table is, also in words."""
    done, total = number_vi(progress.done), number_vi(progress.total)
    if progress.state == "checking":
        text = gettext("Đã đọc %(done)s dòng…", done=done)
    elif progress.state == "filing":
        text = gettext("Đã xử lý %(done)s trên %(total)s dòng.", done=done, total=total)
    else:
        text = gettext(UPLOAD_STATE[progress.state])
    return {
        "state": progress.state,
        "done": progress.done,
        "total": progress.total,
        "busy": progress.state in _BUSY,
        "text": text,
    }


def row_lines(kind: str, case_endpoint: str, rows: Sequence[RowSeen]) -> list[RowShown]:
    """A page of a table's rows."""
    return [_row(kind, case_endpoint, row) for row in rows]


def _row(kind: str, case_endpoint: str, row: RowSeen) -> RowShown:
    answers = kind == ANSWERS
    words = ROW_STATE_ANSWER if answers else ROW_STATE
    stored, values = row.line.row, row.values
    family, picture = _ROW_LOOK[stored.state]
    said = values.get("text" if answers else "content", "")
    names = ("document_number", "document_date", "outcome") if answers else _LIST_FACTS
    return RowShown(
        number=stored.row_no,
        state=StateShown(gettext(words[stored.state]), family, picture),
        text=said if len(said) <= _TEXT_SHOWN else f"{said[:_TEXT_SHOWN].rstrip()}…",
        facts=[(gettext(COLUMN[name]), values[name]) for name in names if values.get(name)],
        priority=values.get("priority", ""),
        errors=[_error(error) for error in stored.errors],
        case=_case(kind, case_endpoint, row) if row.line.case is not None else None,
    )


_LIST_FACTS = ("subject", "subject_detail", "wanted_agency")


def _error(error: Mapping[str, Any]) -> ErrorShown:
    reason, mend = row_error(str(error["code"]))
    column = COLUMN.get(str(error["column"]))
    return ErrorShown(
        cell=str(error["cell"]),
        column=gettext(column) if column else "",
        reason=gettext(reason) % error,
        mend=gettext(mend) if mend else "",
    )


def _case(kind: str, endpoint: str, row: RowSeen) -> CaseShown:
    line: RowLine = row.line
    assert line.case is not None
    assert line.petition is not None
    state = shown_state(line.case.state)
    released = row.released
    result = _waits(kind, row)
    if released is not None:
        result = gettext(
            "%(outcome)s (%(number)s ngày %(day)s)",
            outcome=outcome_label(released.outcome),
            number=released.document_number,
            day=date_vi(released.document_date),
        )
    return CaseShown(
        number=case_number(line.petition.received_on, line.petition.day_seq),
        href=url_for(endpoint, case_id=line.case.id),
        state=state,
        state_label=state_label(state),
        agency=line.agency if kind == PETITIONS else None,
        result=result,
    )


def _waits(kind: str, row: RowSeen) -> str | None:
    """An answer that was entered and is not out yet is a draft that somebody approves."""
    case = row.line.case
    entered = kind == ANSWERS and row.line.row.state in ("done", "known")
    if entered and case is not None and case.state == State.IN_PROGRESS:
        return str(gettext("Dự thảo đã trình duyệt"))
    return None


def _upload_state(state: str) -> StateShown:
    family, picture = _UPLOAD_LOOK[state]
    return StateShown(gettext(UPLOAD_STATE[state]), family, picture)


def _problem(upload: Upload) -> str:
    """Why the table as a whole was not taken, or was not sent to its end."""
    words = TABLE_PROBLEM.get(upload.problem)
    return gettext(words) if words else ""


def _notes(upload: Upload) -> list[str]:
    """What its sender should know of how it was read."""
    shown = []
    for note in upload.problem.split(","):
        code, _, told = note.partition(":")
        if code in NOTE:
            values = {"count": told, "name": ENCODING.get(told, told)}
            shown.append(gettext(NOTE[code]) % values)
    return shown


def _tiles(upload: Upload, counts: Mapping[str, int]) -> list[tuple[str, str, str, str]]:
    """Every figure of the table with the filter that shows its rows."""
    if upload.state in ("checking", "failed"):
        return []
    filed = gettext("Đã gửi") if upload.kind == PETITIONS else gettext("Đã nhập")
    mend = counts.get("wrong", 0) + counts.get("failed", 0)
    return [
        (gettext("Tất cả các dòng"), number_vi(sum(counts.values())), "", ""),
        (gettext("Sẵn sàng"), number_vi(counts.get("ready", 0)), "moving", "san-sang"),
        (gettext("Cần sửa"), number_vi(mend), "attention", "can-sua"),
        (filed, number_vi(counts.get("done", 0) + counts.get("known", 0)), "done", "da-gui"),
    ]
