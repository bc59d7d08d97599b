"""Filing many petitions from a table on behalf of a Council member body (seed 004, R1)."""

import datetime as dt
import hashlib
import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from itertools import islice

from sqlalchemy import select

from models.intake import IdempotencyKey
from models.people import User
from models.queries.register_rows import name_rows, province_rows
from models.reference import Organisation
from pakn.rules.permissions import Permission
from pakn.services.context import Context, InvalidInput, Refused
from pakn.services.filing import file_petition
from pakn.services.filing_inputs import Filing
from pakn.services.filing_plan import tidy_text
from pakn.services.identity import Sender
from pakn.services.notices import Message, notify
from routing.province_mentions import province_names
from routing.register import build_register
from routing.text import fold, normalise

CHUNK = 100
CHANNEL = "council"
_TITLE_FROM_CONTENT = 80

# What a heading may be called, folded; headings that are not here are left alone.
_HEADINGS: Mapping[str, tuple[str, ...]] = {
    "content": ("content", "text", "noi_dung"),
    "title": ("title", "tieu_de"),
    "kind": ("kind", "loai"),
    "subject": ("subject", "doi_tuong"),
    "subject_detail": ("instrument", "subject_detail", "van_ban"),
    "proposal": ("proposal", "giai_phap", "de_xuat"),
    "province": ("province", "tinh", "tinh_thanh_pho"),
    "comment_deadline": ("comment_deadline", "han_gop_y"),
}
_LOCAL_DAY = re.compile(r"(?P<day>\d{1,2})/(?P<month>\d{1,2})/(?P<year>\d{4})")
_UNIT_OF_PLACE = re.compile(r"^(tinh|thanh pho|tp\b\.?)\s*")
_COLUMN_OF = {name: column for column, names in _HEADINGS.items() for name in names}
_KINDS = {
    "report": "report",
    "phan anh": "report",
    "recommendation": "recommendation",
    "kien nghi": "recommendation",
}
_SUBJECTS = {
    "quy dinh": "rule",
    "du thao": "draft",
    "tieu chuan": "standard",
    "quy chuan": "standard",
    "ho so": "dossier",
}


class NoOrganisation(Refused):
    """Whoever imports files for no organisation, so there is no sender to name."""


@dataclass(frozen=True)
class SourceRow:
    """One row of a table.

    Attributes:
        number: the row as a person counts it in the file, from 1, headings included.
        values: heading to text; None when the row cannot be read.
    """

    number: int
    values: Mapping[str, str] | None


@dataclass(frozen=True)
class RowError:
    """Why a row was not filed; the words are put by who shows it."""

    row: int
    field: str
    code: str


@dataclass
class ImportResult:
    """What became of a table's rows: read = filed + repeated + rows with errors."""

    read: int = 0
    filed: int = 0
    repeated: int = 0
    errors: list[RowError] = field(default_factory=list)


def import_petitions(
    acts: Callable[[], AbstractContextManager[Context]],
    rows: Iterable[SourceRow],
    *,
    chunk: int = CHUNK,
) -> ImportResult:
    """File the rows of a table, some at a time; a row that fails holds up no other.

    Args:
        acts: opens one act, a transaction of its own, for each chunk; its actor is the Council
            staff whose organisation is the sender.
        rows: streamed; at most one chunk is held.
        chunk: rows in one transaction. What is filed stays filed when a later chunk fails.

    Returns:
        counts and one error for each field that cannot be taken. The same row twice, in this
        table or an earlier one of the same person, files nothing the second time.

    Raises:
        NotPermitted: the role used may not import.
        NoOrganisation: the actor files for no organisation.
        InvalidInput: the organisation itself cannot be a sender (no phone and no e-mail).
    """
    result = ImportResult()
    stream = iter(rows)
    while batch := list(islice(stream, chunk)):
        with acts() as ctx:
            _Importer(ctx).file(batch, result)
    if result.filed:
        with acts() as ctx:
            _report(ctx, result)
    return result


def _report(ctx: Context, result: ImportResult) -> None:
    """One mail for the whole table instead of one for each row."""
    sender = _sender_of(ctx)
    if sender.email:
        notify(
            ctx,
            Message(
                notice="imported",
                key=f"imported:{ctx.actor.user_id}:{ctx.now.isoformat()}",
                address=sender.email,
                user_id=ctx.actor.user_id,
                values={
                    "filed": result.filed,
                    "repeated": result.repeated,
                    "refused": len({error.row for error in result.errors}),
                },
            ),
        )


