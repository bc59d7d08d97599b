"""Letters as the offices make them, and what a .docx says."""

import datetime as dt
from io import BytesIO

import docx
from sqlalchemy import select

from models.letters import Letter
from pakn.rules.states import Role
from pakn.services import letter_writing, letters
from pakn.services.letter_writing import Choosing
from pakn.services.letters import Numbering
from tests.factories.casework import Casework
from tests.factories.petitions import file_one
from tests.factories.reading import fresh


def letter_now(letter_id: int) -> Letter:
    """A letter as everybody else would see it."""
    return fresh().get_one(Letter, letter_id)


def letter_ids(kind: str) -> list[int]:
    """The letters of a kind, oldest first."""
    return list(fresh().scalars(select(Letter.id).where(Letter.kind == kind).order_by(Letter.id)))


def forwarded_case(work: Casework, agency: str = "BCA") -> int:
    """A case forwarded to an agency."""
    case_id = file_one(work.system).case_id
    work.forward(case_id, agency)
    return case_id


def transfer_letter(work: Casework, *case_ids: int, key: str = "k", agency: str = "BCA") -> int:
    """One công văn chuyển for several cases, a draft."""
    with work.system.acting(work.who(Role.TRIAGE_OFFICER)) as ctx:
        return letter_writing.draft_transfer(ctx, Choosing(key, agency, case_ids))


def take_on(work: Casework, letter_id: int, state: str, number: str = "15") -> None:
    """Bring a draft of the office to a state: approved, signed or issued."""
    steps = ("approved", "signed", "issued")
    for step in steps[: steps.index(state) + 1]:
        version = letter_now(letter_id).version
        if step == "approved":
            with work.system.acting(work.who(Role.UNIT_LEAD)) as ctx:
                letters.approve_letter(ctx, letter_id, version)
        elif step == "signed":
            with work.system.acting(work.who(Role.SIGNER)) as ctx:
                letters.sign_letter(ctx, letter_id, version)
        else:
            with work.system.acting(work.who(Role.RECORDS_CLERK)) as ctx:
                day: dt.date = ctx.today
                letters.issue_letter(ctx, Numbering(letter_id, version, number, day))


def words_of(content: bytes) -> str:
    """Everything that stands in a .docx."""
    made = docx.Document(BytesIO(content))
    return "\n".join(node.text or "" for node in made.element.body.iter() if node.text)
