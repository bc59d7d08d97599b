"""Bodies of the register as an administrator keeps them: added, named, corrected (R18, R51)."""

import datetime as dt
import re
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import select

from models.agency import Agency, AgencyName
from models.queries.register_bodies import names_of, overlapping
from pakn.rules.permissions import Permission
from pakn.services.context import Context, InvalidInput, NotFound
from pakn.services.record_changes import changes, read_line, require_sight
from pakn.services.registering import day_problem, locked_agency, record_in_register
from routing.text import fold, normalise

AGENCY_KINDS = ("ministry", "ministerial_agency", "government_agency")
"""Kinds that may be added here. Provinces come with their communes, as a list of places."""

NAME_RELATIONS = ("same", "part", "vertical")
NAME_MAX, SHORT_MAX, DECREE_MAX, FIELD_MAX = 200, 80, 120, 200
_SLUG = re.compile(r"[A-Z0-9](?:[A-Z0-9-]{0,18}[A-Z0-9])")
_CODE = re.compile(r"[A-Z0-9][A-Z0-9.-]{0,34}")


@dataclass(frozen=True)
class AgencyInputs:
    """What the register says of a body.

    Attributes:
        code: by QĐ 20/2020/QĐ-TTg, may be empty.
        decree: on its functions and tasks.
        renamed_on: from when it has this name, where the name is a new one.
        seen: digest of what the page showed.
    """

    code: str
    name: str
    short_name: str
    kind: str
    decree: str
    confirmed: bool
    renamed_on: dt.date | None = None
    seen: str = ""


@dataclass(frozen=True)
class NameInputs:
    """Another name of a body, from a day on where that is known."""

    name: str
    relation: str
    field: str = ""
    since: dt.date | None = None


def add_agency(ctx: Context, slug: str, since: dt.date | None, inputs: AgencyInputs) -> int:
    """Add a body that exists from a day on. Returns its id.

    Raises:
        InvalidInput: a value that cannot be taken; a sign that was used before; a name or code
            that another body has on one of its days.
    """
    ctx.require(Permission.ADMIN_AGENCIES_WRITE)
    slug = normalise(slug).upper()
    errors: dict[str, str] = {}
    values = _checked(inputs, errors)
    if not _SLUG.fullmatch(slug):
        errors["slug"] = "bad_slug" if slug else "required"
    elif ctx.session.scalar(select(Agency.id).where(Agency.slug == slug)) is not None:
        errors["slug"] = "slug_taken"
    if problem := day_problem(since):
        errors["since"] = problem
    if since is not None and not errors:
        require_own_name(ctx, Agency(slug=slug, valid_from=since, **values), errors)
    if since is None or errors:
        raise InvalidInput(errors)
    agency = Agency(slug=slug, valid_from=since, **values)
    ctx.session.add(agency)
    ctx.session.flush()
    said = {"valid_from": since.isoformat(), **_said(None, values)}
    record_in_register(ctx, "agency_add", agency, said)
    return agency.id


def edit_agency(ctx: Context, agency_id: int, inputs: AgencyInputs) -> None:
    """Correct what the register says of a body; a former name stays as another name of it.

    Raises:
        NotFound: there is none.
        InvalidInput: a value that cannot be taken, or somebody changed the body meanwhile.
    """
    agency = locked_agency(ctx, agency_id)
    errors: dict[str, str] = {}
    before = agency_values(agency)
    if agency.kind == "province":
        inputs = replace(inputs, kind="province")
    values = _checked(inputs, errors, kept_kind=agency.kind)
    renamed_on = inputs.renamed_on or ctx.today
    if values["name"] != agency.name and not agency.valid_from <= renamed_on <= ctx.today:
        errors["renamed_on"] = "renamed_when"
    if not errors:
        changed = Agency(
            id=agency.id, valid_from=agency.valid_from, valid_to=agency.valid_to, **values
        )
        require_own_name(ctx, changed, errors)
    if errors:
        raise InvalidInput(errors)
    if values == before:
        return
    require_sight(inputs.seen, before)
    said = _said(before, values)
    if values["name"] != agency.name:
        _keep_former_name(ctx, agency, renamed_on)
        said["renamed_on"] = renamed_on.isoformat()
    agency.code, agency.name, agency.kind = values["code"], values["name"], values["kind"]
    agency.short_name, agency.decree = values["short_name"], values["decree"]
    agency.confirmed = values["confirmed"]
    record_in_register(ctx, "agency_edit", agency, said)


