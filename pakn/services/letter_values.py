"""What a letter says: its stored figures, and what is read anew each time somebody looks."""

import datetime as dt
from typing import Any

from models.casework import Answer, Case
from models.letters import Letter
from models.queries import letters as queries
from models.queries.letters import LetterFile
from pakn.rules.content import ContentClass
from pakn.rules.letters import Issuer, LetterKind, LetterState
from pakn.rules.privacy import mask_contacts
from pakn.services.clocks import setting
from pakn.services.context import Context
from pakn.services.letter_frames import Signed, frame
from pakn.services.receipts import petition_number


def letter_values(ctx: Context, file: LetterFile) -> dict[str, Any]:
    """The values of a letter's template.

    Args:
        ctx: reading.
        file: the letter as it is stored.
    """
    letter = file.letter
    kind, issuer = LetterKind(letter.kind), Issuer(letter.issuer)
    on = letter.issued_on or ctx.today
    shared = {
        "frame": frame(ctx, kind, issuer, agency=file.issuer_agency, signed=_signed(file)),
        "body": [part for part in letter.body.split("\n\n") if part.strip()],
        "agency": file.agency.name if file.agency else "",
        "basis": setting(ctx, "letter_basis", on),
        "portal": setting(ctx, "portal_name", on),
        "recipients": letter.values.get("recipients", []),
    }
    return shared | _OWN[kind](ctx, letter)


def title_for(case: Case) -> str:
    """The title of a case as a letter may print it; "" where it could tell who wrote it.

    Of conduct, of a denunciation and where the sender asked not to be known, nothing of what was
    written leaves on paper: it is read on the system by those who may (R12, R54).
    """
    petition = case.petition
    guarded = (
        petition.hide_identity
        or case.legal_kind != "pakn"
        or case.content_class != ContentClass.REGULATION
        or case.state == "quarantined"
    )
    return "" if guarded else mask_contacts(petition.title)[0]


def _signed(file: LetterFile) -> Signed:
    letter = file.letter
    done = letter.state in {LetterState.SIGNED, LetterState.ISSUED}
    signer = file.names.get(letter.signed_by_id or 0, "") if done else ""
    return Signed(letter.number or "", letter.issued_on, signer)


def _slip(ctx: Context, letter: Letter) -> dict[str, Any]:
    (case,) = queries.annexed(ctx.session, letter)
    round_no = int(letter.values["round"])
    given = queries.assignment(ctx.session, case.id, round_no, letter.agency_id or 0)
    helping = given is not None and given.role == "coordinating"
    others = queries.coordinating_names(ctx.session, case.id, round_no)
    return {
        **_case(case),
        "answer_due": (given.due_on if given else case.received_on).isoformat(),
        "instruction": given.instruction if given else "",
        "conduct": case.content_class == ContentClass.CONDUCT,
        "helping": helping,
        "coordinating": [] if helping else list(others),
        "recipients": [] if helping else list(others),
    }


def _transfer(ctx: Context, letter: Letter) -> dict[str, Any]:
    return {"cases": _annex(ctx, letter)}


def _urge(ctx: Context, letter: Letter) -> dict[str, Any]:
    return {
        "cases": _annex(ctx, letter),
        "on": letter.values["on"],
        "reply_by": letter.values["reply_by"],
        "issuer": letter.issuer,
        "followed": bool(letter.values.get("followed")),
        "taskforce": setting(ctx, "head_body_name", dt.date.fromisoformat(letter.values["on"])),
    }


def _annex(ctx: Context, letter: Letter) -> list[dict[str, Any]]:
    """The cases of the annex; the days are those of when it was drafted."""
    kept = letter.values.get("cases", {})
    return [
        {**_case(case), "due_on": "", "late": 0, **kept.get(str(case.id), {})}
        for case in queries.annexed(ctx.session, letter)
    ]


def _reply(ctx: Context, letter: Letter) -> dict[str, Any]:
    (case,) = queries.annexed(ctx.session, letter)
    answer = ctx.session.get_one(Answer, int(letter.values["answer"]))
    return {
        **_case(case),
        "document_number": answer.document_number,
        "document_date": answer.document_date.isoformat(),
        "answer": [part for part in answer.text.split("\n") if part.strip()],
    }


def _report(_ctx: Context, letter: Letter) -> dict[str, Any]:
    return dict(letter.values)


def _case(case: Case) -> dict[str, Any]:
    return {
        "number": petition_number(case.petition),
        "received_on": case.received_on.isoformat(),
        "title": title_for(case),
    }


_OWN = {
    LetterKind.TRANSFER_SLIP: _slip,
    LetterKind.TRANSFER_LETTER: _transfer,
    LetterKind.URGE: _urge,
    LetterKind.REPLY_NOTICE: _reply,
    LetterKind.REPORT: _report,
}
