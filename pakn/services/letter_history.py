"""The history of a letter: its acts stand in the system's own chain of events."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from models.letters import Letter, LetterEvent
from models.queries import letters as queries
from models.queries.letters import LetterFile
from pakn.services.context import Context
from pakn.services.events import Act, record


@dataclass(frozen=True)
class LetterStep:
    """One act on a letter.

    Attributes:
        role: in which it was done; None where the letter came with another act.
        user_id, name: of who did it; None for the system itself.
        reason: of taking the letter back; "" where there is none, or it was erased.
    """

    action: str
    role: str | None
    user_id: int | None
    name: str | None
    moment: dt.datetime
    reason: str


def note_act(ctx: Context, letter_id: int, act: Act) -> None:
    """Record an act on a letter, and where its event stands."""
    link = record(ctx, act)
    ctx.session.add(LetterEvent(letter_id=letter_id, seq=link.seq))


def letter_steps(ctx: Context, file: LetterFile) -> Sequence[LetterStep]:
    """Who did what with a letter and when, oldest first.

    A phiếu chuyển is drafted by the forward itself: its first step comes from the letter.
    """
    rows = queries.history(ctx.session, file.letter.id)
    steps = [
        LetterStep(
            row.action,
            row.role,
            row.user_id,
            row.name,
            row.moment,
            ctx.ports.keys.decrypt(row.reason) if row.reason else "",
        )
        for row in rows
    ]
    if not steps or steps[0].action != "draft_letter":
        steps.insert(0, _drafted(file.letter, file.names))
    return steps


def _drafted(letter: Letter, names: dict[int, str]) -> LetterStep:
    author = letter.created_by_id
    name = names.get(author or 0)
    return LetterStep("draft_letter", None, author, name, letter.created_at, "")
