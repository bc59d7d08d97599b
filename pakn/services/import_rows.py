"""A row of a table as a petition of an organisation: columns, values, key (seed 004; R1, R42)."""

import datetime as dt
import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass

from models.people import User
from models.queries.register_rows import name_rows, province_rows
from models.reference import Organisation
from pakn.services.context import Context, InvalidInput, Refused
from pakn.services.filing_checks import filing_errors
from pakn.services.filing_inputs import Filing
from pakn.services.filing_plan import tidy, tidy_text
from pakn.services.identity import Sender
from routing.province_mentions import province_names
from routing.register import build_register
from routing.text import fold, normalise

CHANNEL = "council"
_TITLE_FROM_CONTENT = 80
_PRIORITIES = range(1, 10_001)

# What a heading may be called, folded; headings that are not here are left alone.
_HEADINGS: Mapping[str, tuple[str, ...]] = {
    "content": ("content", "text", "noi_dung", "noi_dung_phan_anh_kien_nghi"),
    "title": ("title", "tieu_de"),
    "kind": ("kind", "loai"),
    "subject": ("subject", "doi_tuong"),
    "subject_detail": (
        *("instrument", "subject_detail", "van_ban"),
        *("so_ky_hieu_van_ban_dieu_khoan", "van_ban_dieu_khoan", "ten_du_thao"),
    ),
    "proposal": ("proposal", "giai_phap", "de_xuat", "giai_phap_de_xuat"),
    "province": ("province", "tinh", "tinh_thanh_pho"),
    "comment_deadline": ("comment_deadline", "han_gop_y"),
    "wanted_agency": (
        *("wanted_agency", "co_quan_duoc_cho_la_co_trach_nhiem"),
        "co_quan_co_trach_nhiem",
    ),
    "priority": ("priority", "thu_tu_uu_tien", "uu_tien"),
    "evidence": ("evidence", "tai_lieu_chung_cu", "chung_cu"),
    "drafting_body": ("drafting_body", "co_quan_soan_thao"),
}
_LOCAL_DAY = re.compile(r"(?P<day>\d{1,2})[/.-](?P<month>\d{1,2})[/.-](?P<year>\d{4})")
_UNIT_OF_PLACE = re.compile(r"^(tinh|thanh pho|tp\b\.?)\s*")
_REMARK = re.compile(r"\([^)]*\)|\*")
_COLUMN_OF = {name: column for column, names in _HEADINGS.items() for name in names}
_KINDS = {
    "report": "report",
    "phan anh": "report",
    "recommendation": "recommendation",
    "kien nghi": "recommendation",
}
_SUBJECTS = {
    "du thao": "draft",
    "tieu chuan": "standard",
    "quy chuan": "standard",
    "ho so": "dossier",
    "quy dinh": "rule",
}


class NoOrganisation(Refused):
    """Whoever files tables files for no organisation, so there is no sender to name."""


@dataclass(frozen=True)
class RowsGround:
    """What does not change from row to row, read once.

    Attributes:
        provinces: codes by every known name, folded.
    """

    organisation_id: int
    sender: Sender
    provinces: Mapping[str, str]


@dataclass(frozen=True)
class RowRead:
    """A row as a filing, and a code for each of its fields that cannot be taken."""

    filing: Filing
    errors: Mapping[str, str]


def ground_of(ctx: Context) -> RowsGround:
    """What the rows of the actor's organisation rest on.

    Raises:
        NoOrganisation: the actor files for no organisation.
        InvalidInput: the organisation itself cannot be a sender (no phone and no e-mail).
    """
    if ctx.actor.organisation_id is None:
        raise NoOrganisation
    return RowsGround(ctx.actor.organisation_id, sender_of(ctx), _provinces_by_name(ctx))


def heading_of(name: str) -> str | None:
    """The column that a heading names ("Nội dung", "noi_dung", "text"); None for other columns.

    What stands in brackets is a remark for whoever fills the table in.
    """
    words = fold(normalise(_REMARK.sub(" ", name)))
    return _COLUMN_OF.get(re.sub(r"[\s,/_-]+", "_", words))


def columns_of(values: Mapping[str, str]) -> dict[str, str]:
    """The known columns of a row by its headings, tidied; of two alike the first filled in wins."""
    found: dict[str, str] = {}
    for heading, value in values.items():
        column = heading_of(heading)
        if column is not None and not found.get(column):
            found[column] = tidy_text(value)
    return {column: text for column, text in found.items() if text}


