"""What a filing must satisfy, field by field; the answers are codes, the page has the words."""

import re

from models.intake import CHANNELS
from models.queries.agencies import commune, province
from pakn.rules.content import check_codes
from pakn.services.context import Context, InvalidInput
from pakn.services.filing_inputs import Filing
from pakn.services.identity import Sender
from routing.text import legacy_encoding, looks_vietnamese

TITLE_MAX = 200
CONTENT_MIN = 20
CONTENT_MAX = 20_000
NAME_MAX = 120
ADDRESS_MAX = 300
_PHONE = re.compile(r"^(0\d{9,10}|\+\d{8,15})$")
_EMAIL = re.compile(r"^[^@\s]+@[^@\s]+\.[^@\s.]{2,}$")
# Paper from a newspaper or passed on by another body has no petitioner to call back (R58).
CHANNELS_WITHOUT_CONTACT = ("press", "other_agency")


def check_filing(ctx: Context, filing: Filing) -> None:
    """Check everything at once; raises InvalidInput with a code for each field that fails."""
    if errors := filing_errors(ctx, filing):
        raise InvalidInput(errors)


def filing_errors(ctx: Context, filing: Filing) -> dict[str, str]:
    """A code for each field that cannot be taken; forms in steps ask before anything is filed."""
    return {
        **check_content(filing.kind, filing.title, filing.content, filing.proposal),
        **check_sender(
            filing.sender, contact_needed=filing.channel not in CHANNELS_WITHOUT_CONTACT
        ),
        **check_place(ctx, filing.province_code, filing.commune_code),
        **_check_rest(ctx, filing),
    }


def check_content(kind: str, title: str, content: str, proposal: str) -> dict[str, str]:
    """Kind and texts: clear, in Vietnamese, in Unicode (NĐ 20/2008 Đ7.1, Đ3.4-5; R2, R3, R6)."""
    errors: dict[str, str] = {}
    if kind not in ("report", "recommendation"):
        errors["kind"] = "required"
    if not title:
        errors["title"] = "required"
    elif len(title) > TITLE_MAX:
        errors["title"] = "too_long"
    if fault := _text_fault(content, required=True):
        errors["content"] = fault
    if kind == "recommendation" and not proposal:
        errors["proposal"] = "proposal_needed"
    elif proposal and (fault := _text_fault(proposal, required=False)):
        errors["proposal"] = fault
    return errors


def _text_fault(text: str, *, required: bool) -> str | None:
    if not text:
        return "required" if required else None
    if len(text) > CONTENT_MAX:
        return "too_long"
    if required and len(text) < CONTENT_MIN:
        return "too_short"
    if "\x00" in text:
        return "not_text"
    if legacy_encoding(text):
        return "legacy_encoding"
    if required and not looks_vietnamese(text):
        return "not_vietnamese"
    return None


def check_sender(sender: Sender, *, contact_needed: bool) -> dict[str, str]:
    """Name, and a phone or an e-mail (either suffices; NĐ 20/2008 Đ7.1, R1)."""
    errors: dict[str, str] = {}
    if sender.kind not in ("individual", "organisation"):
        errors["sender_kind"] = "required"
    if not sender.name:
        errors["name"] = "required"
    elif len(sender.name) > NAME_MAX:
        errors["name"] = "too_long"
    if len(sender.address) > ADDRESS_MAX:
        errors["address"] = "too_long"
    if sender.phone and not _PHONE.match(re.sub(r"[\s.\-()]", "", sender.phone)):
        errors["phone"] = "bad_phone"
    if sender.email and (len(sender.email) > 200 or not _EMAIL.match(sender.email)):
        errors["email"] = "bad_email"
    if contact_needed and not sender.phone and not sender.email:
        errors["phone"] = "contact_needed"
    return errors


def check_place(
    ctx: Context, province_code: str | None, commune_code: str | None
) -> dict[str, str]:
    """A province that exists today, and a commune of that province; both may be unknown."""
    if province_code is None:
        return {} if commune_code is None else {"province_code": "required"}
    if province(ctx.session, province_code, ctx.today) is None:
        return {"province_code": "unknown_province"}
    if commune_code is None:
        return {}
    place = commune(ctx.session, commune_code)
    if place is None or place.province_code != province_code:
        return {"commune_code": "unknown_commune"}
    return {}


def _check_rest(ctx: Context, filing: Filing) -> dict[str, str]:
    errors: dict[str, str] = {}
    if filing.subject not in ("rule", "draft", "standard", "dossier"):
        errors["subject"] = "required"
    if len(filing.subject_detail) > 300:
        errors["subject_detail"] = "too_long"
    if filing.channel not in CHANNELS:
        errors["channel"] = "required"
    if filing.publication not in ("full", "summary"):
        errors["publication"] = "required"
    if filing.received_on and filing.received_on > ctx.today:
        errors["received_on"] = "in_future"
    if filing.content_codes and (problem := check_codes(filing.content_codes, filing.kind)):
        errors["content_codes"] = problem.value
    return errors
