"""What must be said after a backup was restored, so that nothing is sent twice."""

from sqlalchemy import update

from models.jobs import Delivery
from pakn.services.context import Context
from pakn.services.events import Act, record


def note_backup(ctx: Context) -> None:
    """Note in the history that a backup is being made; the backup holds this event too."""
    record(ctx, Act("make_backup"))


def note_restored(ctx: Context, made_at: str) -> int:
    """Note that the database is a restored one, and hold back what may have been sent already.

    A message that waited when the backup was made was perhaps sent before the loss: nobody knows,
    so it is shown to people as uncertain ("gửi lại") instead of being sent a second time.

    Args:
        ctx: the act.
        made_at: when the backup was made, as its manifest says.

    Returns:
        how many messages were held back.
    """
    held = ctx.session.scalars(
        update(Delivery)
        .where(Delivery.state.in_(("pending", "sending")))
        .values(state="uncertain", last_error="waiting when the restored backup was made")
        .returning(Delivery.id)
    ).all()
    record(ctx, Act("restore_backup", difference={"made_at": made_at, "held": len(held)}))
    return len(held)
