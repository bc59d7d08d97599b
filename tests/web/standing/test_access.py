"""Who may open which page of the standing body, and what does not exist for whom."""

import pytest
from sqlalchemy import update

from models.casework import Case
from pakn.rules.states import Role
from pakn.services.context import SYSTEM
from pakn.services.searching import forget_case
from tests.web.standing.site import StandingSite

DESK = {Role.INTAKE_CLERK, Role.TRIAGE_OFFICER, Role.UNIT_LEAD, Role.PUBLISHER}
READERS = DESK | {
    Role.SIGNER,
    Role.RECORDS_CLERK,
    Role.STANDING_MEMBER,
    Role.STANDING_DEPUTY,
    Role.HEAD,
    Role.ASSISTANT,
}
FILERS = {Role.INTAKE_CLERK, Role.TRIAGE_OFFICER}
FORWARDERS = {Role.TRIAGE_OFFICER, Role.RECORDS_CLERK}

PAGES = {
    "/thuong-truc/": DESK | {Role.SIGNER},
    "/thuong-truc/kiem-tra": {Role.PUBLISHER},
    "/thuong-truc/chuyen-tra": {Role.UNIT_LEAD},
    "/thuong-truc/tim-kiem": DESK,
    "/thuong-truc/nhap": FILERS,
    "/thuong-truc/ho-so/1": READERS,
}
ACTS = {
    "/thuong-truc/ho-so/1/chuyen": FORWARDERS,
    "/thuong-truc/ho-so/1/quyet-dinh": {Role.UNIT_LEAD},
    "/thuong-truc/ho-so/1/nguoi-gui": FILERS,
    "/thuong-truc/ho-so/1/cong-khai": {Role.PUBLISHER},
    "/thuong-truc/ho-so/1/tra-lai": {Role.PUBLISHER, Role.UNIT_LEAD},
    "/thuong-truc/nhap": FILERS,
}


@pytest.mark.parametrize("role", [role for role in Role if role not in ("petitioner", "system")])
def test_each_role_opens_what_it_may_and_nothing_else(standing: StandingSite, role: Role) -> None:
    standing.case()
    visitor = standing.officer(role, agency="BXD" if role.startswith("agency") else None)
    opened = {path for path in PAGES if visitor.get(path).status == 200}
    assert opened == {path for path, roles in PAGES.items() if role in roles}
    # Whoever may act reaches the form, which asks for its token; everybody else is turned away.
    reached = {path for path in ACTS if visitor.post(path, {}).status == 422}
    assert reached == {path for path, roles in ACTS.items() if role in roles}
    refused = set(ACTS) - reached
    assert {visitor.post(path, {}).status for path in refused} <= {403}


def _seal(standing: StandingSite, case_id: int, **values: str) -> None:
    with standing.desk(), standing.system.acting(SYSTEM) as ctx:
        ctx.session.execute(update(Case).where(Case.id == case_id).values(**values))
        forget_case(ctx, ctx.session.get_one(Case, case_id))


def test_somebody_not_signed_in_is_asked_to(standing: StandingSite) -> None:
    standing.case()
    visitor = standing.visitor()
    for path in PAGES:
        answer = visitor.get(path)
        assert answer.status == 302
        assert answer.location.startswith("/tai-khoan/dang-nhap?next=")
    assert {visitor.post(path, {}).status for path in ACTS} == {403}


@pytest.mark.parametrize(
    ("values", "readers"),
    [
        ({"state": "quarantined"}, {Role.UNIT_LEAD}),
        ({"legal_kind": "to_cao"}, {Role.TRIAGE_OFFICER, Role.UNIT_LEAD}),
    ],
)
def test_sealed_cases_do_not_exist_for_others(
    standing: StandingSite, values: dict[str, str], readers: set[Role]
) -> None:
    case_id = standing.case(title="Nội dung rất kín đáo không ai được biết")
    _seal(standing, case_id, **values)
    for role in DESK:
        visitor = standing.officer(role)
        expected = 200 if role in readers else 404
        assert visitor.get(f"/thuong-truc/ho-so/{case_id}").status == expected, role
        assert visitor.get(f"/thuong-truc/?case={case_id}").status == expected, role
        listed = "rất kín đáo" in visitor.get("/thuong-truc/").html
        assert listed == (role in readers and values.get("state") != "quarantined"), role
        if role not in readers:
            found = visitor.get("/thuong-truc/tim-kiem?q=PAKN.20261116.0001").html
            assert "rất kín đáo" not in found


def test_a_denunciations_sender_stays_sealed_and_its_contacts_masked(
    standing: StandingSite,
) -> None:
    case_id = standing.case(
        content="Tố cáo việc làm sai của cán bộ, xin gọi 0912345678 để biết rõ."
    )
    _seal(standing, case_id, legal_kind="to_cao")
    officer = standing.officer(Role.TRIAGE_OFFICER)
    page = officer.get(f"/thuong-truc/ho-so/{case_id}")
    assert "0912345678" not in page.html
    assert "••••••••••" in page.html
    assert "nguoi-gui" not in page.html
    answer = officer.send(
        f"/thuong-truc/ho-so/{case_id}/nguoi-gui",
        {"reason": "tò mò"},
        form_on="/thuong-truc/nhap",
    )
    assert answer.status == 404


@pytest.mark.parametrize(
    "path",
    [
        "/thuong-truc/?state=nonsense",
        "/thuong-truc/?state=quarantined",
        "/thuong-truc/?after=nonsense",
        "/thuong-truc/?after=2026-11-16|99999999999999999999999",
        "/thuong-truc/?case=abc",
        "/thuong-truc/?case=99999999999999999999",
        "/thuong-truc/?case=4242",
        "/thuong-truc/ho-so/0",
        "/thuong-truc/ho-so/99999999999999999999",
        "/thuong-truc/tim-kiem?q=giay&before=-1",
        "/thuong-truc/tim-kiem?q=giay&before=99999999999999999999",
        "/thuong-truc/nhap/99999999999999999999",
    ],
)
def test_nonsense_in_an_address_is_not_found(standing: StandingSite, path: str) -> None:
    assert standing.officer(Role.TRIAGE_OFFICER).get(path).status == 404
