"""The classifier's artefacts: storing one, promoting one, loading the one in use."""

import datetime as dt
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.orm import joinedload, undefer

from models.jobs import Outbox
from models.queries.editions import REGISTER, edition
from models.session import after_commit
from models.suggestions import Champion, ModelArtefact
from pakn.ports import Router
from pakn.rules.permissions import Permission
from pakn.services.context import Context, NotFound
from pakn.services.events import Act, record
from routing.artefact_format import FORMAT

PURPOSE = "jurisdiction"


def store_artefact(
    ctx: Context, version: str, content: bytes, card: Mapping[str, Any]
) -> ModelArtefact:
    """Store a trained model; the same version with the same bytes is stored once."""
    digest = hashlib.sha256(content).hexdigest()
    known = ctx.session.scalar(select(ModelArtefact).where(ModelArtefact.version == version))
    if known is not None:
        return known
    artefact = ModelArtefact(
        version=version, sha256=digest, content=content, card=dict(card), created_at=ctx.now
    )
    ctx.session.add(artefact)
    ctx.session.flush()
    record(ctx, Act("store_model", difference={"version": version, "sha256": digest}))
    return artefact


def is_readable(artefact: ModelArtefact) -> bool:
    """Whether this program can read a stored model: an older one's may have another shape."""
    return artefact.card.get("format") == FORMAT


def promote(ctx: Context, version: str) -> None:
    """Put a stored model into use and tell the workers; raises NotFound for an unknown version."""
    artefact = ctx.session.scalar(select(ModelArtefact).where(ModelArtefact.version == version))
    if artefact is None:
        raise NotFound(f"model {version}")
    champion = ctx.session.get(Champion, PURPOSE)
    if champion is not None and champion.artefact_id == artefact.id:
        return
    before = champion.artefact_id if champion else None
    if champion is None:
        champion = Champion(purpose=PURPOSE)
        ctx.session.add(champion)
    champion.artefact_id, champion.promoted_at = artefact.id, ctx.now
    record(ctx, Act("promote_model", difference={"from": before, "to": version}))
    # Cases filed while there was no model had their suggestion given up: now there is one.
    ctx.session.execute(
        update(Outbox)
        .where(Outbox.kind == "suggest", Outbox.state == "given_up")
        .values(state="new", attempt=0, run_at=ctx.now, finished_at=None)
    )
    announce(ctx, artefact)


def announce(ctx: Context, artefact: ModelArtefact) -> None:
    """Once this act is stored, tell the workers which model to use with which register."""
    queue, name = ctx.ports.queue, loaded_name(ctx, artefact)
    after_commit(ctx.session, lambda: queue.announce_model(name))


def loaded_name(ctx: Context, artefact: ModelArtefact) -> str:
    """Under which name a process keeps a loaded model: its bytes and the register beside them.

    A model carries the register it was loaded with, so that a body that ended is suggested by
    nobody; after a change of agencies the same bytes are loaded anew.
    """
    return f"{artefact.sha256}.{edition(ctx.session, REGISTER)}"


def promote_chosen(ctx: Context, version: str) -> bool:
    """An administrator's choice of the model in use; the suggestions of open cases stay.

    Returns:
        False when it was in use before: pressing twice does no harm.

    Raises:
        NotFound: there is no such version.
    """
    ctx.require(Permission.ADMIN_MODELS_PROMOTE)
    in_use = champion_of(ctx)
    if in_use is not None and in_use.version == version:
        return False
    promote(ctx, version)
    return True


@dataclass(frozen=True)
class StoredModel:
    """A stored model without its bytes.

    Attributes:
        size: of the bytes.
        promoted_at: since when it is in use; None where it is not.
    """

    version: str
    sha256: str
    card: Mapping[str, Any]
    created_at: dt.datetime
    size: int
    promoted_at: dt.datetime | None


def read_models(ctx: Context) -> list[StoredModel]:
    """Every stored model with its card, newest first."""
    ctx.require(Permission.ADMIN_MODELS_READ)
    rows = ctx.session.execute(
        select(ModelArtefact, func.length(ModelArtefact.content), Champion.promoted_at)
        .outerjoin(Champion, Champion.artefact_id == ModelArtefact.id)
        .order_by(ModelArtefact.id.desc())
        .limit(100)
    )
    return [
        StoredModel(one.version, one.sha256, one.card, one.created_at, size, since)
        for one, size, since in rows
    ]


def has_usable_model(ctx: Context) -> bool:
    """Whether a model is in use that this program can read."""
    champion = champion_of(ctx)
    return champion is not None and is_readable(champion)


def champion_of(ctx: Context) -> ModelArtefact | None:
    """The model in use, without its bytes; None before the first training."""
    champion = ctx.session.scalar(
        select(Champion)
        .where(Champion.purpose == PURPOSE)
        .options(joinedload(Champion.artefact, innerjoin=True))
    )
    return champion.artefact if champion else None


def router_in_use(ctx: Context) -> Router:
    """The model in use, loaded; a process that has it already reads no bytes.

    Raises:
        NotFound: no model was trained yet.
    """
    artefact = champion_of(ctx)
    if artefact is None:
        raise NotFound("model")
    name = loaded_name(ctx, artefact)
    cached = ctx.ports.routers.cached(name)
    if cached is not None:
        return cached
    whole = ctx.session.scalars(
        select(ModelArtefact)
        .where(ModelArtefact.id == artefact.id)
        .options(undefer(ModelArtefact.content))
        .execution_options(populate_existing=True)
    ).one()
    return ctx.ports.routers.load(name, whole.version, whole.sha256, whole.content)


def stored_models(ctx: Context) -> list[tuple[str, bool, dict[str, Any]]]:
    """(version, whether in use, card) of every stored model, newest first."""
    in_use = champion_of(ctx)
    rows = ctx.session.scalars(select(ModelArtefact).order_by(ModelArtefact.id.desc()).limit(100))
    return [(row.version, in_use is not None and row.id == in_use.id, row.card) for row in rows]
