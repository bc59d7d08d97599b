"""What a filing must satisfy, field by field; the answers are codes, the page has the words."""

from models.intake import CHANNELS
from models.queries.agencies import commune, province
from pakn.rules.channels import WITHOUT_CONTACT
from pakn.rules.content import check_codes
from pakn.services.context import Context, InvalidInput
from pakn.services.filing_inputs import Filing
from pakn.services.sender_checks import check_sender
from routing.text import legacy_encoding, looks_vietnamese

TITLE_MAX = 200
CONTENT_MIN = 20
CONTENT_MAX = 20_000
_LINES_MAX = {
    "subject_detail": 300,
    "drafting_body": 200,
    "dossier_code": 60,
    "wanted_agency": 200,
    "place_as_typed": 200,
}


def check_filing(ctx: Context, filing: Filing) -> None:
    """Check everything at once; raises InvalidInput with a code for each field that fails."""
    if errors := filing_errors(ctx, filing):
        raise InvalidInput(errors)


def filing_errors(ctx: Context, filing: Filing) -> dict[str, str]:
    """A code for each field that cannot be taken; forms in steps ask before anything is filed."""
    return {
        **check_content(filing.kind, filing.title, filing.content, filing.proposal),
        **check_sender(ctx, filing.sender, contact_needed=filing.channel not in WITHOUT_CONTACT),
        **check_place(ctx, filing.province_code, filing.commune_code),
        **_check_residence(ctx, filing),
        **_check_lines(filing),
        **_check_rest(ctx, filing),
    }


def check_content(kind: str, title: str, content: str, proposal: str) -> dict[str, str]:
    """Kind and texts: clear, in Vietnamese, in Unicode (NĐ 20/2008 Đ7.1, Đ3.4-5; R2, R3, R6)."""
    errors: dict[str, str] = {}
    if kind not in ("report", "recommendation"):
        errors["kind"] = "required"
    if not title:
        errors["title"] = "required"
    elif fault := _title_fault(title):
        errors["title"] = fault
    if fault := _text_fault(content, required=True):
        errors["content"] = fault
    if kind == "recommendation" and not proposal:
        errors["proposal"] = "proposal_needed"
    elif proposal and (fault := _text_fault(proposal, required=False)):
        errors["proposal"] = fault
    return errors


def _title_fault(title: str) -> str | None:
    if len(title) > TITLE_MAX:
        return "too_long"
    if legacy_encoding(title):
        return "legacy_encoding"
    return None if any(char.isalpha() for char in title) else "no_words"


def _text_fault(text: str, *, required: bool) -> str | None:
    if not text:
        return "required" if required else None
    if len(text) > CONTENT_MAX:
        return "too_long"
    if required and len(text) < CONTENT_MIN:
        return "too_short"
    if "\x00" in text:
        return "not_text"
    if not any(char.isalpha() for char in text):
        return "no_words"
    if legacy_encoding(text):
        return "legacy_encoding"
    if required and not looks_vietnamese(text):
        return "not_vietnamese"
    return None


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


def _check_residence(ctx: Context, filing: Filing) -> dict[str, str]:
    """Where the sender lives: optional, but what is named must exist."""
    errors = check_place(ctx, filing.residence_province_code, filing.residence_commune_code)
    return {f"residence_{name}": code for name, code in errors.items()}


def _check_lines(filing: Filing) -> dict[str, str]:
    """Short texts beside the content: not too long, and nothing that is no text."""
    return {
        name: "too_long" for name, most in _LINES_MAX.items() if len(getattr(filing, name)) > most
    }


def _check_rest(ctx: Context, filing: Filing) -> dict[str, str]:
    errors: dict[str, str] = {}
    received_on = filing.received_on or ctx.today
    if filing.comment_deadline and filing.comment_deadline < received_on:
        errors["comment_deadline"] = "deadline_passed"
    if filing.subject not in ("rule", "draft", "standard", "dossier"):
        errors["subject"] = "required"
    if filing.channel not in CHANNELS:
        errors["channel"] = "required"
    if filing.publication not in ("full", "summary"):
        errors["publication"] = "required"
    if filing.received_on and filing.received_on > ctx.today:
        errors["received_on"] = "in_future"
    if filing.content_codes and (problem := check_codes(filing.content_codes, filing.kind)):
        errors["content_codes"] = problem.value
    return errors
