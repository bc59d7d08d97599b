"""Notes and calls of the desk on a case: encrypted, never shown to the petitioner."""

from dataclasses import dataclass

from models.casework import Case
from models.handling import Note
from models.queries.notes import NoteRow, notes_of
from pakn.rules.permissions import Permission
from pakn.services.context import Context, InvalidInput, NotFound
from pakn.services.desk_inputs import REASON_MAX, checked
from pakn.services.events import Act, record

KINDS = ("note", "call_out", "call_in")


@dataclass(frozen=True)
class NoteRead:
    """A note as its readers see it; the text is None once it was erased."""

    row: NoteRow
    text: str | None


def write_note(ctx: Context, case_id: int, *, kind: str, text: str) -> Note:
    """Add a note, or the record of a call.

    It changes nothing of the case: it is never stale, and makes nobody else's decision stale; so
    its event stands in the system's chain. What was noted may name people: the event says only
    that there is a note on the case, and of which kind.

    Raises:
        InvalidInput: no text, too long, or no such kind.
        NotFound: no such case.
    """
    ctx.require(Permission.CASE_NOTE_WRITE)
    if ctx.session.get(Case, case_id) is None:
        raise NotFound(f"case {case_id}")
    errors: dict[str, str] = {}
    tidy = checked(text, "text", errors, least=1, most=REASON_MAX)
    if kind not in KINDS:
        errors["kind"] = "required"
    if errors or ctx.actor.user_id is None:
        raise InvalidInput(errors)
    note = Note(
        case_id=case_id,
        kind=kind,
        text=ctx.ports.keys.encrypt(tidy),
        made_at=ctx.now,
        made_by_id=ctx.actor.user_id,
    )
    ctx.session.add(note)
    ctx.session.flush()
    record(ctx, Act("write_note", difference={"case": case_id, "note": note.id, "kind": kind}))
    return note


def read_notes(ctx: Context, case_id: int) -> list[NoteRead]:
    """The notes of a case, newest first; for the desk only."""
    ctx.require(Permission.CASE_NOTE_WRITE)
    keys = ctx.ports.keys
    return [
        NoteRead(row, keys.decrypt(row.text) if row.text is not None else None)
        for row in notes_of(ctx.session, case_id)
    ]
