"""Counters written with the act they count, so that no page counts a table."""

from models.dialect import insert_into
from models.jobs import Balance, DailyCount
from pakn.services.context import Context


def count(ctx: Context, name: str, amount: int = 1) -> None:
    """Add to today's count of something that happened.

    Args:
        ctx: the act being counted; its local day is the day of the count.
        name: `received`, `forwarded`, `answered`, `published`, … or `received:<channel>`.
        amount: how many (imports count a chunk at once).
    """
    statement = insert_into(ctx.session, DailyCount).values(day=ctx.today, name=name, value=amount)
    ctx.session.execute(
        statement.on_conflict_do_update(
            index_elements=["day", "name"],
            set_={"value": DailyCount.value + statement.excluded.value},
        )
    )


def balance(ctx: Context, name: str, key: str, amount: int) -> None:
    """Move a standing figure (how many there are now) up or down."""
    statement = insert_into(ctx.session, Balance).values(name=name, key=key, value=amount)
    ctx.session.execute(
        statement.on_conflict_do_update(
            index_elements=["name", "key"],
            set_={"value": Balance.value + statement.excluded.value},
        )
    )
