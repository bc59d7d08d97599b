import pytest
from sqlalchemy import select

from models.casework import Case
from models.intake import Petition
from models.people import PersonalDataAccess, Petitioner
from models.session import unit_of_work
from pakn.composition import System
from pakn.rules.states import Role
from pakn.services.context import PETITIONER, SYSTEM, NotFound, NotPermitted
from pakn.services.drafts import start_draft
from pakn.services.filing_inputs import Receipt
from pakn.services.identity import Sender, canonical_phone, open_contact, proves_contact
from tests.factories.casework import Casework
from tests.factories.people import person
from tests.factories.petitions import file_one, sender
from tests.factories.reading import fresh

WHO = Sender(
    kind="individual",
    name="Lường Thị Duy Nhất",
    address="Ngõ Không Trùng, phường Mẫu",
    phone="0987 000 321",
    email="Duy.Nhat@example.invalid",
)
# Every form in which one of them could lie about, the canonical forms included.
TRACES = (
    "Lường Thị Duy Nhất",
    "Ngõ Không Trùng",
    "0987 000 321",
    "0987000321",
    "Duy.Nhat@example.invalid",
    "duy.nhat@example.invalid",
)


@pytest.fixture
def filed(system: System) -> Receipt:
    """A petition of somebody whose data is told from everybody else's."""
    return file_one(system, sender=WHO)


def raw_bytes(system: System) -> bytes:
    """Everything that lies in the instance folder, the database and its log included."""
    files = [path for path in system.settings.instance.rglob("*") if path.is_file()]
    assert {"pakn.db", "pakn.db-wal"} <= {path.name for path in files}
    return b"\x00".join(path.read_bytes() for path in files)


@pytest.mark.sqlite  # a server keeps its files elsewhere
def test_nothing_personal_lies_readable_on_the_disk(system: System, filed: Receipt) -> None:
    desk = Casework(system)
    with system.acting(PETITIONER) as ctx:
        start_draft(ctx, {"name": WHO.name, "phone": WHO.phone, "email": WHO.email})
    desk.forward(filed.case_id)
    desk.accept(filed.case_id)
    desk.answer(filed.case_id)
    desk.release(filed.case_id)
    lying = raw_bytes(system)
    assert "Bỏ yêu cầu nộp bản sao".encode() in lying  # what is not personal is found this way
    for trace in TRACES:
        assert trace.encode() not in lying
        assert trace.encode("utf-16-le") not in lying


def test_the_same_value_is_never_encrypted_alike(system: System) -> None:
    file_one(system, sender=WHO)
    file_one(system, sender=WHO)
    one, other = fresh().scalars(select(Petitioner)).all()
    assert one.name != other.name
    assert one.phone != other.phone
    assert one.phone_index == other.phone_index
    assert one.email_index == other.email_index


def test_opening_gives_the_data_and_is_logged(system: System, filed: Receipt) -> None:
    officer = person(system, Role.TRIAGE_OFFICER)
    with system.acting(officer, request_id="r-7") as ctx:
        opened = open_contact(ctx, filed.petition_id, case_id=filed.case_id, reason="gọi lại")
    assert opened == Sender(
        kind="individual",
        name=WHO.name,
        address=WHO.address,
        phone="0987000321",
        email="duy.nhat@example.invalid",
    )
    log = fresh().scalars(select(PersonalDataAccess)).one()
    assert (log.user_id, log.role, log.petitioner_id) == (officer.user_id, "triage_officer", 1)
    assert (log.case_id, log.reason, log.request_id) == (filed.case_id, "gọi lại", "r-7")
    assert log.at == system.ports.clock.now()


@pytest.mark.parametrize(
    "role", [Role.AGENCY_FOCAL, Role.PUBLISHER, Role.HEAD, Role.ADMIN, Role.AUDITOR]
)
def test_other_roles_do_not_open_it(system: System, filed: Receipt, role: Role) -> None:
    with pytest.raises(NotPermitted), system.acting(person(system, role)) as ctx:
        open_contact(ctx, filed.petition_id, case_id=None, reason="muốn biết")
    assert fresh().scalars(select(PersonalDataAccess)).all() == []


def test_erased_data_does_not_open(system: System, filed: Receipt) -> None:
    with unit_of_work() as session:
        petitioner = session.scalars(select(Petitioner)).one()
        petitioner.name = petitioner.phone = petitioner.email = petitioner.address = None
        petitioner.erased_at = system.ports.clock.now()
    with pytest.raises(NotFound), system.acting(person(system, Role.TRIAGE_OFFICER)) as ctx:
        open_contact(ctx, 1, case_id=None, reason="gọi lại")


@pytest.mark.parametrize(
    ("proof", "proven"),
    [
        ("0321", True),
        (" 03-21 ", True),
        ("duy.nhat@example.invalid", True),
        ("DUY.NHAT@EXAMPLE.INVALID", True),
        ("0322", False),
        ("000321", False),
        ("321", False),
        ("", False),
        ("nhat@example.invalid", False),
    ],
)
def test_a_contact_is_proven_by_tail_or_address(
    system: System, filed: Receipt, proof: str, proven: bool
) -> None:
    petitioner = fresh().scalars(select(Petitioner)).one()
    assert proves_contact(system.ports.keys, petitioner, proof) is proven


@pytest.mark.parametrize("proof", ["", "0000", "@", "khac@example.invalid"])
def test_a_contact_that_is_not_on_file_proves_nothing(system: System, proof: str) -> None:
    file_one(system, channel="press", sender=sender(phone="", email=""))
    petitioner = fresh().scalars(select(Petitioner)).one()
    assert not proves_contact(system.ports.keys, petitioner, proof)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("0987 000 321", "0987000321"),
        ("+84 987 000 321", "0987000321"),
        ("84987000321", "0987000321"),
        ("(024) 3123-4567", "02431234567"),
        ("+49 170 1234567", "+491701234567"),
        ("", ""),
    ],
)
def test_phones_have_one_form(typed: str, kept: str) -> None:
    assert canonical_phone(typed) == kept


def test_an_accuser_is_opened_only_with_the_permission_for_it(system: System) -> None:
    receipt = file_one(system)
    with system.acting(SYSTEM) as ctx:
        case = ctx.session.get_one(Case, receipt.case_id)
        case.legal_kind = "to_cao"
        petitioner_id = ctx.session.get_one(Petition, case.petition_id).petitioner_id
    officer, opener = person(system, Role.TRIAGE_OFFICER), person(system, Role.IDENTITY_OPENER)
    with pytest.raises(NotPermitted), system.acting(officer) as ctx:
        open_contact(ctx, petitioner_id, case_id=receipt.case_id, reason="gọi lại")
    with system.acting(opener) as ctx:
        opened = open_contact(ctx, petitioner_id, case_id=receipt.case_id, reason="xác minh")
    assert opened.name == sender().name
