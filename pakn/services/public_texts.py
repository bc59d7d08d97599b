"""Writing a publication: its text, its place in the public index, and what it was before."""

from models.casework import Case, Publication
from models.publishing import PublicationChange
from pakn.rules.local_time import local_date
from pakn.rules.public_marks import agency_mark, class_mark, year_mark
from pakn.services.checked_text import CheckedText
from pakn.services.context import Context
from pakn.services.receipts import petition_number
from pakn.services.searching import index_publication


def write_text(ctx: Context, case: Case, publication: Publication, text: CheckedText) -> None:
    """Put a checked text into a publication and into the public index."""
    publication.title, publication.question = text.title.strip(), text.question.strip()
    publication.answer = text.answer.strip()
    ctx.session.add(publication)
    ctx.session.flush()
    number = petition_number(case.petition)
    words = "\n".join((number, publication.title, publication.question, publication.answer))
    marks = [
        agency_mark(publication.agency_id),
        year_mark(local_date(publication.published_at).year),
    ]
    if case.content_class:
        marks.append(class_mark(case.content_class))
    index_publication(ctx, case, words, marks)


def keep_earlier(
    ctx: Context, publication: Publication, kind: str, *, reason: str, public_note: str = ""
) -> None:
    """Keep what a publication was until now; only the audit reads it.

    Args:
        ctx: the act.
        publication: before it is changed.
        kind: `correction`, `removal` or `restoration`.
        reason: why, for the staff.
        public_note: what readers see beside the new text.
    """
    assert ctx.actor.user_id is not None
    ctx.session.add(
        PublicationChange(
            publication_id=publication.id,
            kind=kind,
            made_at=ctx.now,
            made_by_id=ctx.actor.user_id,
            public_note=public_note,
            reason=reason,
            before={
                "title": publication.title,
                "question": publication.question,
                "answer": publication.answer,
                "agency_id": publication.agency_id,
                "document_number": publication.document_number,
                "document_date": publication.document_date.isoformat(),
                "outcome": publication.outcome,
                "published_on": publication.published_on.isoformat(),
                "public": publication.withdrawn_at is None,
            },
        )
    )
