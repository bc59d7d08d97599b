"""An agency's desk for tests: cases of BCA in every list, and somebody of each agency role."""

import datetime as dt
from dataclasses import dataclass, field

from pakn.rules.states import Role
from pakn.services.agency_units import add_unit, place_in_unit
from pakn.services.context import Actor
from pakn.services.unit_handing import Handing, hand_to_unit
from tests.factories.browsing import Browser, Page, Site
from tests.factories.casework import Casework, case_now
from tests.factories.people import person
from tests.factories.petitions import file_one

AGENCY = "BCA"
LONG_REASON = "Việc này do Bộ Xây dựng quản lý theo nghị định về chức năng, nhiệm vụ."
ANSWER = {
    "document_number": "45/BCA-C06",
    "document_date": "16/11/2026",
    "outcome": "amend_or_abolish",
    "text": "Bộ tiếp thu kiến nghị và sẽ sửa quy định này trong quý I năm 2027.",
}


@dataclass
class Desk:
    """The offices at work on a site, and the browsers of the agency's people."""

    site: Site
    work: Casework = field(init=False)

    def __post_init__(self) -> None:
        self.work = Casework(self.site.system)

    def who(self, role: Role = Role.AGENCY_FOCAL, agency: str = AGENCY) -> Actor:
        """Somebody of an agency."""
        with self.site.inside():
            return self.work.who(role, agency)

    def browser(self, role: Role = Role.AGENCY_FOCAL, agency: str = AGENCY) -> Browser:
        """Their browser, signed in."""
        return self.site.signed_in(self.who(role, agency))

    def forwarded(self, lead: str = AGENCY, **changes: object) -> int:
        """A case that waits for its agency."""
        with self.site.inside():
            case_id = file_one(self.site.system, **changes).case_id
            self.work.forward(case_id, lead)
        return case_id

    def accepted(self) -> int:
        """A case that the agency handles."""
        case_id = self.forwarded()
        with self.site.inside():
            self.work.accept(case_id, AGENCY)
        return case_id

    def sent_back(self) -> int:
        """A case whose answer was sent back."""
        case_id = self.accepted()
        with self.site.inside():
            self.work.answer(case_id, AGENCY)
            self.work.send_back(case_id, "Chưa trả lời nội dung thứ hai.")
        return case_id

    def unit(self, name: str = "Vụ Pháp chế", agency: str = AGENCY) -> int:
        """A unit of an agency."""
        with self.site.inside(), self.site.system.acting(self.who(agency=agency)) as ctx:
            return add_unit(ctx, name, "").id

    def unit_worker(self, unit_id: int, agency: str = AGENCY) -> Actor:
        """Somebody new who works in a unit."""
        with self.site.inside():
            worker = person(self.site.system, Role.AGENCY_UNIT, agency=agency)
            assert worker.user_id is not None
            with self.site.system.acting(self.who(agency=agency)) as ctx:
                place_in_unit(ctx, worker.user_id, unit_id)
        return worker

    def handed(self, unit_id: int, case_id: int | None = None) -> int:
        """A case that a unit works on."""
        case_id = case_id or self.accepted()
        with self.site.inside(), self.site.system.acting(self.who()) as ctx:
            seen = case_now(case_id).version
            due = ctx.today + dt.timedelta(days=5)
            hand_to_unit(ctx, Handing(case_id, seen, unit_id, due, "Xem giúp điểm hai."))
        return case_id


def address(case_id: int, act: str = "") -> str:
    """The address of a case or of an act on it."""
    return f"/co-quan/ho-so/{case_id}{act}"


def send(browser: Browser, case_id: int, act: str, **values: str) -> Page:
    """Fill in the form on the case page and send it, with the version the page shows."""
    seen = browser.get(address(case_id)).value_of("seen_version")
    return browser.send(
        address(case_id, act), {"seen_version": seen, **values}, form_on=address(case_id)
    )
