"""Demo cases: a dozen invented petitions, brought to different states by the real acts."""

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, field

from sqlalchemy import select

from models.casework import Case
from models.intake import IdempotencyKey
from models.people import User
from pakn.rules.states import Role
from pakn.services.accounts import actor_of
from pakn.services.agency_work import Answering, Returning, accept_case, answer_case, return_case
from pakn.services.context import PETITIONER, Actor, Context
from pakn.services.demo import HOME_AGENCY
from pakn.services.demo_texts import TEXTS, DemoText
from pakn.services.filing import file_petition
from pakn.services.filing_inputs import Filing
from pakn.services.identity import Sender
from pakn.services.publishing import Releasing, release_answer
from pakn.services.triage import Forwarding, forward_case

Acting = Callable[[Actor, dt.datetime], AbstractContextManager[Context]]


@dataclass
class _Story:
    """One demo case on its way; each step is an act of its own, a day after the last."""

    acting: Acting
    people: dict[str, User]
    text: DemoText
    moment: dt.datetime
    case_id: int = field(default=0)

    def play(self) -> None:
        """File the petition and take it as far as its text says."""
        self._file()
        for step in ("forwarded", "accepted", "returned", "answered", "published"):
            if step in self.text.steps:
                getattr(self, f"_{step}")()

    def _file(self) -> None:
        with self._as(PETITIONER) as ctx:
            text = self.text
            receipt = file_petition(
                ctx,
                Filing(
                    key=f"demo:{text.key}",
                    sender=Sender(
                        kind=text.sender_kind,
                        name=text.sender,
                        address="Địa chỉ thử nghiệm",
                        phone="0200000000",
                    ),
                    kind="recommendation" if text.proposal else "report",
                    subject=text.subject,
                    title=text.title,
                    content=text.content,
                    proposal=text.proposal,
                    province_code=text.province,
                ),
            )
            self.case_id = receipt.case_id

    def _forwarded(self) -> None:
        with self._as(self._staff("triage_officer", Role.TRIAGE_OFFICER)) as ctx:
            forward_case(
                ctx,
                Forwarding(
                    case_id=self.case_id,
                    seen_version=self._version(ctx),
                    lead=self.text.agency,
                    content_codes=self.text.codes,
                    instruction="Đề nghị quý cơ quan xem xét, xử lý theo thẩm quyền.",
                ),
            )

    def _accepted(self) -> None:
        with self._as(self._focal()) as ctx:
            accept_case(ctx, self.case_id, self._version(ctx))

    def _returned(self) -> None:
        with self._as(self._focal()) as ctx:
            return_case(
                ctx,
                Returning(
                    case_id=self.case_id,
                    seen_version=self._version(ctx),
                    reason="Nội dung thuộc thẩm quyền của cơ quan khác theo phân công hiện hành.",
                    proposed_agency=self.text.returned_to,
                ),
            )

    def _answered(self) -> None:
        with self._as(self._answerer()) as ctx:
            answer_case(
                ctx,
                Answering(
                    case_id=self.case_id,
                    seen_version=self._version(ctx),
                    document_number=self.text.document,
                    document_date=ctx.today,
                    outcome=self.text.outcome,
                    text=self.text.answer,
                ),
            )

    def _published(self) -> None:
        with self._as(self._staff("publisher", Role.PUBLISHER)) as ctx:
            release_answer(
                ctx,
                Releasing(
                    case_id=self.case_id,
                    seen_version=self._version(ctx),
                    title=self.text.title,
                    question=self.text.content,
                    answer=self.text.answer,
                    checked=True,
                ),
            )

    def _as(self, actor: Actor) -> AbstractContextManager[Context]:
        moment = self.moment
        self.moment = moment + dt.timedelta(days=1, minutes=17)
        return self.acting(actor, moment)

    def _staff(self, username: str, role: Role) -> Actor:
        return actor_of(self.people[username], role)

    def _focal(self) -> Actor:
        return self._staff(f"agency_focal.{self.text.agency.lower()}", Role.AGENCY_FOCAL)

    def _answerer(self) -> Actor:
        """Whoever approves, where the agency has such an account."""
        if self.text.agency == HOME_AGENCY:
            return self._staff(Role.AGENCY_APPROVER.value, Role.AGENCY_APPROVER)
        return self._focal()

    def _version(self, ctx: Context) -> int:
        return ctx.session.scalars(select(Case.version).where(Case.id == self.case_id)).one()


def play_demo_cases(acting: Acting, now: dt.datetime) -> int:
    """Play every demo case that was not played yet.

    Args:
        acting: opens an act of an actor at a moment (the composition's `acting`).
        now: the stories lie in the days before it.

    Returns:
        how many were played.
    """
    with acting(PETITIONER, now) as ctx:
        done = set(
            ctx.session.scalars(
                select(IdempotencyKey.key).where(IdempotencyKey.key.startswith("demo:"))
            )
        )
        people = {user.username: user for user in ctx.session.scalars(select(User))}
    played = 0
    for story in _stories(acting, people, now):
        if f"demo:{story.text.key}" not in done:
            story.play()
            played += 1
    return played


def _stories(acting: Acting, people: dict[str, User], now: dt.datetime) -> Iterator[_Story]:
    for text in TEXTS:
        yield _Story(acting, people, text, now - dt.timedelta(days=text.days_ago, hours=1))
