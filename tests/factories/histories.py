"""Random but possible histories: cases that walk through the table of transitions over months.

The walk goes through `open_case` and `move`, the only writers of states and events, so what is
stored is what real acts store; the guards' facts are simply given.
"""

import datetime as dt
import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import select

from models.agency import Agency
from models.casework import Case
from models.reference import Ground
from pakn.composition import System
from pakn.rules.deadlines import Due
from pakn.rules.guards import CaseFacts
from pakn.rules.lifecycle import GuardRefused
from pakn.rules.report_figures import CHANNELS
from pakn.rules.states import FINAL_STATES, Action, Level, Role, State
from pakn.rules.transitions import TRANSITIONS, Transition
from pakn.services.context import PETITIONER, Actor, Context
from pakn.services.filing import file_petition
from pakn.services.transition import Move, move
from tests.factories.petitions import filing

_NEVER = frozenset({Action.SPLIT, Action.CLOSE_JOINED})  # parts are not counted, so none are made
_TO_AGENCY = frozenset({Action.FORWARD, Action.DIRECT_FORWARD, Action.DECIDE_JURISDICTION})
_WITH_AGENCY = frozenset({State.FORWARDED, State.IN_PROGRESS, State.ANSWERED})
_CLASSES = ("conduct", "regulation", "both")
_LEVELS = (Level.STANDING_MEMBER, Level.STANDING_DEPUTY, Level.HEAD)


@dataclass
class _Walk:
    """One case on its way."""

    ctx: Context
    rng: random.Random
    agencies: Sequence[int]
    ground: str
    case: Case
    moment: dt.datetime

    def steps(self, until: dt.datetime) -> None:
        """Walk until a moment; rarely out of a state in which a case normally rests."""
        while True:
            self.moment += dt.timedelta(hours=self.rng.randint(2, 24 * 18))
            if self.moment >= until:
                return
            if State(self.case.state) in FINAL_STATES and self.rng.random() < 0.5:
                return
            self._step()

    def _step(self) -> None:
        rows = [
            row for row in TRANSITIONS if row.state == self.case.state and row.action not in _NEVER
        ]
        if not rows:
            return
        row = self.rng.choice(rows)
        role = self.rng.choice(sorted(row.roles))
        ctx = replace(self.ctx, now=self.moment, actor=Actor(role=role))
        forwarding = row.action in _TO_AGENCY or self.case.lead_agency_id is None
        before = (self.case.content_class, self.case.lead_agency_id)
        if forwarding:
            self.case.lead_agency_id = self.rng.choice(self.agencies)
            self.case.content_class = self.rng.choice(_CLASSES)
        try:
            move(ctx, self.case, self._move(row, role))
        except GuardRefused:
            self.case.content_class, self.case.lead_agency_id = before

    def _move(self, row: Transition, role: Role) -> Move:
        agency = row.action in _TO_AGENCY or self.case.state in _WITH_AGENCY
        days = self.rng.randint(1, 25)
        back = self.rng.random() < 0.2
        return Move(
            action=row.action,
            facts=self._facts(row),
            agency_id=self.case.lead_agency_id if agency else None,
            clock="answer",
            due=Due(self.moment.date() + dt.timedelta(days=days), ()) if days < 22 else None,
            ground=self.ground if row.target is State.NOT_ACCEPTED else self._lapsed(row),
            merged_into_id=self.case.id if row.target is State.MERGED else None,
            # Paper that came in a little earlier; never before what happened last.
            effective_at=self.moment - dt.timedelta(hours=1) if back else None,
        )

    def _lapsed(self, row: Transition) -> str | None:
        here = row.action is Action.LAPSE and self.case.asked_from == State.RECEIVED.value
        return self.ground if here else None

    def _facts(self, row: Transition) -> CaseFacts:
        given: dict[str, Any] = {
            name: True
            for name in CaseFacts.__dataclass_fields__
            if name.endswith("_given") or name in ("within_appeal_limit", "all_children_closed")
        }
        level = self.case.direction_level
        return CaseFacts(
            returns_count=self.case.round - 1,
            decision_final=row.action is Action.CONTEST_JURISDICTION,
            asked_from=State(self.case.asked_from) if self.case.asked_from else None,
            direction_level=Level(level) if level else None,
            is_denunciation=row.action is Action.TRANSFER_DENUNCIATION,
            **given,
        )


def random_histories(
    system: System, seed: int, cases: int, *, first: dt.datetime, until: dt.datetime
) -> None:
    """Store cases that came in between two moments, each as far as chance took it.

    Args:
        system: a seeded program inside its application context.
        seed: the same seed gives the same histories.
        cases: how many.
        first, until: the span, aware.
    """
    rng = random.Random(seed)
    hours = int((until - first).total_seconds() // 3600) - 1
    with system.acting(PETITIONER, now=first) as ctx:
        agencies = ctx.session.scalars(select(Agency.id).order_by(Agency.id).limit(5)).all()
        ground = ctx.session.scalars(select(Ground.slug).order_by(Ground.slug)).first()
        assert ground is not None
        for _ in range(cases):
            moment = first + dt.timedelta(hours=rng.randint(0, hours))
            case = _filed(replace(ctx, now=moment), rng)
            _Walk(ctx, rng, agencies, ground, case, moment).steps(until)
            ctx.session.flush()


def _filed(ctx: Context, rng: random.Random) -> Case:
    paper = rng.random() < 0.2
    receipt = file_petition(
        ctx,
        filing(
            channel="post" if paper else rng.choice(CHANNELS[:1] + CHANNELS[3:4]),
            kind=rng.choice(("report", "recommendation")),
            received_on=ctx.today - dt.timedelta(days=rng.randint(0, 9)) if paper else None,
            acknowledge=False,
        ),
    )
    return ctx.session.get_one(Case, receipt.case_id)
