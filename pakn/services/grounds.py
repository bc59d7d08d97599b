"""Grounds of not accepting and guidances, as an administrator keeps them (R2, R12).

A case refers to its ground by the ground's key, and its petitioner reads the words through it. So
the words of a ground that was used are never changed: the edited ground is a new row, the old one
is put out of use, and old cases keep what was told.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from sqlalchemy import select, update

from models.queries import grounds as queries
from models.reference import Ground
from pakn.rules.permissions import Permission
from pakn.services.context import Context, InvalidInput, NotFound
from pakn.services.events import Act, record
from pakn.services.supplementing import LAPSED_GROUND

PURPOSES = ("refusal", "guidance")
TITLE_MAX = 200
TEXT_MIN = 20
TEXT_MAX = 2_000
ARTICLE_MAX = 200
SORT_MAX = 999
_SLUG_MAX = 34
_VERSION = re.compile(r"_v\d+$")


@dataclass(frozen=True)
class WritingGround:
    """A ground as typed.

    Attributes:
        purpose: `refusal` or `guidance`; never changed afterwards.
        public_text: what the petitioner reads.
        sort: its place in the officer's list.
        seen: the words as the form first showed them (`mark_of`); empty for a new one.
    """

    purpose: str
    title: str
    public_text: str
    article: str
    sort: int | None
    seen: str = ""


@dataclass(frozen=True)
class GroundPage:
    """One ground, and what an edit of it will do.

    Attributes:
        used: a case was ended on it, so an edit makes a new row.
        fixed: the program itself ends cases on it.
    """

    ground: Ground
    used: bool
    fixed: bool


def list_grounds(ctx: Context, purpose: str) -> Sequence[Ground]:
    """Every ground of a purpose, those in use first."""
    ctx.require(Permission.ADMIN_SETTINGS_READ)
    return [one for one in queries.every_ground(ctx.session) if one.purpose == purpose]


def read_ground(ctx: Context, slug: str) -> GroundPage:
    """One ground; raises NotFound."""
    ctx.require(Permission.ADMIN_SETTINGS_READ)
    ground = _ground(ctx, slug)
    used = queries.in_use(ctx.session, slug)
    return GroundPage(ground, used, _is_fixed(ctx, ground))


def mark_of(ground: Ground) -> str:
    """What a form sends back, so that nobody overwrites words they have not read."""
    words = (ground.slug, ground.title, ground.public_text, ground.article, str(ground.sort))
    return sha256("\x00".join(words).encode()).hexdigest()[:16]


def add_ground(ctx: Context, inputs: WritingGround) -> str:
    """Add a ground, in use from now on.

    Returns:
        its key.

    Raises:
        InvalidInput: a text that cannot be taken, or a title that is in use.
    """
    ctx.require(Permission.ADMIN_SETTINGS_WRITE)
    if inputs.purpose not in PURPOSES:
        raise InvalidInput({"title": "required"})
    tidy = _checked(ctx, inputs, inputs.purpose)
    ground = Ground(slug=_new_slug(ctx, tidy.title), purpose=inputs.purpose, **_columns(tidy))
    ctx.session.add(ground)
    ctx.session.flush()
    record(ctx, Act("add_ground", difference={"ground": ground.slug, **_columns(tidy)}))
    return ground.slug


def edit_ground(ctx: Context, slug: str, inputs: WritingGround) -> str:
    """Change a ground's words; where a case was ended on it, by a new row that replaces it.

    Returns:
        the key of the ground that holds the words now.

    Raises:
        NotFound: there is no such ground, or it was replaced before.
        InvalidInput: a text that cannot be taken, or somebody else changed it meanwhile.
    """
    ctx.require(Permission.ADMIN_SETTINGS_WRITE)
    ground = _ground(ctx, slug, lock=True)
    if ground.replaced_by is not None:
        raise NotFound(f"ground {slug} was replaced by {ground.replaced_by}")
    tidy = _checked(ctx, inputs, ground.purpose, but=slug)
    columns = _columns(tidy)
    changed = {
        name: {"from": getattr(ground, name), "to": value}
        for name, value in columns.items()
        if getattr(ground, name) != value
    }
    if not changed:
        return slug
    if inputs.seen != mark_of(ground):
        raise InvalidInput({"title": "changed_meanwhile"})
    difference: dict[str, Any] = {"ground": slug, **changed}
    if changed.keys() - {"sort"} and queries.in_use(ctx.session, slug):
        difference["replaced_by"] = _replace(ctx, ground, columns)
    else:
        ctx.session.execute(update(Ground).where(Ground.slug == slug).values(**columns))
    record(ctx, Act("edit_ground", difference=difference))
    return str(difference.get("replaced_by", slug))


def switch_ground(ctx: Context, slug: str, *, active: bool) -> bool:
    """Put a ground in use or out of use; cases that were ended on it keep it.

    Returns:
        False when it stood so before: pressing twice does no harm.

    Raises:
        NotFound: there is no such ground, or it was replaced by another.
        InvalidInput: the program itself needs it.
    """
    ctx.require(Permission.ADMIN_SETTINGS_WRITE)
    ground = _ground(ctx, slug, lock=True)
    if ground.replaced_by is not None:
        raise NotFound(f"ground {slug} was replaced by {ground.replaced_by}")
    if ground.active == active:
        return False
    if not active and _is_fixed(ctx, ground):
        raise InvalidInput({"title": "ground_in_system"})
    if active:
        _require_free_title(ctx, ground.title, ground.purpose, but=slug)
    ground.active = active
    action = "start_ground" if active else "stop_ground"
    record(ctx, Act(action, difference={"ground": slug, "title": ground.title}))
    return True


def _ground(ctx: Context, slug: str, *, lock: bool = False) -> Ground:
    query = select(Ground).where(Ground.slug == slug)
    ground: Ground | None = ctx.session.scalar(query.with_for_update() if lock else query)
    if ground is None:
        raise NotFound(f"ground {slug}")
    return ground


def _is_fixed(ctx: Context, ground: Ground) -> bool:
    lapsed = queries.current(ctx.session, LAPSED_GROUND)
    return lapsed is not None and lapsed.slug == ground.slug


def _replace(ctx: Context, old: Ground, columns: dict[str, Any]) -> str:
    root = _VERSION.sub("", old.slug)[:_SLUG_MAX]
    slug = f"{root}_v{queries.versions_of(ctx.session, root) + 1}"
    ctx.session.add(Ground(slug=slug, purpose=old.purpose, active=old.active, **columns))
    old.active, old.replaced_by = False, slug
    ctx.session.flush()
    return slug


def _checked(
    ctx: Context, inputs: WritingGround, purpose: str, but: str | None = None
) -> WritingGround:
    errors: dict[str, str] = {}
    tidy = WritingGround(
        purpose=purpose,
        title=" ".join(inputs.title.split()),
        public_text="\n".join(line.rstrip() for line in inputs.public_text.strip().splitlines()),
        article=" ".join(inputs.article.split()),
        sort=inputs.sort,
    )
    for name, most in (("title", TITLE_MAX), ("public_text", TEXT_MAX), ("article", ARTICLE_MAX)):
        text = getattr(tidy, name)
        if not text:
            errors[name] = "required"
        elif len(text) > most:
            errors[name] = "over_long"
    if "public_text" not in errors and len(tidy.public_text) < TEXT_MIN:
        errors["public_text"] = "too_short"
    if tidy.sort is None or not 0 <= tidy.sort <= SORT_MAX:
        errors["sort"] = "not_a_number"
    if errors:
        raise InvalidInput(errors)
    _require_free_title(ctx, tidy.title, purpose, but=but)
    return tidy


def _require_free_title(ctx: Context, title: str, purpose: str, *, but: str | None) -> None:
    """Two grounds of one name in the officer's list cannot be told apart."""
    wanted = title.casefold()
    rows = ctx.session.execute(
        select(Ground.slug, Ground.title).where(Ground.purpose == purpose, Ground.active.is_(True))
    )
    if any(known.casefold() == wanted and slug != but for slug, known in rows):
        raise InvalidInput({"title": "ground_exists"})


def _columns(tidy: WritingGround) -> dict[str, Any]:
    return {
        "title": tidy.title,
        "public_text": tidy.public_text,
        "article": tidy.article,
        "sort": tidy.sort,
    }


def _new_slug(ctx: Context, title: str) -> str:
    """A key made of the title, as the shipped ones are: lower case, no marks."""
    bare = unicodedata.normalize("NFD", title.casefold().replace("đ", "d"))
    words = re.findall(r"[a-z0-9]+", "".join(one for one in bare if one.isascii()))
    root = _VERSION.sub("", "_".join(words)[:_SLUG_MAX].strip("_")) or "can_cu"
    taken = queries.versions_of(ctx.session, root)
    return f"{root}_v{taken + 1}" if taken else root