def add_name(ctx: Context, agency_id: int, inputs: NameInputs) -> None:
    """Add another name under which people write to a body; the same again does nothing.

    Raises:
        InvalidInput: a value that cannot be taken, or a name that means another body already.
    """
    agency = locked_agency(ctx, agency_id)
    errors: dict[str, str] = {}
    name = read_line(inputs.name, "name", errors, most=NAME_MAX)
    field = read_line(inputs.field, "field", errors, most=FIELD_MAX, missing=None)
    if inputs.relation not in NAME_RELATIONS:
        errors["relation"] = "required"
    if inputs.since is not None and (problem := day_problem(inputs.since)):
        errors["name_since"] = problem
    if errors:
        raise InvalidInput(errors)
    same = [
        one
        for one in names_of(ctx.session, agency.id)
        if fold(one.name) == fold(name) and one.relation == inputs.relation
    ]
    if same:
        return
    _require_unclaimed(ctx, agency, name)
    row = AgencyName(
        agency_id=agency.id,
        name=name,
        relation=inputs.relation,
        field=field,
        valid_from=inputs.since,
    )
    ctx.session.add(row)
    said = {"name": name, "relation": inputs.relation, "field": field}
    since = inputs.since.isoformat() if inputs.since else None
    record_in_register(ctx, "agency_name_add", agency, {**said, "valid_from": since})


def remove_name(ctx: Context, agency_id: int, name_id: int) -> None:
    """Take a mistaken name away. A name that is only old stays: people go on writing it.

    Raises:
        NotFound: the body has no such name.
    """
    agency = locked_agency(ctx, agency_id)
    row = ctx.session.get(AgencyName, name_id)
    if row is None or row.agency_id != agency.id:
        raise NotFound(f"name {name_id}")
    said = {"name": row.name, "relation": row.relation, "field": row.field}
    ctx.session.delete(row)
    record_in_register(ctx, "agency_name_remove", agency, said)


def require_own_name(ctx: Context, agency: Agency, errors: dict[str, str]) -> None:
    """Note in `errors` where another body has this name or code on one of the body's days."""
    for other in overlapping(ctx.session, agency.valid_from, agency.valid_to):
        if other.id == agency.id:
            continue
        if fold(other.name) == fold(agency.name):
            errors["name"] = "agency_same_name"
        if agency.code and other.code == agency.code:
            errors["code"] = "agency_same_code"


def agency_values(agency: Agency) -> dict[str, Any]:
    """What a body's form shows, for comparing."""
    return {
        "code": agency.code,
        "name": agency.name,
        "short_name": agency.short_name,
        "kind": agency.kind,
        "decree": agency.decree,
        "confirmed": agency.confirmed,
    }


def _checked(
    inputs: AgencyInputs, errors: dict[str, str], kept_kind: str | None = None
) -> dict[str, Any]:
    name = read_line(inputs.name, "name", errors, most=NAME_MAX)
    short = read_line(inputs.short_name, "short_name", errors, most=SHORT_MAX)
    decree = read_line(inputs.decree, "decree", errors, most=DECREE_MAX, missing=None)
    code = normalise(inputs.code).upper()
    if code and not _CODE.fullmatch(code):
        errors["code"] = "bad_code"
    if inputs.kind not in AGENCY_KINDS and inputs.kind != kept_kind:
        errors["kind"] = "province_by_places" if inputs.kind == "province" else "required"
    return {
        "code": code,
        "name": name,
        "short_name": short,
        "kind": inputs.kind,
        "decree": decree,
        "confirmed": inputs.confirmed,
    }


def _keep_former_name(ctx: Context, agency: Agency, renamed_on: dt.date) -> None:
    """The name until now, with its days; one that is known already gets its last day."""
    last = renamed_on - dt.timedelta(days=1)
    for row in names_of(ctx.session, agency.id):
        if row.name == agency.name and row.relation == "same":
            row.valid_to = last
            return
    former = AgencyName(
        agency_id=agency.id,
        name=agency.name,
        relation="same",
        valid_from=agency.valid_from,
        valid_to=max(last, agency.valid_from),
    )
    ctx.session.add(former)


def _require_unclaimed(ctx: Context, agency: Agency, name: str) -> None:
    """A name that means a body of now cannot be given to another: nobody could tell which."""
    for other in overlapping(ctx.session, agency.valid_from, agency.valid_to):
        if other.id != agency.id and fold(name) in {fold(other.name), fold(other.slug)}:
            raise InvalidInput({"name": "agency_same_name"})
    rows = ctx.session.execute(
        select(AgencyName.name, AgencyName.agency_id).where(AgencyName.agency_id != agency.id)
    )
    if any(fold(known) == fold(name) for known, _ in rows):
        raise InvalidInput({"name": "name_claimed"})


def _said(before: dict[str, Any] | None, after: dict[str, Any]) -> dict[str, Any]:
    named = {"kind": "agency_kind", "name": "official_name"}
    return {named.get(name, name): value for name, value in changes(before, after).items()}
