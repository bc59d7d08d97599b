"""Accounts in words."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from flask import url_for
from flask_babel import gettext

from models.people import RoleGrant, User
from pakn.labels.casework import ROLE
from pakn.rules.states import Role
from pakn.services.account_reading import AccountFile, AccountPage
from pakn.services.context import Context
from pakn.services.demo import is_demo
from pakn.web.formatting import date_vi, moment_vi


@dataclass(frozen=True)
class Condition:
    """Whether somebody can sign in; `level` as `due_tag` takes it."""

    text: str
    level: str


@dataclass(frozen=True)
class AccountLine:
    """One account of the list."""

    username: str
    name: str
    body: str
    roles: str
    condition: Condition
    demo: bool
    href: str


@dataclass(frozen=True)
class GrantLine:
    """A role somebody held, holds or will hold."""

    role: str
    span: str
    ended: bool
    take_url: str


@dataclass(frozen=True)
class AccountShown:
    """One account on its page."""

    id: int
    username: str
    name: str
    email: str
    body: str
    unit: str | None
    condition: Condition
    first_password: bool
    demo: bool
    own: bool
    active: bool
    failures: int
    locked: bool
    created: str
    grants: Sequence[GrantLine]
    follows: Sequence[str]
    warnings: Sequence[str]


def account_lines(ctx: Context, page: AccountPage) -> list[AccountLine]:
    """A page of accounts."""
    return [
        AccountLine(
            username=user.username,
            name=user.display_name,
            body=_body(agency or organisation),
            roles=", ".join(_role(role) for role in page.roles.get(user.id, ())) or "–",
            condition=condition(user, ctx.now),
            demo=is_demo(user),
            href=url_for("accounts.show", user_id=user.id),
        )
        for user, agency, organisation in page.rows
    ]


def account_shown(ctx: Context, file: AccountFile) -> AccountShown:
    """One account."""
    user = file.user
    return AccountShown(
        id=user.id,
        username=user.username,
        name=user.display_name,
        email=user.email or str(gettext("chưa có")),
        body=_body(file.body),
        unit=file.unit.name if file.unit is not None else None,
        condition=condition(user, ctx.now),
        first_password=user.must_change_password,
        demo=is_demo(user),
        own=user.id == ctx.actor.user_id,
        active=user.active,
        failures=user.failed_sign_ins,
        locked=_locked(user, ctx.now),
        created=moment_vi(user.created_at),
        grants=[_grant_line(grant, ctx.today) for grant in file.grants],
        follows=file.follows,
        warnings=_warnings(ctx, file),
    )


def condition(user: User, now: dt.datetime) -> Condition:
    """Whether somebody can sign in."""
    if not user.active:
        return Condition(str(gettext("Đã khóa")), "late")
    if _locked(user, now):
        until = moment_vi(user.locked_until)
        return Condition(str(gettext("Tạm khóa đến %(until)s", until=until)), "near")
    return Condition(str(gettext("Đang dùng")), "done")


def _warnings(ctx: Context, file: AccountFile) -> list[str]:
    """What keeps an account from being of use, each with what to do."""
    user, said = file.user, []
    held = {grant.role for grant in file.grants if _holds(grant, ctx.today)}
    if user.active and not held:
        said.append(gettext("Tài khoản chưa giữ vai trò nào hôm nay nên chưa đăng nhập được."))
    if user.active and not user.email:
        said.append(
            gettext("Chưa có thư điện tử: tin chuyển xử lý và nhắc hạn không gửi tới được.")
        )
    if "agency_unit" in held and file.unit is None:
        said.append(gettext("Người của đơn vị xử lý chưa được xếp vào đơn vị nào."))
    if not user.active and file.follows:
        said.append(gettext("Tài khoản đã khóa mà vẫn được phân công theo dõi cơ quan."))
    return [str(text) for text in said]


def _grant_line(grant: RoleGrant, today: dt.date) -> GrantLine:
    if grant.valid_to is not None:
        span = gettext(
            "%(since)s – %(until)s",
            since=date_vi(grant.valid_from),
            until=date_vi(grant.valid_to),
        )
    else:
        span = gettext("từ %(since)s", since=date_vi(grant.valid_from))
    return GrantLine(
        role=_role(grant.role),
        span=str(span),
        ended=grant.valid_to is not None and grant.valid_to < today,
        take_url=url_for("account_acts.take", user_id=grant.user_id, grant_id=grant.id),
    )


def _holds(grant: RoleGrant, today: dt.date) -> bool:
    return grant.valid_from <= today and (grant.valid_to is None or grant.valid_to >= today)


def _locked(user: User, now: dt.datetime) -> bool:
    return user.locked_until is not None and user.locked_until > now


def _role(slug: str) -> str:
    return str(gettext(ROLE[Role(slug)]))


def _body(name: str | None) -> str:
    return name or str(gettext("Cơ quan thường trực"))
