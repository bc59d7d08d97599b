"""Who may send, and what of them is stored and shown (NĐ 20/2008 Đ7.1; R1, R8, R48)."""

import datetime as dt
from typing import Any

import pytest
from sqlalchemy import select, update

from models.people import PersonalDataAccess, Petitioner, PetitionerDetail
from models.reference import Parameter
from pakn.composition import System
from pakn.rules.states import Role
from pakn.services.context import PETITIONER, InvalidInput
from pakn.services.filing import file_petition
from pakn.services.identity import open_contact, proves_contact
from tests.factories.casework import Casework
from tests.factories.petitions import file_one, filing, sender
from tests.factories.reading import fresh

HELPED = {
    "kind": "helped",
    "helper_role": "helper",
    "helper_name": "Lê Văn Giúp",
    "helper_phone": "0900 000 009",
}


def refused(system: System, **changes: Any) -> dict[str, str]:
    """The codes of a sender that cannot be taken."""
    with pytest.raises(InvalidInput) as info, system.acting(PETITIONER) as ctx:
        file_petition(ctx, filing(sender=sender(**changes)))
    return dict(info.value.errors)


def test_a_company_keeps_its_tax_code_in_its_usual_spelling(system: System) -> None:
    company = {"kind": "organisation", "helper_role": "representative", "helper_name": "Lê Gọi"}
    receipt = file_one(system, sender=sender(**company, tax_code="0100 109 106 001"))
    with system.acting(Casework(system).who(Role.TRIAGE_OFFICER)) as ctx:
        opened = open_contact(ctx, receipt.petition_id, case_id=None, reason="gọi lại")
    assert (opened.kind, opened.tax_code) == ("organisation", "0100109106-001")
    assert opened.helper_name == "Lê Gọi"
    look = fresh().scalars(select(PersonalDataAccess)).one()
    assert look.fields == "name,address,phone,email,tax_code,helper,group"


def test_only_who_has_details_gets_a_row_of_them(system: System) -> None:
    file_one(system)
    assert fresh().scalars(select(PetitionerDetail)).all() == []
    file_one(system, sender=sender(kind="group", group_size=12))
    assert fresh().scalars(select(PetitionerDetail.group_size)).one() == 12


def test_details_are_encrypted(system: System) -> None:
    file_one(system, sender=sender(**HELPED))
    detail = fresh().scalars(select(PetitionerDetail)).one()
    assert detail.helper_name is not None
    assert "Giúp".encode() not in detail.helper_name
    assert b"0900000009" not in (detail.helper_phone or b"")


def test_who_has_neither_phone_nor_mail_is_reached_through_who_helps(system: System) -> None:
    receipt = file_one(system, sender=sender(**HELPED, phone="", email=""))
    with system.acting(Casework(system).who(Role.TRIAGE_OFFICER)) as ctx:
        opened = open_contact(ctx, receipt.petition_id, case_id=None, reason="gọi lại")
    assert (opened.kind, opened.phone, opened.helper_phone) == (
        "helped",
        "0900000009",
        "0900000009",
    )


@pytest.mark.parametrize(
    ("changes", "errors"),
    [
        ({"kind": "robot"}, {"sender_kind": "required"}),
        ({"kind": "group"}, {"group_size": "group_too_small"}),
        ({"kind": "group", "group_size": 1}, {"group_size": "group_too_small"}),
        ({"kind": "organisation", "tax_code": "1"}, {"tax_code": "bad_tax_code"}),
        (
            {"kind": "organisation", "helper_role": "representative"},
            {"helper_name": "required"},
        ),
        ({**HELPED, "helper_phone": ""}, {"helper_phone": "required"}),
        ({**HELPED, "helper_role": ""}, {"helper_role": "required"}),
        ({"name": "123"}, {"name": "not_a_name"}),
    ],
)
def test_what_a_kind_of_sender_needs_is_asked(
    system: System, changes: dict[str, Any], errors: dict[str, str]
) -> None:
    assert refused(system, **changes) == errors


@pytest.mark.parametrize(
    ("wanted", "left", "errors"),
    [
        ("either", {"phone": ""}, {}),
        ("either", {"phone": "", "email": ""}, {"phone": "contact_needed"}),
        ("phone", {"phone": ""}, {"phone": "phone_needed"}),
        ("email", {"email": ""}, {"email": "email_needed"}),
        ("both", {"phone": "", "email": ""}, {"phone": "phone_needed", "email": "email_needed"}),
    ],
)
def test_the_contact_asked_for_is_a_dated_parameter(
    system: System, wanted: str, left: dict[str, str], errors: dict[str, str]
) -> None:
    with system.acting(PETITIONER) as ctx:
        query = update(Parameter).where(Parameter.name == "contact_required")
        ctx.session.execute(query.values(value=wanted, valid_from=dt.date(2026, 1, 1)))
    if errors:
        assert refused(system, **left) == errors
    else:
        file_one(system, sender=sender(**left))


def test_the_helping_phone_also_proves_the_contact(system: System) -> None:
    receipt = file_one(system, sender=sender(**HELPED, phone="", email=""))
    session = fresh()
    detail = session.get_one(PetitionerDetail, receipt.petition_id)
    assert detail.helper_role == "helper"
    petitioner = session.get_one(Petitioner, receipt.petition_id)
    assert proves_contact(system.ports.keys, petitioner, "0009")
    assert not proves_contact(system.ports.keys, petitioner, "0001")
