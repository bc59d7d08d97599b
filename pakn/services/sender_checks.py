"""Who may send and what must be known of them (NĐ 20/2008 Đ7.1; R1, R8)."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from models.queries.parameters import NotInForce
from pakn.rules.tax_codes import read_tax_code
from pakn.services.clocks import setting
from pakn.services.context import Context
from pakn.services.identity import Sender, canonical_phone
from routing.text import legacy_encoding, normalise

SENDER_KINDS = ("individual", "organisation", "group", "helped")
NAME_MAX = 120
ADDRESS_MAX = 300
_EMAIL_MAX = 200
_GROUP_MAX = 1_000_000
_PHONE = re.compile(r"(?:0[1-9][0-9]{8,9}|\+[1-9][0-9]{7,14})")
_EMAIL = re.compile(
    r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
    r"@(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?\.)+[A-Za-z][A-Za-z0-9-]*[A-Za-z0-9]"
)


def is_email(text: str) -> bool:
    """Whether a text can be an e-mail address."""
    return len(text) <= _EMAIL_MAX and _EMAIL.fullmatch(text) is not None


def is_phone(text: str) -> bool:
    """Whether a text can be a phone number, however it is written."""
    return _PHONE.fullmatch(canonical_phone(text)) is not None


def sender_of(answers: Mapping[str, Any]) -> Sender:
    """The sender in the answers of a form; what another kind of sender was asked is left out."""

    def words(name: str) -> str:
        return str(answers.get(name) or "")

    kind = words("sender_kind")
    helped, body = kind == "helped", kind == "organisation"
    return Sender(
        kind=kind,
        name=words("name"),
        address=words("address"),
        phone=words("phone"),
        email=words("email"),
        tax_code=words("tax_code") if body else "",
        helper_role=words("helper_role") if helped else ("representative" if body else ""),
        helper_name=words("helper_name") if helped or body else "",
        helper_phone=words("helper_phone") if helped else "",
        group_size=_number(words("group_size")) if kind == "group" else None,
    )


def tidy_sender(sender: Sender) -> Sender:
    """The same in NFC, without blanks around its values."""
    return replace(
        sender,
        name=normalise(sender.name),
        address=normalise(sender.address),
        phone=sender.phone.strip(),
        email=normalise(sender.email),
        tax_code=normalise(sender.tax_code),
        helper_name=normalise(sender.helper_name),
        helper_phone=sender.helper_phone.strip(),
    )


def check_sender(ctx: Context, sender: Sender, *, contact_needed: bool) -> dict[str, str]:
    """Codes of the fields that cannot be taken: name, contact, and what the kind needs beside."""
    errors = {**_check_names(sender), **_check_kind(sender)}
    if sender.phone and not is_phone(sender.phone):
        errors["phone"] = "bad_phone"
    if sender.email and not is_email(sender.email):
        errors["email"] = "bad_email"
    if contact_needed:
        errors = {**_contact_missing(ctx, sender), **errors}
    return errors


def _contact_missing(ctx: Context, sender: Sender) -> dict[str, str]:
    """The contact that the parameter `contact_required` asks for: by default either suffices."""
    try:
        wanted = str(setting(ctx, "contact_required", ctx.today))
    except NotInForce:
        wanted = "either"
    # Who is helped is reached through whoever helps; that number is asked for at its own field.
    phone = bool(sender.phone) or sender.kind == "helped"
    email = bool(sender.email)
    errors: dict[str, str] = {}
    if wanted in ("phone", "both") and not phone:
        errors["phone"] = "phone_needed"
    if wanted in ("email", "both") and not email:
        errors["email"] = "email_needed"
    if wanted == "either" and not phone and not email:
        errors["phone"] = "contact_needed"
    return errors


def _check_names(sender: Sender) -> dict[str, str]:
    errors: dict[str, str] = {}
    if fault := _name_fault(sender.name):
        errors["name"] = fault
    if len(sender.address) > ADDRESS_MAX:
        errors["address"] = "too_long"
    elif sender.address and legacy_encoding(sender.address):
        errors["address"] = "legacy_encoding"
    return errors


def _check_kind(sender: Sender) -> dict[str, str]:
    errors: dict[str, str] = {}
    if sender.kind not in SENDER_KINDS:
        errors["sender_kind"] = "required"
    if sender.tax_code and read_tax_code(sender.tax_code) is None:
        errors["tax_code"] = "bad_tax_code"
    if sender.kind == "group" and (sender.group_size or 0) not in range(2, _GROUP_MAX):
        errors["group_size"] = "group_too_small"
    if sender.helper_name and (fault := _name_fault(sender.helper_name)):
        errors["helper_name"] = fault
    if sender.helper_phone and not _PHONE.fullmatch(canonical_phone(sender.helper_phone)):
        errors["helper_phone"] = "bad_phone"
    if sender.kind == "organisation" and sender.helper_role and not sender.helper_name:
        errors["helper_name"] = "required"
    if sender.kind == "helped":
        wanted = ("helper_name", "helper_phone")
        errors = {**{name: "required" for name in wanted if not getattr(sender, name)}, **errors}
        if sender.helper_role not in ("helper", "representative"):
            errors["helper_role"] = "required"
    return errors


def _name_fault(name: str) -> str | None:
    if not name:
        return "required"
    if len(name) > NAME_MAX:
        return "too_long"
    if legacy_encoding(name):
        return "legacy_encoding"
    return None if any(char.isalpha() for char in name) else "not_a_name"


def _number(text: str) -> int | None:
    """A count as typed; None where nothing stands there, -1 where it is no number."""
    digits = re.sub(r"[\s.]", "", unicodedata.normalize("NFKC", text))
    if not digits:
        return None
    return int(digits) if re.fullmatch(r"[0-9]{1,9}", digits) else -1
