"""Petitioners' personal data: written encrypted, read through one door that logs each reading."""

import re
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from models.casework import Case
from models.intake import Petition
from models.people import PersonalDataAccess, Petitioner
from pakn.ports import Keyring
from pakn.rules.permissions import Permission
from pakn.services.context import Context, NotFound

PHONE_TAIL = 4


@dataclass(frozen=True)
class Sender:
    """Who sends, as typed: NĐ 20/2008 Đ7 asks for name, address and a way to be reached."""

    kind: str
    name: str
    address: str = ""
    phone: str = ""
    email: str = ""


def canonical_phone(text: str) -> str:
    """A Vietnamese phone number as digits with a leading 0; foreign ones with their +."""
    digits = re.sub(r"[\s.\-()]", "", text)
    if digits.startswith("+84"):
        return "0" + digits[3:]
    return "0" + digits[2:] if re.fullmatch(r"84\d{9}", digits) else digits


def sender_row(ctx: Context, sender: Sender) -> dict[str, Any]:
    """A sender as a row, encrypted; phone and e-mail also as HMAC, to be found without being read.

    Args:
        ctx: reading is enough.
        sender: as typed.
    """
    keys = ctx.ports.keys
    phone, email = canonical_phone(sender.phone), sender.email.strip().lower()
    return {
        "kind": sender.kind,
        "name": keys.encrypt(sender.name),
        "address": keys.encrypt(sender.address) if sender.address else None,
        "phone": keys.encrypt(phone) if phone else None,
        "email": keys.encrypt(email) if email else None,
        "phone_index": keys.mac("phone", phone.encode()) if phone else None,
        "phone_tail_index": _tail_mac(keys, phone, keys.version) if phone else None,
        "email_index": keys.mac("email", email.encode()) if email else None,
        "key_version": keys.version,
        "created_at": ctx.now,
    }


def proves_contact(keys: Keyring, petitioner: Petitioner, proof: str) -> bool:
    """Whether somebody knows the phone's last four digits, or the e-mail address, on file."""
    version = petitioner.key_version
    typed = proof.strip().lower()
    if "@" in typed:
        return petitioner.email_index == keys.mac("email", typed.encode(), version=version)
    digits = re.sub(r"\D", "", typed)
    known = petitioner.phone_tail_index
    return len(digits) == PHONE_TAIL and known == _tail_mac(keys, digits, version)


def open_contact(ctx: Context, petitioner_id: int, *, case_id: int | None, reason: str) -> Sender:
    """The one door to a petitioner's personal data. Each opening is logged (R48).

    Args:
        ctx: the act, in a unit of work: the log row is stored with it.
        petitioner_id: whose data.
        case_id: the case it is opened for.
        reason: why, in words or as a code.

    Raises:
        NotPermitted: the role used may not.
        NotFound: there is no such petitioner, or the data was erased.
    """
    ctx.require(_permission_to_open(ctx, petitioner_id))
    petitioner = ctx.session.get(Petitioner, petitioner_id)
    if petitioner is None or petitioner.erased_at is not None:
        raise NotFound(f"petitioner {petitioner_id}")
    ctx.session.add(
        PersonalDataAccess(
            at=ctx.now,
            user_id=ctx.actor.user_id,
            role=ctx.actor.role.value,
            petitioner_id=petitioner_id,
            case_id=case_id,
            fields="name,address,phone,email",
            reason=reason[:300],
            request_id=ctx.request_id,
        )
    )
    keys = ctx.ports.keys
    return Sender(
        kind=petitioner.kind,
        name=_plain(keys, petitioner.name),
        address=_plain(keys, petitioner.address),
        phone=_plain(keys, petitioner.phone),
        email=_plain(keys, petitioner.email),
    )


def _permission_to_open(ctx: Context, petitioner_id: int) -> Permission:
    """Who accuses somebody has a permission of its own (Luật Tố cáo 2018 Đ8, Đ56; R12)."""
    accuses = ctx.session.scalar(
        select(Case.id)
        .join(Petition, Petition.id == Case.petition_id)
        .where(Petition.petitioner_id == petitioner_id, Case.legal_kind == "to_cao")
        .limit(1)
    )
    return Permission.PERSONAL_CONTACT_READ if accuses is None else Permission.PERSONAL_SEALED_OPEN


def _plain(keys: Keyring, blob: bytes | None) -> str:
    return keys.decrypt(blob) if blob is not None else ""


def _tail_mac(keys: Keyring, phone: str, version: int) -> bytes:
    return keys.mac("phone-tail", phone[-PHONE_TAIL:].encode(), version=version)
