"""Demo letters: one for every tab of the list, brought there by the real acts."""

import datetime as dt
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import partial

from sqlalchemy import select

from models.letters import Letter
from models.people import User
from pakn.rules.local_time import LOCAL_ZONE, local_date
from pakn.rules.states import Role
from pakn.services import letter_writing, letters
from pakn.services.accounts import actor_of
from pakn.services.clocks import calendar
from pakn.services.context import SYSTEM, Actor, Context
from pakn.services.letter_choices import head_urge_choice, member_urge_choice, transfer_choice
from pakn.services.letter_writing import Choosing
from pakn.services.reminding import find_steps, finish_morning, take_steps

Acting = Callable[[Actor, dt.datetime], AbstractContextManager[Context]]

_KEY = "demo"
_NUMBER = "8871"
_STEPS_MOST = 500


@dataclass(frozen=True)
class _Office:
    """The people who take a letter on its way, all on one day."""

    acting: Acting
    people: dict[str, User]
    now: dt.datetime

    def do(self, role: Role, act: Callable[[Context], int]) -> int:
        """One act of the demo account of a role."""
        with self.acting(actor_of(self.people[role.value], role), self.now) as ctx:
            return act(ctx)

    def transfer(self, slug: str, round_no: int = 1) -> int:
        """A công văn chuyển for the most urgent case that is at an agency."""
        return self.do(Role.TRIAGE_OFFICER, partial(_draft_transfer, slug, round_no))

    def take(self, letter_id: int, *roles: Role) -> None:
        """Have people of these roles approve, sign and number a letter."""
        for role in roles:
            self.do(role, partial(_ACTS[role], letter_id))


def play_demo_letters(acting: Acting, now: dt.datetime) -> bool:
    """Play the demo letters once; the demo cases must be there.

    Args:
        acting: opens an act of an actor at a moment (the composition's `acting`).
        now: when they are written.

    Returns:
        False when they were there already.
    """
    with acting(SYSTEM, now) as ctx:
        people = {user.username: user for user in ctx.session.scalars(select(User))}
        officer = people[Role.TRIAGE_OFFICER.value].id
        done = ctx.session.scalar(
            select(Letter.id).where(Letter.dedup_key.startswith(f"transfer:{officer}:{_KEY}"))
        )
    if done is not None:
        return False
    office = _Office(acting, people, now)
    office.take(office.transfer("BYT"), Role.UNIT_LEAD, Role.SIGNER, Role.RECORDS_CLERK)
    office.take(office.transfer("BTC"), Role.UNIT_LEAD)
    office.do(Role.TRIAGE_OFFICER, partial(_cancel, office.transfer("BXD")))
    office.transfer("BXD", 2)
    _urge(office)
    return True


def _urge(office: _Office) -> None:
    """The ladder's drafts of the last working morning; the Head's, and a member's own."""
    with office.acting(SYSTEM, office.now) as ctx:
        morning = _last_morning(ctx)
    with office.acting(SYSTEM, morning) as ctx:
        take_steps(ctx, find_steps(ctx, _STEPS_MOST))
        finish_morning(ctx)
        drafted = ctx.session.scalars(select(Letter.id).where(Letter.kind == "urge")).all()
    if len(drafted) > 1:
        office.take(drafted[0], Role.UNIT_LEAD, Role.SIGNER)
    office.take(office.do(Role.ASSISTANT, partial(_draft_head_urge, "BTC")), Role.UNIT_LEAD)
    office.do(Role.TASKFORCE_MEMBER, partial(_draft_member_urge, "BXD"))


def _last_morning(ctx: Context) -> dt.datetime:
    """Eight o'clock of the last day that is worked and whose eight o'clock has passed."""
    day, days = local_date(ctx.now), calendar(ctx)
    while not days.is_working(day) or _eight(day) > ctx.now:
        day -= dt.timedelta(days=1)
    return _eight(day)


def _eight(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(8), LOCAL_ZONE).astimezone(dt.UTC)


def _draft_transfer(slug: str, round_no: int, ctx: Context) -> int:
    ids = [case.id for case in transfer_choice(ctx, slug).cases[:1]]
    return letter_writing.draft_transfer(ctx, Choosing(f"{_KEY}-{slug}-{round_no}", slug, ids))


def _draft_member_urge(slug: str, ctx: Context) -> int:
    ids = [case.id for case in member_urge_choice(ctx, slug).cases]
    return letter_writing.draft_member_urge(ctx, Choosing(f"{_KEY}-{slug}", slug, ids))


def _draft_head_urge(slug: str, ctx: Context) -> int:
    ids = [case.id for case in head_urge_choice(ctx, slug).cases]
    return letter_writing.draft_head_urge(ctx, Choosing(f"{_KEY}-{slug}", slug, ids))


def _version(ctx: Context, letter_id: int) -> int:
    return ctx.session.get_one(Letter, letter_id).version


def _approve(letter_id: int, ctx: Context) -> int:
    return letters.approve_letter(ctx, letter_id, _version(ctx, letter_id)).id


def _sign(letter_id: int, ctx: Context) -> int:
    return letters.sign_letter(ctx, letter_id, _version(ctx, letter_id)).id


def _issue(letter_id: int, ctx: Context) -> int:
    version = _version(ctx, letter_id)
    numbering = letters.Numbering(letter_id, version, _NUMBER, ctx.today)
    return letters.issue_letter(ctx, numbering).id


def _cancel(letter_id: int, ctx: Context) -> int:
    reason = "Gộp vào công văn khác gửi cùng cơ quan."
    return letters.cancel_letter(ctx, letter_id, _version(ctx, letter_id), reason).id


_ACTS = {Role.UNIT_LEAD: _approve, Role.SIGNER: _sign, Role.RECORDS_CLERK: _issue}
