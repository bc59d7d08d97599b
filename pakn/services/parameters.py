"""Dated parameters as an administrator changes them (R29-R32).

A value is added from a day on and never rewritten once its day has come: what a case used can be
read years later, and no due date of an existing case moves (R32).
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from models.agency import Agency
from models.queries.parameter_values import ValueRow, all_values, values_of
from models.reference import Parameter
from pakn.rules.deadlines import Unit
from pakn.rules.parameters import BadValue, Kind, Shape, kind_of, read_value
from pakn.rules.permissions import Permission
from pakn.services.context import Context, InvalidInput, NotFound
from pakn.services.events import Act, record

ARTICLE_MAX = 300
NOTE_MAX = 1_000
OWN_CHOICE = "tự đặt"
"""What stands as the source of a figure that no law gives."""


@dataclass(frozen=True)
class ParameterNow:
    """A parameter as it stands today.

    Attributes:
        now: the value in force, None where none is.
        coming: the next dated change, None where none is planned.
    """

    name: str
    kind: Kind
    now: Parameter | None
    coming: Parameter | None

    @property
    def shown(self) -> Parameter:
        """The row whose title and article are shown."""
        row = self.now or self.coming
        assert row is not None
        return row


@dataclass(frozen=True)
class ParameterPage:
    """One parameter with all its values, the newest day first.

    Attributes:
        in_force: id of the value in force today, None where none is.
        seen: what a form sends back, so that nobody overwrites what they have not read.
    """

    name: str
    kind: Kind
    newest: Parameter
    values: Sequence[ValueRow]
    in_force: int | None
    seen: str
    today: dt.date


@dataclass(frozen=True)
class SettingParameter:
    """A value from a day on, as typed.

    Attributes:
        unit: of a limit, working or calendar days; ignored for everything else.
        valid_from: None where nothing was typed.
        article: the legal source, or a note that it is an own target.
        seen: as `ParameterPage.seen` stood on the form.
    """

    name: str
    value: str
    unit: str
    valid_from: dt.date | None
    article: str
    confirmed: bool
    note: str
    seen: str


def parameters_now(ctx: Context) -> list[ParameterNow]:
    """Every parameter with its value of today and its next change."""
    ctx.require(Permission.ADMIN_SETTINGS_READ)
    by_name: dict[str, list[Parameter]] = {}
    for row in all_values(ctx.session):
        by_name.setdefault(row.name, []).append(row)
    return [_now(ctx, name, rows) for name, rows in by_name.items()]


def read_parameter(ctx: Context, name: str) -> ParameterPage:
    """One parameter with its history; raises NotFound for an unknown name."""
    ctx.require(Permission.ADMIN_SETTINGS_READ)
    values = values_of(ctx.session, name)
    if not values:
        raise NotFound(f"parameter {name}")
    newest = values[0].row
    in_force = next((one.row.id for one in values if _holds(one.row, ctx.today)), None)
    return ParameterPage(
        name=name,
        kind=kind_of(name, newest.value, newest.unit),
        newest=newest,
        values=values,
        in_force=in_force,
        seen=_seen([one.row for one in values]),
        today=ctx.today,
    )


def set_parameter(ctx: Context, inputs: SettingParameter) -> bool:
    """Set a parameter's value from a day on; a value of a day to come is replaced.

    Returns:
        False when exactly this was set before: pressing twice does no harm.

    Raises:
        NotFound: there is no such parameter.
        InvalidInput: the value, its day or its source cannot be taken; or somebody else changed
            the parameter since the form was opened (`changed_meanwhile`).
    """
    ctx.require(Permission.ADMIN_SETTINGS_WRITE)
    rows = _locked(ctx, inputs.name)
    kind = kind_of(inputs.name, rows[0].value, rows[0].unit)
    value, day = _checked(ctx, kind, inputs)
    unit = inputs.unit if kind.shape is Shape.LIMIT else rows[0].unit
    same_day = next((row for row in rows if row.valid_from == day), None)
    if same_day is not None and _is_this(same_day, value, unit, inputs):
        return False
    if inputs.seen != _seen(rows):
        raise InvalidInput({"value": "changed_meanwhile"})
    before = next((row for row in rows if _holds(row, day)), None)
    changed = _difference(before, value, unit) | {"valid_from": day.isoformat()}
    row = same_day or Parameter(name=inputs.name, title=rows[0].title, valid_from=day)
    row.value, row.unit, row.valid_to = value, unit, _end(rows, day)
    row.article, row.confirmed = inputs.article.strip(), inputs.confirmed
    row.note = inputs.note.strip()
    row.set_by_id, row.set_at = ctx.actor.user_id, ctx.now
    ctx.session.add(row)
    _record(ctx, "set_parameter", row, changed | {"article": row.article})
    return True


def withdraw_parameter(ctx: Context, name: str, parameter_id: int) -> None:
    """Take back a value whose day has not come; what is in force stays.

    Raises:
        NotFound: there is no such value of this parameter, its day has come, or it is the only
            one.
    """
    ctx.require(Permission.ADMIN_SETTINGS_WRITE)
    row, *rows = _apart(ctx, name, parameter_id)
    if row.valid_from <= ctx.today or not rows:
        raise NotFound(f"parameter value {parameter_id}")
    before = next((one for one in rows if _holds(one, row.valid_from)), None)
    after = {"from": row.value, "to": before.value if before else None}
    _record(
        ctx, "withdraw_parameter", row, {"value": after, "valid_from": row.valid_from.isoformat()}
    )
    ctx.session.delete(row)


def confirm_parameter(ctx: Context, name: str, parameter_id: int, article: str) -> None:
    """Note that a value was compared with the text in force, with the article it stands on.

    The value itself does not change. Confirming twice does no harm.

    Raises:
        NotFound: there is no such value of this parameter.
        InvalidInput: no source, or one that names our own choice.
    """
    ctx.require(Permission.ADMIN_SETTINGS_WRITE)
    row = _apart(ctx, name, parameter_id)[0]
    source = article.strip()
    if problem := _source_problem(source, confirmed=True):
        raise InvalidInput({"article": problem})
    if row.confirmed and row.article == source:
        return
    changed: dict[str, Any] = {"confirmed": {"from": row.confirmed, "to": True}}
    if row.article != source:
        changed["article"] = {"from": row.article, "to": source}
    row.confirmed, row.article = True, source
    _record(ctx, "confirm_parameter", row, changed)


def _now(ctx: Context, name: str, rows: Sequence[Parameter]) -> ParameterNow:
    held = [row for row in rows if _holds(row, ctx.today)]
    coming = [row for row in rows if row.valid_from > ctx.today]
    return ParameterNow(
        name=name,
        kind=kind_of(name, rows[-1].value, rows[-1].unit),
        now=held[-1] if held else None,
        coming=coming[0] if coming else None,
    )


def _locked(ctx: Context, name: str) -> list[Parameter]:
    """All values of a parameter, the newest day first, held against whoever sets another."""
    rows = ctx.session.scalars(
        select(Parameter)
        .where(Parameter.name == name)
        .order_by(Parameter.valid_from.desc())
        .with_for_update()
    ).all()
    if not rows:
        raise NotFound(f"parameter {name}")
    return list(rows)


def _apart(ctx: Context, name: str, parameter_id: int) -> list[Parameter]:
    """One value of a parameter, and after it the others, the newest day first."""
    rows = _locked(ctx, name)
    row = next((one for one in rows if one.id == parameter_id), None)
    if row is None:
        raise NotFound(f"parameter value {parameter_id} of {name}")
    return [row, *(one for one in rows if one is not row)]


def _checked(ctx: Context, kind: Kind, inputs: SettingParameter) -> tuple[Any, dt.date]:
    errors: dict[str, str] = {}
    value = None
    try:
        value = read_value(kind, inputs.value)
    except BadValue as bad:
        errors["value"] = bad.code
    if kind.shape is Shape.AGENCY and value is not None and not _in_office(ctx, value):
        errors["value"] = "unknown_agency"
    if kind.shape is Shape.LIMIT and inputs.unit not in {unit.value for unit in Unit}:
        errors["unit"] = "required"
    if inputs.valid_from is None:
        errors["valid_from"] = "required"
    elif inputs.valid_from < ctx.today:
        errors["valid_from"] = "in_past"
    if problem := _source_problem(inputs.article.strip(), confirmed=inputs.confirmed):
        errors["article"] = problem
    if len(inputs.note.strip()) > NOTE_MAX:
        errors["note"] = "over_long"
    if errors or inputs.valid_from is None:
        raise InvalidInput(errors)
    return value, inputs.valid_from


def _source_problem(article: str, *, confirmed: bool) -> str | None:
    """Why a source cannot be taken; what is confirmed needs one that is not our own choice."""
    if not article:
        return "required"
    if len(article) > ARTICLE_MAX:
        return "over_long"
    return "own_source" if confirmed and article.casefold() == OWN_CHOICE else None


def _in_office(ctx: Context, slug: str) -> bool:
    return (
        ctx.session.scalar(
            select(Agency.id).where(Agency.slug == slug, Agency.valid_to.is_(None)).limit(1)
        )
        is not None
    )


def _holds(row: Parameter, day: dt.date) -> bool:
    return row.valid_from <= day and (row.valid_to is None or row.valid_to >= day)


def _end(rows: Sequence[Parameter], day: dt.date) -> dt.date | None:
    """Open, but within the end of a value that covers the day and ends by itself."""
    covering = next((row for row in rows if _holds(row, day)), None)
    return covering.valid_to if covering is not None else None


def _is_this(row: Parameter, value: Any, unit: str, inputs: SettingParameter) -> bool:
    return (
        row.value == value
        and row.unit == unit
        and row.article == inputs.article.strip()
        and row.confirmed == inputs.confirmed
        and row.note == inputs.note.strip()
    )


def _difference(before: Parameter | None, value: Any, unit: str) -> dict[str, Any]:
    changed: dict[str, Any] = {"value": {"from": before.value if before else None, "to": value}}
    if before is not None and before.unit != unit:
        changed["unit"] = {"from": before.unit, "to": unit}
    return changed


def _seen(rows: Sequence[Parameter]) -> str:
    """A mark of the values a person has read: it changes when anybody sets or withdraws one."""
    stamps = [row.set_at.isoformat() for row in rows if row.set_at is not None]
    return f"{len(rows)}-{max((row.id for row in rows), default=0)}-{max(stamps, default='')}"


def _record(ctx: Context, action: str, row: Parameter, changed: dict[str, Any]) -> None:
    record(ctx, Act(action, difference={"parameter": row.title, "code": row.name, **changed}))
