"""The register of agencies in words."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from flask import url_for
from flask_babel import gettext

from models.agency import Agency, AgencyName
from models.people import User
from models.queries.register_bodies import Following, Step
from pakn.labels.keeping import AGENCY_KIND, NAME_RELATION
from pakn.services.agency_succeeding import ending_values
from pakn.services.context import Context
from pakn.services.record_changes import sight
from pakn.services.register_reading import AgencyFile, BodiesFound
from pakn.web.formatting import date_vi


@dataclass(frozen=True)
class AgencyLine:
    """One body of the list."""

    name: str
    slug: str
    code: str
    kind: str
    span: str
    state: str
    level: str
    followers: str
    warning: str | None
    matched: str | None
    heirs: Sequence[tuple[str, str]]
    href: str


@dataclass(frozen=True)
class NameLine:
    """Another name."""

    id: int
    name: str
    relation: str
    field: str
    span: str


@dataclass(frozen=True)
class StepLine:
    """What went over from or to another body; `undo` where it may be taken back by itself."""

    id: int
    agency: str
    href: str
    field: str
    on: str
    source: str
    confirmed: bool
    undo: bool


@dataclass(frozen=True)
class FollowLine:
    """Who follows, followed or will follow."""

    id: int
    name: str
    span: str
    state: str
    warning: str | None
    open: bool


@dataclass(frozen=True)
class AgencyShown:
    """One body on its page."""

    id: int
    name: str
    slug: str
    code: str
    short_name: str
    kind: str
    span: str
    state: str
    level: str
    decree: str
    confirmed: bool
    ended: bool
    province: bool
    seen: str
    names: Sequence[NameLine]
    before: Sequence[StepLine]
    after: Sequence[StepLine]
    followings: Sequence[FollowLine]
    contacts: Sequence[tuple[str, str, str]]
    warnings: Sequence[str]


def agency_lines(found: BodiesFound, on: dt.date) -> list[AgencyLine]:
    """Bodies as a list on a day."""
    return [_agency_line(agency, found, on) for agency in found.agencies]


def agency_shown(ctx: Context, file: AgencyFile) -> AgencyShown:
    """One body."""
    agency, today = file.agency, ctx.today
    state, level = _state(agency, today)
    return AgencyShown(
        id=agency.id,
        name=agency.name,
        slug=agency.slug,
        code=agency.code or "–",
        short_name=agency.short_name,
        kind=_kind(agency),
        span=span_words(agency.valid_from, agency.valid_to),
        state=state,
        level=level,
        decree=agency.decree or "–",
        confirmed=agency.confirmed,
        ended=agency.valid_to is not None,
        province=agency.kind == "province",
        seen=sight(ending_values(agency)),
        names=[_name_line(row) for row in file.names],
        before=[_step_line(step, None) for step in file.before],
        after=[_step_line(step, agency) for step in file.after],
        followings=[_follow_line(one, agency, today) for one in file.followings],
        contacts=[_contact(user) for user in file.contacts],
        warnings=_warnings(file, today),
    )


def span_words(since: dt.date | None, until: dt.date | None) -> str:
    """From when to when, in words; empty where neither is known."""
    if since is None and until is None:
        return ""
    if until is None:
        return str(gettext("từ %(since)s", since=date_vi(since)))
    if since is None:
        return str(gettext("đến %(until)s", until=date_vi(until)))
    return f"{date_vi(since)} – {date_vi(until)}"


def _agency_line(agency: Agency, found: BodiesFound, on: dt.date) -> AgencyLine:
    state, level = _state(agency, on)
    people = found.followers.get(agency.id, [])
    return AgencyLine(
        name=agency.name,
        slug=agency.slug,
        code=agency.code or "–",
        kind=_kind(agency),
        span=span_words(agency.valid_from, agency.valid_to),
        state=state,
        level=level,
        followers=", ".join(user.display_name for user in people) or "–",
        warning=_follow_warning(agency, people) if level == "done" else None,
        matched=found.matched.get(agency.slug),
        heirs=[
            (_heir_words(step), url_for("agencies.show", agency_id=step.other.id))
            for step in found.steps
            if step.row.predecessor_id == agency.id and step.row.on_date <= on
        ],
        href=url_for("agencies.show", agency_id=agency.id),
    )


def _state(agency: Agency, on: dt.date) -> tuple[str, str]:
    if agency.valid_from > on:
        return str(gettext("Chưa hoạt động")), "plain"
    if agency.valid_to is not None and agency.valid_to < on:
        return str(gettext("Đã kết thúc")), "plain"
    if agency.valid_to is not None:
        return str(gettext("Kết thúc sau %(day)s", day=date_vi(agency.valid_to))), "near"
    return str(gettext("Đang hoạt động")), "done"


def _follow_warning(agency: Agency, people: Sequence[User]) -> str | None:
    if not people:
        return str(gettext("Chưa có thành viên Tổ công tác theo dõi"))
    if any(user.agency_id == agency.id for user in people):
        return str(gettext("Người theo dõi làm việc ở chính cơ quan này"))
    return None


def _warnings(file: AgencyFile, today: dt.date) -> list[str]:
    agency = file.agency
    if agency.valid_to is not None and agency.valid_to < today:
        return []
    following = [one.user for one in file.followings if _holds(one, today) and one.user.active]
    said = []
    if warning := _follow_warning(agency, following):
        said.append(
            gettext("%(warning)s: bản chuyển xử lý cần được gửi một thành viên.", warning=warning)
        )
    if not any(user.email for user in file.contacts):
        said.append(
            gettext("Cơ quan chưa có đầu mối nhận tin: chưa tài khoản đầu mối nào có thư điện tử.")
        )
    return [str(text) for text in said]


def _name_line(row: AgencyName) -> NameLine:
    return NameLine(
        id=row.id,
        name=row.name,
        relation=str(gettext(NAME_RELATION[row.relation])),
        field=row.field,
        span=span_words(row.valid_from, row.valid_to),
    )


def _step_line(step: Step, of: Agency | None) -> StepLine:
    """A succession; `of` is the body it goes out from, where it may be taken back."""
    at_end = of is not None and of.valid_to is not None and step.row.on_date > of.valid_to
    return StepLine(
        id=step.row.id,
        agency=step.other.name,
        href=url_for("agencies.show", agency_id=step.other.id),
        field=step.row.field or str(gettext("mọi lĩnh vực không ghi riêng")),
        on=date_vi(step.row.on_date),
        source=step.row.source or "–",
        confirmed=step.row.confirmed,
        undo=of is not None and bool(step.row.field) and not at_end,
    )


def _follow_line(one: Following, agency: Agency, today: dt.date) -> FollowLine:
    row, warning = one.row, None
    if one.user.agency_id == agency.id:
        warning = str(gettext("làm việc ở chính cơ quan này"))
    elif not one.user.active:
        warning = str(gettext("tài khoản đã khóa"))
    if row.valid_from > today:
        state = gettext("sẽ theo dõi")
    else:
        state = gettext("đang theo dõi") if _holds(one, today) else gettext("đã thôi")
    ended = row.valid_to is not None and row.valid_to < today
    return FollowLine(
        id=row.id,
        name=one.user.display_name,
        span=span_words(row.valid_from, row.valid_to),
        state=str(state),
        warning=warning,
        open=not ended,
    )


def _holds(one: Following, on: dt.date) -> bool:
    return one.row.valid_from <= on and (one.row.valid_to is None or one.row.valid_to >= on)


def _heir_words(step: Step) -> str:
    return f"{step.other.name} ({step.row.field})" if step.row.field else step.other.name


def _contact(user: User) -> tuple[str, str, str]:
    email = user.email or str(gettext("chưa có thư điện tử"))
    return user.display_name, email, url_for("accounts.show", user_id=user.id)


def _kind(agency: Agency) -> str:
    return str(gettext(AGENCY_KIND[agency.kind]))
