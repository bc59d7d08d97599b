"""A petition as its sender follows it, in words."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import url_for
from flask_babel import gettext
from markupsafe import Markup

from pakn.labels.casework import STATE_PUBLIC
from pakn.labels.deadlines import CLOCK, explain
from pakn.rules.states import FINAL_STATES, State
from pakn.services.following import Progress, StepDone
from pakn.services.following_content import Added, OpenedCase, OwnFile, Reply
from pakn.services.one_time_codes import Recovered
from pakn.web.formatting import date_vi, moment_vi, number_vi, paragraphs, size_vi
from pakn.web.public.present import answer_rows
from pakn.web.public.words import (
    AHEAD,
    CODE_BY,
    HOLDER,
    NEXT,
    REPLY,
    STAGE_NAMES,
    STAGE_OF,
    STEP_DONE,
)

Row = dict[str, Any]


@dataclass(frozen=True)
class Followed:
    """A case as its sender follows it.

    Attributes:
        stages: the whole way in five, for the picture.
        steps: for the timeline.
        holder: who has it now, in words.
        due_text, due_level: the clock that runs, in words; None when none does.
        why: the sentences that explain the due date.
        next_text: what the state means for the sender.
        asked_until: until when an answer to a question is waited for.
        code_hint: where a one-time code would go; None where it would go nowhere.
    """

    number: str
    state: str
    state_label: str
    next_text: str | None
    holder: str | None
    stages: Sequence[Row]
    steps: Sequence[Row]
    due_text: str | None
    due_level: str
    why: Sequence[str]
    total_text: str
    asked_until: str | None
    may_add: bool
    may_withdraw: bool
    code_hint: str | None


def followed(progress: Progress, today: dt.date) -> Followed:
    """Steps and dates in words."""
    state = State(progress.state)
    ended = state in FINAL_STATES
    runs = progress.due_on is not None and not ended
    late = runs and progress.due_on is not None and progress.due_on < today
    following = NEXT.get(progress.state)
    return Followed(
        number=progress.number,
        state=progress.state,
        state_label=gettext(STATE_PUBLIC[state]),
        next_text=progress.ground_text or (gettext(following) if following else None),
        holder=_holder(progress),
        stages=_stages(progress, state, ended),
        steps=_steps(progress, state, ended),
        due_text=_due_text(progress, late) if runs else None,
        due_level="late" if late else "plain",
        why=[explain(step, gettext) for step in progress.due_explained] if runs else [],
        total_text=_total_text(progress.total_days, ended),
        asked_until=date_vi(progress.asked_until) if progress.asked_until else None,
        may_add=progress.may_add,
        may_withdraw=progress.may_withdraw,
        code_hint=gettext(CODE_BY[progress.code_channel]) if progress.code_channel else None,
    )


def _holder(progress: Progress) -> str | None:
    """Who has to do the next step."""
    kind = HOLDER.get(progress.state)
    if kind == "agency":
        return progress.agency
    if kind == "sender":
        return str(gettext("Anh/chị: cần trả lời câu hỏi"))
    return progress.desk if kind == "desk" else None


def _stages(progress: Progress, state: State, ended: bool) -> list[Row]:
    """The five stages; a case that ended early shows how, and nothing lies ahead of it."""
    names = [str(gettext(name)) for name in STAGE_NAMES]
    if state is State.CLOSED:
        return [{"label": name, "done": True} for name in names]
    if ended:
        return [
            {"label": names[0], "done": True},
            {"label": str(gettext(STATE_PUBLIC[state])), "done": True},
        ]
    now = STAGE_OF[progress.state]
    if progress.state == "awaiting_supplement" and progress.agency:
        now = STAGE_OF["in_progress"]
    return [
        {"label": name, "done": number < now, "current": number == now}
        for number, name in enumerate(names)
    ]


def _steps(progress: Progress, state: State, ended: bool) -> list[Row]:
    done = [_done(step) for step in progress.steps]
    if ended:
        return done
    now: Row = {"label": gettext(STATE_PUBLIC[state]), "current": True}
    ahead = [{"label": gettext(label)} for label in AHEAD.get(progress.state, ())]
    return [*done, now, *ahead]


def _done(step: StepDone) -> Row:
    return {
        "label": gettext(STEP_DONE[step.action]),
        "date": moment_vi(step.at),
        "detail": step.agency,
        "done": True,
    }


def _due_text(progress: Progress, late: bool) -> str:
    name = gettext(CLOCK.get(progress.clock or "", CLOCK["answer"]))
    day = date_vi(progress.due_on)
    if late:
        return str(gettext("%(clock)s: %(day)s, đã quá hạn", clock=name, day=day))
    return str(gettext("%(clock)s: %(day)s", clock=name, day=day))


def _total_text(days: int, ended: bool) -> str:
    if ended:
        return str(gettext("%(days)s ngày từ khi gửi đến khi kết thúc", days=number_vi(days)))
    if days == 0:
        return str(gettext("Gửi hôm nay"))
    return str(gettext("Đã %(days)s ngày kể từ khi gửi", days=number_vi(days)))


@dataclass(frozen=True)
class FileLine:
    """A file the petitioner sent."""

    name: str
    size: str
    href: str


@dataclass(frozen=True)
class AddedShown:
    """Facts that came after sending."""

    title: str
    text: Markup | None
    files: Sequence[FileLine]


@dataclass(frozen=True)
class ReplyShown:
    """What the standing body told the petitioner."""

    title: str
    at: str
    text: Markup | None
    ground: str | None


@dataclass(frozen=True)
class Opened:
    """Content and answer, opened by a proof."""

    title: str
    content: Markup
    proposal: Markup | None
    files: Sequence[FileLine]
    added: Sequence[AddedShown]
    question: Markup | None
    question_due: str | None
    replies: Sequence[ReplyShown]
    answer: Markup | None
    answer_rows: Sequence[Row]
    public_href: str | None


def opened(case: OpenedCase) -> Opened:
    """What number, secret and proof open, in words."""
    return Opened(
        title=case.title,
        content=paragraphs(case.content),
        proposal=paragraphs(case.proposal) if case.proposal else None,
        files=_files(case.files),
        added=[_added(row) for row in case.added],
        question=paragraphs(case.question) if case.question else None,
        question_due=date_vi(case.question_due) if case.question_due else None,
        replies=[_reply(row) for row in case.replies],
        answer=paragraphs(case.answer) if case.answer else None,
        answer_rows=answer_rows(case.answer_document, case.answer_date, case.outcome),
        public_href=(
            url_for("public.one_result", publication_id=case.public_id) if case.public_id else None
        ),
    )


def _files(files: Sequence[OwnFile]) -> list[FileLine]:
    return [
        FileLine(
            name=file.name,
            size=size_vi(file.size),
            href=url_for("adding.download", file_id=file.file_id),
        )
        for file in files
    ]


def _added(row: Added) -> AddedShown:
    words = gettext("Trả lời câu hỏi") if row.answers else gettext("Thông tin thêm")
    return AddedShown(
        title=gettext("%(what)s, %(moment)s", what=words, moment=moment_vi(row.at)),
        text=paragraphs(row.text) if row.text else None,
        files=_files(row.files),
    )


def _reply(row: Reply) -> ReplyShown:
    return ReplyShown(
        title=gettext(REPLY.get(row.action, REPLY["guide"])),
        at=moment_vi(row.at),
        text=paragraphs(row.text) if row.text else None,
        ground=row.ground_text,
    )


@dataclass(frozen=True)
class RecoveredLine:
    """One petition whose secret was lost."""

    number: str
    secret: str
    received_on: str
    state: str
    state_label: str


def recovered_line(row: Recovered) -> RecoveredLine:
    """A petition with its secret, in words."""
    return RecoveredLine(
        number=row.number,
        secret=row.secret,
        received_on=date_vi(row.received_on),
        state=row.state,
        state_label=gettext(STATE_PUBLIC[State(row.state)]),
    )
