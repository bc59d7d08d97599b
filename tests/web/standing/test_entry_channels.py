"""What channels and senders need beside, when an officer enters a petition (R4, R58)."""

import pytest
from sqlalchemy import select

from models.intake import Petition
from models.people import PetitionerDetail
from pakn.rules.states import Role
from tests.factories.reading import fresh
from tests.web.standing.site import StandingSite
from tests.web.standing.test_entry import PAGE, _petitions, _values

DETAIL = {
    "phone": {"number_called": "080 0000"},
    "press": {"paper": "Báo Mẫu", "paper_date": "12/11/2026", "link": "https://bao.invalid/1"},
    "other_agency": {
        "letter_from": "UBND xã Mẫu",
        "letter_number": "12/UBND",
        "letter_date": "10/11/2026",
    },
}


@pytest.mark.parametrize("channel", DETAIL)
def test_a_channel_keeps_what_it_needs_and_nothing_of_another(
    standing: StandingSite, channel: str
) -> None:
    clerk = standing.officer(Role.INTAKE_CLERK)
    everything = {name: value for values in DETAIL.values() for name, value in values.items()}
    values = _values(clerk, channel=channel, **everything)
    assert clerk.send(PAGE, values, form_on=PAGE).status == 302
    with standing.inside():
        petition = fresh().scalars(select(Petition)).one()
        assert set(petition.channel_detail) == set(DETAIL[channel])
        assert petition.filed_by_id is not None  # the transcriber (R4)
        case_id = petition.id
    page = standing.officer(Role.TRIAGE_OFFICER).get(f"/thuong-truc/ho-so/{case_id}").text
    assert next(iter(DETAIL[channel].values())) in page


@pytest.mark.parametrize(
    ("channel", "missing"),
    [
        ("phone", ("number_called",)),
        ("press", ("paper", "paper_date")),
        ("other_agency", ("letter_from", "letter_number")),
    ],
)
def test_what_a_channel_cannot_do_without_is_asked(
    standing: StandingSite, channel: str, missing: tuple[str, ...]
) -> None:
    clerk = standing.officer(Role.INTAKE_CLERK)
    answer = clerk.send(PAGE, _values(clerk, channel=channel, number_called=""), form_on=PAGE)
    assert answer.status == 422
    assert all(answer.error_of(name) for name in missing)
    assert _petitions(standing) == 0


def test_a_newspaper_needs_no_contact_and_stands_as_the_sender(standing: StandingSite) -> None:
    clerk = standing.officer(Role.INTAKE_CLERK)
    values = _values(clerk, channel="press", name="", phone="", address="", **DETAIL["press"])
    assert clerk.send(PAGE, values, form_on=PAGE).status == 302


def test_whoever_writes_for_somebody_is_stored_and_shown_to_who_may_see(
    standing: StandingSite,
) -> None:
    clerk = standing.officer(Role.INTAKE_CLERK)
    helped = {"helper_name": "Lê Văn Giúp", "helper_phone": "0900 000 009", "phone": ""}
    values = _values(clerk, sender_kind="helped", helper_role="helper", **helped)
    assert clerk.send(PAGE, values, form_on=PAGE).status == 302
    with standing.inside():
        detail = fresh().scalars(select(PetitionerDetail)).one()
        assert (detail.helper_role, detail.group_size) == ("helper", None)
        assert detail.helper_name != b"L\xc3\xaa V\xc4\x83n Gi\xc3\xbap"
    officer, page = standing.officer(Role.TRIAGE_OFFICER), "/thuong-truc/ho-so/1"
    assert "Lê Văn Giúp" not in officer.get(page).text
    shown = officer.send(f"{page}/nguoi-gui", {"reason": "gọi lại"}, form_on=page).text
    assert "Lê Văn Giúp" in shown
    assert "0900000009" in shown
