"""Rows of an agency's table of answers: judged against the cases, entered like single answers.

Whoever approves sends; everybody else's rows become drafts that wait for approval, as on the case
page (`answer_drafts`). A row carries the version of the case that its table was made from: a case
that moved on since is not answered from an old picture of it.
"""

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from models.casework import Answer
from models.handling import AnswerDraft
from models.queries import cases
from models.uploads import UploadRow
from pakn.rules.answer_words import AnswerWords
from pakn.rules.content import ContentClass, Measure, outcomes_for
from pakn.rules.lifecycle import GuardRefused, NotAllowed
from pakn.rules.numbering import CaseNumber, InvalidCaseNumber, parse_case_number
from pakn.rules.states import Action, State
from pakn.services.agency_reading import AgencyCase, read_case
from pakn.services.agency_work import Answering, check_answer
from pakn.services.answer_drafts import may_approve, send_answer, submit_draft
from pakn.services.context import Context, InvalidInput, NotFound, NotPermitted, Refused, StaleAct
from pakn.services.import_rows import day_of
from pakn.services.upload_rows import CellError, Judged, ReadRow, opened
from routing.text import fold, normalise

NUMBER, VERSION = "number", "version"
ANSWER_COLUMNS = ("document_number", "document_date", "outcome", "measures", "text")
"""What people fill in; a row in which all of it is empty is left out."""

_SEEN = "seen"
_HEADINGS: Mapping[str, tuple[str, ...]] = {
    NUMBER: ("ma so", "ma so pakn", "number"),
    VERSION: ("phien ban", "version"),
    "document_number": (
        *("so ky hieu van ban tra loi", "so van ban tra loi", "so van ban"),
        "document number",
    ),
    "document_date": ("ngay van ban tra loi", "ngay van ban", "document date"),
    "outcome": ("ket qua xu ly", "outcome"),
    "measures": ("bien phap xu ly hanh vi", "bien phap xu ly", "measures"),
    "text": ("noi dung tra loi", "text"),
}
_COLUMN_OF = {name: column for column, names in _HEADINGS.items() for name in names}
_REMARK = re.compile(r"\([^)]*\)|\*")


@dataclass(frozen=True)
class _Typed:
    """What a row says, and a code for each cell that says nothing that can be read."""

    inputs: Answering
    errors: Mapping[str, str]


def column_of(heading: str) -> str | None:
    """The column that a heading names."""
    words = fold(normalise(_REMARK.sub(" ", heading)))
    return _COLUMN_OF.get(re.sub(r"\W+", " ", words).strip())


class AnswerRows:
    """Judges an agency's table against its cases as they are now."""

    needed = frozenset({NUMBER, "text"})

    def __init__(self, ctx: Context, words: AnswerWords) -> None:
        self._ctx = ctx
        self._words = words
        self._seen: dict[int, int] = {}

    def column_of(self, heading: str) -> str | None:
        """The column that a heading names."""
        return column_of(heading)

    def judge(self, row: ReadRow) -> Judged | None:
        """What becomes of a row; None where no answer was filled in."""
        filled = [name for name in ANSWER_COLUMNS if row.values.get(name) or name in row.problems]
        if not filled:
            return None
        if row.problems:
            return self._wrong(row, {})
        try:
            shown = self._case(row)
        except NotFound:
            return self._wrong(row, {NUMBER: "not_own_case"})
        case = shown.file.case
        if first := self._seen.get(case.id):
            twice = CellError(row.cell(NUMBER), NUMBER, "duplicate_case", {"row": first})
            return Judged(row.number, "wrong", row.values, [twice])
        self._seen[case.id] = row.number
        typed = _typed(row.values, self._words, case.id, case.version)
        if _entered(shown, typed.inputs):
            return Judged(row.number, "known", row.values, case_id=case.id)
        codes = self._codes(shown, row, typed)
        if codes:
            return self._wrong(row, codes)
        kept = {**row.values, _SEEN: str(case.version)}
        return Judged(row.number, "ready", kept, case_id=case.id)

    def _case(self, row: ReadRow) -> AgencyCase:
        """The case of the row's number, if it is the actor's; raises NotFound."""
        number = _number(row.values.get(NUMBER, ""))
        case_id = (
            cases.id_by_number(self._ctx.session, number.received_on, number.day_seq)
            if number
            else None
        )
        if case_id is None:
            raise NotFound("case of a row")
        return read_case(self._ctx, case_id)

    def _codes(self, shown: AgencyCase, row: ReadRow, typed: _Typed) -> dict[str, str]:
        standing = _standing(shown)
        if standing:
            return {NUMBER: standing}
        case = shown.file.case
        if row.values.get(VERSION, str(case.version)) != str(case.version):
            return {VERSION: "row_stale"}
        codes: dict[str, str] = {}
        try:
            check_answer(self._ctx, case, typed.inputs)
        except InvalidInput as invalid:
            codes |= invalid.errors
        codes |= typed.errors
        if typed.inputs.outcome and "outcome" not in typed.errors:
            fits = outcomes_for(ContentClass(case.content_class or "both"))
            if typed.inputs.outcome not in fits:
                codes["outcome"] = "outcome_of_other_class"
        return codes

    def _wrong(self, row: ReadRow, codes: Mapping[str, str]) -> Judged:
        return Judged(row.number, "wrong", row.values, row.errors(codes, instead=NUMBER))


