"""Working on a case the way people do: each act reads the case's version and then acts."""

from dataclasses import dataclass, field
from typing import Any

from models.casework import Answer, Case, Publication
from pakn.composition import System
from pakn.rules.states import Role
from pakn.services.agency_work import (
    Answering,
    Returning,
    accept_case,
    answer_case,
    return_case,
)
from pakn.services.context import Actor
from pakn.services.publishing import Releasing, release_answer, send_back
from pakn.services.triage import Forwarded, Forwarding, forward_case
from tests.factories.people import person
from tests.factories.reading import fresh

REGULATION = (2, 7)
ANSWER_TEXT = "Bộ tiếp thu kiến nghị và sẽ bỏ thành phần hồ sơ này trong lần sửa đổi tới."
RETURN_REASON = "Nội dung này thuộc phạm vi quản lý của bộ khác theo nghị định."


def case_now(case_id: int) -> Case:
    """A case as everybody else would see it at this moment."""
    return fresh().get_one(Case, case_id)


@dataclass
class Casework:
    """The offices at work on one system; each person is made when first needed."""

    system: System
    _people: dict[tuple[Role, str | None], Actor] = field(default_factory=dict)

    def who(self, role: Role, agency: str | None = None) -> Actor:
        """The person of a role (at an agency)."""
        if (role, agency) not in self._people:
            self._people[role, agency] = person(self.system, role, agency=agency)
        return self._people[role, agency]

    def forward(
        self, case_id: int, lead: str = "BCA", *, by: Role = Role.TRIAGE_OFFICER, **changes: Any
    ) -> Forwarded:
        """Forward a case; `changes` go to `Forwarding`."""
        values = {"seen_version": case_now(case_id).version, "content_codes": REGULATION, **changes}
        with self.system.acting(self.who(by)) as ctx:
            return forward_case(ctx, Forwarding(case_id=case_id, lead=lead, **values))

    def accept(self, case_id: int, agency: str = "BCA") -> None:
        """Have the agency's focal person accept a case."""
        with self.system.acting(self.who(Role.AGENCY_FOCAL, agency)) as ctx:
            accept_case(ctx, case_id, case_now(case_id).version)

    def give_back(self, case_id: int, agency: str, proposed: str, **changes: Any) -> None:
        """Have the agency return a case; `changes` go to `Returning`."""
        values = {"seen_version": case_now(case_id).version, "reason": RETURN_REASON, **changes}
        with self.system.acting(self.who(Role.AGENCY_FOCAL, agency)) as ctx:
            return_case(ctx, Returning(case_id=case_id, proposed_agency=proposed, **values))

    def answer(
        self, case_id: int, agency: str = "BCA", *, by: Role = Role.AGENCY_FOCAL, **changes: Any
    ) -> Answer:
        """Have the agency answer a case; `changes` go to `Answering`."""
        values = {
            "seen_version": case_now(case_id).version,
            "document_number": "123/BCA-V03",
            "document_date": self.system.ports.clock.now().date(),
            "outcome": "amend_or_abolish",
            "text": ANSWER_TEXT,
            **changes,
        }
        with self.system.acting(self.who(by, agency)) as ctx:
            return answer_case(ctx, Answering(case_id=case_id, **values))

    def send_back(self, case_id: int, reason: str = "Chưa trả lời nội dung thứ hai.") -> None:
        """Have the publisher send an incomplete answer back."""
        with self.system.acting(self.who(Role.PUBLISHER)) as ctx:
            version = case_now(case_id).version
            send_back(ctx, case_id, version, ground="completeness", reason=reason)

    def release(self, case_id: int, **changes: Any) -> Publication:
        """Have the publisher release an answer; `changes` go to `Releasing`."""
        values = {
            "seen_version": case_now(case_id).version,
            "title": "Bỏ bản sao có chứng thực khi đổi giấy phép lái xe",
            "question": "Đề nghị bỏ yêu cầu nộp bản sao giấy phép lái xe có chứng thực.",
            "answer": ANSWER_TEXT,
            "checked": True,
            **changes,
        }
        with self.system.acting(self.who(Role.PUBLISHER)) as ctx:
            return release_answer(ctx, Releasing(case_id=case_id, **values))
