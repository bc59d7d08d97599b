"""Who else has a case open: a courtesy between officers, never a lock."""

from collections.abc import Sequence

from pakn.services.context import Context


def open_beside(ctx: Context, case_id: int) -> Sequence[str]:
    """Say that the actor has a case open, and read who else has, by name.

    Nothing depends on it: an act is refused by the version it was decided on, not by this.
    """
    if ctx.actor.user_id is None:
        return ()
    return ctx.ports.presence.touch(case_id, ctx.actor.user_id, ctx.actor.name, ctx.now)
