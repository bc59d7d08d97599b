"""What the desk has around a case: acts, notes, questions, who has it open, who is copied."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext

from models.agency import Agency
from models.people import User
from models.queries.agencies import followers_of_all
from models.queries.casefile import CaseFile
from models.queries.notes import additions_of, copies_of, replies_of, supplements_of
from pakn.labels.casework import EVENT
from pakn.rules.permissions import Permission, may
from pakn.rules.privacy import mask_contacts
from pakn.services.context import Context
from pakn.services.notes import KINDS, read_notes
from pakn.services.presence import open_beside
from pakn.web.formatting import date_vi, moment_vi
from pakn.web.forms import PaknForm
from pakn.web.standing.act_forms import NoteForm
from pakn.web.standing.act_offers import offers
from pakn.web.standing.casefiles import DENUNCIATION
from pakn.web.standing.queueing import next_address, place_of
from pakn.web.standing.words import NOTE_KIND, WARNING


@dataclass(frozen=True)
class Entry:
    """A text with its head: a note, a question, an addition, a reply."""

    head: str
    text: str


def desk_values(
    ctx: Context, file: CaseFile, queue: str | None, typed: PaknForm | None
) -> dict[str, Any]:
    """What the case page shows for the desk; a constant number of statements.

    Args:
        ctx: for the role and the day.
        file: read already, and open to this role.
        queue: the list that is worked through; None for a case that stands alone.
        typed: a form that was sent and refused.
    """
    case = file.case
    writes = may(ctx.actor.role, Permission.CASE_NOTE_WRITE)
    return {
        "queue": queue,
        "offers": offers(ctx, case, queue),
        "next_case_url": next_address(ctx, queue, place_of(case)),
        "others": open_beside(ctx, case.id),
        "notes": _notes(ctx, case.id) if writes else (),
        "note_form": _note_form(typed, queue) if writes else None,
        "exchange": _exchange(ctx, file),
        "replies": _replies(ctx, file),
        "copies": [
            gettext("%(name)s, %(day)s", name=name, day=date_vi(at))
            for name, at in copies_of(ctx.session, case.id)
        ],
    }


def copies_before(ctx: Context, agencies: Sequence[Agency]) -> Mapping[str, str]:
    """Who would get a copy of a forwarding today, by the slug of the agency chosen (R25)."""
    known = followers_of_all(ctx.session, ctx.today)
    return {one.slug: _copy_words(one, known.get(one.id, ())) for one in agencies}


def _copy_words(agency: Agency, watching: Sequence[User]) -> str:
    if not watching:
        return str(gettext(WARNING["nobody_follows"]))
    names = ", ".join(user.display_name for user in watching)
    said = gettext("Bản sao gửi thành viên Tổ công tác theo dõi: %(names)s.", names=names)
    if any(user.agency_id == agency.id for user in watching):
        return f"{said} {gettext(WARNING['follower_leads_addressee'])}"
    return str(said)


def _notes(ctx: Context, case_id: int) -> list[Entry]:
    return [
        Entry(
            head=f"{gettext(NOTE_KIND[one.row.kind])} · {one.row.author}, "
            f"{moment_vi(one.row.made_at)}",
            text=one.text if one.text is not None else gettext("(đã xóa theo thời hạn lưu)"),
        )
        for one in read_notes(ctx, case_id)
    ]


def _note_form(typed: PaknForm | None, queue: str | None) -> NoteForm:
    form = typed if isinstance(typed, NoteForm) else NoteForm(formdata=None)
    form.kind.choices = [(kind, gettext(NOTE_KIND[kind])) for kind in KINDS]
    if form is not typed:
        form.kind.data, form.queue.data = KINDS[0], queue or ""
    return form


def _exchange(ctx: Context, file: CaseFile) -> list[Entry]:
    """Questions to the petitioner and what was added, in the order of time."""
    sealed = file.case.legal_kind == DENUNCIATION
    dated = [
        *(
            (
                one.asked_at,
                gettext(
                    "Yêu cầu bổ sung %(moment)s, hạn %(day)s",
                    moment=moment_vi(one.asked_at),
                    day=date_vi(one.due_on),
                ),
                one.question,
            )
            for one in supplements_of(ctx.session, file.case.id)
        ),
        *(
            (
                one.added_at,
                gettext("Người gửi bổ sung %(moment)s", moment=moment_vi(one.added_at)),
                mask_contacts(one.text)[0] if sealed else one.text,
            )
            for one in additions_of(ctx.session, file.case.id)
        ),
    ]
    return [Entry(head, text) for _, head, text in sorted(dated, key=lambda one: one[0])]


def _replies(ctx: Context, file: CaseFile) -> list[Entry]:
    """What the desk told the petitioner."""
    return [
        Entry(f"{gettext(EVENT[one.action])} · {moment_vi(one.made_at)}", one.text)
        for one in replies_of(ctx.session, file.case.id)
    ]