def heading_of(name: str) -> str | None:
    """The column that a heading names ("Nội dung", "noi_dung", "text"); None for other columns."""
    return _COLUMN_OF.get(re.sub(r"[\s,/_-]+", "_", fold(normalise(name))))


class _Importer:
    """Files one chunk within one act; what does not change from row to row is read once."""

    def __init__(self, ctx: Context) -> None:
        ctx.require(Permission.PETITION_IMPORT_COUNCIL)
        self._ctx = ctx
        self._sender = _sender_of(ctx)
        self._provinces = _provinces_by_name(ctx)

    def file(self, batch: Sequence[SourceRow], result: ImportResult) -> None:
        """File a chunk, adding to the result."""
        rows = [(row.number, _columns(row.values or {})) for row in batch]
        known = self._known_keys(self._key(values) for _, values in rows)
        for (number, values), source in zip(rows, batch, strict=True):
            result.read += 1
            key = self._key(values)
            if source.values is None:
                result.errors.append(RowError(number, "", "unreadable_row"))
            elif key in known:
                result.repeated += 1
            elif errors := self._file_one(key, values):
                result.errors += [RowError(number, name, code) for name, code in errors.items()]
            else:
                result.filed += 1
                known.add(key)

    def _file_one(self, key: str, values: Mapping[str, str]) -> Mapping[str, str]:
        """File one row; the answer is what cannot be taken, by field.

        A refused row was checked before anything of it was written, so the chunk's transaction
        goes on with the next one.
        """
        try:
            file_petition(self._ctx, self._filing(key, values))
        except InvalidInput as refusal:
            return refusal.errors
        return {}

    def _filing(self, key: str, values: Mapping[str, str]) -> Filing:
        """A row as a filing; unknown codes stay as they are, to be refused under their field."""
        content, proposal = values.get("content", ""), values.get("proposal", "")
        kind = _KINDS.get(fold(values.get("kind", "")))
        place = values.get("province", "")
        return Filing(
            key=key,
            sender=self._sender,
            kind=kind or ("recommendation" if proposal else "report"),
            subject=_subject(values.get("subject", "")),
            subject_detail=values.get("subject_detail", ""),
            title=values.get("title") or title_from(content),
            content=content,
            proposal=proposal,
            channel=CHANNEL,
            province_code=self._provinces.get(_place(place), place) or None,
            comment_deadline=_day(values.get("comment_deadline", "")),
            acknowledge=False,
        )

    def _key(self, values: Mapping[str, str]) -> str:
        """One intention to file: this person, this row, whatever its headings are called."""
        text = json.dumps(values, sort_keys=True, ensure_ascii=False)
        return f"import:{self._ctx.actor.user_id}:{hashlib.sha256(text.encode()).hexdigest()}"

    def _known_keys(self, keys: Iterable[str]) -> set[str]:
        query = select(IdempotencyKey.key).where(IdempotencyKey.key.in_(list(keys)))
        return set(self._ctx.session.scalars(query))


def title_from(content: str) -> str:
    """A title out of the first words of a content, for tables that have no title column."""
    line = normalise(content)
    if len(line) <= _TITLE_FROM_CONTENT:
        return line
    words = line[:_TITLE_FROM_CONTENT].rpartition(" ")[0] or line[:_TITLE_FROM_CONTENT]
    return f"{words.rstrip(' ,;:.–-')}…"


def _columns(values: Mapping[str, str]) -> dict[str, str]:
    """The known columns of a row, tidied; the first that is filled in wins where two are named."""
    found: dict[str, str] = {}
    for heading, value in values.items():
        column = heading_of(heading)
        if column is not None and not found.get(column):
            found[column] = tidy_text(value)
    return {column: text for column, text in found.items() if text}


def _subject(text: str) -> str:
    """A subject by code or in words; a rule in force when nothing is said."""
    folded = fold(text)
    for words, subject in _SUBJECTS.items():
        if words in folded:
            return subject
    return text or "rule"


def _day(text: str) -> dt.date | None:
    """A day as 22/11/2026 or 2026-11-22, None where there is none.

    Raises:
        InvalidInput: something else stands there.
    """
    if not text:
        return None
    local = _LOCAL_DAY.fullmatch(text)
    try:
        if local:
            return dt.date(int(local["year"]), int(local["month"]), int(local["day"]))
        return dt.date.fromisoformat(text)
    except ValueError as error:
        raise InvalidInput({"comment_deadline": "bad_date"}) from error


def _sender_of(ctx: Context) -> Sender:
    """The organisation as sender; where it left no contact, with that of the person who files."""
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
