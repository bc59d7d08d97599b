"""What a petitioner reads once they proved who they are: content, questions, replies, files."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from models.casework import Answer, Case, Publication
from models.handling import CaseReply
from models.queries.additions import additions_of
from models.reference import Ground
from pakn.rules.states import State
from pakn.services.case_files import OpenedFile, petitioner_files, read_petition_file
from pakn.services.context import Context
from pakn.services.following import case_of, find_petition, prove
from pakn.services.supplementing import open_question


@dataclass(frozen=True)
class OwnFile:
    """A file the petitioner sent."""

    file_id: int
    name: str
    size: int


@dataclass(frozen=True)
class Added:
    """Facts that came after the petition was sent.

    Attributes:
        answers: whether they answer a question.
    """

    at: dt.datetime
    text: str
    answers: bool
    files: Sequence[OwnFile]


@dataclass(frozen=True)
class Reply:
    """What the standing body itself told the petitioner, and the ground's words beside it."""

    action: str
    at: dt.datetime
    text: str
    ground_text: str | None


@dataclass(frozen=True)
class OpenedCase:
    """Content and answer: what also a proof of the contact on file opens.

    Attributes:
        question: what the petitioner is asked now, with its limit; None when nothing is.
    """

    title: str
    content: str
    proposal: str
    files: Sequence[OwnFile]
    added: Sequence[Added]
    question: str | None
    question_due: dt.date | None
    replies: Sequence[Reply]
    answer: str | None
    answer_document: str | None
    answer_date: dt.date | None
    outcome: str | None
    public_id: int | None


def open_content(ctx: Context, number: str, secret: str, proof: str) -> OpenedCase:
    """Content and answer, for whoever also knows the phone's last digits or the e-mail on file.

    Raises:
        NotFound: the three do not belong together.
    """
    prove(ctx, number, secret, proof)
    return read_content(ctx, number, secret)


def read_content(ctx: Context, number: str, secret: str) -> OpenedCase:
    """The same for whoever proved it a moment ago; the caller remembers that they did.

    Raises:
        NotFound: number and secret do not belong together.
    """
    petition = find_petition(ctx, number, secret)
    case = case_of(ctx, petition)
    answer = _released_answer(ctx, case)
    question = open_question(ctx, case)
    public = ctx.session.scalar(
        select(Publication.id).where(
            Publication.case_id == case.id, Publication.withdrawn_at.is_(None)
        )
    )
    return OpenedCase(
        title=petition.title,
        content=petition.content,
        proposal=petition.proposal,
        files=_petition_files(ctx, case),
        added=_added(ctx, case),
        question=question.question if question else None,
        question_due=question.due_on if question else None,
        replies=_replies(ctx, case),
        answer=answer.text if answer else None,
        answer_document=answer.document_number if answer else None,
        answer_date=answer.document_date if answer else None,
        outcome=answer.outcome if answer else None,
        public_id=public,
    )


def own_file(ctx: Context, number: str, secret: str, file_id: int) -> OpenedFile:
    """A file of one's own petition or additions, for whoever proved who they are a moment ago.

    Raises:
        NotFound: number and secret do not belong together, or the file is not of this petition.
    """
    case = case_of(ctx, find_petition(ctx, number, secret))
    return read_petition_file(ctx, case.id, file_id)


def _petition_files(ctx: Context, case: Case) -> list[OwnFile]:
    """What came with the petition; what came later stands with the text it came with."""
    return [
        OwnFile(row.file_id, row.name, row.size)
        for row in petitioner_files(ctx, case.id)
        if row.source == "petition"
    ]


def _added(ctx: Context, case: Case) -> list[Added]:
    return [
        Added(
            row.addition.added_at,
            row.addition.text,
            row.addition.supplement_id is not None,
            [OwnFile(file.file_id, file.name, file.size) for file in row.files],
        )
        for row in additions_of(ctx.session, case.id)
    ]


def _replies(ctx: Context, case: Case) -> list[Reply]:
    rows = ctx.session.execute(
        select(CaseReply, Ground.public_text)
        .outerjoin(Ground, Ground.slug == CaseReply.ground)
        .where(CaseReply.case_id == case.id)
        .order_by(CaseReply.id)
    )
    return [Reply(reply.action, reply.made_at, reply.text, ground) for reply, ground in rows]


def _released_answer(ctx: Context, case: Case) -> Answer | None:
    if case.state != State.CLOSED:
        return None
    return ctx.session.scalar(
        select(Answer)
        .where(Answer.case_id == case.id)
        .order_by(Answer.round.desc(), Answer.version.desc())
        .limit(1)
    )
