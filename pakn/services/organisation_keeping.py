"""The associations of the Advisory Council, on whose behalf their staff file (seed 002)."""

import re
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from models.reference import Organisation
from pakn.rules.permissions import Permission
from pakn.services.context import Context, InvalidInput, NotFound
from pakn.services.events import Act, record
from pakn.services.identity import canonical_phone
from pakn.services.record_changes import changes, read_line, require_sight
from pakn.services.sender_checks import is_email, is_phone
from routing.text import fold, normalise

NAME_MAX = 200
ADDRESS_MAX = 300
_SLUG_MAX = 40


@dataclass(frozen=True)
class OrganisationInputs:
    """An association and how it is reached; the contact counts for what its staff file."""

    name: str
    address: str
    phone: str
    email: str
    seen: str = ""


def add_organisation(ctx: Context, inputs: OrganisationInputs) -> int:
    """Add an association; the same again is the one that is there already. Returns its id.

    Raises:
        InvalidInput: a value that cannot be taken, or another association of this name.
    """
    ctx.require(Permission.ADMIN_ACCOUNTS_WRITE)
    values = _checked(ctx, inputs)
    row = Organisation(slug=_free_slug(ctx, values["name"]), **values)
    ctx.session.add(row)
    ctx.session.flush()
    _record(ctx, "organisation_add", row, None, values)
    return row.id


def edit_organisation(ctx: Context, organisation_id: int, inputs: OrganisationInputs) -> None:
    """Change an association's name or contact.

    Raises:
        NotFound: there is none.
        InvalidInput: a value that cannot be taken, or somebody changed it meanwhile.
    """
    ctx.require(Permission.ADMIN_ACCOUNTS_WRITE)
    row = ctx.session.scalar(
        select(Organisation).where(Organisation.id == organisation_id).with_for_update()
    )
    if row is None:
        raise NotFound(f"organisation {organisation_id}")
    before, after = organisation_values(row), _checked(ctx, inputs, but=row.id)
    if before == after:
        return
    require_sight(inputs.seen, before)
    row.name, row.address = after["name"], after["address"]
    row.phone, row.email = after["phone"], after["email"]
    _record(ctx, "organisation_edit", row, before, after)


def read_organisation(ctx: Context, organisation_id: int) -> Organisation:
    """One association; raises NotFound."""
    ctx.require(Permission.ADMIN_ACCOUNTS_READ)
    row = ctx.session.get(Organisation, organisation_id)
    if row is None:
        raise NotFound(f"organisation {organisation_id}")
    return row


def organisation_values(row: Organisation) -> dict[str, Any]:
    """What an association's form shows, for comparing."""
    return {"name": row.name, "address": row.address, "phone": row.phone, "email": row.email}


def _checked(ctx: Context, inputs: OrganisationInputs, *, but: int | None = None) -> dict[str, Any]:
    errors: dict[str, str] = {}
    name = read_line(inputs.name, "name", errors, most=NAME_MAX)
    address = read_line(inputs.address, "address", errors, most=ADDRESS_MAX, missing=None)
    phone, email = normalise(inputs.phone), normalise(inputs.email)
    if phone and not is_phone(phone):
        errors["phone"] = "bad_phone"
    if email and not is_email(email):
        errors["email"] = "bad_email"
    others = ctx.session.execute(select(Organisation.id, Organisation.name)).all()
    if any(one.id != but and fold(one.name) == fold(name) for one in others):
        errors.setdefault("name", "organisation_taken")
    if errors:
        raise InvalidInput(errors)
    kept = canonical_phone(phone) if phone else ""
    return {"name": name, "address": address, "phone": kept, "email": email}


def _free_slug(ctx: Context, name: str) -> str:
    """A short name of its own: the abbreviation in brackets, else the words."""
    inside = re.search(r"\(([^()]+)\)\s*$", name)
    words = re.findall(r"[a-z0-9]+", fold(inside[1] if inside else name))
    base = "-".join(words)[: _SLUG_MAX - 4].strip("-") or "hiep-hoi"
    taken = set(ctx.session.scalars(select(Organisation.slug)))
    ways = (base, *(f"{base}-{number}" for number in range(2, len(taken) + 3)))
    return next(slug for slug in ways if slug not in taken)


def _record(
    ctx: Context,
    action: str,
    row: Organisation,
    before: dict[str, Any] | None,
    after: dict[str, Any],
) -> None:
    """A body's contact is public, unlike a person's."""
    said = {"organisation_id": row.id, **changes(before, after)}
    record(ctx, Act(action, difference=said))