def enter_answer(ctx: Context, words: AnswerWords, row: UploadRow) -> None:
    """Enter one row by the act of a single answer, within an act of whoever sent the table.

    Raises:
        Refused, NotAllowed: the case or the draft moved on since the table was checked; nothing
            of the row is stored then (`refusal_code` says which).
    """
    assert row.case_id is not None
    values = opened(ctx, row.values)
    typed = _typed(values, words, row.case_id, int(values.get(_SEEN) or 0))
    if typed.errors:
        raise InvalidInput(dict(typed.errors))
    if ctx.actor.agency_id is not None and may_approve(ctx, ctx.actor.agency_id):
        send_answer(ctx, typed.inputs)
    else:
        submit_draft(ctx, typed.inputs)
    row.state = "done"


def refusal_errors(number: int, refusal: Exception) -> list[dict[str, object]] | None:
    """What a refused row is told; None for an error that is no refusal."""
    if isinstance(refusal, InvalidInput):
        codes = refusal.errors
    elif isinstance(refusal, StaleAct | NotAllowed | GuardRefused):
        codes = {NUMBER: "row_stale_now"}
    elif isinstance(refusal, NotFound | NotPermitted | Refused):
        codes = {NUMBER: "not_own_case"}
    else:
        return None
    return [CellError(str(number), column, code).stored() for column, code in codes.items()]


def _standing(shown: AgencyCase) -> str:
    """Why the case cannot be answered now; empty when it can."""
    state = State(shown.file.case.state)
    if shown.own.role != "lead":
        return "coordinating_only"
    if state is State.FORWARDED and Action.ACCEPT in shown.acts:
        return "not_accepted_yet"
    if state is State.AWAITING_SUPPLEMENT:
        return "awaits_supplement"
    if state is not State.IN_PROGRESS:
        return "not_open_now"
    return "" if shown.inside.drafts else "draft_waits"


def _entered(shown: AgencyCase, said: Answering) -> bool:
    """Whether the very same answer stands there already, sent or waiting for approval."""
    draft = shown.inside.draft
    waiting = draft if draft is not None and draft.state == "submitted" else None
    there: Sequence[Answer | AnswerDraft | None] = [waiting]
    if State(shown.file.case.state) not in (State.IN_PROGRESS, State.AWAITING_SUPPLEMENT):
        there = shown.answers[:1]
    return any(
        one is not None
        and one.text == said.text.strip()
        and one.document_number == said.document_number.strip()
        and one.outcome == said.outcome
        for one in there
    )


def _typed(
    values: Mapping[str, str], words: AnswerWords, case_id: int, seen_version: int
) -> _Typed:
    errors: dict[str, str] = {}
    outcome = words.outcomes.get(_folded(values.get("outcome", "")), "")
    if values.get("outcome") and not outcome:
        errors["outcome"] = "unknown_outcome"
    inputs = Answering(
        case_id=case_id,
        seen_version=seen_version,
        document_number=values.get("document_number", ""),
        document_date=_day(values.get("document_date", ""), errors),
        outcome=outcome,
        text=values.get("text", ""),
        measures=_measures(values.get("measures", ""), words, errors),
    )
    return _Typed(inputs, errors)


def _measures(text: str, words: AnswerWords, errors: dict[str, str]) -> tuple[Measure, ...]:
    found = [words.measures.get(_folded(part), "") for part in re.split(r"[;\n]", text)]
    said = [part for part in re.split(r"[;\n]", text) if part.strip()]
    known = [Measure(code) for code in found if code]
    if len(known) != len(said):
        errors["measures"] = "unknown_measure"
    return tuple(dict.fromkeys(known))


def _day(text: str, errors: dict[str, str]) -> dt.date | None:
    try:
        return day_of(text) if text else None
    except ValueError:
        errors["document_date"] = "bad_date"
        return None


def _number(text: str) -> CaseNumber | None:
    try:
        return parse_case_number(text)
    except InvalidCaseNumber:
        return None


def _folded(text: str) -> str:
    return fold(normalise(text))
