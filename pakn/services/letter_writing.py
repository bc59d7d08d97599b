"""Letters people ask for: a công văn with an annex of cases, a member's văn bản đôn đốc."""

from collections.abc import Sequence
from dataclasses import dataclass

from models.agency import Agency
from models.casework import Case
from models.queries import letters as queries
from models.queries.agencies import followed_agency_ids, followers, living_by_slug
from pakn.rules.letters import Issuer, LetterKind
from pakn.rules.permissions import Permission
from pakn.services.context import Context, InvalidInput, NotFound
from pakn.services.letter_drafts import Drafting, annex_values, urge_values, write_draft

CASES_MOST = 200


@dataclass(frozen=True)
class Choosing:
    """Cases chosen for one letter to one agency.

    Attributes:
        key: made when the form was opened; the same form sent twice drafts one letter.
        agency: slug of the addressee.
    """

    key: str
    agency: str
    case_ids: Sequence[int]


def draft_transfer(ctx: Context, inputs: Choosing) -> int:
    """Draft one công văn chuyển to an agency for several of its cases (R64).

    Args:
        ctx: the act, by the desk.
        inputs: what was chosen.

    Returns:
        the letter's id; the one drafted before when the form comes twice.

    Raises:
        InvalidInput: no such agency, nothing chosen, too many, or a case that is not open there.
    """
    ctx.require(Permission.LETTER_DRAFT_WRITE)
    agency, cases = _check(ctx, inputs)
    days = queries.answer_days(ctx.session, [case.id for case in cases], agency.id)
    return _draft_once(
        ctx,
        Drafting(
            kind=LetterKind.TRANSFER_LETTER,
            key=f"transfer:{ctx.actor.user_id}:{inputs.key}",
            agency=agency,
            case_ids=[case.id for case in cases],
            values={"cases": annex_values(ctx, cases, days)},
        ),
    )


def draft_member_urge(ctx: Context, inputs: Choosing) -> int:
    """Draft a member's văn bản đôn đốc on the own agency's letterhead (R57).

    Args:
        ctx: the act, by a member of the Task Force.
        inputs: overdue cases of an agency that the member follows today.

    Returns:
        the letter's id.

    Raises:
        InvalidInput: as `draft_transfer`; or a case is not overdue; or the member's account names
            no agency, so that there is no letterhead.
        NotFound: the member does not follow that agency today.
    """
    ctx.require(Permission.TASKFORCE_URGE_SIGN)
    if ctx.actor.agency_id is None or ctx.actor.user_id is None:
        raise InvalidInput({"agency": "no_letterhead"})
    agency, cases = _check(ctx, inputs)
    if agency.id not in followed_agency_ids(ctx.session, ctx.actor.user_id, ctx.today):
        raise NotFound(f"agency {agency.slug}")
    _require_overdue(ctx, cases)
    return _draft_once(
        ctx,
        Drafting(
            kind=LetterKind.URGE,
            key=f"urge:{ctx.actor.user_id}:{inputs.key}",
            agency=agency,
            issuer=Issuer.MEMBER,
            issuer_agency_id=ctx.actor.agency_id,
            case_ids=[case.id for case in cases],
            values=urge_values(ctx, cases, followed=False),
        ),
    )


def draft_head_urge(ctx: Context, inputs: Choosing) -> int:
    """Draft the Head's văn bản đôn đốc, in the Task Force's own series of numbers (R44, R57).

    It goes the way of every letter of the office; only the Head signs it.

    Args:
        ctx: the act, by those who direct or an assistant.
        inputs: overdue cases of one agency.

    Returns:
        the letter's id.

    Raises:
        InvalidInput: as `draft_transfer`; or a case is not overdue.
    """
    ctx.require(Permission.DIRECTION_INBOX_READ)
    agency, cases = _check(ctx, inputs)
    _require_overdue(ctx, cases)
    return _draft_once(
        ctx,
        Drafting(
            kind=LetterKind.URGE,
            key=f"head:{ctx.actor.user_id}:{inputs.key}",
            agency=agency,
            issuer=Issuer.HEAD,
            case_ids=[case.id for case in cases],
            values=urge_values(
                ctx, cases, followed=bool(followers(ctx.session, agency.id, ctx.today))
            ),
        ),
    )


def _require_overdue(ctx: Context, cases: Sequence[Case]) -> None:
    if any(case.due_on is None or case.due_on >= ctx.today for case in cases):
        raise InvalidInput({"cases": "not_overdue"})


def _draft_once(ctx: Context, what: Drafting) -> int:
    letter_id = write_draft(ctx, what)
    return letter_id if letter_id is not None else queries.id_by_key(ctx.session, what.key)


def _check(ctx: Context, inputs: Choosing) -> tuple[Agency, Sequence[Case]]:
    agency = living_by_slug(ctx.session, inputs.agency, ctx.today) if inputs.agency else None
    if agency is None:
        raise InvalidInput({"agency": "unknown_agency" if inputs.agency else "required"})
    wanted = sorted(set(inputs.case_ids))
    if not wanted or len(wanted) > CASES_MOST:
        raise InvalidInput({"cases": "required" if not wanted else "too_many_cases"})
    cases = queries.chosen(ctx.session, agency.id, wanted)
    if len(cases) != len(wanted):
        raise InvalidInput({"cases": "case_moved_on"})
    return agency, cases