def key_of(ground: RowsGround, columns: Mapping[str, str]) -> str:
    """One intention to file: this organisation, this row, whatever its headings are called.

    The rank is no part of it: the same matter ranked anew is not another one.
    """
    said = {column: text for column, text in columns.items() if column != "priority"}
    text = json.dumps(said, sort_keys=True, ensure_ascii=False)
    digest = hashlib.sha256(text.encode()).hexdigest()
    return f"import:{ground.organisation_id}:{digest}"


def read_row(ctx: Context, ground: RowsGround, columns: Mapping[str, str]) -> RowRead:
    """A row as a filing, checked; unknown codes stay as they are and are refused at their field.

    Args:
        ctx: reading is enough.
        ground: of the organisation.
        columns: as `columns_of` gives them.
    """
    errors: dict[str, str] = {}
    filing = _filing(ground, columns, errors)
    return RowRead(filing, {**filing_errors(ctx, tidy(filing)), **errors})


def _filing(ground: RowsGround, columns: Mapping[str, str], errors: dict[str, str]) -> Filing:
    content, proposal = columns.get("content", ""), columns.get("proposal", "")
    kind = _KINDS.get(fold(columns.get("kind", "")))
    place = columns.get("province", "")
    return Filing(
        key=key_of(ground, columns),
        sender=ground.sender,
        kind=kind or ("recommendation" if proposal else "report"),
        subject=subject_of(columns.get("subject", "")),
        subject_detail=columns.get("subject_detail", ""),
        title=columns.get("title") or title_from(content),
        content=content,
        proposal=proposal,
        channel=CHANNEL,
        province_code=ground.provinces.get(_place(place), place) or None,
        comment_deadline=_day(columns.get("comment_deadline", ""), errors),
        drafting_body=columns.get("drafting_body", ""),
        wanted_agency=columns.get("wanted_agency", ""),
        evidence=columns.get("evidence", ""),
        priority=_priority(columns.get("priority", ""), errors),
        acknowledge=False,
    )


def title_from(content: str) -> str:
    """A title out of the first words of a content, for tables that have no title column."""
    line = normalise(content)
    if len(line) <= _TITLE_FROM_CONTENT:
        return line
    words = line[:_TITLE_FROM_CONTENT].rpartition(" ")[0] or line[:_TITLE_FROM_CONTENT]
    return f"{words.rstrip(' ,;:.–-')}…"


def subject_of(text: str) -> str:
    """A subject by code or in words; a rule in force when nothing is said."""
    folded = fold(text)
    for words, subject in _SUBJECTS.items():
        if words in folded:
            return subject
    return text or "rule"


def day_of(text: str) -> dt.date:
    """A day as 22/11/2026 or 2026-11-22.

    Raises:
        ValueError: it is none.
    """
    local = _LOCAL_DAY.fullmatch(text)
    if local:
        return dt.date(int(local["year"]), int(local["month"]), int(local["day"]))
    return dt.date.fromisoformat(text)


def _day(text: str, errors: dict[str, str]) -> dt.date | None:
    try:
        return day_of(text) if text else None
    except ValueError:
        errors["comment_deadline"] = "bad_date"
        return None


def _priority(text: str, errors: dict[str, str]) -> int | None:
    """A rank from 1, the most important (R42)."""
    if not text:
        return None
    if text.isascii() and text.isdigit() and len(text) < 6 and int(text) in _PRIORITIES:
        return int(text)
    errors["priority"] = "bad_priority"
    return None


def sender_of(ctx: Context) -> Sender:
    """The organisation as sender; where it left no contact, with that of the person who files.

    Raises:
        NoOrganisation: the actor files for no organisation.
        InvalidInput: neither left a contact.
    """
    if ctx.actor.organisation_id is None or ctx.actor.user_id is None:
        raise NoOrganisation
    body = ctx.session.get_one(Organisation, ctx.actor.organisation_id)
    email = body.email
    if not body.phone and not email:
        email = ctx.session.get_one(User, ctx.actor.user_id).email
    if not body.phone and not email:
        raise InvalidInput({"phone": "contact_needed"})
    return Sender("organisation", body.name, body.address, body.phone, email)


def _provinces_by_name(ctx: Context) -> dict[str, str]:
    """Codes of today's provinces by code and by every known name, former ones included (R19)."""
    register = build_register(
        agencies=(), names=name_rows(ctx.session), provinces=province_rows(ctx.session)
    )
    today = {row.agency: row.code for row in register.provinces_in_force(ctx.today)}
    named = {_place(name.name): today[name.agency] for name in province_names(register, ctx.today)}
    return {**named, **{code: code for code in today.values()}}


def _place(name: str) -> str:
    return _UNIT_OF_PLACE.sub("", fold(normalise(name)))
