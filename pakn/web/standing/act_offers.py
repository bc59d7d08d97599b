"""Which acts a role may try on a case now; what is not possible is not offered."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import url_for
from flask_babel import gettext

from models.casework import Case
from pakn.rules.legal_kinds import LegalKind
from pakn.rules.lifecycle import GuardRefused, NotAllowed, decide
from pakn.rules.permissions import may
from pakn.rules.states import Action, State
from pakn.services.case_facts import facts_of
from pakn.services.context import Context
from pakn.services.desk_sealing import MARKABLE_STATES
from pakn.web.standing.act_table import ACTS, DeskAct

_NOT_OF_DENUNCIATIONS = frozenset({Action.GUIDE, Action.ANSWER_QUESTION})
"""A tố cáo is transferred, not guided away (R53)."""


@dataclass(frozen=True)
class Offer:
    """An act on the case page: a link to its page."""

    title: str
    explains: str
    href: str
    key: str | None
    frequent: bool


def offers(ctx: Context, case: Case, queue: str | None) -> Sequence[Offer]:
    """The acts with pages of their own that are possible now, in the order of the screen."""
    return [
        Offer(
            title=gettext(act.title),
            explains=gettext(act.explains),
            href=url_for(f"standing.acts.{endpoint_of(act)}", case_id=case.id, queue=queue or None),
            key=act.key,
            frequent=act.frequent,
        )
        for act in ACTS
        if is_possible(ctx, case, act)
    ]


def is_possible(ctx: Context, case: Case, act: DeskAct) -> bool:
    """Whether the role may try an act on a case in its state, everything needed being given."""
    role, state = ctx.actor.role, State(case.state)
    if act.action is None:
        return may(role, act.permission) and state in MARKABLE_STATES
    if act.action in _NOT_OF_DENUNCIATIONS and case.legal_kind == LegalKind.DENUNCIATION:
        return False
    facts = facts_of(ctx, case, ground_given=True, reason_given=True)
    try:
        decide(state, act.action, role, facts)
    except (NotAllowed, GuardRefused):
        return False
    return True


def endpoint_of(act: DeskAct) -> str:
    """The name of the route of an act."""
    return act.slug.replace("-", "_")
