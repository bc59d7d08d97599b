"""Petitioners' personal data: written encrypted, read through one door that logs each reading."""

import re
import unicodedata
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from models.casework import Case
from models.intake import Petition
from models.people import PersonalDataAccess, Petitioner, PetitionerDetail
from pakn.ports import Keyring
from pakn.rules.permissions import Permission
from pakn.rules.tax_codes import read_tax_code
from pakn.services.context import Context, NotFound

PHONE_TAIL = 4
_FIELDS = "name,address,phone,email"
_DETAIL_FIELDS = "tax_code,helper,group"
_BETWEEN_DIGITS = re.compile(r"[\s.\-()/‐‑–—]")
_WITHOUT_PLUS = re.compile(r"84\d{9,10}")
_FROM_ABROAD = re.compile(r"^\+840?")


@dataclass(frozen=True)
class Sender:
    """Who sends, as typed: NĐ 20/2008 Đ7 asks for name, address and a way to be reached.

    Attributes:
        kind: individual, organisation, group (its representative sends and gets the answer) or
            helped (somebody else writes for this person).
        helper_role: helper or representative, where another person acts for the sender; an
            organisation's contact is its representative.
        group_size: how many people a group has.
    """

    kind: str
    name: str
    address: str = ""
    phone: str = ""
    email: str = ""
    tax_code: str = ""
    helper_role: str = ""
    helper_name: str = ""
    helper_phone: str = ""
    group_size: int | None = None


def canonical_phone(text: str) -> str:
    """A Vietnamese phone number as digits with a leading 0; foreign ones with their +."""
    digits = _BETWEEN_DIGITS.sub("", unicodedata.normalize("NFKC", text))
    digits = f"+{digits[2:]}" if digits.startswith("00") else digits
    if _WITHOUT_PLUS.fullmatch(digits):
        digits = f"+{digits}"
    return _FROM_ABROAD.sub("0", digits)


def sender_row(ctx: Context, sender: Sender) -> dict[str, Any]:
    """A sender as a row, encrypted; phone and e-mail also as HMAC, to be found without being read.

    Somebody who has neither is reached through whoever helps them: that phone is the one on file.

    Args:
        ctx: reading is enough.
        sender: as typed.
    """
    keys = ctx.ports.keys
    phone, email = canonical_phone(sender.phone), sender.email.strip().lower()
    phone = phone or ("" if email else canonical_phone(sender.helper_phone))
    return {
        "kind": "organisation" if sender.kind == "organisation" else "individual",
        "name": keys.encrypt(sender.name),
        "address": _sealed(keys, sender.address),
        "phone": _sealed(keys, phone),
        "email": _sealed(keys, email),
        "phone_index": keys.mac("phone", phone.encode()) if phone else None,
        "phone_tail_index": _tail_mac(keys, phone, keys.version) if phone else None,
        "email_index": keys.mac("email", email.encode()) if email else None,
        "key_version": keys.version,
        "created_at": ctx.now,
    }


def detail_row(ctx: Context, sender: Sender) -> dict[str, Any] | None:
    """What only some senders have, as a row without its key; None for the others."""
    if not (sender.tax_code or sender.helper_role or sender.group_size):
        return None
    keys = ctx.ports.keys
    return {
        "tax_code": _sealed(keys, read_tax_code(sender.tax_code) or ""),
        "helper_role": sender.helper_role,
        "helper_name": _sealed(keys, sender.helper_name),
        "helper_phone": _sealed(keys, canonical_phone(sender.helper_phone)),
        "group_size": sender.group_size,
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
    detail = ctx.session.get(PetitionerDetail, petitioner_id)
    ctx.session.add(
        PersonalDataAccess(
            at=ctx.now,
            user_id=ctx.actor.user_id,
            role=ctx.actor.role.value,
            petitioner_id=petitioner_id,
            case_id=case_id,
            fields=_FIELDS if detail is None else f"{_FIELDS},{_DETAIL_FIELDS}",
            reason=reason[:300],
            request_id=ctx.request_id,
        )
    )
    return _opened(ctx.ports.keys, petitioner, detail or PetitionerDetail(helper_role=""))


def _opened(keys: Keyring, petitioner: Petitioner, detail: PetitionerDetail) -> Sender:
    kind = petitioner.kind
    if kind == "individual" and detail.group_size:
        kind = "group"
    elif kind == "individual" and detail.helper_role:
        kind = "helped"
    return Sender(
        kind=kind,
        name=_plain(keys, petitioner.name),
        address=_plain(keys, petitioner.address),
        phone=_plain(keys, petitioner.phone),
        email=_plain(keys, petitioner.email),
        tax_code=_plain(keys, detail.tax_code),
        helper_role=detail.helper_role,
        helper_name=_plain(keys, detail.helper_name),
        helper_phone=_plain(keys, detail.helper_phone),
        group_size=detail.group_size,
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


def _sealed(keys: Keyring, text: str) -> bytes | None:
    return keys.encrypt(text) if text else None


def _tail_mac(keys: Keyring, phone: str, version: int) -> bytes:
    return keys.mac("phone-tail", phone[-PHONE_TAIL:].encode(), version=version)
