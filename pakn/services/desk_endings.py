"""How a case ends at the desk: not accepted, guided, answered, filed, transferred, withdrawn.

Each act tells the petitioner its own words through a `CaseReply`; the message that something
changed goes out with the change of state itself.
"""

from dataclasses import dataclass

from sqlalchemy import update

from models.agency import Agency
from models.casework import Assignment, Case
from models.queries.agencies import living_by_slug
from pakn.rules.legal_kinds import LegalKind
from pakn.rules.states import Action
from pakn.services.case_facts import facts_of
from pakn.services.context import Context
from pakn.services.counts import count
from pakn.services.desk_inputs import (
    REASON_MAX,
    REASON_MIN,
    REPLY_MAX,
    REPLY_MIN,
    Decided,
    checked,
    chosen_ground,
    reason_given,
    refuse,
    reply,
)
from pakn.services.transition import Move, lock_case, move


@dataclass(frozen=True)
class Transferring:
    """A tố cáo on its way to the body that is competent for it.

    Attributes:
        agency: slug of the competent body.
        words: what the accuser is told.
    """

    case_id: int
    seen_version: int
    agency: str
    words: str


def not_accept(ctx: Context, decided: Decided) -> None:
    """Do not accept a petition, on a ground of the table (NĐ 20/2008 Đ7, R2).

    Args:
        ctx: the act, by a triage officer or the unit's lead.
        decided: the ground; `words` of the officer's own are optional.

    Raises:
        InvalidInput: no ground in use, or words too long.
        StaleAct: somebody acted on the case meanwhile.
        NotAllowed: not from this state, or not by this role.
    """
    case = lock_case(ctx, decided.case_id, seen_version=decided.seen_version)
    errors: dict[str, str] = {}
    ground = chosen_ground(ctx, decided.ground, "refusal", errors)
    words = checked(decided.words, "words", errors, least=1, most=REPLY_MAX, optional=True)
    refuse(errors)
    assert ground is not None
    move(
        ctx,
        case,
        Move(
            action=Action.NOT_ACCEPT,
            facts=facts_of(ctx, case, ground_given=True),
            ground=ground.slug,
            difference={"ground": ground.slug},
            private={"words": words} if words else {},
        ),
    )
    if words:
        reply(ctx, case, Action.NOT_ACCEPT.value, words, ground=ground)
    count(ctx, "not_accepted")


def guide(ctx: Context, decided: Decided) -> None:
    """Tell the petitioner where this has to be sent instead (R12).

    Args:
        ctx: the act, by a triage officer.
        decided: a guidance of the table; `words` of the officer's own are optional.

    Raises:
        InvalidInput: no guidance in use, or words too long.
    """
    case = lock_case(ctx, decided.case_id, seen_version=decided.seen_version)
    errors: dict[str, str] = {}
    ground = chosen_ground(ctx, decided.ground, "guidance", errors)
    words = checked(decided.words, "words", errors, least=1, most=REPLY_MAX, optional=True)
    refuse(errors)
    assert ground is not None
    move(
        ctx,
        case,
        Move(
            action=Action.GUIDE,
            facts=facts_of(ctx, case),
            difference={"guidance": ground.slug},
            private={"words": words} if words else {},
        ),
    )
    told = "\n\n".join(part for part in (ground.public_text, words) if part)
    reply(ctx, case, Action.GUIDE.value, told, ground=ground)
    count(ctx, "guided")


def answer_question(ctx: Context, decided: Decided) -> None:
    """Answer what was only a question; `words` is the answer.

    Raises:
        InvalidInput: no answer, too short or too long.
    """
    case = lock_case(ctx, decided.case_id, seen_version=decided.seen_version)
    errors: dict[str, str] = {}
    answer = checked(decided.words, "words", errors, least=REPLY_MIN, most=REPLY_MAX)
    refuse(errors)
    move(
        ctx,
        case,
        Move(
            action=Action.ANSWER_QUESTION,
            facts=facts_of(ctx, case),
            private={"words": answer},
        ),
    )
    case.legal_kind = LegalKind.QUESTION.value
    reply(ctx, case, Action.ANSWER_QUESTION.value, answer)
    count(ctx, "question_answered")


def file_without_handling(ctx: Context, decided: Decided) -> None:
    """File a petition without handling it, on a ground, with a reason for the file.

    The petitioner reads the ground's own text; the reason stays in the file.

    Raises:
        InvalidInput: no ground in use, or no reason.
    """
    case = lock_case(ctx, decided.case_id, seen_version=decided.seen_version)
    errors: dict[str, str] = {}
    ground = chosen_ground(ctx, decided.ground, "refusal", errors)
    reason = checked(decided.reason, "reason", errors, least=REASON_MIN, most=REASON_MAX)
    refuse(errors)
    assert ground is not None
    move(
        ctx,
        case,
        Move(
            action=Action.FILE_WITHOUT_HANDLING,
            facts=facts_of(ctx, case, ground_given=True, reason_given=True),
            difference={"ground": ground.slug},
            private={"reason": reason},
        ),
    )
    reply(ctx, case, Action.FILE_WITHOUT_HANDLING.value, ground.public_text, ground=ground)
    count(ctx, "filed_without_handling")


def withdraw_at_desk(ctx: Context, decided: Decided) -> None:
    """Record a petitioner's written request to withdraw; `reason` says how it came.

    Raises:
        InvalidInput: nothing says how the request came.
    """
    case = lock_case(ctx, decided.case_id, seen_version=decided.seen_version)
    reason = reason_given(decided)
    here = case.round
    move(
        ctx,
        case,
        Move(
            action=Action.WITHDRAW,
            facts=facts_of(ctx, case, reason_given=True),
            agency_id=case.lead_agency_id,
            private={"reason": reason},
        ),
    )
    take_back(ctx, case, here)
    count(ctx, "withdrawn")


def transfer_denunciation(ctx: Context, inputs: Transferring) -> None:
    """Transfer a tố cáo to the competent body and tell the accuser (R53).

    What leaves the house names nobody (R12): the event holds the body, not the text.

    Raises:
        InvalidInput: no living agency of that name, or no words for the accuser.
        GuardRefused: the case is not marked as a tố cáo.
    """
    case = lock_case(ctx, inputs.case_id, seen_version=inputs.seen_version)
    errors: dict[str, str] = {}
    agency = living_by_slug(ctx.session, inputs.agency, ctx.today) if inputs.agency else None
    if agency is None:
        errors["agency"] = "unknown_agency" if inputs.agency else "required"
    words = checked(inputs.words, "words", errors, least=REPLY_MIN, most=REPLY_MAX)
    refuse(errors)
    assert agency is not None
    _transfer(ctx, case, agency)
    reply(ctx, case, Action.TRANSFER_DENUNCIATION.value, words)
    count(ctx, "transferred_denunciation")


def take_back(ctx: Context, case: Case, round_no: int) -> None:
    """What agencies still hold of a round is not theirs any more."""
    ctx.session.execute(
        update(Assignment)
        .where(
            Assignment.case_id == case.id,
            Assignment.round == round_no,
            Assignment.state.in_(("sent", "accepted")),
        )
        .values(state="recalled")
    )


def _transfer(ctx: Context, case: Case, agency: Agency) -> None:
    move(
        ctx,
        case,
        Move(
            action=Action.TRANSFER_DENUNCIATION,
            facts=facts_of(ctx, case),
            agency_id=agency.id,
            difference={"competent": agency.slug},
        ),
    )
